"""Draws cells onto an image of their smear, for reports and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.geometry.circles import Circle

_SHIFT = 4  # OpenCV draws at sixteenths of a pixel
_DASHES = 10
_DARK = (24, 24, 24)
_SMALL_PX = 10.0
_STRIP_PX = 26
_SWATCH_PX = 12
_FONT, _FONT_SCALE = cv2.FONT_HERSHEY_SIMPLEX, 0.45


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle in its class's colour (`#rrggbb`) with its letters; dashed: a prediction."""

    circle: Circle
    colour: str
    letters: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class in the legend: its colour (`#rrggbb`), name and number of cells; beyond ASCII may become `?`."""

    colour: str
    name: str
    count: int


def draw_overlay(
    pixels: NDArray[np.uint8], marks: Sequence[Mark], *, legend: Sequence[LegendEntry] = ()
) -> NDArray[np.uint8]:
    """Return a copy of the smear (uint8 RGB) with marks, each on a dark halo, and letters beside the circles.

    Where cells are so small that halos and letters would cover them, circles are thin and plain.

    A `legend` is added as a light strip below the image, so that it covers no cell. It has as many rows as its
    classes need.
    """
    image = np.ascontiguousarray(pixels).copy()
    is_small = bool(marks) and float(np.median([mark.circle.r for mark in marks])) < _SMALL_PX
    for mark in marks:
        for colour, width in ((_DARK, 0 if is_small else 4), (_rgb(mark.colour), 1 if is_small else 2)):
            if width:
                _ring(image, mark.circle, colour, width=width, dashed=mark.dashed and not is_small)
    for mark in marks:
        if mark.letters and not is_small:
            _letters(image, mark)
    return np.vstack([image, _strip(image.shape[1], legend)]) if legend else image


def write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    """Write uint8 RGB as PNG atomically. Raises StorageError."""
    _, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    write_bytes(path, data.tobytes())


def jpeg(pixels: NDArray[np.uint8], *, quality: int = 88) -> bytes:
    """Encode uint8 RGB as JPEG, which a report of many pictures needs to stay small."""
    _, data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return data.tobytes()


def shrunk(pixels: NDArray[np.uint8], *, longest_px: int) -> tuple[NDArray[np.uint8], float]:
    """Return the image with a longest side of at most `longest_px`, and the factor that it was scaled by."""
    height, width = pixels.shape[:2]
    scale = min(1.0, longest_px / max(height, width))
    if scale == 1.0:
        return pixels, scale
    size = (max(round(scale * width), 1), max(round(scale * height), 1))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False), scale


def _ring(
    image: NDArray[np.uint8], circle: Circle, colour: tuple[int, int, int], *, width: int, dashed: bool
) -> None:
    one = 1 << _SHIFT
    centre = (round(circle.x * one), round(circle.y * one))
    if not dashed:
        cv2.circle(image, centre, round(circle.r * one), colour, width, cv2.LINE_AA, _SHIFT)
        return
    axes = (round(circle.r * one),) * 2
    for start in np.linspace(0, 360, _DASHES, endpoint=False):
        end = float(start) + 0.5 * 360 / _DASHES
        cv2.ellipse(image, centre, axes, 0, float(start), end, colour, width, cv2.LINE_AA, _SHIFT)


def _letters(image: NDArray[np.uint8], mark: Mark) -> None:
    c = mark.circle
    place = (round(c.x + 0.72 * c.r), round(c.y - 0.72 * c.r))
    for colour, width in ((_DARK, 3), (_rgb(mark.colour), 1)):
        cv2.putText(image, mark.letters, place, _FONT, _FONT_SCALE, colour, width, cv2.LINE_AA)


def _strip(width: int, legend: Sequence[LegendEntry]) -> NDArray[np.uint8]:
    """The legend as a strip of `width` pixels: a swatch, the name and the count of each class, wrapped to rows."""
    placed: list[tuple[int, int, LegendEntry, str]] = []
    x, row = _SWATCH_PX, 0
    for entry in legend:
        text = f"{entry.name} {entry.count}"
        needed = 2 * _SWATCH_PX + cv2.getTextSize(text, _FONT, _FONT_SCALE, 1)[0][0]
        if x > _SWATCH_PX and x + needed > width:
            x, row = _SWATCH_PX, row + 1
        placed.append((x, row, entry, text))
        x += needed + _SWATCH_PX
    strip = np.full((_STRIP_PX * (row + 1), width, 3), 245, np.uint8)
    for x, row, entry, text in placed:
        top = row * _STRIP_PX + (_STRIP_PX - _SWATCH_PX) // 2
        corner = (x + _SWATCH_PX, top + _SWATCH_PX)
        cv2.rectangle(strip, (x, top), corner, _rgb(entry.colour), cv2.FILLED)
        cv2.putText(strip, text, (x + 18, top + 11), _FONT, _FONT_SCALE, _DARK, 1, cv2.LINE_AA)
    return strip


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
