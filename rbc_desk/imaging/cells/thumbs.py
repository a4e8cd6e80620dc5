"""Small square thumbnails of cells with some of their surroundings, for display only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.circles import Circle

Pixels = NDArray[np.uint8]
AROUND = 1.25
_GLASS = (128, 128, 128)


def view(circle: Circle, *, width: int, height: int, around: float, inside: bool) -> tuple[int, int, int]:
    """The square of the image that a thumbnail shows: left, top and side in pixels of an image of `width` x `height`.

    `around` and `inside` are those of `thumbnails`. A circle far outside the image is not shifted into it.
    """
    half = max(1.0, circle.r * around)
    x0, y0 = math.floor(circle.x - half), math.floor(circle.y - half)
    size = max(2, round(2 * half))
    if inside and -size < x0 < width and -size < y0 < height:
        size = min(size, height, width)
        x0, y0 = min(max(x0, 0), width - size), min(max(y0, 0), height - size)
    return x0, y0, size


def thumbnails(
    pixels: Pixels, circles: Sequence[Circle], *, side_px: int, around: float = AROUND, inside: bool = False
) -> Pixels:
    """Cut thumbnails, uint8 [N, side_px, side_px, 3], `around` times as wide as the circle, and grey outside the
    smear.

    Every cell fills its thumbnail, unlike in a crop for a network, which keeps its size. With `inside`, the view of a
    cell at the border is shifted, so that it shows nothing but the smear; the cell is then off the centre. Raises
    ValueError for a side below 1.
    """
    if side_px < 1:
        raise ValueError("a thumbnail has at least one pixel")
    out = np.empty((len(circles), side_px, side_px, 3), np.uint8)
    height, width = pixels.shape[:2]
    for i, circle in enumerate(circles):
        x0, y0, size = view(circle, width=width, height=height, around=around, inside=inside)
        if not (-size < x0 < width and -size < y0 < height):
            out[i] = _GLASS
            continue
        inner = pixels[max(0, y0) : min(y0 + size, height), max(0, x0) : min(x0 + size, width)]
        part: NDArray[Any] = inner
        if inner.shape[:2] != (size, size):
            part = cv2.copyMakeBorder(
                inner,
                max(0, -y0),
                max(0, y0 + size - height),
                max(0, -x0),
                max(0, x0 + size - width),
                cv2.BORDER_CONSTANT,
                value=_GLASS,
            )
        method = cv2.INTER_AREA if size > side_px else cv2.INTER_LINEAR
        out[i] = cv2.resize(part, (side_px, side_px), interpolation=method)
    return out
