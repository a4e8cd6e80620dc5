"""The mask of stained pixels, used by detectors and by the diameter measurement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.imaging.field.enhance import optical_density

Pixels = NDArray[np.uint8]
Mask = NDArray[np.uint8]

# Optical density of the faintest red cell against glass; noise and dust shadows stay below it.
_FAINTEST = 0.035
# A nucleus absorbs red light, which red cells do not.
_NUCLEUS_RED = 0.22


@dataclass(frozen=True, slots=True)
class Foreground:
    """The foreground of an image, H x W.

    `density`: float32, the mean stain in green and blue. `mask`: 255 on cells, with pallor filled. `nucleus`: 255
    where the stain is that of a nucleus, platelet or ink. `red`: the stain in red.
    """

    density: NDArray[np.float32]
    mask: Mask
    nucleus: Mask
    red: NDArray[np.float32]


def foreground(
    pixels: Pixels,
    *,
    cell_px: float | None = None,
    level_of: Callable[[NDArray[np.float32]], float] | None = None,
) -> Foreground:
    """Separate cells from glass.

    `cell_px`, where known, limits the size of holes that count as pallor. `level_of` computes the threshold from the
    density, for callers that know where cells are (default: Otsu).
    """
    stain = optical_density(pixels)
    density = np.asarray(cv2.GaussianBlur((stain[:, :, 1] + stain[:, :, 2]) / 2, (0, 0), 1.0), np.float32)
    level = 0.75 * max(_otsu(density), _FAINTEST) if level_of is None else level_of(density)
    mask = (density > max(level, 0.75 * _FAINTEST)).astype(np.uint8) * 255
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
    _fill(mask, max_area=None if cell_px is None else 0.6 * cell_px * cell_px)
    red = np.asarray(cv2.GaussianBlur(stain[:, :, 0], (0, 0), 1.0), np.float32)
    nucleus = ((red > _NUCLEUS_RED) & (red > 0.62 * density)).astype(np.uint8) * 255
    return Foreground(density, mask, nucleus, red)


def _otsu(density: NDArray[np.float32]) -> float:
    top = float(np.percentile(density, 99.5))
    if top <= 0:
        return 0.0
    scaled = np.clip(density * (255 / top), 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(level) * top / 255


def _fill(mask: Mask, *, max_area: float | None) -> None:
    """Fill the holes of the mask in place: all of them, or those up to `max_area` square pixels."""
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if hierarchy is None:
        return
    whole = 0.02 * mask.size if max_area is None else max_area
    for contour, (_, _, _, parent) in zip(contours, hierarchy[0], strict=True):
        if parent >= 0 and cv2.contourArea(contour) <= whole:
            cv2.drawContours(mask, [contour], -1, 255, cv2.FILLED)
