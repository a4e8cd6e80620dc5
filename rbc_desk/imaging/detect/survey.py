"""Estimates the cell width of an image by detecting cells on sample views, in bounded time.

Several widths are tried. The one whose outlines agree best with the stain is used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.evidence import Stain, stain_of
from rbc_desk.imaging.detect.located import PLATELET, RED, Located
from rbc_desk.imaging.detect.located_cells import borne_out
from rbc_desk.imaging.detect.locator import Locator
from rbc_desk.imaging.field.diameter import typical_diameter, windows
from rbc_desk.imaging.field.light import mean_of_channels
from rbc_desk.imaging.parallel import default_workers, in_order

Pixels = NDArray[np.uint8]

_SURE = 0.5
_FEW, _SOME = 5, 3  # so many cells give the typical width; so many show that it is another one altogether
_ROUNDS = 4
_NEAR = math.log(1.12)  # a working width this close to the measured one is good enough
_FAR = math.log(2.5)  # the network guesses the width of cells of up to about this factor
_SMALLEST_PX = 8.0  # the network was not trained on smaller ones, and enlarging them takes minutes
# Widths to try, relative to the shorter side of the image, and the factor from one to the next. The network finds
# cells of 0.6 to 1.8 times the given width.
_WIDEST, _STEP, _MOST_TRIALS = 0.55, 1.75, 8
# The largest view, in pixels of the network's input: 16 x 16 cells for a view that may be the last one, fewer where
# several widths or windows are tried.
_LOOK_PX, _TRIAL_PX = 200_000, 50_000
_THUMB_PX = 200
_DENSE = 0.5
# Support of a view: enough to stop, and how much better another width must be.
_GOOD, _BETTER, _HOPELESS = 0.55, 1.15, 0.1
_MISFIT = 0.8  # factor of the support of a width that contradicts the scale of the image
# Another width is a rival if its cells differ in width by this factor, with this share of the best support.
_OTHER_WIDTH, _RIVAL = math.log(1.35), 0.85
_WEAK = 0.45  # less support than on nearly all smears (see `plausible`): the width may be wrong


@dataclass(frozen=True, slots=True)
class WidthRange:
    """The widths in pixels that a typical red cell may have, from the scale of the image."""

    least_px: float
    most_px: float

    def holds(self, diameter: float) -> bool:
        return self.least_px <= diameter <= self.most_px

    @property
    def middle(self) -> float:
        return math.sqrt(self.least_px * self.most_px)


@dataclass(frozen=True, slots=True)
class SurveyedPart:
    """A part of the image and the objects found on it, in its own pixels, for a typical width of `diameter` pixels.

    `share`: the share of the image's area that it shows. `settled`: the cells have the expected width. `support`: the
    agreement of the outlines with the stain, 0..1. `stain`: that of `pixels`, if it was measured.
    """

    pixels: Pixels
    found: Located
    diameter: float
    share: float
    settled: bool
    support: float = 0.0
    stain: Stain | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The views on which an image was surveyed, and the typical cell's width in pixels.

    `borne_out`: of each view, the objects that the image supports (`located_cells.borne_out`). `uncertain`: the width
    may be wrong, because cells of another width explain the stain almost as well, no width explains it well, or it
    contradicts the scale of the image.
    """

    views: tuple[SurveyedPart, ...]
    borne_out: tuple[Located, ...]
    diameter: float
    uncertain: bool = False

    @classmethod
    def of(cls, views: Sequence[SurveyedPart], *, diameter: float, uncertain: bool = False) -> Survey:
        """Measure the evidence for the objects of these views."""
        objects = tuple(borne_out(v.found, v.pixels, diameter_px=v.diameter, stain=v.stain) for v in views)
        return cls(tuple(views), objects, diameter, uncertain)

    def covers(self, pixels: Pixels) -> bool:
        """Whether one view shows the whole image, and so all of its objects."""
        return len(self.views) == 1 and self.views[0].pixels.shape == pixels.shape


