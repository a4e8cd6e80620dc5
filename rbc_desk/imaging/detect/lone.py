"""Replaces the outlines of isolated cells by the outlines of their stained regions, which are more accurate.

An isolated region is one cell, whatever its shape. A network may cut off the ends of a long cell, or find two cells
in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.imaging.detect.evidence import FAINT, MORE_RED, Stain
from rbc_desk.imaging.detect.located import RED, Located

Floats = NDArray[np.float64]

_LEVEL = 0.45  # relative to the stain of the typical cell: a cell ends here
_SMALLEST, _LARGEST = 0.15, 2.6  # of the typical cell's area
_SOLID = 0.9  # of the convex hull: two touching cells have a notch between them
_GAIN = (0.6, 2.4)  # relative to the network's area: otherwise the region is another object
# Two cells found in a region are one if it is no larger than a cell, or is longer but has no notch.
_ONE, _LONG, _LONGEST, _VERY_SOLID = 1.35, 1.7, 5.0, 0.95
_THIN, _CLEAR = 2.2, 0.68  # in a thin region, two cells need higher scores: a long cell gives two of medium ones
_SEEN, _OTHER = 0.35, 0.5  # minimum scores of a red cell and of another object that count
# A cell with a tail has a notch beside it. The tail is a small part, and no other object is seen there.
_TAILED_SOLID, _TAIL, _OTHER_ON_TAIL = 0.75, 1.35, 0.3


def with_lone_pieces(found: Located, stain: Stain, *, diameter_px: float) -> Located:
    """Give the red cells on isolated regions the outlines of these regions; one cell, the best, stays on each.

    `diameter_px`: the typical red cell's diameter in pixels of the image.
    """
    red = np.flatnonzero((found.kind == RED) & (found.score >= _SEEN))
    if not len(red):
        return found
    typical = np.pi / 4 * (diameter_px * stain.factor) ** 2
    rays = found.rays.copy()
    x, y, kept = found.x.copy(), found.y.copy(), np.ones(len(found), bool)
    places = np.column_stack([found.x, found.y]) * stain.factor
    contours = _pieces(stain, places[red])
    for contour, on in zip(contours, _places_on(contours, places), strict=True):
        area = cv2.contourArea(contour) + 0.5 * cv2.arcLength(contour, True)  # it runs through the centres of pixels
        if not _SMALLEST * typical <= area <= _LARGEST * typical:
            continue
        solid = cv2.contourArea(contour) / max(cv2.contourArea(cv2.convexHull(contour)), 1.0)
        tailed = solid < _SOLID
        other = (found.kind[on] != RED) & (found.score[on] >= (_OTHER_ON_TAIL if tailed else _OTHER))
        if solid < _TAILED_SOLID or other.any():
            continue
        seen = on[(found.kind[on] == RED) & (found.score[on] >= _SEEN)]
        if not len(seen):
            continue
        best = int(seen[found.score[seen].argmax()])
        sure = found.score[seen] >= _OTHER
        own = float((found.rays[best] ** 2).mean() * np.pi) * stain.factor**2
        if tailed:
            if len(seen) > 1 or not sure.all() or not own <= area <= _TAIL * own:
                continue
            if not _is_of_one_colour(contour, found[seen].outlines()[0] * stain.factor, stain):
                continue
        elif len(seen) > 1:
            if not _is_single_cell(contour, area / typical, scores=found.score[seen]):
                continue
        elif not _GAIN[0] * own <= area <= _GAIN[1] * own:
            continue
        centre, reach = _star(contour, directions=rays.shape[1])
        x[best], y[best] = centre / stain.factor
        rays[best] = reach / stain.factor
        kept[on] = False
        kept[best] = True
    return Located(x, y, found.score, found.kind, rays)[kept]


def _pieces(stain: Stain, places: Floats) -> list[NDArray[np.int32]]:
    """The outer contours of regions that are stained like cells and do not touch the border."""
    height, width = stain.density.shape
    columns = np.clip(places[:, 0], 0, width - 1).astype(int)
    rows = np.clip(places[:, 1], 0, height - 1).astype(int)
    # the middle of a cell may be pale: the darkest place nearby is its rim
    dark = cv2.dilate(stain.density, np.ones((9, 9), np.uint8))[rows, columns]
    level = max(stain.least, _LEVEL * float(np.percentile(dark, 25)))
    mask = (stain.density > level).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in contours:
        left, top, w, h = cv2.boundingRect(contour)
        if left > 0 and top > 0 and left + w < width and top + h < height and min(w, h) > 3:
            found.append(np.asarray(contour, np.int32))
    return found


def _places_on(contours: Sequence[NDArray[np.int32]], places: Floats) -> list[NDArray[np.int64]]:
    """The indices of the places that lie within each contour, holes included."""
    # only the places level with a contour are looked at: comparing thousands with thousands takes minutes
    order = np.argsort(places[:, 1], kind="stable")
    heights = places[order, 1]
    found = []
    for contour in contours:
        left, top, w, h = cv2.boundingRect(contour)
        first, last = np.searchsorted(heights, (top, top + h + 1))
        level = order[first:last]
        near = np.sort(level[(places[level, 0] >= left) & (places[level, 0] <= left + w)])
        inside = [i for i in near.tolist() if cv2.pointPolygonTest(contour, tuple(places[i].tolist()), False) >= 0]
        found.append(np.array(inside, np.int64))
    return found


def _is_single_cell(contour: NDArray[np.int32], share: float, *, scores: Floats) -> bool:
    """Whether a region on which several cells were found, with these scores, is one cell.

    It has no notch, and is no larger than a cell or long. `share`: its area relative to the typical cell's.
    """
    hull = cv2.convexHull(contour)
    whole, part = (cv2.contourArea(c) + 0.5 * cv2.arcLength(c, True) for c in (hull, contour))
    (_, _), (one, other), _ = cv2.minAreaRect(contour)
    long = (max(one, other) + 1) / (min(one, other) + 1)
    thin = long >= _THIN and share <= _ONE
    if (scores >= (_CLEAR if thin else _OTHER)).sum() > 1 or part < _VERY_SOLID * whole:
        return False
    return share <= _ONE and (long <= _LONGEST if long >= _LONG else share <= 1.15)


def _is_of_one_colour(contour: NDArray[np.int32], outline: Floats, stain: Stain) -> bool:
    """Whether the part of a region beyond a cell's outline has the cell's colour, unlike a scale bar or dirt."""
    left, top, w, h = cv2.boundingRect(contour)
    region, body = np.zeros((2, h, w), np.uint8)
    cv2.fillPoly(region, [contour - (left, top)], 1)
    cv2.fillPoly(body, [np.rint(outline - (left, top)).astype(np.int32)], 1)
    tail = (region > body).astype(bool)
    absorbed = stain.absorbed[top : top + h, left : left + w]
    if not tail.any() or not (region & body).any():
        return False
    red, green = absorbed[tail].mean(axis=0)[:2]
    own_red, own_green = absorbed[(region & body) > 0].mean(axis=0)[:2]
    return bool(red / max(green, FAINT) - own_red / max(own_green, FAINT) < MORE_RED)


def _star(contour: NDArray[np.int32], *, directions: int) -> tuple[Floats, Floats]:
    """The centre of a contour and its extent in each direction, to the outer edges of its pixels."""
    moments = cv2.moments(contour)
    m00 = max(moments["m00"], 1e-6)
    centre = np.array((moments["m10"] / m00 + 0.5, moments["m01"] / m00 + 0.5))
    off = contour[:, 0] + 0.5 - centre
    sector = np.rint(np.arctan2(off[:, 1], off[:, 0]) / (2 * np.pi) * directions).astype(int) % directions
    reach = np.zeros(directions)
    np.maximum.at(reach, sector, np.hypot(off[:, 0], off[:, 1]) + 0.5)
    known = np.flatnonzero(reach)
    return centre, np.interp(np.arange(directions), known, reach[known], period=directions)
