"""Turns the circles of a locator into cells, by how certain each is."""

from __future__ import annotations

from rbc_desk.core.cells import DetectedCell
from rbc_desk.imaging.detect.locator import Circles
from rbc_desk.imaging.detect.registry import Pixels, detected

# Of the least score, for cells that the border cuts: the network sees a part of them and is less sure, nor are they
# measured; and for cells of such a part of the typical width: a rare fragment that is missed costs more than a circle
# to reject. What is narrower still is mostly dust or a platelet.
_CUT, _FRAGMENT, _NARROW = 0.6, 0.8, (0.45, 0.8)


def as_cells(circles: Circles, pixels: Pixels, *, diameter_px: float, min_score: float) -> list[DetectedCell]:
    """The circles that are certain enough as cells; `diameter_px` is the typical one's."""
    height, width = pixels.shape[:2]
    cells = (detected(x, y, r, score=score, width=width, height=height) for x, y, r, score in circles)
    return [cell for cell in cells if cell.score >= min_score * _leniency(cell, diameter_px)]


def _leniency(cell: DetectedCell, diameter_px: float) -> float:
    if cell.at_border:
        return _CUT
    return _FRAGMENT if _NARROW[0] <= cell.circle.diameter / diameter_px < _NARROW[1] else 1.0