def survey(
    locator: Locator,
    pixels: Pixels,
    *,
    first: float | None = None,
    expected: WidthRange | None = None,
    thorough: bool = True,
    task: Task = SILENT,
) -> Survey:
    """Find cells of `first` pixels width (None: measured without the network), and correct the width in rounds.

    If `thorough`, and the outlines disagree with the stain, widths of the whole range are tried, and the one with the
    best agreement is used. A width in `expected` is preferred. It takes a second or two at most, whatever
    the size of the image: the parts of a large one are surveyed on a core each. Raises CancelledError.
    """
    parts = windows(pixels)
    most_px = _LOOK_PX if len(parts) == 1 else _TRIAL_PX

    def seen(part: Pixels) -> tuple[SurveyedPart, bool]:
        start = first or typical_diameter(part)
        if expected is not None and not expected.holds(start):
            start = expected.middle
        window = _Window(locator, part, task)
        view = _settled(window, start, most_px)
        looks = [view]
        if thorough and not (view.settled and view.support >= _GOOD and _fits(view, expected)):
            view, looks = _tried(window, view, most_px, expected=expected)
        return view, _is_uncertain(view, looks, expected=expected, measured=start)

    told = [result for _, result in in_order(seen, parts, workers=min(len(parts), default_workers()), task=task)]
    views = [view for view, _ in told]
    n_uncertain = sum(uncertain for _, uncertain in told)
    measured = [view.diameter for view in views if _n_sure(view.found) >= _FEW]
    diameter = float(np.median(measured or [view.diameter for view in views]))
    return Survey.of(views, diameter=diameter, uncertain=2 * n_uncertain > len(views))


@dataclass(frozen=True, slots=True)
class _Window:
    """A window of the image, and the views of it by the given width and the most pixels of the network's input."""

    locator: Locator
    pixels: Pixels
    task: Task
    views: dict[tuple[float, int], SurveyedPart] = field(default_factory=dict)

    def look(self, diameter: float, most_px: int) -> SurveyedPart:
        """Find cells of `diameter` pixels on a view. The same view is taken once, as it needs 0.1 s and more."""
        key = (diameter, most_px)
        if key not in self.views:
            self.views[key] = self._seen(diameter, most_px)
        return self.views[key]

    def _seen(self, diameter: float, most_px: int) -> SurveyedPart:
        part = _in_view(self.pixels, side=round(math.sqrt(most_px) * diameter / self.locator.cell_px))
        found = self.locator(part, diameter_px=diameter, task=self.task)
        stain = stain_of(part, cell_px=diameter)
        share = part.size / self.pixels.size
        agreement = support(found, stain)
        return SurveyedPart(part, found, diameter, share=share, settled=False, support=agreement, stain=stain)


def _tried(
    window: _Window, previous: SurveyedPart, most_px: int, *, expected: WidthRange | None
) -> tuple[SurveyedPart, list[SurveyedPart]]:
    """The view of the best width, corrected, or `previous` if none is clearly better; and all views."""
    guess = _WIDEST * min(window.pixels.shape[:2])
    best, looks = previous, [previous]
    for _ in range(_MOST_TRIALS):
        if guess < _SMALLEST_PX:
            break
        look = window.look(guess, _TRIAL_PX)
        looks.append(look)
        if _rank(look, expected) > _rank(best, expected) * (_BETTER if best is previous else 1.0):
            best = look
        if best.support >= _GOOD and _n_sure(best.found) >= _FEW and _fits(best, expected):
            break
        guess /= _STEP
    if best is previous:
        return previous, looks
    settled = _settled(window, best.diameter, most_px)
    return settled, [*looks, settled]


def _width(view: SurveyedPart) -> float:
    return diameter_of(view.found, otherwise=view.diameter)


def _fits(view: SurveyedPart, expected: WidthRange | None) -> bool:
    return expected is None or expected.holds(_width(view))


def _rank(view: SurveyedPart, expected: WidthRange | None) -> float:
    return view.support * (1.0 if _fits(view, expected) else _MISFIT)


