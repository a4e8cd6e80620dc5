"""Outlines detected cells: assigns stained pixels to cells and divides those that touch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import CellKind, DetectedCell
from rbc_desk.core.geometry.circles import Circle, Ellipse
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.cells.outline import fitted_ellipse, largest_piece, shape_of
from rbc_desk.imaging.field.foreground import foreground
from rbc_desk.imaging.upscale import resized

Pixels = NDArray[np.uint8]
Owners = NDArray[np.int32]

# The working width of a cell. Moments are accurate to 0.1 px, so a higher resolution adds time only.
_WORKING_PX, _AS_IT_IS_PX = 36.0, (24.0, 56.0)
_MOST_GROWN = 3.0
# A cell ends where the stain falls to this share of its own near the rim, or of the palest cells.
_RIM_LEVEL, _PALEST = 0.45, 20
_WITHIN = (0.5, 0.75)  # of the radius: the ring where the stain of a cell is measured
_MIDDLE = 0.5  # of the radius: always part of the cell, even if pale
_DENSEST = 1.6  # of the median stain: denser pixels belong to an object on the cell
_NUCLEUS, _NUCLEUS_LEAST = 1.7, 0.07  # how much more red light a nucleus absorbs than red cells do
_TILE_PX, _HALO_CELLS = 2000, 3.0
# How far a cell may reach from its centre, in radii: if isolated, and if it shares a stained region.
_ALONE, _SHARED = 3.0, 1.9
_NEAR_BORDER = 1.25  # if its region may include a neighbour that the image border cuts off
_ROUNDS = 2
# Relative to the area of the circle. Beyond this range, the region is a fragment or includes a neighbour.
_LEAST, _MOST = 0.4, 2.6
_PAIR, _PAIR_SOLIDITY = 1.6, 0.92
# Where cells overlap, a measured region is divided between them, and a wide pallor opens it to the background. One
# that lacks more of the detector's outline, or reaches further beyond its circle, is not the whole cell or not alone.
_COVERED, _BEYOND = 0.85, 1.05
_RASTER_PX = 48


def with_shapes(pixels: Pixels, cells: Sequence[DetectedCell], *, task: Task = SILENT) -> list[DetectedCell]:
    """The cells with the shapes of red cells measured on the smear (uint8 RGB); see `measure_shapes`.

    The detector's outline stays where nothing can be measured, and where the measured region is only a part of the
    cell or reaches beyond its circle.
    """
    red = [i for i, cell in enumerate(cells) if cell.kind is CellKind.RED]
    measured = measure_shapes(pixels, [_of_equal_area(cells[i]) for i in red], task=task)
    shaped = list(cells)
    for i, shape in zip(red, measured, strict=True):
        own = cells[i].shape
        if shape is not None and (own is None or _is_whole(shape, own=own, circle=cells[i].circle)):
            shaped[i] = replace(cells[i], shape=shape)
    return shaped


def _of_equal_area(cell: DetectedCell) -> Circle:
    """The circle at which measuring starts. The circle around a long cell would reach into its neighbours."""
    if cell.shape is None:
        return cell.circle
    e = cell.shape.ellipse
    return Circle(e.x, e.y, math.sqrt(cell.shape.area_px2 / math.pi))


def _is_whole(measured: CellShape, *, own: CellShape, circle: Circle) -> bool:
    """Whether a measured shape covers the detector's outline `own` and lies within its circle."""
    region, outline = np.array(measured.points), np.array(own.points)
    if np.hypot(*(region - (circle.x, circle.y)).T).max() > _BEYOND * circle.r:
        return False
    low = np.minimum(region.min(axis=0), outline.min(axis=0))
    scale = _RASTER_PX / (2 * circle.r)
    side = math.ceil(scale * float((np.maximum(region.max(axis=0), outline.max(axis=0)) - low).max())) + 1
    drawn = np.zeros((2, side, side), np.uint8)
    for plane, points in zip(drawn, (region, outline), strict=True):
        cv2.fillPoly(plane, [np.rint((points - low) * scale).astype(np.int32)], 1)
    return int((drawn[0] & drawn[1]).sum()) >= _COVERED * int(drawn[1].sum())


