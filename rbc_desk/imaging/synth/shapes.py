"""Renders synthetic smears of cells that are not round, each with its true ellipse, to test outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.circles import Circle, Ellipse
from rbc_desk.imaging.cells.outline import of_moments

_SUB = 6  # fractional bits of the polygon's corners
_FINE = 4  # the factor of the rendering resolution
_GLASS = np.array([226, 222, 214], np.float32)
_EOSIN = np.array([0.10, 0.30, 0.20], np.float32)  # density of a cell in red, green, blue light

Points = NDArray[np.float64]


class Kind(StrEnum):
    """An outline that can be drawn."""

    ELLIPSE = "ellipse"
    TEARDROP = "teardrop"
    SICKLE = "sickle"


@dataclass(frozen=True, slots=True)
class ShapedCell:
    """A cell to draw; once it is drawn, `ellipse` has the second moments of the outline."""

    kind: Kind
    ellipse: Ellipse

    @property
    def circle(self) -> Circle:
        """The circle of the same area, as a detector gives it."""
        return Circle(self.ellipse.x, self.ellipse.y, (self.ellipse.major * self.ellipse.minor) ** 0.5)


def render_shapes(
    cells: Sequence[ShapedCell],
    *,
    width: int,
    height: int,
    seed: int = 0,
    tint: Sequence[float] = (1.0, 1.0, 1.0),
    pallor: float = 0.3,
    blur_px: float = 0.8,
    noise: float = 2.0,
) -> tuple[NDArray[np.uint8], tuple[ShapedCell, ...]]:
    """A smear with these cells, uint8 RGB, and the cells with the truth of what was drawn.

    A given ellipse defines position, size and angle. `tint` scales the colour of the background. `pallor` is the
    share by which the middles are lighter.
    """
    rng = np.random.default_rng(seed)
    density = np.zeros((height, width), np.float32)
    drawn = []
    for cell in cells:
        outline = _placed(_OUTLINES[cell.kind](), cell.ellipse)
        inner = outline.mean(0) + 0.45 * (outline - outline.mean(0))
        one = _filled(outline, width=width, height=height)
        one -= pallor * cv2.GaussianBlur(_filled(inner, width=width, height=height), (0, 0), 0.1 * cell.circle.r + 1)
        density += one * float(rng.normal(1, 0.05))
        truth = of_moments(cv2.moments(outline.astype(np.float32)[:, None]))
        drawn.append(ShapedCell(cell.kind, truth or cell.ellipse))
    light = _GLASS * np.asarray(tint, np.float32)
    picture = light * 10 ** -(cv2.GaussianBlur(density, (0, 0), blur_px)[..., None] * _EOSIN)
    picture = picture + rng.normal(0, noise, picture.shape)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8), tuple(drawn)


def _ellipse() -> Points:
    t = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    return np.column_stack([np.cos(t), np.sin(t)])


def _teardrop() -> Points:
    t = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    return np.column_stack([np.cos(t), np.sin(t) * np.abs(np.sin(t / 2)) ** 1.5])


def _sickle() -> Points:
    """A band along an arc, tapering to its two tips."""
    t = np.linspace(-1, 1, 90)
    middle = np.column_stack([np.sin(1.1 * t), 1 - np.cos(1.1 * t)])
    out = np.column_stack([np.sin(1.1 * t), -np.cos(1.1 * t)])
    half = 0.27 * np.sqrt(1 - t**2)[:, None]
    return np.concatenate([middle + half * out, (middle - half * out)[::-1]])


_OUTLINES = {Kind.ELLIPSE: _ellipse, Kind.TEARDROP: _teardrop, Kind.SICKLE: _sickle}


def _placed(points: Points, ellipse: Ellipse) -> Points:
    """The outline, scaled along its axes to the moments of the ellipse, then rotated and moved to it."""
    own = of_moments(cv2.moments(points.astype(np.float32)[:, None]))
    if own is None:
        return points
    angle = np.radians(own.angle_deg)
    turned = (points - (own.x, own.y)) @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    scaled = turned * (ellipse.major / own.major, ellipse.minor / own.minor)
    turn = np.radians(ellipse.angle_deg)
    there = scaled @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.asarray(there + np.array((ellipse.x, ellipse.y)), np.float64)


def _filled(points: Points, *, width: int, height: int) -> NDArray[np.float32]:
    """The share of each pixel that the polygon covers, 0..1. Integer coordinates are corners of pixels."""
    fine = np.zeros((height * _FINE, width * _FINE), np.uint8)
    corners = np.rint((points * _FINE - 0.5) * 2**_SUB).astype(np.int32)
    cv2.fillPoly(fine, [corners], 255, lineType=cv2.LINE_8, shift=_SUB)
    small = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)