def _is_uncertain(
    best: SurveyedPart, looks: Sequence[SurveyedPart], *, expected: WidthRange | None, measured: float
) -> bool:
    """Whether the width of `best` may be wrong, from all views and the width `measured` without the network."""
    if not any(_n_sure(look.found) for look in looks):
        return False  # an empty background
    if not _fits(best, expected):
        return True
    width = _width(best)
    confirmed = best.settled and abs(math.log(width / measured)) < _OTHER_WIDTH
    if best.support < _WEAK and not confirmed and expected is None:
        return True
    return any(
        _n_sure(look.found) >= _FEW
        and abs(math.log(_width(look) / width)) > _OTHER_WIDTH
        and _fits(look, expected)
        and look.support >= _RIVAL * best.support
        for look in looks
    )


def _settled(window: _Window, diameter: float, most_px: int) -> SurveyedPart:
    view = best = window.look(max(_SMALLEST_PX, diameter), most_px)
    for _ in range(_ROUNDS):
        sure = _sure_widths(view.found)
        off = math.log(_typical(sure) / view.diameter) if len(sure) >= _SOME else 0.0
        if len(sure) < _FEW and abs(off) < _OTHER_WIDTH:
            return view
        if off < 0 and view.support < _HOPELESS:
            break  # ever smaller specks are seen in noise, and each look takes longer; `_tried` looks at all widths
        if abs(off) < _NEAR:
            return replace(view, diameter=view.diameter * math.exp(off), settled=True)
        nearer = max(_SMALLEST_PX, view.diameter * math.exp(min(max(off, -_FAR), _FAR)))
        if nearer == view.diameter:  # already the smallest width, which takes longest
            break
        view = window.look(nearer, most_px)
        if view.support > best.support:
            best = view
    return replace(best, diameter=diameter_of(best.found, otherwise=best.diameter))


def support(found: Located, stain: Stain) -> float:
    """How well the certain outlines agree with the stain: their IoU times the median score of the outlines.

    White cells and dirt are excluded from both; platelets are too small to matter.
    """
    stained = (stain.density > stain.least).astype(np.uint8)
    drawn = np.zeros_like(stained)
    sure = found[(found.score > _SURE) & (found.kind != PLATELET)]
    if not (sure.kind == RED).any():
        return 0.0
    for red in (True, False):  # others last: the pixels under them are theirs
        some = sure[(sure.kind == RED) == red]
        for outline in np.rint(some.outlines() * stain.factor).astype(np.int32):
            cv2.fillPoly(drawn, [outline], 1 if red else 2)
    counted = drawn != 2
    # the pallor belongs to the cell, stained or not
    stained = np.asarray(cv2.morphologyEx(stained, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), np.uint8)
    both = int(((drawn == 1) & (stained > 0)).sum())
    either = int((((drawn == 1) | (stained > 0)) & counted).sum())
    return both / max(either, 1) * float(np.median(sure.score[sure.kind == RED])) ** 0.5


def _in_view(pixels: Pixels, *, side: int) -> Pixels:
    """`pixels`, or a square part of `side` pixels if they are larger.

    The part is the one nearest to the middle whose contrast is at least half of the highest of all parts.
    """
    height, width = pixels.shape[:2]
    if height * width <= side * side:
        return pixels
    h = min(height, max(side, side * side // width))
    w = min(width, side * side // h)
    shrink = min(1.0, _THUMB_PX / max(height, width))
    small = cv2.resize(pixels, (max(1, round(width * shrink)), max(1, round(height * shrink))))
    grey = mean_of_channels(np.asarray(small, np.uint8))
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


def _sure_widths(found: Located) -> NDArray[np.float64]:
    sure = found[(found.score > _SURE) & (found.kind == RED)]
    return 2 * sure.radius


def _typical(widths: NDArray[np.float64]) -> float:
    """The median weighted by area, so that many small fragments do not count as the typical cell."""
    order = np.sort(widths)
    weight = np.cumsum(order**2)
    return float(order[np.searchsorted(weight, weight[-1] / 2)])


def _n_sure(found: Located) -> int:
    return len(_sure_widths(found))


def diameter_of(found: Located, *, otherwise: float) -> float:
    """The median diameter in pixels of the certain red cells; `otherwise` where these are few."""
    sure = _sure_widths(found)
    return _typical(sure) if len(sure) >= _FEW else otherwise