def measure_shapes(pixels: Pixels, circles: Sequence[Circle], *, task: Task = SILENT) -> list[CellShape | None]:
    """Measure the shape of the cell in each circle, in order.

    A shape is None where the image border cuts the cell, nothing is stained, or the stained region is clearly more
    than this cell. A large smear is measured in tiles, and `task` is polled per tile. Raises CancelledError.
    """
    shapes: list[CellShape | None] = [None] * len(circles)
    if not circles or min(pixels.shape[:2]) < 16:
        return shapes
    diameter = 2 * float(np.median([circle.r for circle in circles]))
    fits = _AS_IT_IS_PX[0] <= diameter <= _AS_IT_IS_PX[1]
    factor = 1.0 if fits else min(_WORKING_PX / diameter, _MOST_GROWN)
    step, halo = max(round(_TILE_PX / factor), 1), math.ceil(_HALO_CELLS * diameter)
    height, width = pixels.shape[:2]
    for top in range(0, height, step):
        for left in range(0, width, step):
            task.raise_if_stopped()
            x0, y0 = max(0, left - halo), max(0, top - halo)
            x1, y1 = min(width, left + step + halo), min(height, top + step + halo)
            near = [i for i, c in enumerate(circles) if x0 <= c.x < x1 and y0 <= c.y < y1]
            if not near:
                continue
            tile = _Tile.of(pixels[y0:y1, x0:x1], [circles[i].moved(dx=-x0, dy=-y0) for i in near], factor=factor)
            for index, shape in zip(near, tile.shapes(), strict=True):
                c = circles[index]
                if shape is not None and left <= c.x < left + step and top <= c.y < top + step:
                    shapes[index] = shape.moved(dx=x0, dy=y0)
    return shapes


@dataclass(slots=True)
class _Seed:
    """The circle of a cell to outline, in working pixels. `piece`: the stained region under it (0: none).

    `near_border`: the image border cuts that region, perhaps through a neighbour that was not found.
    """

    x: float
    y: float
    r: float
    piece: int
    level: float = 0.0
    alone: bool = True
    near_border: bool = False
    ellipse: Ellipse | None = None

    def cost(self, xx: NDArray[np.float32], yy: NDArray[np.float32]) -> NDArray[np.float32]:
        """The power distance: 0 on the rim, negative inside. Two cells' costs are equal where their rims cross."""
        dx, dy = xx - self.x, yy - self.y
        if self.ellipse is None:
            return np.asarray(dx * dx + dy * dy - self.r * self.r, np.float32)
        e = self.ellipse
        cos, sin = math.cos(math.radians(e.angle_deg)), math.sin(math.radians(e.angle_deg))
        along, across = (dx * cos + dy * sin) / e.major, (dy * cos - dx * sin) / e.minor
        return np.asarray((along * along + across * across - 1) * (e.major * e.minor), np.float32)


