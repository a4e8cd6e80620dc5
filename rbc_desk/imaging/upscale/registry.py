"""The upscaler interface, the registry of upscalers, and Lanczos, which needs no extra package."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.registry import NoParams, Registry
from rbc_desk.core.task import SILENT, Task

Pixels = NDArray[np.uint8]


class Upscaler(Protocol):
    """Scales uint8 pixels (grey [H, W] or RGB [H, W, 3]) by a factor. Factors below 1 shrink.

    The result has the size `scaled_size`. Slow upscalers poll `task` and report `Progress` per tile. Raises
    CancelledError.
    """

    def __call__(self, pixels: Pixels, *, factor: float, task: Task = SILENT) -> Pixels: ...


UPSCALERS: Registry[Upscaler] = Registry("upscaler")


def scaled_size(pixels: Pixels, *, factor: float) -> tuple[int, int]:
    """Width and height of `pixels` scaled by `factor`, at least 1 × 1."""
    height, width = pixels.shape[:2]
    return max(1, round(width * factor)), max(1, round(height * factor))


def resized(pixels: Pixels, *, factor: float) -> Pixels:
    """Scale `pixels` by `factor`: by Lanczos to enlarge, by averaging areas to shrink."""
    height, width = pixels.shape[:2]
    size = scaled_size(pixels, factor=factor)
    if size == (width, height):
        return pixels
    way = cv2.INTER_LANCZOS4 if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)


@UPSCALERS.register("lanczos", summary="Lanczos interpolation. Fast; needs no other package.")
def _lanczos(params: NoParams) -> Upscaler:
    def upscale(pixels: Pixels, *, factor: float, task: Task = SILENT) -> Pixels:
        task.raise_if_stopped()
        return resized(pixels, factor=factor)

    return upscale
