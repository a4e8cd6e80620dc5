"""Class imbalance (paper, eq. 5): its measure, and removal of cells to reach a given imbalance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PAPER_LEVELS = (701 / 345, 1052 / 345, 1636 / 345, 2691 / 345, 2691 / 237, 2691 / 150, 2691 / 71)
"""The ratios of Tables 2 and 3: 2.03, 3.05, 4.74, 7.80, 11.35, 17.94, 37.90."""


def imbalance_ratio(counts: Sequence[int]) -> float:
    """Eq. 5: rho = max |C_i| / min |C_i|, over the classes that have cells. Raises ValueError where none has."""
    present = [n for n in counts if n]
    if not present:
        raise ValueError("there are no cells")
    return max(present) / min(present)


def exact_level(ratio: float) -> float:
    """The paper's own ratio for one that is the same to two decimals, as it prints them; any other as it is.

    The paper's 2.03 is 701/345: taken as typed, it would leave 700 cells.
    """
    return next((level for level in PAPER_LEVELS if f"{level:.2f}" == f"{ratio:.2f}"), ratio)


def counts_at(counts: Sequence[int], *, ratio: float) -> tuple[int, ...]:
    """How many cells of each class are kept so that the ratio becomes `ratio` (1 or more).

    As in the paper: a higher ratio than that of `counts` thins the rare classes and keeps the commonest, a lower one
    thins the common classes and keeps the rarest. A class that is small enough keeps all of its cells.
    """
    if ratio < 1:
        raise ValueError(f"a ratio is 1 or more, not {ratio}")
    most, least = max(counts), min(n for n in counts if n)
    if ratio * least <= most:
        return tuple(min(n, round(least * ratio)) for n in counts)
    cap = max(1, round(most / ratio))
    commonest = list(counts).index(most)
    return tuple(n if i == commonest else min(n, cap) for i, n in enumerate(counts))


def thinned(targets: NDArray[np.int64], *, counts: Sequence[int], seed: int) -> NDArray[np.int64]:
    """The indices, ascending, of `counts[c]` cells of each class c, drawn by `seed`.

    With one seed a smaller draw is a subset of a larger one, so that levels differ only by the removed cells.
    """
    random = np.random.default_rng(seed)
    kept = [random.permutation(np.flatnonzero(targets == c))[:n] for c, n in enumerate(counts)]
    return np.sort(np.concatenate(kept)) if kept else np.zeros(0, np.int64)
