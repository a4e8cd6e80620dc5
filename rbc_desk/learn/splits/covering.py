"""Takes whole groups out of a set of cells such that every class stays in both parts where it can."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.splits.grouped import split_groups

_TRIED = 12
"""Up to this number of groups every division is tried."""
_PAIRED = 64
"""Up to this number of groups swaps of two are tried as well as moves of one."""
_STARTS = 8
_GAIN = 1e-9
_WORSE = np.array([1e12, 1e8, 1e4, 1.0])
"""A class that is lost to training counts more than any number that cannot be tested, and so on."""

Flags = NDArray[np.bool_]


def taken_groups(
    targets: NDArray[np.int64] | Sequence[int],
    *,
    groups: Sequence[str],
    share: float,
    seed: int,
    spare: int = 1,
) -> Flags:
    """[N] whether a cell is taken, about `share` of every class; cells of one group stay together.

    In this order: no class loses all its groups; every class on two groups or more has one that is taken; every class
    that can spare them keeps `spare` groups; the shares are met. A class on one group is not taken. Neither part is
    empty where there are two groups. The same cells and seed give the same answer. Raises ValueError where there is
    not one group a cell, or for a share outside 0 to 1.
    """
    names, group_of = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    classes, class_of = np.unique(np.asarray(targets, np.int64), return_inverse=True)
    first = split_groups(targets, groups=groups, fractions=(1 - share, 0.0, share), seed=seed) == "test"
    if len(names) < 2:
        return np.asarray(first)
    counts = np.zeros((len(names), len(classes)))
    np.add.at(counts, (group_of, class_of), 1)
    search = _Search(counts, share=share, spare=spare)
    start = np.zeros(len(names), bool)
    start[group_of] = first
    if not search.faults(start[None])[0].any():
        return np.asarray(first)  # nothing to mend
    return search.best(start, random=np.random.default_rng((seed, 2)))[group_of]


class _Search:
    """Divisions of the groups with these counts [G, C], rated by what they lack and by their shares."""

    def __init__(self, counts: NDArray[np.float64], *, share: float, spare: int) -> None:
        self._has = (counts > 0).astype(np.float64)
        self._groups_of = self._has.sum(0)
        self._spare = np.minimum(spare, self._groups_of - 1)
        relative = counts / counts.sum(0)
        self._relative = np.column_stack([relative, counts.sum(1) / counts.sum()])
        self._share = share

    def faults(self, taken: Flags) -> NDArray[np.float64]:
        """[K, 3] of K divisions [K, G]: the classes lost to training, not taken, with fewer groups than to spare."""
        return self._faults(taken.astype(np.float64) @ self._has)

    def cost(self, taken: Flags) -> NDArray[np.float64]:
        """[K] of K divisions [K, G]: what they lack first, then how far they are from the shares."""
        as_numbers = taken.astype(np.float64)
        return self._cost(as_numbers @ self._has, as_numbers @ self._relative, n_taken=taken.sum(1))

    def _faults(self, out: NDArray[np.float64]) -> NDArray[np.float64]:
        kept = self._groups_of - out
        lost, untaken = kept == 0, (out == 0) & (self._groups_of > 1)
        short = np.maximum(self._spare - kept, 0)
        return np.stack([lost.sum(1), untaken.sum(1), short.sum(1)], axis=1).astype(np.float64)

    def _cost(
        self, out: NDArray[np.float64], shares: NDArray[np.float64], *, n_taken: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        uneven = ((shares - self._share) ** 2).sum(1) * (1 / self._share + 1 / (1 - self._share))
        whole = (n_taken == 0) | (n_taken == len(self._has))
        return np.asarray(np.column_stack([self._faults(out), uneven]) @ _WORSE + np.where(whole, np.inf, 0.0))

    def best(self, start: Flags, *, random: np.random.Generator) -> Flags:
        n = len(start)
        if n <= _TRIED:
            every = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1
            return np.asarray(every[int(self.cost(every).argmin())])
        found = [self._improved(start)]
        found += [self._improved(random.random(n) < self._share) for _ in range(_STARTS)]
        return found[int(self.cost(np.stack(found)).argmin())]

    def _improved(self, taken: Flags) -> Flags:
        """The division after moves of a group, and of few groups swaps of two, while they lower the cost."""
        taken = taken.copy()
        now = self.cost(taken[None])[0]
        while True:
            here = np.where(taken, -1.0, 1.0)  # what a move of each group adds to the part that is taken
            has, relative = here[:, None] * self._has, here[:, None] * self._relative
            out, shares, n_taken = taken @ self._has, taken @ self._relative, int(taken.sum())
            moved = [np.array([group]) for group in range(len(taken))]
            costs = self._cost(out + has, shares + relative, n_taken=n_taken + here.astype(np.int64))
            if len(taken) <= _PAIRED:
                one, two = (index.ravel() for index in np.meshgrid(np.flatnonzero(taken), np.flatnonzero(~taken)))
                moved += list(np.column_stack([one, two]))
                swapped = self._cost(
                    out + has[one] + has[two],
                    shares + relative[one] + relative[two],
                    n_taken=np.full(len(one), n_taken),
                )
                costs = np.concatenate([costs, swapped])
            best = int(costs.argmin())
            if not costs[best] < now - _GAIN:
                return taken
            taken[moved[best]] ^= True
            now = costs[best]
