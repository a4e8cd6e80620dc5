"""Finds isolated stained regions. Such a region is one cell, whatever its shape, and needs no circle search."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.imaging.detect.registry import Pixels, detected
from rbc_desk.imaging.field.foreground import Foreground, foreground
from rbc_desk.imaging.upscale import resized

_WORKING_PX = 48.0
_SOLID = 0.91  # of the convex hull: two touching cells have a notch between them
_SMALLEST, _LARGEST = 0.12, 2.5  # of the typical cell's area
# Two cells that overlap deeply have no notch between them: a region this long and large may be a pair.
_PAIR_LONG, _PAIR_LARGE = 1.25, 1.4
_LONGEST = 5.0  # length to width: sickled and elliptic cells are below this ratio
_NUCLEUS = 0.1
_SCORE, _OVERLOOKED = 0.9, 0.3


def lone_pieces(
    front: Foreground, *, cell_px: float, points: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return a map of the isolated convex regions (1..N, 0 elsewhere), and [N, 3]: centres and radii of equal area.

    Both are in the pixels of `front`. `points` [M, 2]: x and y of labelled cells; a region with exactly one of them
    is not a pair.
    """
    height, width = front.mask.shape
    labels = np.zeros((height, width), np.int32)
    circles: list[tuple[float, float, float]] = []
    typical = np.pi / 4 * cell_px * cell_px
    contours, _ = cv2.findContours(front.mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1:
            continue
        # the contour runs through the centres of the outermost pixels, half a pixel inside the edge
        area = cv2.contourArea(contour) + 0.5 * cv2.arcLength(contour, True)
        if not _SMALLEST * typical <= area <= _LARGEST * typical:
            continue
        if cv2.contourArea(contour) < _SOLID * cv2.contourArea(cv2.convexHull(contour)):
            continue
        (_, _), (one, other), _ = cv2.minAreaRect(contour)
        long = max(one, other) / max(1.0, min(one, other))
        if long > _LONGEST:
            continue
        if long > _PAIR_LONG and area > _PAIR_LARGE * typical and _held(contour, points) != 1:
            continue
        cv2.drawContours(labels, [contour], -1, len(circles) + 1, cv2.FILLED)
        part = labels[y : y + h, x : x + w] == len(circles) + 1
        if front.nucleus[y : y + h, x : x + w][part].mean() > 255 * _NUCLEUS:
            labels[y : y + h, x : x + w][part] = 0
            continue
        moments = cv2.moments(contour)
        centre = moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]
        circles.append((*centre, float(np.sqrt(area / np.pi))))
    return labels, np.array(circles).reshape(-1, 3)


def _held(contour: NDArray[np.int32] | cv2.typing.MatLike, points: NDArray[np.float64] | None) -> int:
    """The number of points inside."""
    if points is None:
        return 0
    x, y, w, h = cv2.boundingRect(contour)
    near = points[(points >= (x, y)).all(1) & (points <= (x + w, y + h)).all(1)]
    return sum(cv2.pointPolygonTest(contour, (float(px), float(py)), False) >= 0 for px, py in near)


def one_cell_per_piece(
    found: Sequence[DetectedCell],
    pixels: Pixels,
    *,
    diameter_px: float,
    points: Sequence[tuple[float, float]] = (),
) -> list[DetectedCell]:
    """Replace the circles on each isolated region of the smear (uint8 RGB) by the circle of the region.

    A region without a circle gets one with a low score. `points` [M, 2]: x and y of labelled cells.
    """
    factor = min(_WORKING_PX / diameter_px, 4.0)
    work = resized(pixels, factor=factor)
    front = foreground(work, cell_px=diameter_px * factor)
    known = np.array(points, np.float64).reshape(-1, 2) * factor
    labels, circles = lone_pieces(front, cell_px=diameter_px * factor, points=known)
    kept: list[DetectedCell] = []
    best = dict.fromkeys(range(1, len(circles) + 1), _OVERLOOKED)
    for cell in found:
        row = min(max(int(cell.circle.y * factor), 0), labels.shape[0] - 1)
        column = min(max(int(cell.circle.x * factor), 0), labels.shape[1] - 1)
        piece = int(labels[row, column])
        if piece:
            best[piece] = max(best[piece], cell.score, _SCORE)
        else:
            kept.append(cell)
    height, width = pixels.shape[:2]
    for piece, score in best.items():
        x, y, r = circles[piece - 1] / factor
        kept.append(detected(x, y, r, score=score, width=width, height=height))
    return kept
