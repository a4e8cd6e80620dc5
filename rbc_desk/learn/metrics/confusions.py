"""Which classes a model takes for which, smear by smear: its counts on a new smear are corrected by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import LEAST_SMEARS

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

KEY = "confusions"
"""Where the metrics of a part keep these counts."""
SURE_FROM = 0.9
"""Predictions from this confidence on are counted apart, for they are wrong less often."""
_LEAST_LIKENESS = 0.01
_LIKENESS_UNKNOWN = 0.1
_PRIOR = 1.0  # cells of each class that are assumed on top: most of them right
_PRIOR_RIGHT = 0.8
_STEPS = 100
_MOST_CELLS = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Confusions:
    """Counts [S, C, 2 C] of cells on S smears by true class and by answer.

    Answer j < C: predicted as class j with a confidence below `SURE_FROM`; C + j: as class j with at least that.
    """

    codes: tuple[str, ...]
    counts: Numbers

    @classmethod
    def of(
        cls,
        probabilities: NDArray[np.floating[Any]],
        *,
        targets: NDArray[np.integer[Any]],
        smears: Sequence[int],
        codes: Sequence[str],
    ) -> Confusions:
        """Count cells with these probabilities [N, C] and true classes [N]; `smears` [N] are any numbers."""
        names, place = np.unique(np.asarray(smears), return_inverse=True)
        counts = np.zeros((len(names), len(codes), 2 * len(codes)), np.int64)
        scores = np.asarray(probabilities)
        np.add.at(counts, (place, np.asarray(targets), answers_of(scores.argmax(1), scores.max(1), n=len(codes))), 1)
        return cls(tuple(codes), counts)

    def to_json(self) -> list[str]:
        """For each smear its counts as `true class,answer,number`, with a blank between them."""
        return [
            " ".join(f"{true},{answer},{one[true, answer]}" for true, answer in np.argwhere(one))
            for one in self.counts
        ]

    @classmethod
    def from_json(cls, value: Any, *, codes: Sequence[str]) -> Confusions | None:
        """Read `to_json`; None for any other value, as in bundles of older versions."""
        n = len(codes)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            return None
        counts = np.zeros((len(value), n, 2 * n), np.int64)
        try:
            for smear, own in enumerate(value):
                for words in own.split():
                    true, answer, number = map(int, words.split(","))
                    if min(true, answer, number) < 0 or number > _MOST_CELLS:
                        return None
                    counts[smear, true, answer] += number
        except (ValueError, IndexError):
            return None
        return cls(tuple(codes), counts)

    def with_smears(self, other: Confusions | None) -> Confusions:
        """These smears and those of another part. Raises ValueError for other classes."""
        if other is None:
            return self
        if other.codes != self.codes:
            raise ValueError("confusions of other classes cannot be added")
        return Confusions(self.codes, np.concatenate([self.counts, other.counts]))

    def counted_as(self, shown: Mapping[str, str], *, codes: Sequence[str]) -> Confusions:
        """The same for `codes`, where a model's class counts as `shown[class]`; classes may have no counts."""
        n, own = len(codes), len(self.codes)
        counts = np.zeros((len(self.counts), n, 2 * n), np.int64)
        to = {code: codes.index(shown.get(code, code)) for code in self.codes if shown.get(code, code) in codes}
        for i, true in enumerate(self.codes):
            for j, told in enumerate(self.codes):
                if true in to and told in to:
                    for band in range(2):
                        counts[:, to[true], band * n + to[told]] += self.counts[:, i, band * own + j]
        return Confusions(tuple(codes), counts)

    @property
    def n_smears(self) -> int:
        return int((self.counts.sum((1, 2)) > 0).sum())

    def rates(self) -> Floats:
        """[C, 2 C] the probability of each answer for each true class; rows sum to 1."""
        return rates_of(self.counts.sum(0))

    def likeness(self) -> float:
        """How alike a smear's errors on cells of one class are (intraclass correlation of being right), 0..1."""
        n_classes = len(self.codes)
        n = self.counts.sum(2).astype(float)  # [smears, classes]
        at = np.arange(n_classes)
        right = self.counts[:, at, at] + self.counts[:, at, n_classes + at].astype(float)
        cells, n_units = n.sum(0), (n > 0).sum(0)
        known = (n_units > 1) & (cells > n_units)
        if self.n_smears < LEAST_SMEARS or not known.any():
            return _LIKENESS_UNKNOWN
        n, right, cells, n_units = n[:, known], right[:, known], cells[known], n_units[known]
        share = right / np.maximum(n, 1)
        between = float((n * (share - right.sum(0) / cells) ** 2).sum()) / float((n_units - 1).sum())
        within = float((n * share * (1 - share)).sum()) / float((cells - n_units).sum())
        size = float((cells - (n**2).sum(0) / cells).sum()) / float((n_units - 1).sum())
        total = between + (size - 1) * within
        return float(np.clip((between - within) / total if total > 0 else 0.0, _LEAST_LIKENESS, 0.9))

    def drawn(self, n: int, *, random: np.random.Generator) -> Floats:
        """[n, C, 2 C] rates as they may be on a new smear: they vary as the errors of these smears do.

        A class that the model does not know keeps its rate: predictions cannot tell anything about it.
        """
        total = self.counts.sum(0).astype(float)
        sizes = self.counts.sum(2).astype(float)
        likeness = self.likeness()
        cells = total.sum(1)
        mean_size = (sizes**2).sum(0) / np.maximum(cells, 1)
        effective = (cells + _PRIOR) / (1 + np.maximum(mean_size - 1, 0) * likeness)
        spread = 1 / (likeness + (1 - likeness) / np.maximum(effective, 1)) - 1
        concentration = np.maximum(spread, 0.5)[:, None] * rates_of(total)
        draws = random.standard_gamma(np.maximum(concentration, 1e-6), size=(n, *concentration.shape))
        draws = np.maximum(draws, 1e-12)
        draws /= draws.sum(2, keepdims=True)
        draws[:, cells == 0] = rates_of(total)[cells == 0]
        return np.asarray(draws, np.float64)

    def weight(self) -> float:
        """How far counts are to be moved towards the corrected ones, 0..1, so that they are nearest to the truth.

        Found on these smears, each corrected by the confusions of the others. 0 with fewer than `LEAST_SMEARS`: where
        errors differ from smear to smear, correcting by the errors of other smears adds error.
        """
        counts = self.counts[self.counts.sum((1, 2)) > 0]
        if len(counts) < LEAST_SMEARS:
            return 0.0
        n_classes = len(self.codes)
        n = counts.sum((1, 2)).astype(float)[:, None]
        told = counts.sum(1)
        raw = (told[:, :n_classes] + told[:, n_classes:]) / n
        true = counts.sum(2) / n
        others = rates_of(counts.sum(0)[None] - counts)
        moved = corrected(told.astype(float), np.zeros_like(true), rates=others) - raw
        size = float((n * moved**2).sum())
        return float(np.clip((n * (true - raw) * moved).sum() / size, 0, 1)) if size > 0 else 0.0


