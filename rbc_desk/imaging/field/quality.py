"""Measures the quality of a field: focus, illumination, crowding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.counting.field_fitness import Rater
from rbc_desk.imaging.field.light import lightest_channel

Pixels = NDArray[np.uint8]
_Plane = NDArray[np.float32]

# The image is scaled so that cells are at most this wide, because only details that a reader sees count.
_WORKING_CELL_PX = 40.0
_MOST_PIXELS = 4_000_000
# Below this contrast in grey levels, structures are noise rather than cells.
_LEAST_CONTRAST = 6.0

# Chosen on real smears: 98 % of 120 Chula images have rims up to 0.12 of a cell, 98 % of 120 BCCD images, whose focus
# is visibly softer, up to 0.18. A Gaussian blur of 1.5 px at 40 px a cell takes a sharp one from 0.08 to 0.125, one
# of 3 px to 0.19. Their cells cover 9 to 64 %.
_SHARP, _SOFT = 0.125, 0.18
# These leave fields out (`FieldQuality.unfit`), see docs/benchmarks.md: the glass of real fields of six sources has a
# lightness of at least 0.53, that of the same fields with an eighth of the light of at most 0.39. Their green is
# clipped on 0.4 % at most, with four times the light on 23 % and more.
_DARK_GLASS = 0.42
_CLIPPED, _CLIPPED_GREEN = 0.1, 250
_SPARSE, _CROWDED = 0.06, 0.52
_CLUMPED = 0.8


class Focus(StrEnum):
    SHARP = "sharp"
    SOFT = "slightly blurred"
    BLURRED = "blurred"
    UNKNOWN = "unknown"  # there is no rim to measure


class Exposure(StrEnum):
    GOOD = "good"
    DARK = "dark"
    OVEREXPOSED = "overexposed"


class Crowding(StrEnum):
    GOOD = "good"
    CROWDED = "crowded"
    SPARSE = "sparse"


@dataclass(frozen=True, slots=True)
class FieldQuality:
    """The quality measurements of a smear, with a verdict on each.

    `rim_width`: the width of the cells' edges as a share of the cell diameter; None where there are no cells.
    `glass_level`: the lightness of empty glass, 0..1. `clipped`: the share of pixels whose green, which haemoglobin
    absorbs, is clipped to white; digital scanners clip red on good fields. `covered`: the share of the area under
    cells. `clumped`: the share of that area in regions larger than one and a half cells.
    """

    rim_width: float | None
    glass_level: float
    clipped: float
    covered: float
    clumped: float

    @property
    def focus(self) -> Focus:
        if self.rim_width is None:
            return Focus.UNKNOWN
        if self.rim_width <= _SHARP:
            return Focus.SHARP
        return Focus.SOFT if self.rim_width <= _SOFT else Focus.BLURRED

    @property
    def exposure(self) -> Exposure:
        if self.glass_level < _DARK_GLASS:
            return Exposure.DARK
        return Exposure.OVEREXPOSED if self.clipped > _CLIPPED else Exposure.GOOD

    @property
    def unfit(self) -> tuple[Rater, ...]:
        """Why the cells of the field should not be counted, by the raters that hold; none where it is fit."""
        found = {Rater.DARK: self.exposure is Exposure.DARK, Rater.OVEREXPOSED: self.exposure is Exposure.OVEREXPOSED}
        return tuple(rater for rater, is_fault in found.items() if is_fault)

    @property
    def crowding(self) -> Crowding:
        if self.covered < _SPARSE:
            return Crowding.SPARSE
        return Crowding.CROWDED if self.covered > _CROWDED or self.clumped > _CLUMPED else Crowding.GOOD


def field_quality(pixels: Pixels, *, cell_px: float) -> FieldQuality:
    """Measure a smear (uint8 RGB); `cell_px` is the diameter of its typical cell in pixels.

    Only the middle of a very large image is measured. It takes a few hundredths of a second for 640 x 480.
    """
    small, cell = _at_working_scale(pixels, cell_px)
    green = np.asarray(small[:, :, 1], np.float32)  # where haemoglobin absorbs most
    cells = cell_mask(small, cell)
    glass = cells == 0
    lightness = lightest_channel(small)
    glass_level = float(np.median(lightness[glass])) if glass.any() else float(lightness.mean())
    clipped = float((small[:, :, 1] >= _CLIPPED_GREEN).mean())
    if not cells.any() or not glass.any():
        return FieldQuality(None, glass_level / 255, clipped, 0.0, 0.0)
    contrast = float(np.median(green[glass]) - np.percentile(green[cells > 0], 30))
    if contrast < _LEAST_CONTRAST:
        return FieldQuality(None, glass_level / 255, clipped, 0.0, 0.0)
    return FieldQuality(
        rim_width=_rim_width(green, cells, contrast=contrast, cell=cell),
        glass_level=glass_level / 255,
        clipped=clipped,
        covered=float(cells.mean()),
        clumped=_clumped(cells, cell),
    )


def _at_working_scale(pixels: Pixels, cell_px: float) -> tuple[Pixels, float]:
    height, width = pixels.shape[:2]
    factor = min(1.0, _WORKING_CELL_PX / max(cell_px, 1.0))
    room = min(1.0, (_MOST_PIXELS / max(1.0, width * height * factor**2)) ** 0.5)
    if room < 1:
        h, w = int(height * room), int(width * room)
        y, x = (height - h) // 2, (width - w) // 2
        pixels = pixels[y : y + h, x : x + w]
    if factor == 1:
        return np.ascontiguousarray(pixels), cell_px
    height, width = pixels.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8), cell_px * factor


def cell_mask(small: Pixels, cell: float) -> Pixels:
    """The mask (1) of cells and clumps, including pallor, without fragments and platelets."""
    smooth = cv2.GaussianBlur(np.ascontiguousarray(small[:, :, 1]), (0, 0), 1.5)
    level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    stained = (smooth <= level).astype(np.uint8)
    outlines, _ = cv2.findContours(stained, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cells = np.zeros_like(stained)
    large = [outline for outline in outlines if cv2.contourArea(outline) > 0.15 * cell * cell]
    cv2.drawContours(cells, large, -1, 1, cv2.FILLED)
    # A closed ring of cells encloses background, which is filled as well: large holes are opened again.
    inner = ((cells > 0) & (stained == 0)).astype(np.uint8)
    holes, _ = cv2.findContours(inner, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    open_ = [hole for hole in holes if cv2.contourArea(hole) > 0.7 * cell * cell]
    cv2.drawContours(cells, open_, -1, 0, cv2.FILLED)
    return np.asarray(cells, np.uint8)


def _rim_width(green: _Plane, cells: Pixels, *, contrast: float, cell: float) -> float | None:
    """The width of the edges in cell diameters: the contrast divided by the steepest slope across the edge."""
    smooth = cv2.GaussianBlur(green, (0, 0), 0.7)
    dx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)
    dy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    steepest = cv2.dilate(cv2.magnitude(dx, dy), np.ones((5, 5), np.uint8))
    rim = (cells > 0) & (cv2.erode(cells, np.ones((3, 3), np.uint8)) == 0)
    rim[:3] = rim[-3:] = False
    rim[:, :3] = rim[:, -3:] = False
    if int(rim.sum()) < 20:
        return None
    return contrast / max(float(np.median(steepest[rim])), 1e-3) / cell


def _clumped(cells: Pixels, cell: float) -> float:
    _, _, stats, _ = cv2.connectedComponentsWithStats(cells)
    areas = stats[1:, cv2.CC_STAT_AREA].astype(float)
    return float(areas[areas > 1.5 * np.pi * cell * cell / 4].sum() / max(areas.sum(), 1.0))