@dataclass(slots=True)
class _Tile:
    density: NDArray[np.float32]
    pieces: NDArray[np.int32]
    seeds: list[_Seed]
    factor: tuple[float, float]

    @classmethod
    def of(cls, pixels: Pixels, circles: Sequence[Circle], *, factor: float) -> _Tile:
        work = resized(pixels, factor=factor)
        fx, fy = work.shape[1] / pixels.shape[1], work.shape[0] / pixels.shape[0]
        mean = (fx + fy) / 2
        seeds = [_Seed(c.x * fx - 0.5, c.y * fy - 0.5, max(c.r * mean, 2.0), 0) for c in circles]
        cell_px = 2 * float(np.median([seed.r for seed in seeds]))
        stains = np.empty(0)

        def level_of(density: NDArray[np.float32]) -> float:
            nonlocal stains
            stains = _stains(density, seeds)
            return _RIM_LEVEL * float(np.percentile(stains, _PALEST))

        front = foreground(_dark_on_light(work, seeds), cell_px=cell_px, level_of=level_of)
        mask = front.mask
        mask[_nuclei(front.red, seeds, cell_px=cell_px) > 0] = 0
        _, pieces = cv2.connectedComponents(mask, connectivity=4)
        densest = _DENSEST * float(np.median(stains))
        for seed, stain in zip(seeds, stains, strict=True):
            seed.level = _RIM_LEVEL * min(float(stain), densest)
        tile = cls(front.density, np.asarray(pieces, np.int32), seeds, (fx, fy))
        tile._find_pieces()
        return tile

    def shapes(self) -> list[CellShape | None]:
        """The shape of each seed's cell, in the pixels of the unscaled tile."""
        owners = self._shared_out()
        for _ in range(_ROUNDS):
            for number, seed in enumerate(self.seeds, start=1):
                if seed.piece and not seed.alone:
                    self._refit(seed, owners, number)
            owners = self._shared_out(owners)
        return [self._shape(seed, owners, number) for number, seed in enumerate(self.seeds, start=1)]

    def _find_pieces(self) -> None:
        """The region under most of a seed's middle, and whether another seed lies on it."""
        for seed in self.seeds:
            rows, columns = self._window(seed, 0.5)
            values = self.pieces[rows, columns].ravel()
            counts = np.bincount(values[values > 0]) if values.size else np.zeros(0, int)
            if counts.size and 2 * counts.max() >= values.size * 0.5:
                seed.piece = int(counts.argmax())
        taken = np.bincount([seed.piece for seed in self.seeds])
        edges = (self.pieces[0], self.pieces[-1], self.pieces[:, 0], self.pieces[:, -1])
        cut = np.unique(np.concatenate(edges))
        for seed in self.seeds:
            seed.alone = taken[seed.piece] == 1
            seed.near_border = seed.piece in cut

    def _shared_out(self, before: Owners | None = None) -> Owners:
        """The number + 1 of the seed of each stained pixel, 0 elsewhere. Isolated cells stay as in `before`."""
        owners = np.zeros(self.pieces.shape, np.int32)
        if before is not None:
            alone = np.array([0, *(seed.alone for seed in self.seeds)], np.int32)
            owners = before * alone[before]
        best = np.full(self.pieces.shape, np.inf, np.float32)
        for number, seed in enumerate(self.seeds, start=1):
            if not seed.piece or (seed.alone and before is not None):
                continue
            rows, columns = self._window(seed, _ALONE if seed.alone else _SHARED)
            mine = self.pieces[rows, columns] == seed.piece
            if seed.alone:
                owners[rows, columns][mine] = number
                continue
            yy, xx = np.ogrid[rows, columns]
            cost = seed.cost(xx.astype(np.float32), yy.astype(np.float32))
            mine &= cost < best[rows, columns]
            best[rows, columns][mine] = cost[mine]
            owners[rows, columns][mine] = number
        return owners

    def _window(self, seed: _Seed, reach: float) -> tuple[slice, slice]:
        height, width = self.pieces.shape
        far = reach * seed.r + 1
        return (
            slice(max(0, math.floor(seed.y - far)), max(0, min(height, math.ceil(seed.y + far) + 1))),
            slice(max(0, math.floor(seed.x - far)), max(0, min(width, math.ceil(seed.x + far) + 1))),
        )

    def _own(self, seed: _Seed, owners: Owners, number: int) -> tuple[NDArray[np.uint8], int, int]:
        """The mask of the seed's cell in a window, and the window's left and top.

        It holds the pixels assigned to the seed that are stained like the cell, and the middle, even if pale.
        """
        rows, columns = self._window(seed, _ALONE if seed.alone else _SHARED)
        yy, xx = np.ogrid[rows, columns]
        distance = (xx - seed.x) ** 2 + (yy - seed.y) ** 2
        stained = (self.density[rows, columns] >= seed.level) | (distance < (_MIDDLE * seed.r) ** 2)
        mine = (owners[rows, columns] == number) & stained
        if seed.alone and seed.near_border:
            mine &= distance < (_NEAR_BORDER * seed.r) ** 2
        return mine.astype(np.uint8), columns.start, rows.start

    def _refit(self, seed: _Seed, owners: Owners, number: int) -> None:
        """Use the ellipse of the current pixels, scaled to the area of the circle, for the next assignment.

        The fixed area keeps a cell from growing into its neighbours.
        """
        mine, left, top = self._own(seed, owners, number)
        fitted = fitted_ellipse(mine)
        if fitted is not None and fitted.major < 2.5 * seed.r and fitted.minor > 0.3 * seed.r:
            scale = seed.r / math.sqrt(fitted.major * fitted.minor)
            centre = fitted.x + left, fitted.y + top
            seed.ellipse = Ellipse(*centre, fitted.major * scale, fitted.minor * scale, fitted.angle_deg)
            seed.x, seed.y = centre

    def _shape(self, seed: _Seed, owners: Owners, number: int) -> CellShape | None:
        if not seed.piece:
            return None
        mine, left, top = self._own(seed, owners, number)
        found = largest_piece(mine)
        if found is None:
            return None
        whole, (x, y, w, h) = found
        height, width = self.pieces.shape
        if x + left <= 0 or y + top <= 0 or x + w + left >= width or y + h + top >= height:
            return None
        fx, fy = self.factor
        shape = shape_of(whole, left=left + 0.5, top=top + 0.5, factor=(fx, fy))
        if shape is None:
            return None
        part = shape.area_px2 * fx * fy / (math.pi * seed.r * seed.r)
        fits = _LEAST < part < _MOST and (part <= _PAIR or shape.solidity >= _PAIR_SOLIDITY)
        return shape if fits else None


