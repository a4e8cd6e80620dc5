"""Estimates the cell width of an image by detecting cells on sample views, in bounded time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.locator import Circles, Locator
from rbc_desk.imaging.diameter import typical_diameter, windows

Pixels = NDArray[np.uint8]

_SURE = 0.4
_FEW = 5
_ROUNDS = 4
_NEAR = math.log(1.12)  # a working width this near to the measured one is as good
_FAR = math.log(1.6)  # cells beyond this are not what the network was taught
_SMALLEST_PX = 8.0  # smaller ones were not taught, and enlarging for them takes minutes
_GUESSES = (6, 12, 24, 48)  # cells along the picture's shorter side, where nothing better is known
# What one look may cost, in pixels as the network sees them: 16 x 16 cells for a look that may turn out to be the
# last one, fewer where several widths or windows are tried.
_LOOK_PX, _TRIAL_PX = 200_000, 100_000
_THUMB_PX = 200
_DENSE = 0.5


@dataclass(frozen=True, slots=True)
class SurveyedPart:
    """A part of the picture and the circles that were found on it, in its own pixels, at a typical width of
    `diameter` pixels; `share`: of the picture's area that it shows; `settled`: the circles are as wide as those
    looked for."""

    pixels: Pixels
    circles: Circles
    diameter: float
    share: float
    settled: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The views on which a picture was surveyed, and the typical cell's width in pixels."""

    views: tuple[SurveyedPart, ...]
    diameter: float

    def covers(self, pixels: Pixels) -> bool:
        """Whether one view shows the whole picture, so that its circles are the picture's."""
        return len(self.views) == 1 and self.views[0].pixels.shape == pixels.shape


def survey(
    locator: Locator,
    pixels: Pixels,
    *,
    first: float | None = None,
    thorough: bool = True,
    task: Task = SILENT,
) -> Survey:
    """Look for cells at a width of `first` pixels (None: as measured without the network), and correct the width by
    the cells that are found, in rounds.

    Where that leads nowhere and it is to be `thorough`, widths over the whole range are tried, and that at which sure
    cells cover the most of the view wins. It takes a second or two at most, whatever the picture and its size.
    Raises CancelledError once stopped.
    """
    parts = windows(pixels)
    most_px = _LOOK_PX if len(parts) == 1 else _TRIAL_PX
    views = [_settled(locator, part, first or typical_diameter(part), most_px, task) for part in parts]
    if thorough and not any(view.settled for view in views):
        views[0] = _tried(locator, parts[0], views[0], task)
    measured = [view.diameter for view in views if _n_sure(view.circles) >= _FEW]
    return Survey(tuple(views), float(np.median(measured or [view.diameter for view in views])))


def _tried(locator: Locator, pixels: Pixels, former: SurveyedPart, task: Task) -> SurveyedPart:
    """The best of the widths, corrected; `former` if none is better."""
    looks = [(_covered(former), former)]
    for guess in _GUESSES:
        look = _look(locator, pixels, max(_SMALLEST_PX, min(pixels.shape[:2]) / guess), _TRIAL_PX, task)
        looks.append((_covered(look), look))
    best = max(looks, key=lambda look: look[0])[1]
    if best is former:
        return former
    return _settled(locator, pixels, best.diameter, _TRIAL_PX, task)


def _settled(locator: Locator, pixels: Pixels, diameter: float, most_px: int, task: Task) -> SurveyedPart:
    view = _look(locator, pixels, max(_SMALLEST_PX, diameter), most_px, task)
    for _ in range(_ROUNDS):
        sure = view.circles[view.circles[:, 3] > _SURE]
        if len(sure) < _FEW:
            return view
        off = math.log(2 * float(np.median(sure[:, 2])) / view.diameter)
        if abs(off) < _NEAR:
            return replace(view, diameter=view.diameter * math.exp(off), settled=True)
        nearer = max(_SMALLEST_PX, view.diameter * math.exp(min(max(off, -_FAR), _FAR)))
        if nearer == view.diameter:  # at the smallest width already, where a look takes longest
            break
        view = _look(locator, pixels, nearer, most_px, task)
    return view


def _look(locator: Locator, pixels: Pixels, diameter: float, most_px: int, task: Task) -> SurveyedPart:
    part = _in_view(pixels, side=round(math.sqrt(most_px) * diameter / locator.cell_px))
    circles = locator(part, diameter_px=diameter, task=task)
    return SurveyedPart(part, circles, diameter, share=part.size / pixels.size, settled=False)


def _in_view(pixels: Pixels, *, side: int) -> Pixels:
    """`pixels`, or where they are more than a square of `side` holds, a part that has something on it: as near to the
    middle as parts lie that differ from the picture's typical grey half as much as the one that does so most."""
    height, width = pixels.shape[:2]
    if height * width <= side * side:
        return pixels
    h = min(height, max(side, side * side // width))
    w = min(width, side * side // h)
    shrink = min(1.0, _THUMB_PX / max(height, width))
    small = cv2.resize(pixels, (max(1, round(width * shrink)), max(1, round(height * shrink))))
    grey = small.mean(axis=2, dtype=np.float32)
    box = (min(small.shape[1], max(1, round(w * shrink))), min(small.shape[0], max(1, round(h * shrink))))
    density = cv2.blur(np.abs(grey - np.median(grey)), box, borderType=cv2.BORDER_REPLICATE)
    inner = density[
        box[1] // 2 : small.shape[0] - (box[1] - 1) // 2, box[0] // 2 : small.shape[1] - (box[0] - 1) // 2
    ]
    rows, columns = np.nonzero(inner >= _DENSE * inner.max())
    middle = np.hypot(rows - (inner.shape[0] - 1) / 2, columns - (inner.shape[1] - 1) / 2).argmin()
    top = min(round(rows[middle] / shrink), height - h)
    left = min(round(columns[middle] / shrink), width - w)
    return pixels[top : top + h, left : left + w]


def _n_sure(circles: Circles) -> int:
    return int((circles[:, 3] > _SURE).sum())


def _covered(view: SurveyedPart) -> float:
    """The part of the view that sure cells cover, weighted by how sure they are."""
    sure = view.circles[view.circles[:, 3] > _SURE]
    return float((sure[:, 2] ** 2 * sure[:, 3]).sum()) / (view.pixels.shape[0] * view.pixels.shape[1])


def diameter_of(circles: Circles, *, otherwise: float) -> float:
    """The median diameter in pixels of the circles found with certainty; `otherwise` where these are few."""
    sure = circles[circles[:, 3] > _SURE]
    return 2 * float(np.median(sure[:, 2])) if len(sure) >= _FEW else otherwise
