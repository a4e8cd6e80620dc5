"""Enlarging a smear before detection (paper, Algorithm 1, step 2), by name."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.registry import NoParams, Registry

Pixels = NDArray[np.uint8]


class Upscaler(Protocol):
    """Scales uint8 pixels (grey or RGB) by a factor; below 1 it shrinks."""

    def __call__(self, pixels: Pixels, *, factor: float) -> Pixels: ...


UPSCALERS: Registry[Upscaler] = Registry("upscaler")


def resized(pixels: Pixels, *, factor: float) -> Pixels:
    """`pixels` scaled by `factor`: Lanczos when it grows, averaged areas when it shrinks."""
    height, width = pixels.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    if size == (width, height):
        return pixels
    way = cv2.INTER_LANCZOS4 if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)


@UPSCALERS.register("lanczos", summary="Lanczos interpolation: quick, nothing to install.")
def _lanczos(params: NoParams) -> Upscaler:
    return resized