def _dark_on_light(work: Pixels, seeds: Sequence[_Seed]) -> Pixels:
    """The image, or its negative if the cells are lighter than the background."""
    green = work[:, :, 1]
    within, beyond = (float(np.median(_around(green, seeds, at=part))) for part in (0.75, 1.3))
    return work if within <= beyond else np.asarray(255 - work, np.uint8)


def _stains(plane: NDArray[np.float32], seeds: Sequence[_Seed]) -> NDArray[np.float64]:
    """The stain of each cell near its rim, [N]: a high percentile, because a long cell does not fill its circle."""
    values = np.concatenate([_around(plane, seeds, at=part) for part in _WITHIN], axis=1)
    return np.asarray(np.percentile(values, 70, axis=1), np.float64)


def _around(plane: NDArray[Any], seeds: Sequence[_Seed], *, at: float) -> NDArray[Any]:
    """The values of a plane on a circle of `at` times the radius around each seed, [N, 12]."""
    height, width = plane.shape
    x, y, r = np.array([(s.x, s.y, s.r) for s in seeds])[..., None].transpose(1, 0, 2)
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    columns = np.clip(np.rint(x + at * r * np.cos(angles)), 0, width - 1).astype(int)
    rows = np.clip(np.rint(y + at * r * np.sin(angles)), 0, height - 1).astype(int)
    return plane[rows, columns]


def _nuclei(red: NDArray[np.float32], seeds: Sequence[_Seed], *, cell_px: float) -> NDArray[np.uint8]:
    """A mask, 255 on and around the nuclei of white cells. Platelets on a red cell do not leave a hole in it."""
    level = max(_NUCLEUS * float(np.percentile(_stains(red, seeds), 80)), _NUCLEUS_LEAST)
    nucleus = (red > level).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(nucleus)
    large = stats[:, cv2.CC_STAT_AREA] > 0.25 * cell_px * cell_px
    large[0] = False
    if not large.any():
        return np.zeros_like(nucleus)
    side = max(3, round(0.12 * cell_px) | 1)
    return np.asarray(cv2.dilate(large[labels].astype(np.uint8) * 255, np.ones((side, side), np.uint8)), np.uint8)
