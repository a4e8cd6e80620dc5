"""Labelled crops, kept in memory as arrays or read on demand. No torch here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CropSet:
    """N crops, RGB, with the index of each one's class in `codes`.

    `pixels`: uint8 [N, H, W, 3]; `targets`: int64 [N]. `shares` float32 [N, C]: the share of each class, where labels
    are divided among classes; None: each crop is of its class alone. Raises ValueError for inconsistent shapes.
    """

    pixels: NDArray[np.uint8]
    targets: NDArray[np.int64]
    codes: tuple[str, ...]
    shares: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if self.pixels.ndim != 4 or self.pixels.shape[-1] != 3 or self.pixels.dtype != np.uint8:
            raise ValueError(f"crops are uint8 [N, H, W, 3], not {self.pixels.dtype} {self.pixels.shape}")
        if self.targets.shape != (len(self.pixels),) or self.targets.dtype != np.int64:
            raise ValueError("there must be one int64 target a crop")
        if len(self.targets) and not 0 <= self.targets.min() <= self.targets.max() < len(self.codes):
            raise ValueError(f"targets must lie in 0..{len(self.codes) - 1}")
        if self.shares is not None and self.shares.shape != (len(self.targets), len(self.codes)):
            raise ValueError("there must be one share a crop and class")

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def counts(self) -> tuple[int, ...]:
        """Crops of each class, in the order of `codes`."""
        return tuple(int(n) for n in np.bincount(self.targets, minlength=len(self.codes)))

    def subset(self, indices: Sequence[int] | NDArray[np.int64]) -> CropSet:
        """The crops at `indices`, copied."""
        chosen = np.asarray(indices, np.int64)
        return CropSet(self.pixels[chosen], self.targets[chosen], self.codes, _rows(self.shares, chosen))


@dataclass(frozen=True, slots=True)
class LazyCropSet:
    """N crops that are read on demand, because they do not fit into memory as arrays.

    `read(rows)` gives uint8 [n, side_px, side_px, 3], the same each time, and may be called on several threads;
    `rows` int64 [N] are these crops' rows there. `targets`, `codes` and `shares` are as in `CropSet`.
    """

    read: Callable[[NDArray[np.int64]], NDArray[np.uint8]]
    rows: NDArray[np.int64]
    side_px: int
    targets: NDArray[np.int64]
    codes: tuple[str, ...]
    shares: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if self.targets.shape != self.rows.shape or self.targets.dtype != np.int64:
            raise ValueError("there must be one int64 target a crop")

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def counts(self) -> tuple[int, ...]:
        """Crops of each class, in the order of `codes`."""
        return tuple(int(n) for n in np.bincount(self.targets, minlength=len(self.codes)))

    def subset(self, indices: Sequence[int] | NDArray[np.int64]) -> LazyCropSet:
        """The crops at `indices`."""
        chosen = np.asarray(indices, np.int64)
        return LazyCropSet(
            self.read, self.rows[chosen], self.side_px, self.targets[chosen], self.codes, _rows(self.shares, chosen)
        )


def _rows(shares: NDArray[np.float32] | None, chosen: NDArray[np.int64]) -> NDArray[np.float32] | None:
    return None if shares is None else shares[chosen]


Crops = CropSet | LazyCropSet


def memory_needed(n: int, *, side_px: int) -> int:
    """The bytes of `n` crops with this side as arrays."""
    return 3 * n * side_px * side_px


def drawn_targets(
    targets: NDArray[np.int64], *, shares: NDArray[np.float32] | None, random: np.random.Generator
) -> NDArray[np.int64]:
    """The classes of crops [N] in an epoch: of a label that is divided among classes, one drawn by its shares [N, C].

    The mean loss over epochs is then that of the shares, for every loss.
    """
    if shares is None:
        return targets
    reached = np.cumsum(shares, axis=1) > random.random((len(shares), 1))
    return np.where(reached.any(1), reached.argmax(1), targets).astype(np.int64)
