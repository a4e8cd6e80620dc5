"""Measures the circle of a cell around a given point, which may be off-centre."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import DetectedCell, red_only
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.field.diameter import typical_diameter

_NEVER = 1e6
# A point may be slightly outside a circle that was fitted too small.
_REACH = 1.15


def measure_cells(
    pixels: NDArray[np.uint8],
    *,
    points: Sequence[tuple[float, float]],
    detected: Sequence[DetectedCell] | None = None,
) -> list[Circle]:
    """Measure the circle of the cell at each point (x, y in pixels), in the order of the points.

    Points are matched one to one to the detected circles around them, with the smallest total distance. A point
    without a match gets a circle of the smear's typical size. `detected`: known cells, which saves the search.
    """
    from scipy.optimize import linear_sum_assignment  # slow to load

    if not points:
        return []
    if detected is None:
        # that there are cells is known, so whether the image looks like a smear is not asked
        detected = DETECTORS[DEFAULT_DETECTOR].make({"any_picture": True})(pixels)
    found = red_only(detected)
    circles: list[Circle | None] = [None] * len(points)
    if found:
        at = np.asarray(points, float)
        x, y, r = np.array([(c.circle.x, c.circle.y, c.circle.r) for c in found]).T
        distance = np.hypot(at[:, :1] - x, at[:, 1:] - y) / r
        near = distance <= _REACH
        rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
        # a point that is in no circle, and a circle without a point, would only make the search long
        cost = np.where(near, distance, _NEVER)[np.ix_(rows, columns)]
        for point, cell in zip(*linear_sum_assignment(cost), strict=True):
            if cost[point, cell] < _NEVER:
                circles[rows[point]] = found[columns[cell]].circle
    typical = 0.0 if all(circles) else typical_diameter(pixels) / 2
    return [c or Circle(float(px), float(py), typical) for c, (px, py) in zip(circles, points, strict=True)]
