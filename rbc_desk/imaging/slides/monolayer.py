"""Proposes the regions of a slide where red cells lie side by side, which is where a person would look."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.events import Progress
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.quality import Crowding, Exposure, FieldQuality, Focus, field_quality
from rbc_desk.imaging.slides.slide import Slide

_FIELD_UM = 250.0
_FIELD_PX, _SMALLEST_PX, _LARGEST_PX = 1024, 512, 2048
_MOST_SURVEYED = 16_000_000
"""Pixels of the level on which the whole slide is looked at."""
_COVERED = 0.32
"""The share of the area under cells in a monolayer; crowded fields have more than a half."""
_TRIED = 3
"""Fields looked at in full size for each that is proposed."""
_TISSUE_LEVELS = 12
"""Below this difference in grey levels between film and glass, there is no film."""


def field_side(slide: Slide) -> int:
    """The side of a proposed region in pixels of the largest level."""
    side = _FIELD_UM / slide.um_per_px if slide.um_per_px else _FIELD_PX
    return int(min(max(side, _SMALLEST_PX), _LARGEST_PX, slide.width, slide.height))


def propose(slide: Slide, *, n: int, taken: Sequence[Region] = (), task: Task = SILENT) -> list[Region]:
    """At most `n` square regions of a monolayer, best first, none of which overlaps another or one of `taken`.

    Fewer where the slide has no more fields that are sharp and well filled. Reports Progress. Raises CancelledError,
    UnreadableImageError.
    """
    side = field_side(slide)
    candidates = [
        region for region in _surveyed(slide, side=side) if not any(region.overlaps(other) for other in taken)
    ]
    tried = _spread(candidates, n=max(_TRIED * n, 8))
    rated: list[tuple[float, int, Region]] = []
    for index, region in enumerate(tried):
        task.raise_if_stopped()
        task.report(Progress(index, len(tried)))
        pixels = slide.read(0, region)
        quality = field_quality(pixels, cell_px=typical_diameter(pixels))
        if _is_good(quality):
            rated.append((_faults(quality), index, region))
    task.report(Progress(len(tried), len(tried)))
    return [region for _, _, region in sorted(rated)[:n]]


def _surveyed(slide: Slide, *, side: int) -> list[Region]:
    """All fields of a grid that are partly covered, those with the cover of a monolayer first."""
    fitting = [i for i, one in enumerate(slide.levels) if one.width * one.height <= _MOST_SURVEYED]
    index = fitting[0] if fitting else len(slide.levels) - 1
    level = slide.levels[index]
    pixels = slide.read(index, Region(0, 0, level.width, level.height))
    green = cv2.GaussianBlur(np.ascontiguousarray(pixels[:, :, 1]), (0, 0), 0.8)
    stained = _stained(np.asarray(green, np.uint8))
    columns, rows = slide.width // side, slide.height // side
    found = []
    for row in range(rows):
        top, bottom = (int(edge * side / level.downsample) for edge in (row, row + 1))
        for column in range(columns):
            left, right = (int(edge * side / level.downsample) for edge in (column, column + 1))
            part = stained[top : max(bottom, top + 1), left : max(right, left + 1)]
            covered = float(part.mean()) if part.size else 0.0
            if 0.06 < covered < 0.7:
                found.append((abs(covered - _COVERED), Region(column * side, row * side, side, side)))
    return [region for _, region in sorted(found, key=lambda one: one[0])]


def _stained(green: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where there are cells, by the level between them and the glass around them."""
    level, _ = cv2.threshold(green, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark, light = green[green <= level], green[green > level]
    if not dark.size or not light.size or float(light.mean()) - float(dark.mean()) < _TISSUE_LEVELS:
        return np.zeros(green.shape, np.bool_)
    return np.asarray(green <= level)


def _spread(candidates: Sequence[Region], *, n: int) -> list[Region]:
    """`n` of the better half of the candidates, evenly: neighbours show the same place of the film."""
    better = candidates[: max(n, len(candidates) // 2)]
    step = max(1, len(better) // n)
    return list(better[::step][:n])


def _is_good(quality: FieldQuality) -> bool:
    return (
        quality.focus in (Focus.SHARP, Focus.SOFT)
        and quality.exposure is Exposure.GOOD
        and quality.crowding is Crowding.GOOD
    )


def _faults(quality: FieldQuality) -> float:
    """How far a field is from a sharp, even monolayer; 0 is the best."""
    return 2 * (quality.rim_width or 1.0) + 0.5 * quality.clumped + abs(quality.covered - _COVERED)
