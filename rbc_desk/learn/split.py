"""Which cells train, validate and test: whole groups together, classes as even as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PARTS = ("train", "validation", "test")
DEFAULT_FRACTIONS = (0.6, 0.15, 0.25)


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
    best = min((_assign(counts, shares=shares, random=random) for _ in range(8)), key=lambda pair: pair[0])
    return np.array(PARTS)[best[1]][group_of]


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
) -> tuple[float, NDArray[np.int64]]:
    """Greedy, large groups first, then single moves while they help. Returns the cost and a part a group."""
    # relative to the class: ten cells of a rare class weigh as much as a thousand of a common one
    relative = counts / counts.sum(0)
    relative = np.column_stack([relative, counts.sum(1) / counts.sum()])
    sizes = relative.sum(1) + random.uniform(0, 0.02, len(counts))
    used = np.flatnonzero(shares > 0)
    wanted = shares[used, None]
    have = np.zeros((len(used), relative.shape[1]))
    place = np.full(len(counts), -1)

    def costs(group: int) -> NDArray[np.float64]:
        """The change of cost by putting `group` into each part: sum of (have - wanted)^2 / wanted."""
        row = relative[group]
        return ((row**2 + 2 * row * (have - wanted)) / wanted).sum(1)

    for group in np.argsort(-sizes):
        place[group] = int(np.argmin(costs(group)))
        have[place[group]] += relative[group]
    for _ in range(20):
        moved = False
        for group in random.permutation(len(counts)):
            have[place[group]] -= relative[group]
            best = int(np.argmin(costs(group)))
            moved |= best != place[group]
            place[group] = best
            have[best] += relative[group]
        if not moved:
            break
    parts = used[place]
    _fill_empty(parts, shares=shares, sizes=sizes)
    have = np.stack([relative[parts == part].sum(0) for part in used])
    return float(((have - wanted) ** 2 / wanted).sum()), parts


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
