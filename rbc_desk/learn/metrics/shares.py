"""The shares of classes among the cells of some fields, with 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
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
    def counts(self) -> Numbers:
        """[C] cells of each class, labelled or predicted."""
        return self.confirmed + np.bincount(self.predicted, minlength=len(self.confirmed))


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The share [C] of each class among all red cells, and the ends of its 95 % interval. Without cells all are 0."""

    share: Floats
    low: Floats
    high: Floats

    def with_unclassified(self, part: float) -> Shares:
        """The shares of classified cells as shares of all, of which a `part` (0..1) has no class.

        Each of those might be of any class: `high` counts all of them, `low` none.
        """
        return Shares(self.share * (1 - part), self.low * (1 - part), self.high * (1 - part) + part)


def estimate(fields: Sequence[FieldCells]) -> tuple[Shares, tuple[Shares, ...]]:
    """The shares over all fields together and of each field. Raises ValueError without fields."""
    if not fields:
        raise ValueError("shares need at least one field")
    return _counted(fields), tuple(_counted([one]) for one in fields)


def _counted(fields: Sequence[FieldCells]) -> Shares:
    counts = np.sum([one.counts for one in fields], axis=0)
    n, left = int(counts.sum()), sum(one.n_unclassified for one in fields)
    if not n:
        zeros = np.zeros(len(counts))
        return Shares(zeros, zeros.copy(), zeros + (1.0 if left else 0.0))
    low, high = wilson(counts / n, n=float(n))
    return Shares(counts / n, low, high).with_unclassified(left / (n + left))


def wilson(
    share: NDArray[np.floating[Any]], *, n: Floats | float, z: Floats | float = 1.959964
) -> tuple[Floats, Floats]:
    """Both ends of the score interval (Wilson, 1927) of shares that were counted on `n` independent cells."""
    p = np.asarray(share, float)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