def answers_of(predicted: NDArray[np.integer[Any]], confidence: NDArray[np.floating[Any]], *, n: int) -> Numbers:
    """The answer 0..2 n - 1 of each cell, from its predicted class of n and its confidence."""
    return np.asarray(predicted + n * (confidence >= SURE_FROM), np.int64)


def rates_of(counts: NDArray[Any]) -> Floats:
    """[..., C, 2 C] rates of counts; a class with few cells is taken to be mostly right."""
    n = counts.shape[-2]
    bands = counts.reshape(*counts.shape[:-1], 2, n).sum((-1, -3)).astype(float) + 1
    bands /= bands.sum(-1, keepdims=True)
    prior = np.concatenate([np.eye(n) * _PRIOR_RIGHT + (1 - _PRIOR_RIGHT) / n] * 2, axis=1) * _PRIOR
    prior = prior * np.repeat(bands, n, axis=-1)[..., None, :]
    whole = counts + prior
    return np.asarray(whole / whole.sum(-1, keepdims=True), np.float64)


def corrected(answers: Floats, confirmed: Floats, *, rates: Floats, steps: int = _STEPS) -> Floats:
    """[..., C] shares of the classes that explain `answers` [..., 2 C] best, beside `confirmed` [..., C] cells.

    `rates` [..., C, 2 C]. The maximum likelihood by EM (Saerens, Latinne and Decaestecker, 2002). Shares are of all
    these cells; without cells they are equal.
    """
    n = answers.sum(-1, keepdims=True) + confirmed.sum(-1, keepdims=True)
    shares = np.full(np.broadcast_shapes(answers.shape[:-1], rates.shape[:-2]) + confirmed.shape[-1:], 1.0)
    shares /= confirmed.shape[-1]
    for _ in range(steps):
        told = np.maximum(np.einsum("...c,...ck->...k", shares, rates), 1e-12)
        explained = shares * np.einsum("...ck,...k->...c", rates, answers / told)
        shares = (explained + confirmed) / np.maximum(n, 1)
    return np.asarray(shares, np.float64)
