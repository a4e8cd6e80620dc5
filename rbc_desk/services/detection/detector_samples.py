"""Training samples of the learned detector from annotated and rendered smears: cells, unclear places, background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from rbc_desk.core.cells import AnnotatedCell, DetectedCell
from rbc_desk.core.task import Task

if TYPE_CHECKING:
    from rbc_desk.learn.locate.views import LocatorSmear

_REACH = 1.15  # a labelled point may be slightly outside a circle that was fitted too small
_SURE = 0.6  # a teacher's circle of this score is taken for a cell where labels are known to be missing
_FEWEST = 3
# Who draws boxes means to draw them all, who sets points often labels some: from this share of the teacher's sure
# circles on, a circle without a label counts as (weak) background.
_COMPLETE_BOXES, _COMPLETE_POINTS = 0.5, 0.85
_WORTH_MOST = 4.0


def lesson(
    pixels: NDArray[np.uint8],
    *,
    labelled: Sequence[AnnotatedCell],
    found: Sequence[DetectedCell],
    worth: Mapping[str | None, float] | None = None,
) -> LocatorSmear | None:
    """What a smear (uint8 RGB) teaches, at the network's scale; None where too few of its cells are known.

    Labelled boxes are cells as they stand; a labelled point takes the teacher's circle that it lies in, or makes its
    place unsure. A circle without a label is a cell where it is sure and the smear is labelled in part or the border
    cuts it, weak background where the smear is labelled completely, else unsure. `worth`: how much a labelled cell of
    a class counts, see `class_worth`.
    """
    circles = np.array([(c.circle.x, c.circle.y, c.circle.r, c.score, c.at_border) for c in found]).reshape(-1, 5)
    points = np.array([(c.x, c.y, c.r or 0.0) for c in labelled]).reshape(-1, 3)
    counts = np.array([(worth or {}).get(c.code, 1.0) for c in labelled])
    boxes = bool((points[:, 2] > 0).all())
    match = _matched(points, circles)
    free = np.setdiff1d(np.arange(len(circles)), match)
    if boxes:
        cells, unsure = points, np.zeros((0, 3))
    else:
        typical = float(np.median(circles[:, 2])) if len(circles) else 0.0
        cells, counts = circles[match[match >= 0], :3], counts[match >= 0]
        lone = points[match < 0]
        unsure = np.column_stack([lone[:, :2], np.full(len(lone), typical)])
    sure, border = circles[free, 3] >= _SURE, circles[free, 4] > 0
    inner = int((sure & ~border).sum())
    complete = len(cells) >= (_COMPLETE_BOXES if boxes else _COMPLETE_POINTS) * (len(cells) + inner)
    rest = circles[free, :3]
    as_cell = sure & (border | (not complete)) & (not boxes)
    weak = ~border & complete if not boxes else np.ones(len(rest), bool)
    return _scaled(
        pixels,
        cells=np.concatenate([cells, rest[as_cell]]),
        unsure=np.concatenate([unsure, rest[~as_cell & ~weak]]),
        weak=rest[~as_cell & weak],
        worth=np.concatenate([counts, np.ones(int(as_cell.sum()))]),
    )


def class_worth(smears: Iterable[Sequence[AnnotatedCell]]) -> dict[str | None, float]:
    """How much a cell of each class counts: the root of how many times the commonest class outnumbers it, 4 at most.

    What is odd to look at is rare, and rare is what a detector taught by number alone overlooks.
    """
    number = Counter(cell.code for cells in smears for cell in cells)
    most = max(number.values(), default=1)
    return {code: min(_WORTH_MOST, (most / n) ** 0.5) for code, n in number.items()}


def _matched(points: NDArray[np.float64], circles: NDArray[np.float64]) -> NDArray[np.int64]:
    """The circle of each point, one to one, nearest pairs first; -1 for a point outside all circles."""
    match = np.full(len(points), -1)
    if len(points) and len(circles):
        distance = np.hypot(points[:, :1] - circles[:, 0], points[:, 1:2] - circles[:, 1]) / circles[:, 2]
        cost = np.where(distance <= _REACH, distance, 1e6)
        for point, circle in zip(*linear_sum_assignment(cost), strict=True):
            if cost[point, circle] < 1e6:
                match[point] = circle
    return match


def _scaled(
    pixels: NDArray[np.uint8],
    *,
    cells: NDArray[np.float64],
    unsure: NDArray[np.float64],
    weak: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> LocatorSmear | None:
    from rbc_desk.imaging.upscale import resized
    from rbc_desk.learn.locate.views import BASE_CELL_PX, LocatorSmear

    if len(cells) < _FEWEST:
        return None
    factor = BASE_CELL_PX / (2 * float(np.median(cells[:, 2])))
    return LocatorSmear(
        resized(pixels, factor=factor), cells=cells * factor, unsure=unsure * factor, weak=weak * factor, worth=worth
    )


def rendered_lessons(count: int, *, task: Task) -> list[LocatorSmear]:
    """Rendered smears with known truth, of any density and sharpness, to learn overlaps that labels do not show."""
    from rbc_desk.imaging.synth import render_smear

    rng = np.random.default_rng(0)
    made = []
    for seed in range(count):
        task.raise_if_stopped()
        smear = render_smear(
            seed=1000 + seed,
            width=560,
            height=420,
            cell_px=float(rng.uniform(30, 44)),
            n_cells=int(rng.integers(20, 150)),
            overlap=float(rng.uniform(0.05, 0.5)),
            noise=float(rng.uniform(0.5, 5)),
            blur_px=float(rng.uniform(0.4, 2.0)),
        )
        cells = np.array([(c.x, c.y, c.r or 0.0) for c in smear.cells]).reshape(-1, 3)
        none = np.zeros((0, 3))
        lesson_of_it = _scaled(smear.pixels, cells=cells, unsure=none, weak=none, worth=np.ones(len(cells)))
        if lesson_of_it is not None:
            made.append(lesson_of_it)
    return made
