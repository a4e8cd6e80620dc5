"""Agreement of readers: Cohen's, weighted and Fleiss' kappa, and Krippendorff's alpha, with intervals by smear.

All figures are sums over cells, put into a formula. So each draw of smears needs only the sums of its smears, and all
draws are computed at once. The formulas: Cohen 1960 and 1968, Fleiss 1971, Krippendorff 2004 (Content Analysis,
chapter 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.counting.reader_agreement import PairAgreement, ReaderAgreement
from rbc_desk.core.models.results import Figure
from rbc_desk.learn.metrics.bootstrap import DRAWS, drawn_weights, figure_of

NO_LABEL = -1
Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]


def agreement(
    labels: Numbers,
    *,
    smears: Sequence[int] | NDArray[Any],
    readers: Sequence[str],
    codes: Sequence[str],
    draws: int = DRAWS,
    seed: int = 0,
) -> ReaderAgreement:
    """Compare the labels [N, R] of readers: indexes of `codes`, or `NO_LABEL`. `smears` [N]: the smear of each cell.

    Cells with fewer than two labels say nothing and are left out, as are classes that do not occur on the others.
    """
    given = (labels != NO_LABEL).sum(1)
    labels, smear_of = labels[given > 1], np.asarray(smears)[given > 1]
    used = np.flatnonzero(np.bincount(labels[labels != NO_LABEL], minlength=len(codes)))
    place = np.full(len(codes) + 1, NO_LABEL)  # the last entry is that of NO_LABEL
    place[used] = np.arange(len(used))
    labels, shown = place[labels], tuple(codes[i] for i in used.tolist())
    complete = (labels != NO_LABEL).all(1)
    highest = np.where(labels == NO_LABEL, len(shown), labels).min(1, initial=len(shown))
    figures = _overall(labels, complete, smears=smear_of, codes=shown, draws=draws, seed=seed)
    pairs = [
        _pair(
            labels[:, [i, j]], steps=used, smears=smear_of, names=(readers[i], readers[j]), codes=shown, draws=draws,
            seed=seed,
        )
        for i, j in combinations(range(len(readers)), 2)
    ]  # fmt: skip
    return ReaderAgreement(
        readers=tuple(readers),
        codes=shown,
        n_cells=len(labels),
        n_agreed=int((labels.max(1, initial=NO_LABEL) == highest).sum()),
        n_complete=int(complete.sum()),
        n_smears=len(np.unique(smear_of)),
        n_labels=tuple(np.bincount(labels[labels != NO_LABEL], minlength=len(shown)).tolist()),
        figures=figures,
        pairs=tuple(pair for pair in pairs if pair is not None),
    )


def cohen_kappa(tables: Floats, *, steps: Numbers | None = None) -> Floats:
    """Cohen's kappa [D] of tables [D, C, C], first reader in rows; NaN if both used one class alone.

    `steps` [C]: the places of ordered classes. Disagreements then count by the square of their distance (Cohen 1968).
    """
    cost = 1 - np.eye(tables.shape[1]) if steps is None else np.subtract.outer(steps, steps).astype(float) ** 2
    by_chance = tables.sum(2)[:, :, None] * tables.sum(1)[:, None, :]
    return _one_minus((tables * cost).sum((1, 2)) * tables.sum((1, 2)), (by_chance * cost).sum((1, 2)))


def cohen_kappa_of_classes(tables: Floats) -> Floats:
    """Cohen's kappa [D, C] of each class against the rest; NaN if neither reader or both gave nothing else."""
    n = tables.sum((1, 2))[:, None]
    rows, columns, both = tables.sum(2), tables.sum(1), np.einsum("dii->di", tables)
    return _one_minus((rows + columns - 2 * both) * n, rows * (n - columns) + columns * (n - rows))


def positive_agreement(tables: Floats) -> Floats:
    """Of the labels of each class, the share [D, C] that the other reader gave too: 2 both / (first + second)."""
    return _divided(2 * np.einsum("dii->di", tables), tables.sum(2) + tables.sum(1))


def coincidences(labels: Numbers, *, group_of: Numbers, n_groups: int, n_classes: int) -> Floats:
    """The coincidence matrix of each group of cells, [G, C, C] (Krippendorff), of labels [N, R] or `NO_LABEL`.

    Each cell adds its ordered pairs of labels, divided by the number of its labels minus one. It is symmetric.
    """
    weight = 1 / np.maximum((labels != NO_LABEL).sum(1) - 1, 1)
    sums = np.zeros(n_groups * n_classes**2)
    for i, j in combinations(range(labels.shape[1]), 2):
        both = (labels[:, i] != NO_LABEL) & (labels[:, j] != NO_LABEL)
        entry = (group_of[both] * n_classes + labels[both, i]) * n_classes + labels[both, j]
        sums += np.bincount(entry, weights=weight[both], minlength=len(sums))
    half = sums.reshape(n_groups, n_classes, n_classes)
    return half + half.transpose(0, 2, 1)


