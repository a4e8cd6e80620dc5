"""Assigns cells to training, validation and test: groups stay together, classes are balanced."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PARTS = ("train", "validation", "test")
DEFAULT_FRACTIONS = (0.6, 0.15, 0.25)
_STARTS = 8
_ROUNDS = 20
_SWAPPED_GROUPS = 48
"""With more groups than this, pairs are too many to try, and moves of single groups are as good."""
_GAIN = 1e-9


def split_groups(
    targets: NDArray[np.int64] | Sequence[int],
    *,
    groups: Sequence[str],
    fractions: tuple[float, float, float] = DEFAULT_FRACTIONS,
    seed: int,
) -> NDArray[np.str_]:
    """The part of each cell; cells of one group (smear, specimen) share a part.

    Every class's cells come as near to `fractions` as whole groups allow. Each part with a fraction above 0 gets a
    group while there are enough groups; fewer groups fill train, then validation, then test. Raises ValueError for
    fractions that are not three numbers of sum 1.
    """
    shares = _checked(fractions)
    names, group_of = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    classes, class_of = np.unique(np.asarray(targets, np.int64), return_inverse=True)
    if len(group_of) != len(class_of):
        raise ValueError("there must be one group a cell")
    if not len(names):
        return np.array([], dtype="<U10")
    counts = np.zeros((len(names), len(classes)))
    np.add.at(counts, (group_of, class_of), 1)
    random = np.random.default_rng(seed)
    return np.array(PARTS)[_assign(counts, shares=shares, random=random)][group_of]


def split_cells(
    targets: NDArray[np.int64] | Sequence[int],
    *,
    fractions: tuple[float, float, float] = DEFAULT_FRACTIONS,
    seed: int,
) -> NDArray[np.str_]:
    """The part of each cell, at random within each class (as in the paper: a smear may stand in two parts).

    Each part with a fraction above 0 gets a cell while there are enough cells.
    """
    shares = _checked(fractions)
    labels = np.asarray(targets, np.int64)
    random = np.random.default_rng(seed)
    parts = np.zeros(len(labels), np.int64)
    owed = np.zeros(3)
    for target in np.unique(labels):
        members = random.permutation(np.flatnonzero(labels == target))
        owed += shares * len(members)
        # what rounding left a part short of in one class it gets in the next
        given = np.floor(shares * len(members)).astype(int)
        for _ in range(len(members) - given.sum()):
            given[np.argmax(np.where(shares > 0, owed - given, -np.inf))] += 1
        owed -= given
        parts[members] = np.repeat(np.arange(3), given)
    _fill_empty(parts, shares=shares)
    return np.array(PARTS)[parts]


def _checked(fractions: tuple[float, float, float]) -> NDArray[np.float64]:
    shares = np.asarray(fractions, float)
    if shares.shape != (3,) or (shares < 0).any() or abs(shares.sum() - 1) > 1e-6 or shares[0] == 0:
        raise ValueError(f"fractions are three numbers of sum 1 with some for training, not {fractions}")
    return shares


def _assign(
    counts: NDArray[np.float64], *, shares: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.int64]:
    """The part of each group, the best of several searches: greedy ones, and, of few groups, from random starts."""
    # relative to the class: ten cells of a rare class weigh as much as a thousand of a common one
    relative = counts / counts.sum(0)
    relative = np.column_stack([relative, counts.sum(1) / counts.sum()])
    used, few = np.flatnonzero(shares > 0), len(counts) <= _SWAPPED_GROUPS
    found = [_greedy(relative, shares=shares, random=random) for _ in range(_STARTS)]
    if few:
        found += [random.choice(3, len(counts), p=shares) for _ in range(_STARTS)]
    for parts in found:
        _fill_empty(parts, shares=shares, sizes=relative.sum(1))
        if few:
            _swap(parts, relative=relative, shares=shares)

    def cost(parts: NDArray[np.int64]) -> float:
        have = np.stack([relative[parts == part].sum(0) for part in used])
        return float(((have - shares[used, None]) ** 2 / shares[used, None]).sum())

    return min(found, key=cost)


def _greedy(
    relative: NDArray[np.float64], *, shares: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.int64]:
    """A part a group: large groups first, each to where it costs least, then moves of single ones while they help."""
    used = np.flatnonzero(shares > 0)
    share = relative[:, None, :] / shares[used, None]
    alone = (relative**2).sum(1)[:, None] / shares[used]
    gap = -np.ones((len(used), relative.shape[1]))  # of each part (have - wanted) / wanted
    place = np.full(len(relative), -1)

    def put(group: int) -> None:
        place[group] = (alone[group] + 2 * gap @ relative[group]).argmin()
        gap[place[group]] += share[group, place[group]]

    for group in np.argsort(-relative.sum(1) - random.uniform(0, 0.02, len(relative))):
        put(group)
    for _ in range(_ROUNDS):
        before = place.copy()
        for group in random.permutation(len(relative)):
            gap[place[group]] -= share[group, place[group]]
            put(group)
        if (place == before).all():
            break
    return np.asarray(used[place])


def _swap(parts: NDArray[np.int64], *, relative: NDArray[np.float64], shares: NDArray[np.float64]) -> None:
    """The move of one group, or swap of two, that lowers the cost most, again and again, in place.

    No part is emptied. A swap gets out of where every single move only makes it worse.
    """
    used = np.flatnonzero(shares > 0)
    place, inverse = np.searchsorted(used, parts), 1 / shares[used]
    squares = (relative**2).sum(1)
    apart = squares[:, None] + squares - 2 * relative @ relative.T
    rows = np.arange(len(parts))
    while True:
        have = np.stack([relative[place == part].sum(0) for part in range(len(used))])
        slope = relative @ (have * inverse[:, None] - 1).T
        own, there = slope[rows, place], slope[:, place]
        swaps = apart * (inverse[place][:, None] + inverse[place]) + 2 * (there + there.T - own[:, None] - own)
        moves = squares[:, None] * (inverse[place][:, None] + inverse) + 2 * (slope - own[:, None])
        moves[np.bincount(place, minlength=len(used))[place] == 1] = np.inf
        if min(swaps.min(), moves.min()) > -_GAIN:
            break
        if moves.min() <= swaps.min():
            group, part = np.unravel_index(moves.argmin(), moves.shape)
            place[group] = part
        else:
            pair = list(np.unravel_index(swaps.argmin(), swaps.shape))
            place[pair] = place[pair[::-1]]
    parts[:] = used[place]


def _fill_empty(
    parts: NDArray[np.int64], *, shares: NDArray[np.float64], sizes: NDArray[np.float64] | None = None
) -> None:
    """Give an empty part the smallest member of the fullest part that can spare one, in place."""
    weight = np.ones(len(parts)) if sizes is None else sizes
    for part in np.flatnonzero(shares > 0):
        if (parts == part).any():
            continue
        members = np.bincount(parts, minlength=3)
        # an earlier part may be filled from a later one's only member: train comes first
        donors = [p for p in range(3) if members[p] > 1] or [p for p in range(part + 1, 3) if members[p]]
        if donors:
            donor = max(donors, key=lambda p: members[p])
            own = np.flatnonzero(parts == donor)
            parts[own[np.argmin(weight[own])]] = part
