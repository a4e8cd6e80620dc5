"""Polygons in image pixels: bounding boxes, areas, clipping, and the polygons that stand for circles."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rbc_desk.core.geometry.circles import Box, Circle

Point = tuple[float, float]

CIRCLE_CORNERS = 32
_SAME_PX = 0.05  # files round coordinates


def pairs(numbers: Sequence[float]) -> tuple[Point, ...]:
    """The points of x, y, x, y, ... Raises ValueError for an odd count."""
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def flat(points: Sequence[Point]) -> tuple[float, ...]:
    """The points as x, y, x, y, ..."""
    return tuple(value for point in points for value in point)


def bounds(points: Sequence[Point]) -> Box:
    """The box that encloses the points. Raises ValueError where it has no area."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs, default=0.0), min(ys, default=0.0), max(xs, default=0.0), max(ys, default=0.0))


def area(points: Sequence[Point]) -> float:
    """The area that the polygon encloses, in square pixels."""
    following = (*points[1:], *points[:1])
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, following, strict=True))) / 2


def of_ellipse(x: float, y: float, rx: float, ry: float, angle_deg: float = 0.0) -> tuple[Point, ...]:
    """The polygon of an ellipse; its corners lie on it. `angle_deg` turns x towards y."""
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    turns = (2 * math.pi * i / CIRCLE_CORNERS for i in range(CIRCLE_CORNERS))
    around = ((rx * math.cos(turn), ry * math.sin(turn)) for turn in turns)
    return tuple((x + along * cos - across * sin, y + along * sin + across * cos) for along, across in around)


def of_circle(circle: Circle) -> tuple[Point, ...]:
    """The polygon that stands for a circle in formats without circles."""
    return of_ellipse(circle.x, circle.y, circle.r, circle.r)


def stands_for(points: Sequence[Point], circle: Circle) -> bool:
    """Whether the polygon is the one that `of_circle` makes."""
    expected = of_circle(circle)
    if len(points) == len(expected) + 1 and points[0] == points[-1]:
        points = points[:-1]
    return len(points) == len(expected) and all(
        abs(x - u) <= _SAME_PX and abs(y - v) <= _SAME_PX for (x, y), (u, v) in zip(points, expected, strict=True)
    )


def clipped(points: Sequence[Point], *, width: float, height: float) -> tuple[Point, ...]:
    """The part of the polygon on an image of this size (Sutherland and Hodgman 1974); empty where there is none."""
    found = tuple(points)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        found = _cut(found, [sign * (point[axis] - limit) for point in found])
    return found


def _cut(points: tuple[Point, ...], depths: Sequence[float]) -> tuple[Point, ...]:
    """The polygon on the side of a line where `depths`, the distances of its corners from the line, are positive."""
    kept: list[Point] = []
    for i, (x1, y1) in enumerate(points):
        (x0, y0), before, after = points[i - 1], depths[i - 1], depths[i]
        if (before < 0) != (after < 0):
            share = before / (before - after)
            kept.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
        if after >= 0:
            kept.append((x1, y1))
    return tuple(kept)
