"""Which cell to label next. The order is the same for the same input."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.live.head import Floats

FIRST = 120
"""So many cells are chosen one by one; the others follow by their score."""
_CANDIDATES = 1500
_COMPARED = 600  # of the labelled cells, when asking what is unlike them

Order = NDArray[np.int64]


def least_certain(probabilities: Floats) -> Order:
    """The smallest margin between the two most likely classes first."""
    return np.argsort(margins(probabilities), kind="stable")


def rare_first(probabilities: Floats, *, counts: NDArray[np.integer]) -> Order:
    """The cells most likely of a class with few labels first. `counts`: labels by class [C]."""
    return np.argsort(-(probabilities @ _rarity(counts)), kind="stable")


def best_for_learning(probabilities: Floats, *, counts: NDArray[np.integer]) -> Order:
    """Uncertain cells first, those of rare classes more so. `counts`: labels by class [C].

    The score is the squared uncertainty times the rarity of the classes that the cell may be. The first cells are
    taken one by one, and each counts as a label of the classes that it may be, so that they are not all of one class.
    """
    uncertainty = (1 - margins(probabilities)) ** 2
    order = np.argsort(-uncertainty * (probabilities @ _rarity(counts)), kind="stable")
    pool = order[:_CANDIDATES]
    shares, uncertainty = probabilities[pool], uncertainty[pool]
    expected = counts.astype(np.float64)
    taken = np.zeros(len(pool), bool)
    chosen: list[int] = []
    for _ in range(min(FIRST, len(pool))):
        score = uncertainty * (shares @ _rarity(expected))
        score[taken] = -1
        best = int(score.argmax())
        taken[best] = True
        chosen.append(best)
        expected += shares[best]
    return np.concatenate([pool[chosen], pool[~taken], order[_CANDIDATES:]])


def different_first(features: NDArray[np.floating], *, labelled: NDArray[np.floating]) -> Order:
    """The cell least like the labelled ones [n, D] and those before it first, by features [N, D]."""
    n = len(features)
    pool = np.unique(np.linspace(0, n - 1, min(n, _CANDIDATES)).astype(np.int64)) if n else np.zeros(0, np.int64)
    some = np.asarray(features[pool], np.float32)
    near = _nearest(some, np.asarray(labelled[-_COMPARED:], np.float32))
    taken = np.zeros(len(pool), bool)
    chosen: list[int] = []
    for _ in range(min(FIRST, len(pool))):
        best = int(np.where(taken, -1, near).argmax())
        taken[best] = True
        chosen.append(best)
        np.minimum(near, ((some - some[best]) ** 2).sum(1), out=near)
    left = np.flatnonzero(~taken)
    left = left[np.argsort(-near[left], kind="stable")]
    rest = np.ones(n, bool)
    rest[pool] = False
    return np.concatenate([pool[chosen], pool[left], np.flatnonzero(rest)])


def margins(probabilities: Floats) -> NDArray[np.float32]:
    """The highest probability minus the second, for each row; 1 for a single class."""
    if probabilities.shape[1] < 2:
        return np.ones(len(probabilities), np.float32)
    top = np.partition(probabilities, -2, axis=1)
    return np.asarray(top[:, -1] - top[:, -2], np.float32)


def _rarity(counts: NDArray[np.number]) -> NDArray[np.float32]:
    return np.asarray(1 / np.sqrt(counts + 1.0), np.float32)


def _nearest(features: Floats, others: Floats) -> NDArray[np.float32]:
    """The squared distance of each row to the nearest of `others`; its square where there are none."""
    squares = (features**2).sum(1)
    if not len(others):
        return np.asarray(squares, np.float32)
    distance = squares[:, None] + (others**2).sum(1)[None] - 2 * (features @ others.T)
    return np.asarray(np.maximum(distance.min(1), 0), np.float32)
