"""Measures the stain of cells on a smear: central pallor and mean colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.circles import Circle, Ellipse
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.task import SILENT, Task

_CENTRE, _RIM = 0.35, (0.55, 0.9)  # of the distance from the centre to the outline
_EVERY = 4  # pixels: the background needs no more
_BACKGROUND = 90  # percentile of light: also in crowded fields a tenth is background
_LEAST_RIM = 0.02  # optical density: below, a ratio says nothing
_FEWEST_PIXELS = 3


def measure_stain(
    pixels: NDArray[np.uint8],
    circles: Sequence[Circle],
    *,
    shapes: Sequence[CellShape | None],
    task: Task = SILENT,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The central pallor [N] and the mean colour [N, 3] (RGB, 0..255) of cells on a smear (uint8 RGB).

    Pallor is one minus the optical density of the centre divided by that of the rim, in green light: about 0 for a
    cell without pallor, 1 for a ring. Negative: the centre is denser, as in a target cell. The outline is used where
    there is one, else the circle. NaN where too little of the cell lies on the image or its rim is not stained.
    Raises CancelledError.
    """
    pallor = np.full(len(circles), np.nan)
    colour = np.full((len(circles), 3), np.nan)
    if not len(circles):
        return pallor, colour
    light = float(np.percentile(pixels[::_EVERY, ::_EVERY, 1], _BACKGROUND))
    density = -np.log10((np.arange(256) + 1.0) / (light + 1.0))
    for index, (circle, shape) in enumerate(zip(circles, shapes, strict=True)):
        if not index % 64:
            task.raise_if_stopped()
        ellipse = shape.ellipse if shape is not None else Ellipse(circle.x, circle.y, circle.r, circle.r, 0.0)
        x0, y0 = max(0, math.floor(ellipse.x - ellipse.major)), max(0, math.floor(ellipse.y - ellipse.major))
        window = pixels[y0 : math.ceil(ellipse.y + ellipse.major) + 1, x0 : math.ceil(ellipse.x + ellipse.major) + 1]
        if min(window.shape[:2]) < _FEWEST_PIXELS:
            continue
        far = _distance(ellipse, x0=x0, y0=y0, size=window.shape[:2])
        inside = _within(shape, x0=x0, y0=y0, size=window.shape[:2]) if shape is not None else far < 1
        if inside.sum() < _FEWEST_PIXELS:
            continue
        colour[index] = window[inside].mean(0)
        stain = density[window[..., 1]]
        centre, rim = (far < _CENTRE) & inside, (far > _RIM[0]) & (far < _RIM[1]) & inside
        if min(centre.sum(), rim.sum()) >= _FEWEST_PIXELS and (of_rim := float(stain[rim].mean())) > _LEAST_RIM:
            pallor[index] = 1 - float(stain[centre].mean()) / of_rim
    return pallor, colour


def _distance(e: Ellipse, *, x0: int, y0: int, size: tuple[int, ...]) -> NDArray[np.float64]:
    """The distance from the centre, 1 on the ellipse."""
    y, x = np.ogrid[: size[0], : size[1]]
    dx, dy = x + x0 - e.x, y + y0 - e.y
    cos, sin = math.cos(math.radians(e.angle_deg)), math.sin(math.radians(e.angle_deg))
    return np.asarray(np.hypot((dx * cos + dy * sin) / e.major, (dy * cos - dx * sin) / e.minor), np.float64)


def _within(shape: CellShape, *, x0: int, y0: int, size: tuple[int, ...]) -> NDArray[Any]:
    mask = np.zeros(size, np.uint8)
    points = np.array(shape.points) - (x0, y0)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask > 0
