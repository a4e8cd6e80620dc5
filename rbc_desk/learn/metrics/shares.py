"""The shares of classes among the cells of some fields, with 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.counting.wilson import Z_95
from rbc_desk.learn.metrics.confusions import Confusions, answers_of, corrected

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
_DRAWS = 200
_MOST_T = 4.4  # of three fields; two tell so little of their spread that the interval would say nothing
_TAIL = 0.025


@dataclass(frozen=True, slots=True, eq=False)
class FieldCells:
    """The classified cells of one field (smear). Classes are indexes 0..C-1.

    `confirmed` [C]: the number of cells with a person's label. `predicted` [n]: the class of each cell that only a
    model classified, and `confidence` [n] the probability of that class. `n_unclassified`: the other red cells.
    """

    confirmed: Numbers
    predicted: Numbers
    confidence: Floats
    n_unclassified: int = 0

    @property
    def answers(self) -> Numbers:
        """[2 C] the predicted cells by class and band of confidence; see `Confusions`."""
        n = len(self.confirmed)
        return np.bincount(answers_of(self.predicted, self.confidence, n=n), minlength=2 * n)


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The share [C] of each class among all red cells, and the ends of its 95 % interval. Without cells all are 0."""

    share: Floats
    low: Floats
    high: Floats

    def of_first(self, n: int) -> Shares:
        """The first n classes, with the same sum as all of them."""
        kept = float(self.share[:n].sum())
        return Shares(self.share[:n] * (float(self.share.sum()) / kept if kept else 1.0), self.low[:n], self.high[:n])

    def with_unclassified(self, part: float) -> Shares:
        """The shares of classified cells as shares of all, of which a `part` (0..1) has no class.

        Each of those might be of any class: `high` counts all of them, `low` none.
        """
        return Shares(self.share * (1 - part), self.low * (1 - part), self.high * (1 - part) + part)


def estimate(
    fields: Sequence[FieldCells], *, confusions: Confusions | None = None, each: bool = True, seed: int = 0
) -> tuple[Shares, tuple[Shares, ...]]:
    """The shares over all fields together and of each field (with `each`; else of none).

    `confusions`: those of the model that predicted. Counts are moved towards the shares that explain them, by
    `Confusions.weight`; cells with a person's label are counted as they are. The intervals hold for the specimen that
    the cells are a sample of: they include the spread of the fields and that of the model's errors from smear to
    smear. Without `confusions` nobody knows how often the model is wrong: predictions count as they are, and the
    intervals say only what the confirmed cells bear, as if each other cell might be of any class. Raises ValueError
    without fields.
    """
    if not fields:
        raise ValueError("shares need at least one field")
    model = None if confusions is None else _Model(confusions, np.random.default_rng(seed))
    pooled = _shares(fields, model=model)
    if len(fields) == 1:
        return pooled, (pooled,)
    return pooled, tuple(_shares([one], model=model) for one in fields) if each else ()


class _Model:
    """What is computed once of a model's confusions."""

    def __init__(self, confusions: Confusions, random: np.random.Generator) -> None:
        self.rates = confusions.rates()
        self.weight = confusions.weight()
        self.drawn = confusions.drawn(_DRAWS, random=random)
        self.random = random


def _shares(fields: Sequence[FieldCells], *, model: _Model | None) -> Shares:
    confirmed = np.array([one.confirmed for one in fields], float)
    answers = np.array([one.answers for one in fields], float)
    n_classes = confirmed.shape[1]
    n, left = confirmed.sum() + answers.sum(), sum(one.n_unclassified for one in fields)
    if not n:
        zeros = np.zeros(n_classes)
        return Shares(zeros, zeros.copy(), zeros + (1.0 if left else 0.0))
    if not answers.any():
        model = None
    elif model is None:
        return _of_unmeasured(confirmed, answers, left=left)
    used = (confirmed.sum(1) + answers.sum(1)) > 0
    confirmed, answers = confirmed[used], answers[used]
    share = _estimated(confirmed.sum(0), answers.sum(0), model=model)
    of_cells = _spread_of_cells(confirmed.sum(0), answers.sum(0), share=share, model=model)
    of_fields = _spread_of_fields(confirmed, answers, model=model) if len(confirmed) > 1 else of_cells
    of_model = np.zeros(n_classes)
    if model is not None:
        possible = corrected(answers.sum(0), confirmed.sum(0), rates=model.drawn)
        of_model = ((possible - share) ** 2).mean(0)
    low, high = _ends(
        share, n=float(n), of_cells=of_cells, of_fields=of_fields, of_model=of_model, n_fields=len(confirmed)
    )
    return Shares(share, low, high).with_unclassified(left / (n + left))