def krippendorff_alpha(tables: Floats, *, ordinal: bool = False) -> Floats:
    """Krippendorff's alpha [D] of coincidence matrices [D, C, C]; NaN if there is one class alone.

    `ordinal`: the classes are steps of a scale, and disagreements count by the labels between them.
    """
    totals = tables.sum(2)
    return _beyond_chance(tables, cost=_ordinal_cost(totals) if ordinal else None, n=totals.sum(1) - 1)


def krippendorff_alpha_of_classes(tables: Floats) -> Floats:
    """Krippendorff's alpha [D, C] of each class against the rest."""
    totals = tables.sum(2)
    n = totals.sum(1)[:, None]
    apart = totals - np.einsum("dii->di", tables)
    return _one_minus(apart * (n - 1), totals * (n - totals))


def fleiss_kappa(tables: Floats) -> Floats:
    """Fleiss' kappa [D] of the coincidence matrices [D, C, C] of cells that every reader labelled."""
    return _beyond_chance(tables, cost=None, n=tables.sum((1, 2)))


def _beyond_chance(tables: Floats, *, cost: Floats | None, n: Floats) -> Floats:
    totals = tables.sum(2)
    by_chance = totals[:, :, None] * totals[:, None, :]
    if cost is None:
        cost = 1 - np.eye(tables.shape[1])[None]
    return _one_minus((tables * cost).sum((1, 2)) * n, (by_chance * cost).sum((1, 2)))


def _ordinal_cost(totals: Floats) -> Floats:
    """The squared distances [D, C, C] of classes with `totals` [D, C]: the labels from one to the other."""
    middle = np.cumsum(totals, axis=1) - totals / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _overall(
    labels: Numbers, complete: NDArray[np.bool_], *, smears: NDArray[Any], codes: Sequence[str], draws: int, seed: int
) -> tuple[Figure, ...]:
    if not len(labels):
        return ()
    weights, group_of = _weights(smears, draws=draws, seed=seed)
    sizes = {"n_groups": weights.shape[1], "n_classes": len(codes)}
    tables = _drawn(coincidences(labels, group_of=group_of, **sizes), weights)
    of_complete = _drawn(coincidences(labels[complete], group_of=group_of[complete], **sizes), weights)
    both, totals = np.einsum("dii->di", tables), tables.sum(2)
    values = {
        "observed": _divided(both.sum(1), totals.sum(1)),
        "fleiss_kappa": fleiss_kappa(of_complete),
        "alpha": krippendorff_alpha(tables),
        "ordinal_alpha": krippendorff_alpha(tables, ordinal=True),
    }
    by_class = {"positive": _divided(both, totals), "alpha": krippendorff_alpha_of_classes(tables)}
    return _figures(values, by_class, codes=codes, sure=weights.shape[1] > 1)


def _pair(
    labels: Numbers, *, steps: Numbers, smears: NDArray[Any], names: tuple[str, str], codes: Sequence[str],
    draws: int, seed: int,
) -> PairAgreement | None:  # fmt: skip
    both = (labels != NO_LABEL).all(1)
    if not both.any():
        return None
    weights, group_of = _weights(smears[both], draws=draws, seed=seed)
    n_groups, n_classes = weights.shape[1], len(codes)
    entry = (group_of * n_classes + labels[both, 0]) * n_classes + labels[both, 1]
    counted = np.bincount(entry, minlength=n_groups * n_classes**2).astype(float)
    tables = _drawn(counted.reshape(n_groups, n_classes, n_classes), weights)
    values = {
        "observed": _divided(np.einsum("dii->d", tables), tables.sum((1, 2))),
        "kappa": cohen_kappa(tables),
        "weighted_kappa": cohen_kappa(tables, steps=steps),
    }
    by_class = {"positive": positive_agreement(tables), "kappa": cohen_kappa_of_classes(tables)}
    counts = tuple(tuple(int(n) for n in row) for row in tables[0])
    return PairAgreement(*names, n_groups, counts, _figures(values, by_class, codes=codes, sure=n_groups > 1))


def _weights(smears: NDArray[Any], *, draws: int, seed: int) -> tuple[Floats, Numbers]:
    """`drawn_weights` after a first row that has every smear once."""
    weights, group_of = drawn_weights(smears, draws=draws, seed=seed)
    return np.vstack([np.ones(weights.shape[1]), weights]), group_of


def _drawn(by_group: Floats, weights: Floats) -> Floats:
    """The sums [D, C, C] of the groups' tables [G, C, C] in each draw."""
    return np.asarray(np.tensordot(weights, by_group, axes=1))


def _figures(
    values: dict[str, Floats], by_class: dict[str, Floats], *, codes: Sequence[str], sure: bool
) -> tuple[Figure, ...]:
    overall = [figure_of(name, "", column, sure=sure) for name, column in values.items()]
    of_classes = [
        figure_of(name, code, table[:, i], sure=sure)
        for name, table in by_class.items()
        for i, code in enumerate(codes)
    ]
    return (*overall, *of_classes)


def _one_minus(above: Floats, below: Floats) -> Floats:
    return 1 - _divided(above, below)


def _divided(above: Floats, below: Floats) -> Floats:
    """The quotients; NaN where the lower number is 0."""
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0))
