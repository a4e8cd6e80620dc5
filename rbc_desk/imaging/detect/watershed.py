"""Threshold and watershed, the textbook baseline for comparison."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.flood import flooded
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.detect.tiles import tiled
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.upscale import resized

# Wider than cells on any microscope. The memory grows with the area.
_WIDEST_PX = 256.0
# Minimum contrast of cells and background in grey levels. Below it, noise would be taken for cells.
_LEAST_CONTRAST = 12


class WatershedParams(Params):
    """How regions are split, and which of them count as cells. Lengths are relative to the cell diameter."""

    diameter_px: float | None = Field(
        None, ge=6, le=1000, title="Cell width", description="In pixels. Leave empty to measure it on the smear."
    )
    apart: float = Field(
        0.7, ge=0.2, le=1.5, title="Minimum distance", description="Between the centres of two cells, in cell widths."
    )
    least_area: float = Field(
        0.25, ge=0.02, le=1, title="Minimum area", description="Of a cell, relative to a typical cell."
    )
    most_area: float = Field(
        2.5, ge=1, le=20, title="Maximum area", description="Of a cell, relative to a typical cell."
    )


@DETECTORS.register(
    "watershed",
    title="Watershed (for reference)",
    summary="Splits dark regions where they are narrow, for reference.",
    params=WatershedParams,
)
def _watershed(params: WatershedParams) -> Detector:
    def detect(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
        task.raise_if_stopped()
        diameter = params.diameter_px or typical_diameter(pixels)
        return tiled(on_tile(diameter), pixels, diameter_px=diameter, task=task.quiet())

    def on_tile(diameter: float) -> Detector:
        factor = min(1.0, _WIDEST_PX / diameter)

        def detect_tile(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
            task.raise_if_stopped()
            height, width = pixels.shape[:2]
            work = resized(pixels, factor=factor)
            mask = _mask(work, cell_px=diameter * factor)
            if mask is None:
                return []
            labels = _split(work, mask, apart_px=params.apart * diameter * factor)
            task.raise_if_stopped()
            typical_area = math.pi * (diameter * factor / 2) ** 2
            return [
                detected(x / factor, y / factor, r / factor, score=round_, width=width, height=height)
                for x, y, r, round_ in _circles(labels)
                if params.least_area <= math.pi * r * r / typical_area <= params.most_area
            ]

        return detect_tile

    return detect


def _mask(pixels: Pixels, *, cell_px: float) -> NDArray[np.uint8] | None:
    """A mask, uint8 [H, W]: 255 where green light is absorbed, with pallors filled. None without contrast."""
    green = cv2.GaussianBlur(pixels[:, :, 1], (0, 0), 1.0)
    _, mask = cv2.threshold(green, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    cells = mask > 0
    if not cells.any() or cells.all() or green[~cells].mean() - green[cells].mean() < _LEAST_CONTRAST:
        return None
    filled = np.asarray(mask, np.uint8)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(255 - filled)
    # Background enclosed by cells is larger than a pallor; a hole at the border is not a pallor.
    small = stats[:, cv2.CC_STAT_AREA] < 0.6 * cell_px**2
    small[0] = False
    height, width = filled.shape
    x, y, w, h = stats[:, cv2.CC_STAT_LEFT : cv2.CC_STAT_AREA].T
    small &= (x > 0) & (y > 0) & (x + w < width) & (y + h < height)
    filled[small[pieces]] = 255
    return np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)


def _split(pixels: Pixels, mask: NDArray[np.uint8], *, apart_px: float) -> NDArray[np.int32]:
    """The number of the cell of each pixel, int32 [H, W]; 0 or less where there is none."""
    distance = cv2.distanceTransform(cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_REPLICATE), cv2.DIST_L2, 5)
    smooth = cv2.GaussianBlur(distance[1:-1, 1:-1], (0, 0), max(1.0, apart_px / 12))
    side = max(3, round(apart_px) | 1)
    around = cv2.dilate(smooth, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    peaks = ((smooth == around) & (smooth > apart_px / 5)).astype(np.uint8)
    _, markers = cv2.connectedComponents(peaks)
    return flooded(np.asarray(smooth, np.float32), mask, np.asarray(markers, np.int32))


def _circles(labels: NDArray[np.int32]) -> list[tuple[float, float, float, float]]:
    """The centres, the radii of equal area, and the share of its enclosing circle that each cell covers."""
    from scipy.ndimage import find_objects  # slow to load

    found = []
    for label, window in enumerate(find_objects(np.maximum(labels, 0)), start=1):
        if window is None:
            continue
        piece = (labels[window] == label).astype(np.uint8)
        contours, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        outline = max(contours, key=cv2.contourArea)
        radius = math.sqrt(float(piece.sum()) / math.pi)
        (x, y), reach = cv2.minEnclosingCircle(outline)
        score = min(1.0, (radius / max(reach + 0.5, 1.0)) ** 2)
        found.append((x + window[1].start + 0.5, y + window[0].start + 0.5, radius, score))
    return found
