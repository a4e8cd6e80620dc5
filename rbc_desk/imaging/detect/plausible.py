"""Decides whether an image looks like a blood smear, from the cells found and the background between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import DetectedCell, red_only
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.located import Located
from rbc_desk.imaging.detect.located_cells import as_cells
from rbc_desk.imaging.detect.locator import Locator, shipped_locator
from rbc_desk.imaging.detect.registry import Found
from rbc_desk.imaging.detect.survey import Survey, SurveyedPart, survey
from rbc_desk.imaging.field.light import least_squares, mean_of_channels, quadratic_terms, surface

Pixels = NDArray[np.uint8]

_WORKING_PX = 1000
_SAMPLED = 2  # every second pixel in both directions tells how uneven the background is
_SURE = 0.7
_FEW = 5
_LENIENT = 0.35
# Chosen on 653 real smears, all of which pass, and on rendered photographs, pages and textures.
_LEAST_SURE, _MANY, _LEAST_SURE_OF_MANY = 0.1, 60, 0.4
_SOFT_N, _SOFT_SCORE = 10, 0.53  # out of focus, the detector finds many cells but is certain of none
_LEAST_ONE_SIDED, _MOSTLY_ONE_SIDED = 0.83, 0.7  # the latter where half of many cells are certain
_MOST_SPREAD = 1.1
_MOST_UNEVEN, _MOST_UNEVEN_OF_FEW = 20.0, 8.0  # a smear with few cells has a large, even background
# A negative has a dark colourless background and certain cells. Photographs of flowers or coins are light as well.
_DARK_GLASS, _COLOUR = 115.0, 45.0
_NEGATIVE_SURE, _NEGATIVE_ONE_SIDED, _NEGATIVE_SPREAD = 0.5, 0.95, 0.46
# Agreement of outlines and stain (`survey.support`): at least 0.48 on nearly all smears of seven sources, with 10 %
# of the cells certain. Portraits reach it too, but without a certain cell. An empty background is almost colourless.
_LEAST_SUPPORT, _SOME_SUPPORT, _MOST_COLOUR, _SURE_ON_GLASS = 0.42, 0.3, 75.0, 0.5
_SURE_OF_FEW = 0.6
_NEARLY_ALL = 0.8  # certain of this many, the detector is right though stain and outlines agree less
_CERTAIN_CELLS = 2  # one certain cell of many may be an eye
# On real smears with so many cells the detector is sure of 59 % and more; letters and coarse noise come to 41 %.
_CROWD, _LEAST_SURE_OF_CROWD = 300, 0.5
_NOT_GLASS = 1.15  # of a cell's radius: the background begins here
_WITHIN = 0.8


@dataclass(frozen=True, slots=True)
class Likeness:
    """The evidence that an image is a smear.

    `n`: the number of cells; `sure`: the share of certain ones; `score`: the median score. `one_sided`: the share of
    the cells that differ from the background in the same direction (darker or lighter). `spread`: the variation of
    the cells' darkness, relative to their contrast. Of the background, in grey levels: `uneven`, its variation;
    `level`, its lightness; `colour`, its distance from grey. `support`: the agreement of a locator's outlines with
    the stain, 0..1 (None: no outlines).
    """

    n: int
    sure: float
    score: float
    one_sided: float
    spread: float
    uneven: float
    level: float
    colour: float
    support: float | None = None

    @property
    def is_smear(self) -> bool:
        """Whether the outlines agree with the stain and some cells are certain.

        Without outlines, cells must be certain and similar, on an even background. Without cells, the background
        decides.
        """
        if self.support is not None and self.n:
            if self.n > _CROWD and self.sure < _LEAST_SURE_OF_CROWD:
                return False
            # out of focus, the detector finds many cells but is certain of none
            half_sure = self._is_glass and self.n >= _SOFT_N and self.score >= _SOFT_SCORE
            if self.n >= _FEW:
                certain = self.sure >= _LEAST_SURE and round(self.sure * self.n) >= _CERTAIN_CELLS
            else:
                certain = self.sure >= _SURE_OF_FEW
            certain &= self.sure >= _SURE_ON_GLASS or self.one_sided >= _LEAST_ONE_SIDED
            agrees = self.support >= _LEAST_SUPPORT and (certain or half_sure)
            darker = self.one_sided == 1 or (self.n >= _SOFT_N and self.one_sided >= _MOSTLY_ONE_SIDED)
            surely = self.n >= _FEW and self.sure >= _SURE_ON_GLASS and darker
            surely |= self.n >= _MANY and self.sure >= _NEARLY_ALL
            agrees |= self.support >= _SOME_SUPPORT and surely
            alike = self.one_sided >= _LEAST_ONE_SIDED and self.spread <= _MOST_SPREAD
            plain = self._is_glass and self.sure >= _SURE_ON_GLASS and (self.n < _FEW or alike)
            return agrees or plain
        if not self.n:
            return self._is_glass
        if self.uneven > (_MOST_UNEVEN if self.n >= _FEW else _MOST_UNEVEN_OF_FEW):
            return False
        soft = _SOFT_N <= self.n <= _MANY and self.score >= _SOFT_SCORE
        if not soft and self.sure < (_LEAST_SURE_OF_MANY if self.n > _MANY else _LEAST_SURE):
            return False
        return self.n < _FEW or (self.one_sided >= _LEAST_ONE_SIDED and self.spread <= _MOST_SPREAD)

    @property
    def _is_glass(self) -> bool:
        return self.uneven <= _MOST_UNEVEN_OF_FEW and self.colour <= _MOST_COLOUR

    @property
    def is_dark_field(self) -> bool:
        """Whether the background may be that of a smear in negative."""
        return self.level <= _DARK_GLASS and self.colour <= _COLOUR

    @property
    def is_clear(self) -> bool:
        """Whether this is a smear, and more clearly so than many real ones."""
        alike = self.one_sided >= _NEGATIVE_ONE_SIDED and self.spread <= _NEGATIVE_SPREAD
        return self.is_smear and self.n > 0 and self.sure >= _NEGATIVE_SURE and alike


def looks_like_smear(pixels: Pixels, cells: Sequence[DetectedCell], *, task: Task = SILENT) -> bool:
    """Whether the image (uint8 RGB) on which a detector found `cells` looks like a blood smear, of any stain.

    If the detector has checked this itself, its result is used. If the cells are few or unlike a smear, the shipped
    network surveys the image, which takes a second or two at most. Raises CancelledError.
    """
    if isinstance(cells, Found) and cells.doubtful is not None:
        return not cells.doubtful
    cells = red_only(cells)
    evidence = likeness(pixels, cells)
    if evidence.n >= _FEW and evidence.is_smear:
        return True
    width = 2 * float(np.median([cell.circle.r for cell in cells])) if len(cells) >= _FEW else None
    locator = shipped_locator()
    return is_smear(survey(locator, pixels, first=width, task=task), pixels, locator=locator, task=task)


def is_smear(surveyed: Survey, pixels: Pixels, *, locator: Locator, task: Task = SILENT) -> bool:
    """Whether `pixels`, surveyed by `locator`, look like a blood smear.

    This needs less than a detection, which misses many cells out of focus or in crowded fields. Grey and inverted
    images count: the negative of a dark image is surveyed too. Raises CancelledError.
    """
    likenesses = _of_views(surveyed)
    if any(view.n and view.is_smear for view in likenesses) or all(view.is_smear for view in likenesses):
        return True
    if not any(view.is_dark_field for view in likenesses):
        return False
    negative = np.asarray(255 - pixels, np.uint8)
    return any(view.is_clear for view in _of_views(survey(locator, negative, thorough=False, task=task)))


def _of_views(surveyed: Survey) -> list[Likeness]:
    return [_of_view(*each) for each in zip(surveyed.views, surveyed.borne_out, strict=True)]


def _of_view(view: SurveyedPart, objects: Located) -> Likeness:
    cells = red_only(as_cells(objects, view.pixels, diameter_px=view.diameter, min_score=_LENIENT, shapes=False))
    evidence = likeness(view.pixels, cells)
    # the limits are those of a whole image
    return replace(evidence, n=round(evidence.n / view.share), support=view.support)


def likeness(pixels: Pixels, cells: Sequence[DetectedCell]) -> Likeness:
    """Measure the image (uint8 RGB) and the cells found on it. It takes about 10 ms for 640 x 480.

    A cell that the border cuts off counts if it is as certain as the least certain whole cell, because detectors are
    more lenient at the border.
    """
    least = min((cell.score for cell in cells if not cell.at_border), default=0.0)
    cells = [cell for cell in cells if cell.score >= least]
    small, factor = _shrunk(pixels)
    grey = mean_of_channels(small)
    circles = np.array([(c.circle.x, c.circle.y, c.circle.r) for c in cells]).reshape(-1, 3) * factor
    glass = _beyond(circles, grey.shape)
    if glass.sum() < 0.01 * glass.size:
        glass[:] = True
    typical = _median_colour(small, glass)
    light = _light(small, glass)
    some = (slice(None, None, _SAMPLED), slice(None, None, _SAMPLED))
    uneven = float(np.median(mean_of_channels(np.abs(small[some] - light[some]))[glass[some]]))
    grey = grey - (mean_of_channels(light) - typical.mean())
    level, colour = float(typical.mean()), float(np.ptp(typical))
    if not len(circles):
        return Likeness(0, 0.0, 0.0, 1.0, 0.0, uneven, level, colour)
    off = _levels(grey, circles) - float(np.median(grey[glass]))
    return Likeness(
        n=len(circles),
        sure=float(np.mean([cell.score > _SURE for cell in cells])),
        score=float(np.median([cell.score for cell in cells])),
        one_sided=float(max((off < 0).mean(), (off > 0).mean())),
        spread=float(np.std(off) / (abs(np.median(off)) + 1)),
        uneven=uneven,
        level=level,
        colour=colour,
    )


def _median_colour(pixels: Pixels, glass: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The median of each channel on the background; counting is faster than sorting."""
    n = int(glass.sum())
    medians = []
    for channel in range(3):
        up_to = np.cumsum(cv2.calcHist([pixels], [channel], glass.astype(np.uint8), [256], [0, 256]))
        medians.append(np.searchsorted(up_to, ((n - 1) // 2 + 1, n // 2 + 1)).mean())
    return np.array(medians, np.float32)


def _shrunk(pixels: Pixels) -> tuple[Pixels, float]:
    height, width = pixels.shape[:2]
    factor = min(1.0, _WORKING_PX / max(height, width))
    if factor == 1:
        return pixels, factor
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8), factor


def _beyond(circles: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """True outside all cells."""
    covered = np.zeros(shape, np.uint8)
    for x, y, r in circles.tolist():
        cv2.circle(covered, (round(x), round(y)), max(1, round(_NOT_GLASS * r)), 1, cv2.FILLED)
    return covered == 0


def _light(pixels: Pixels, glass: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The background with the fall-off of the light towards sides and corners, [H, W, 3]."""
    step = max(1, round(math.sqrt(glass.size / 20_000)))
    some = glass[::step, ::step]
    at, colours = quadratic_terms(glass.shape, step=step)[some], pixels[::step, ::step][some].astype(np.float32)
    for _ in range(2):  # pixels far from the first fit are not background
        weights = least_squares(at, colours)
        off = mean_of_channels(np.abs(colours - at @ weights))
        near = off <= 3 * np.median(off) + 1
        at, colours = at[near], colours[near]
    return surface(weights, glass.shape)


def _levels(grey: NDArray[np.float32], circles: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lightness of each cell near its rim, outside the pallor, [N]."""
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    x, y, r = circles.T[..., None]
    columns = np.clip(np.rint(x + _WITHIN * r * np.cos(angles)), 0, grey.shape[1] - 1).astype(int)
    rows = np.clip(np.rint(y + _WITHIN * r * np.sin(angles)), 0, grey.shape[0] - 1).astype(int)
    return np.asarray(np.median(grey[rows, columns], axis=1), np.float64)
