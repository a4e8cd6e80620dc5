"""Makes training samples of the learned detector from annotated and rendered smears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, DetectedCell
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.task import Task

if TYPE_CHECKING:
    from rbc_desk.learn.locate.views import LocatorSmear

_REACH = 1.15  # a labelled point may be slightly outside a circle that was fitted too small
_SURE = 0.6  # a teacher's circle with this score counts as a cell where labels are known to be missing
_FEWEST = 3
# Where points are labelled, some cells often are not. From this share of the teacher's sure circles on, a circle
# without a label counts as (weak) background.
_COMPLETE = 0.85
_WORTH_MOST = 4.0
_SAMPLES = 64
_ANGLES = np.arange(_SAMPLES) * (2 * np.pi / _SAMPLES)
# The weight of an outline that is measured, of the ellipse in a box, of a teacher's circle.
_MEASURED, _BOXED, _GUESSED = 1.0, 0.4, 0.15
_SAME_BOX = 0.7  # IoU of a measured outline's box and the labelled one

Floats = NDArray[np.float64]


def training_sample(
    pixels: NDArray[np.uint8],
    *,
    labelled: Sequence[AnnotatedCell],
    found: Sequence[DetectedCell],
    weights: Mapping[str | None, float] | None = None,
    drawn: Collection[CellKind] = (CellKind.RED,),
) -> LocatorSmear | None:
    """Make a training sample of a smear (uint8 RGB) at the network's scale; None where too few cells are known.

    A labelled box is an object of its kind. A labelled point gets the teacher's circle around it; without one its
    region is unclear. A sure circle without a label is unclear in a smear labelled with boxes. In a smear labelled
    with points it is a cell where the labels are incomplete or the border cuts it, and weak background where the
    labels are complete.
    `weights`: the weight of labelled cells by class, see `class_weights`. `drawn`: the kinds that the source labels.
    """
    from rbc_desk.learn.locate.net import KINDS

    circles = np.array([(c.circle.x, c.circle.y, c.circle.r, c.score, c.at_border) for c in found]).reshape(-1, 5)
    reds = [c for c in labelled if c.kind is CellKind.RED]
    points = np.array([(c.x, c.y, c.r or 0.0) for c in reds]).reshape(-1, 3)
    counts = np.array([(weights or {}).get(c.code, 1.0) for c in reds])
    boxed = bool(labelled) and all(c.r for c in labelled)
    match = _matched(points, circles)
    free = np.setdiff1d(np.arange(len(circles)), match)
    sure, border = circles[free, 3] >= _SURE, circles[free, 4] > 0
    rest = circles[free, :3]
    if boxed:
        cells, unclear, weak = points, rest[_away(rest, labelled)], np.zeros((0, 3))
        boxes: list[AnnotatedCell | None] = list(reds)
    else:
        typical = float(np.median(circles[:, 2])) if len(circles) else 0.0
        cells, counts = circles[match[match >= 0], :3], counts[match >= 0]
        lone = points[match < 0]
        n_inner = int((sure & ~border).sum())
        complete = len(cells) >= _COMPLETE * (len(cells) + n_inner)
        accepted = sure & (border | (not complete))
        cells = np.concatenate([cells, rest[accepted]])
        counts = np.concatenate([counts, np.ones(int(accepted.sum()))])
        weak = rest[~accepted & complete & ~border]
        unclear = np.concatenate(
            [np.column_stack([lone[:, :2], np.full(len(lone), typical)]), rest[~accepted & ~(complete & ~border)]]
        )
        boxes = [None] * len(cells)
    if len(cells) < _FEWEST:
        return None
    places, rays, solid = _outlines(pixels, cells, boxes)
    others = [c for c in labelled if c.kind is not CellKind.RED and c.r]
    kinds = [CellKind.RED] * len(places) + [c.kind for c in others]
    for other in others:
        place, ray = _inscribed(other)
        places, rays = np.vstack([places, place]), np.vstack([rays, ray])
        solid, counts = np.append(solid, _BOXED), np.append(counts, 2.0)
    return _scaled(
        pixels,
        places=places,
        kinds=np.array([KINDS.index(kind) for kind in kinds]),
        rays=rays,
        solid=solid,
        weights=counts,
        uncertain=unclear,
        weak=weak,
        complete=np.array([kind is CellKind.RED or kind in drawn for kind in KINDS]),
        diameter=2 * float(np.median(cells[:, 2])),
    )


def _away(circles: Floats, labelled: Sequence[AnnotatedCell]) -> NDArray[np.bool_]:
    """Which circles are not on a labelled object; they may show an unlabelled one."""
    away = np.ones(len(circles), bool)
    for cell in labelled:
        away &= np.hypot(circles[:, 0] - cell.x, circles[:, 1] - cell.y) > 0.8 * (cell.r or 0.0)
    return away


def _outlines(
    pixels: NDArray[np.uint8], circles: Floats, boxes: Sequence[AnnotatedCell | None]
) -> tuple[Floats, Floats, Floats]:
    """Return centres [N, 2], distances [N, 64] and weights [N] of the outlines of the cells in `circles`."""
    from rbc_desk.imaging.cells.shape import measure_shapes

    shapes = measure_shapes(pixels, [Circle(x, y, r) for x, y, r in circles.tolist()])
    places, rays, solid = circles[:, :2].copy(), np.empty((len(circles), _SAMPLES)), np.empty(len(circles))
    for i, (circle, cell, shape) in enumerate(zip(circles, boxes, shapes, strict=True)):
        measured = None if shape is None else _star(shape)
        if measured is not None and cell is not None:
            measured = _fitted(measured, cell) if _agrees(measured, cell) else None
        if measured is not None:
            places[i], rays[i] = measured
            solid[i] = _MEASURED
        elif cell is not None:
            places[i], rays[i] = _inscribed(cell)
            solid[i] = _BOXED
        else:
            rays[i], solid[i] = circle[2], _GUESSED
    return places, rays, solid


def _star(shape: CellShape) -> tuple[Floats, Floats] | None:
    """Return the centre of an outline and its distances in 64 directions; None where the centre is outside."""
    corners = np.array(shape.outline, np.float64).reshape(-1, 2)
    centre = np.array((shape.ellipse.x, shape.ellipse.y))
    rays = distances(corners - centre)
    return None if rays is None else (centre, rays)


def distances(corners: Floats) -> Floats | None:
    """Return the distances of a closed outline [N, 2] from the origin in 64 directions; None if it is outside."""
    after = np.roll(corners, -1, axis=0)
    edge = after - corners
    reach = np.zeros(_SAMPLES)
    for i, (cos, sin) in enumerate(zip(np.cos(_ANGLES), np.sin(_ANGLES), strict=True)):
        cross = cos * edge[:, 1] - sin * edge[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            along = (corners[:, 0] * edge[:, 1] - corners[:, 1] * edge[:, 0]) / cross
            at = (corners[:, 0] * sin - corners[:, 1] * cos) / cross
        hits = along[(np.abs(cross) > 1e-12) & (along > 0) & (at >= 0) & (at <= 1)]
        if not len(hits):
            return None
        reach[i] = hits.max()
    return reach


def _box_of(cell: AnnotatedCell) -> Box:
    if cell.box is not None:
        return cell.box
    r = cell.r or 0.0
    return Box(cell.x - r, cell.y - r, cell.x + r, cell.y + r)


def _inscribed(cell: AnnotatedCell) -> tuple[Floats, Floats]:
    """Return the centre and distances of the ellipse inscribed in a labelled box."""
    box = _box_of(cell)
    a, b = box.width / 2, box.height / 2
    centre = np.array(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    return centre, a * b / np.hypot(b * np.cos(_ANGLES), a * np.sin(_ANGLES))


def _agrees(measured: tuple[Floats, Floats], cell: AnnotatedCell) -> bool:
    """Whether the bounding box of the measured outline agrees with the labelled box."""
    (x, y), rays = measured
    box = _box_of(cell)
    across, along = x + rays * np.cos(_ANGLES), y + rays * np.sin(_ANGLES)
    w = min(across.max(), box.x1) - max(across.min(), box.x0)
    h = min(along.max(), box.y1) - max(along.min(), box.y0)
    if w <= 0 or h <= 0:
        return False
    area = (across.max() - across.min()) * (along.max() - along.min()) + box.width * box.height - w * h
    return bool(w * h / area >= _SAME_BOX)


def _fitted(measured: tuple[Floats, Floats], cell: AnnotatedCell) -> tuple[Floats, Floats] | None:
    """Stretch the measured outline to fill the labelled box, which decides where a blurred edge ends."""
    (x, y), rays = measured
    box = _box_of(cell)
    corners = np.stack([x + rays * np.cos(_ANGLES), y + rays * np.sin(_ANGLES)], axis=1)
    low, high = corners.min(0), corners.max(0)
    stretch = np.array((box.width, box.height)) / np.maximum(high - low, 1e-6)
    centre = np.array((box.x0, box.y0)) + (np.array((x, y)) - low) * stretch
    reach = distances((corners - (x, y)) * stretch)
    return None if reach is None else (centre, reach)


def class_weights(smears: Iterable[Sequence[AnnotatedCell]]) -> dict[str | None, float]:
    """The weight of a cell by class: the root of the imbalance to the most common class, 4 at most.

    Cells of unusual shape are rare, and a detector without these weights misses them.
    """
    counts = Counter(cell.code for cells in smears for cell in cells if cell.kind is CellKind.RED)
    most = max(counts.values(), default=1)
    return {code: min(_WORTH_MOST, (most / n) ** 0.5) for code, n in counts.items()}


def kinds_drawn(smears: Sequence[Sequence[AnnotatedCell]]) -> frozenset[CellKind]:
    """The kinds that a source labels: red cells, and kinds with at least one object per ten smears."""
    counts = Counter(cell.kind for cells in smears for cell in cells)
    return frozenset({CellKind.RED, *(kind for kind, n in counts.items() if 10 * n >= len(smears))})


def _matched(points: Floats, circles: Floats) -> NDArray[np.int64]:
    """Match points to circles one to one by distance; returns the circle of each point, -1 outside all circles."""
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
    places: Floats,
    kinds: NDArray[np.int64],
    rays: Floats,
    solid: Floats,
    weights: Floats,
    uncertain: Floats,
    weak: Floats,
    complete: NDArray[np.bool_],
    diameter: float,
) -> LocatorSmear:
    from rbc_desk.imaging.upscale import resized
    from rbc_desk.learn.locate.views import BASE_CELL_PX, LocatorSmear

    factor = BASE_CELL_PX / diameter
    return LocatorSmear(
        resized(pixels, factor=factor),
        places=places * factor,
        kinds=kinds,
        rays=rays * factor,
        solid=solid,
        weights=weights,
        uncertain=uncertain * factor,
        weak=weak * factor,
        complete=complete,
    )


def draw_samples(count: int, *, task: Task) -> list[LocatorSmear]:
    """Render fields with known truth, for objects that the labelled smears do not have."""
    from rbc_desk.imaging.synth.fields import render_field
    from rbc_desk.learn.locate.net import KINDS
    from rbc_desk.learn.locate.views import BASE_CELL_PX, LocatorSmear

    samples = []
    for seed in range(count):
        task.raise_if_stopped()
        field = render_field(seed=1000 + seed, cell_px=BASE_CELL_PX)
        n = len(field.objects)
        samples.append(
            LocatorSmear(
                field.pixels,
                places=np.array([(o.x, o.y) for o in field.objects]).reshape(-1, 2),
                kinds=np.array([KINDS.index(o.kind) for o in field.objects], np.int64),
                rays=np.array([o.rays for o in field.objects]).reshape(-1, _SAMPLES),
                solid=np.ones(n),
                weights=np.ones(n),
                uncertain=np.zeros((0, 3)),
                weak=np.zeros((0, 3)),
                complete=np.ones(len(KINDS), bool),
            )
        )
    return samples
