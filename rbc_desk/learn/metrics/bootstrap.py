"""Confidence intervals by resampling whole smears with replacement.

Cells of one smear share stain, focus and patient. They are not independent, and an interval over single cells would
be too narrow. All draws are computed at once from counts per smear, never cell by cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import Figure

DRAWS = 1000
LEVEL = 0.95
Floats = NDArray[np.floating[Any]]


def drawn_weights(groups: Sequence[int] | NDArray[Any], *, draws: int = DRAWS, seed: int = 0) -> tuple[Floats, Any]:
    """The number of times that each draw takes each smear, [draws, S], and the smear of each cell, [N] in 0..S-1."""
    names, group_of = np.unique(np.asarray(groups), return_inverse=True)
    random = np.random.default_rng(seed)
    counts = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    return counts.astype(np.float32), group_of


def bootstrapped(
    probabilities: Floats, *, targets: NDArray[np.int64], codes: Sequence[str], groups: Sequence[int] | NDArray[Any],
    draws: int = DRAWS, seed: int = 0,
) -> tuple[Figure, ...]:  # fmt: skip
    """All figures with the middle 95 % of their values over draws of whole `groups` [N] (smears).

    With fewer than two smears there are no intervals (None). A draw without a class leaves its figures out.
    """
    scores, n = np.asarray(probabilities, float), len(codes)
    weights, group_of = drawn_weights(groups, draws=draws, seed=seed)
    weights = np.vstack([np.ones((1, weights.shape[1]), np.float32), weights])  # the first row has all smears once
    values = from_confusions(drawn_confusions(scores.argmax(1), targets, weights, group_of, n=n))
    ranked = [_ranked(scores[:, i], targets == i, weights=weights, group_of=group_of) for i in range(n)]
    values["auroc"] = np.stack([one[0] for one in ranked], 1)
    values["average_precision"] = np.stack([one[1] for one in ranked], 1)
    present = np.isfinite(values["recall"])
    for name in ("auroc", "average_precision"):
        values[f"macro_{name}"] = mean_of(np.where(present, values[name], np.nan))
    sure = weights.shape[1] > 1
    figures = []
    for name, table in values.items():
        columns = table[:, None] if table.ndim == 1 else table
        for index, column in enumerate(columns.T):
            figures.append(figure_of(name, codes[index] if table.ndim > 1 else "", column, sure=sure))
    return tuple(figures)


def drawn_confusions(
    predicted: NDArray[np.int64], targets: NDArray[np.int64], weights: Floats, group_of: NDArray[np.int64], *, n: int
) -> Floats:
    """The confusion matrix of each draw, [draws, n, n]: true classes in rows, predicted classes in columns."""
    by_group = np.zeros((weights.shape[1], n * n), np.float32)
    np.add.at(by_group, (group_of, targets * n + predicted), 1)
    return (weights @ by_group).reshape(-1, n, n).astype(float)


def from_confusions(tables: Floats) -> dict[str, Floats]:
    """Figures of confusion matrices [D, n, n]: [D], or [D, n] by class; NaN if undefined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        right, true, predicted = np.einsum("dii->di", tables), tables.sum(2), tables.sum(1)
        total = true.sum(1)
        recall = np.where(true > 0, right / true, np.nan)
        f1 = np.where(true > 0, 2 * right / (true + predicted), np.nan)
        return {
            "accuracy": right.sum(1) / total,
            "balanced_accuracy": mean_of(recall),
            "macro_f1": mean_of(f1),
            "weighted_f1": np.nansum(f1 * true, 1) / total,
            "precision": np.where(predicted > 0, right / predicted, np.nan),
            "recall": recall,
            "f1": f1,
        }


def mean_of(table: Floats) -> Floats:
    """The mean of the defined values of each row; NaN if there are none."""
    known = np.isfinite(table)
    n = known.sum(1)
    return np.where(n > 0, np.where(known, table, 0).sum(1) / np.maximum(n, 1), np.nan)


def interval(values: Floats, *, level: float = LEVEL) -> tuple[float, float] | None:
    """The middle `level` of the values; None if fewer than half of them are defined."""
    known = values[np.isfinite(values)]
    if not len(values) or len(known) < len(values) / 2:
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _ranked(
    scores: Floats, positive: NDArray[np.bool_], *, weights: Floats, group_of: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """AUROC and average precision of each draw; ties count half, a run of ties is one threshold."""
    undefined = np.full(len(weights), np.nan)
    if not 0 < positive.sum() < len(positive):
        return undefined, undefined
    order = np.argsort(-scores, kind="stable")
    ranked, is_positive = scores[order], positive[order]
    ends = np.flatnonzero(np.r_[ranked[1:] != ranked[:-1], True])
    by_cell = np.ascontiguousarray(weights.T)[group_of[order]]
    true = np.cumsum(by_cell[is_positive], axis=0)
    false = np.cumsum(by_cell[~is_positive], axis=0)
    n_true = np.cumsum(is_positive)[ends]
    # only runs of ties with a positive contribute to either figure
    before = np.r_[0, n_true[:-1]]
    runs = np.flatnonzero(n_true > before)
    hits, was = n_true[runs], before[runs]
    n_false = ends + 1 - np.cumsum(is_positive)[ends]
    false_before = np.r_[0, n_false[:-1]]
    nothing = np.zeros((1, len(weights)), np.float32)
    true, false = np.vstack([nothing, true]), np.vstack([nothing, false])
    gained = true[hits] - true[was]
    over, over_before = false[n_false[runs]], false[false_before[runs]]
    with np.errstate(divide="ignore", invalid="ignore"):
        n_pos, n_neg = true[-1], false[-1]
        auroc = 1 - (gained * (over + over_before)).sum(0, dtype=float) / (2.0 * n_pos * n_neg)
        reached = true[hits] + over
        precision = np.where(reached > 0, true[hits] / np.maximum(reached, 1), 0)
        average = (gained * precision).sum(0, dtype=float) / n_pos
    return np.where(n_pos * n_neg > 0, auroc, np.nan), np.where(n_pos > 0, average, np.nan)


def figure_of(name: str, code: str, column: Floats, *, sure: bool) -> Figure:
    """A figure from its value and its draws, `column` [1 + draws]; NaN is undefined. `sure`: with an interval."""
    value = float(column[0]) if np.isfinite(column[0]) else None
    span = interval(column[1:]) if sure and value is not None else None
    return Figure(name, code, value, *(span or (None, None)))