def _of_unmeasured(confirmed: Floats, answers: Floats, *, left: int) -> Shares:
    """The shares where a model predicted whose errors are not known: the intervals are those of confirmed cells."""
    n_predicted = float(answers.sum())
    n_known = float(confirmed.sum()) + n_predicted
    share = _estimated(confirmed.sum(0), answers.sum(0), model=None) * n_known / (n_known + left)
    alone = _of_confirmed(confirmed)
    unknown = alone.with_unclassified((n_predicted + left) / (n_known + left))
    return Shares(share, np.minimum(unknown.low, share), np.maximum(unknown.high, share))


def _of_confirmed(confirmed: Floats) -> Shares:
    """The shares of confirmed cells [fields, C] among themselves; without cells anything is possible."""
    if not confirmed.any():
        nothing = np.zeros(confirmed.shape[1])
        return Shares(nothing, nothing.copy(), nothing + 1)
    none, nothing = np.zeros(0, np.int64), np.zeros(0, np.float64)
    return _shares([FieldCells(own.astype(np.int64), none, nothing) for own in confirmed], model=None)


def _estimated(confirmed: Floats, answers: Floats, *, model: _Model | None) -> Floats:
    """[..., C] shares of cells counted by `confirmed` [..., C] and `answers` [..., 2 C]."""
    n_classes = confirmed.shape[-1]
    counts = confirmed + answers[..., :n_classes] + answers[..., n_classes:]
    raw = counts / np.maximum(counts.sum(-1, keepdims=True), 1)
    if model is None or model.weight == 0:
        return np.asarray(raw, np.float64)
    return np.asarray(raw + model.weight * (corrected(answers, confirmed, rates=model.rates) - raw), np.float64)


def _spread_of_cells(confirmed: Floats, answers: Floats, *, share: Floats, model: _Model | None) -> Floats:
    """[C] variances of the estimate if the cells were drawn one by one."""
    n = confirmed.sum() + answers.sum()
    if model is None or model.weight == 0:
        return np.asarray(share * (1 - share) / n, np.float64)
    both = np.concatenate([confirmed, answers])
    drawn = model.random.multinomial(int(n), both / n, size=_DRAWS).astype(float)
    n_classes = len(confirmed)
    return np.asarray(_estimated(drawn[:, :n_classes], drawn[:, n_classes:], model=model).var(0), np.float64)


def _spread_of_fields(confirmed: Floats, answers: Floats, *, model: _Model | None) -> Floats:
    """[C] variances of the estimate from the spread of the fields: the jackknife over whole fields."""
    n = len(confirmed)
    without = _estimated(confirmed.sum(0) - confirmed, answers.sum(0) - answers, model=model)
    return np.asarray((n - 1) / n * ((without - without.mean(0)) ** 2).sum(0), np.float64)


def _ends(
    share: Floats, *, n: float, of_cells: Floats, of_fields: Floats, of_model: Floats, n_fields: int
) -> tuple[Floats, Floats]:
    """Wilson's interval for the number of independent cells that would be as certain as these.

    Few fields tell little of their spread, so it counts by Student's quantile. Fields that happen to be alike make
    nothing more certain than single cells would be.
    """
    from scipy.special import stdtrit

    wider = min(float(stdtrit(n_fields - 1, 1 - _TAIL)), _MOST_T) / Z_95 if n_fields > 1 else 1.0
    total = np.maximum(of_cells, wider**2 * of_fields) + of_model
    more = np.maximum(total - share * (1 - share) / n, 0)
    smoothed = (n * share + Z_95**2 / 2) / (n + Z_95**2)  # a class that was not seen has no spread of its own
    one = smoothed * (1 - smoothed)
    return wilson(share, n=one / (one / n + more))


def wilson(share: NDArray[np.floating[Any]], *, n: Floats | float, z: Floats | float = Z_95) -> tuple[Floats, Floats]:
    """Both ends of the score interval (Wilson, 1927) of shares [C] that were counted on `n` independent cells."""
    p = np.asarray(share, float)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
