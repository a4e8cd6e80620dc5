"""Labelled crops in memory, as arrays (no torch here)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CropSet:
    """N crops, RGB, with the index of each one's class in `codes`.

    `pixels`: uint8 [N, H, W, 3]; `targets`: int64 [N]. Raises ValueError where they do not fit together.
    """

    pixels: NDArray[np.uint8]
    targets: NDArray[np.int64]
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.pixels.ndim != 4 or self.pixels.shape[-1] != 3 or self.pixels.dtype != np.uint8:
            raise ValueError(f"crops are uint8 [N, H, W, 3], not {self.pixels.dtype} {self.pixels.shape}")
        if self.targets.shape != (len(self.pixels),) or self.targets.dtype != np.int64:
            raise ValueError("there must be one int64 target a crop")
        if len(self.targets) and not 0 <= self.targets.min() <= self.targets.max() < len(self.codes):
            raise ValueError(f"targets must lie in 0..{len(self.codes) - 1}")

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def counts(self) -> tuple[int, ...]:
        """Crops of each class, in the order of `codes`."""
        return tuple(int(n) for n in np.bincount(self.targets, minlength=len(self.codes)))

    def subset(self, indices: Sequence[int] | NDArray[np.int64]) -> CropSet:
        """The crops at `indices`, copied."""
        chosen = np.asarray(indices, np.int64)
        return CropSet(self.pixels[chosen], self.targets[chosen], self.codes)
