"""Prepares pixels for the screen: look-up tables, and the colour of empty background."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_SAMPLED_SIDE = 800


def as_screen_pixels(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Convert RGB (H x W x 3) to blue, green, red, 255 (H x W x 4), the format of screens."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA), np.uint8)


def apply_tables(pixels: NDArray[np.uint8], tables: NDArray[np.uint8]) -> None:
    """Replace levels in place: `pixels` are blue, green, red, x (H x W x 4); `tables` red, green, blue (3 x 256)."""
    same = np.arange(256, dtype=np.uint8)
    table = np.stack([tables[2], tables[1], tables[0], same], axis=-1)[None]
    pixels[...] = cv2.LUT(pixels, table)


def background_colour(pixels: NDArray[np.uint8]) -> tuple[float, float, float]:
    """Red, green and blue of the background: the median of the brighter half of the range.

    `pixels`: RGB, H x W x 3. For an image without cells this is the colour of the image.
    """
    step = max(1, max(pixels.shape[:2]) // _SAMPLED_SIDE)
    sample = pixels[::step, ::step].reshape(-1, 3)
    light = sample.mean(axis=1)
    low, high = np.percentile(light, (2, 98))
    ground = sample[light >= (low + high) / 2]
    red, green, blue = np.median(ground, axis=0)
    return float(red), float(green), float(blue)
