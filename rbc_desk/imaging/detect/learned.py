"""The learned detector: a small network that was shown many smears finds centres and radii."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from pydantic import Field

from rbc_desk.core.cells import DetectedCell
from rbc_desk.core.control import StopToken
from rbc_desk.core.registry import Params
from rbc_desk.imaging.detect.locator import Circles, Locator, load_locator
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.diameter import typical_diameter, windows
from rbc_desk.settings.paths import shipped_models

SHIPPED = "red-cells"
_SURE = 0.4
# Of the least score, for cells that the border cuts: the network sees a part of them and is less sure, nor are they
# measured; and for cells of such a part of the typical width: a rare fragment that is missed costs more than a circle
# to reject. What is narrower still is mostly dust or a platelet.
_CUT, _FRAGMENT, _NARROW = 0.6, 0.8, (0.45, 0.8)
_FEW = 5
_ROUNDS = 4
_NEAR = math.log(1.12)  # a working width this near to the measured one is as good
_FAR = math.log(1.6)  # cells beyond this are not what the network was taught
_SMALLEST_PX = 8.0  # smaller ones were not taught, and enlarging for them takes minutes
_GUESSES = (6, 12, 24, 48)  # cells along the picture's shorter side, where nothing better is known


class LearnedParams(Params):
    """The knobs that a user may want; the rest is measured from the smear."""

    diameter_px: float | None = Field(
        None, ge=8, le=1000, title="Cell width", description="In pixels; empty: measured from the smear."
    )
    min_score: float = Field(0.6, ge=0.05, le=1, title="Least score", description="Less certain circles are dropped.")
    bundle: str = Field(
        "", title="Own detector", description="The folder of one taught anew; empty: the shipped one."
    )


@DETECTORS.register(
    "learned",
    title="Learned from many smears",
    summary="A small network that was shown many smears: quick, and right where cells touch.",
    params=LearnedParams,
)
def _learned(params: LearnedParams) -> Detector:
    def detect(pixels: Pixels, *, stop: StopToken | None = None) -> list[DetectedCell]:
        height, width = pixels.shape[:2]
        if min(height, width) < 16:
            return []
        locator = load_locator(Path(params.bundle) if params.bundle else shipped_models() / "detectors" / SHIPPED)
        if params.diameter_px is None:
            circles, diameter = located(locator, pixels, stop=stop)
        else:
            circles, diameter = locator(pixels, diameter_px=params.diameter_px, stop=stop), params.diameter_px
        cells = (detected(x, y, r, score=score, width=width, height=height) for x, y, r, score in circles)
        return [cell for cell in cells if cell.score >= params.min_score * _leniency(cell, diameter)]

    return detect


def _leniency(cell: DetectedCell, diameter_px: float) -> float:
    if cell.at_border:
        return _CUT
    return _FRAGMENT if _NARROW[0] <= cell.circle.diameter / diameter_px < _NARROW[1] else 1.0


def located(locator: Locator, pixels: Pixels, *, stop: StopToken | None = None) -> tuple[Circles, float]:
    """The cells and the typical one's diameter in pixels, measured in rounds: cells are looked for at a width, and
    the width is corrected by the cells that are found.

    Where the first guess leads nowhere, widths over the whole range are tried, and that at which sure cells cover the
    most of the picture wins. A large picture is measured on windows of it.
    """
    parts = windows(pixels)
    tried = [_searched(locator, part, stop) for part in parts]
    if len(parts) == 1:
        return tried[0]
    measured = [diameter for circles, diameter in tried if (circles[:, 3] > _SURE).sum() >= _FEW]
    diameter = float(np.median(measured or [diameter for _, diameter in tried]))
    return locator(pixels, diameter_px=diameter, stop=stop), diameter


def _searched(locator: Locator, pixels: Pixels, stop: StopToken | None) -> tuple[Circles, float]:
    first = max(_SMALLEST_PX, typical_diameter(pixels))
    circles, diameter, settled = _settled(locator, pixels, first, stop)
    if settled:
        return circles, diameter
    best = (_covered(circles), circles, diameter)
    for guess in _GUESSES:
        tried, at, _ = _settled(locator, pixels, max(_SMALLEST_PX, min(pixels.shape[:2]) / guess), stop)
        if _covered(tried) > best[0]:
            best = (_covered(tried), tried, at)
    return best[1], best[2]


def _settled(
    locator: Locator, pixels: Pixels, diameter: float, stop: StopToken | None
) -> tuple[Circles, float, bool]:
    """The cells, the width they were looked for at, and whether these agree."""
    circles = locator(pixels, diameter_px=diameter, stop=stop)
    for _ in range(_ROUNDS):
        sure = circles[circles[:, 3] > _SURE]
        if len(sure) < _FEW:
            return circles, diameter, False
        off = math.log(2 * float(np.median(sure[:, 2])) / diameter)
        if abs(off) < _NEAR:
            return circles, diameter * math.exp(off), True
        nearer = max(_SMALLEST_PX, diameter * math.exp(min(max(off, -_FAR), _FAR)))
        if nearer == diameter:  # at the smallest width already, where a look takes longest
            break
        diameter = nearer
        circles = locator(pixels, diameter_px=diameter, stop=stop)
    return circles, diameter, False


def _covered(circles: Circles) -> float:
    sure = circles[circles[:, 3] > _SURE]
    return float((sure[:, 2] ** 2 * sure[:, 3]).sum())
