"""Measures the typical red-cell diameter of a smear from its image."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.imaging.field.foreground import Mask, foreground

_WORKING_PX = 800
_MIN_CELLS = 5
# Larger smears are measured on windows, because in the shrunk image their cells would be a few pixels wide.
_LARGE_PX, _WINDOW_PX = 3000, 1500
_WINDOWS = ((0.45, 0.45), (0.2, 0.25), (0.7, 0.65))


def windows(pixels: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Return the images on which a smear is measured: itself, or three parts of a large one."""
    height, width = pixels.shape[:2]
    if max(height, width) <= _LARGE_PX:
        return [pixels]
    return [pixels[round(y * height) :, round(x * width) :][:_WINDOW_PX, :_WINDOW_PX] for x, y in _WINDOWS]


def typical_diameter(pixels: NDArray[np.uint8]) -> float:
    """Measure the diameter of the typical red cell, in pixels of `pixels` (uint8 RGB).

    It is the area-weighted median over isolated round regions of the foreground, or over the widest places of clumps
    where there are too few. It is a twelfth of the height where there is no cell. A large smear is measured on
    windows.
    """
    return float(np.median([_typical_diameter(window) for window in windows(pixels)]))


def _typical_diameter(pixels: NDArray[np.uint8]) -> float:
    height, width = pixels.shape[:2]
    if min(height, width) < 16:
        return max(1.0, height / 12)
    scale = min(1.0, _WORKING_PX / max(height, width))
    small = pixels
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    front = foreground(small)
    mask = front.mask.copy()
    mask[cv2.dilate(front.nucleus, np.ones((5, 5), np.uint8)) > 0] = 0
    lone = _lone_cells(mask)
    if len(lone) < _MIN_CELLS:
        lone += _clump_widths(mask)
    if not lone:
        return max(1.0, height / 12)
    return _weighted_median(np.array(lone)) / scale


def _lone_cells(mask: Mask) -> list[float]:
    height, width = mask.shape
    found = []
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if w < 8 or h < 8 or x <= 0 or y <= 0 or x + w >= width or y + h >= height:
            continue
        area = cv2.contourArea(contour)
        hull = cv2.contourArea(cv2.convexHull(contour))
        if hull <= 0 or area / hull < 0.94:
            continue
        (_, _), (short, long), _ = cv2.minAreaRect(contour)
        if max(short, long) > 1.35 * min(short, long):
            continue
        found.append(math.sqrt(4 * area / math.pi))
    return found


def _clump_widths(mask: Mask) -> list[float]:
    distance = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    peak = (distance == cv2.dilate(distance, np.ones((15, 15), np.uint8))) & (distance > 6)
    return [2 * float(d) for d in distance[peak]]


def _weighted_median(diameters: NDArray[np.float64]) -> float:
    """The median weighted by area, so that many small fragments do not define the typical cell."""
    order = np.sort(diameters)
    weight = np.cumsum(order**2)
    return float(order[np.searchsorted(weight, weight[-1] / 2)])
