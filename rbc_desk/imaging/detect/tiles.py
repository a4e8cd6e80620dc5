"""Runs any detector on a smear of any size in overlapping tiles, and removes duplicates at the seams."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.events import Progress
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.registry import Detector, Pixels

# 2500 px a side for cells 40 px wide, and the same number of cells at other scales. Detectors work at about that
# scale and need 30 to 60 bytes per pixel, which is 200 to 400 MB per tile.
TILE_CELLS = 62.5
# The limit for detectors that work at native scale, which would need more on tiles of large cells.
_LARGEST_TILE_PX = 4096
# The overlap of a tile beyond its core, in cell diameters: a whole cell on the seam, and its neighbours.
_HALO_CELLS = 2.0
# How far beyond its core a tile may claim a cell. Two tiles place the same cell slightly differently, and a cell on
# the seam must not be lost between them.
_CLAIM_CELLS = 0.25
# Circles of two tiles that are closer than this share of the smaller radius are one cell.
_SAME_CELL = 0.7


@dataclass(frozen=True, slots=True)
class _Tile:
    """A tile's core in pixels of the smear; cores cover the smear without overlap. `x1` and `y1` are exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    def depth(self, cell: DetectedCell, *, width: int, height: int) -> float:
        """The distance of a centre from the seams in pixels, negative outside the core."""
        x, y = cell.circle.x, cell.circle.y
        sides = (
            math.inf if self.x0 == 0 else x - self.x0,
            math.inf if self.x1 == width else self.x1 - x,
            math.inf if self.y0 == 0 else y - self.y0,
            math.inf if self.y1 == height else self.y1 - y,
        )
        return min(sides)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A cell that a tile claims, with its centre `depth` pixels inside the core of the tile."""

    depth: float
    tile: int
    cell: DetectedCell


def tile_side(diameter_px: float) -> int:
    """The side of a tile in pixels for cells `diameter_px` wide. Smaller smears are one tile."""
    return round(max(min(TILE_CELLS * diameter_px, _LARGEST_TILE_PX), 8 * diameter_px, 512))


def tiled(
    detector: Detector,
    pixels: Pixels,
    *,
    diameter_px: float,
    task: Task = SILENT,
    tile_px: int | None = None,
) -> list[DetectedCell]:
    """Find the cells of a smear, tile by tile if it is larger than a tile.

    `detector` is called with views of `pixels` (uint8 [H, W, 3]). It must have been made with `diameter_px`, the
    width of a typical cell, because it cannot be measured on a tile without cells. A cell belongs to the tile whose
    core holds its centre; of duplicates at a seam, one is kept. The result is that of the detector on the whole
    smear, apart from what it measures on the whole (levels, backgrounds).

    The memory needed beyond `pixels` is that of one tile, `tile_px` squared (by default `tile_side`). The time is up
    to 1.2 times that of the whole. `task` is polled, and gets `Progress`, per tile. Raises CancelledError.
    """
    task.raise_if_stopped()
    height, width = pixels.shape[:2]
    side = tile_px or tile_side(diameter_px)
    if max(height, width) <= side:
        return detector(pixels, task=task)
    halo = math.ceil(_HALO_CELLS * diameter_px)
    # Tiles that are small compared with their overlap would repeat most of the work.
    core = max(side - 2 * halo, math.ceil(4 * diameter_px), 16)
    tiles = [_Tile(x0, y0, x1, y1) for y0, y1 in _cuts(height, core) for x0, x1 in _cuts(width, core)]
    claimed: list[_Claim] = []
    for done, tile in enumerate(tiles):
        task.raise_if_stopped()
        task.report(Progress(done, len(tiles), "tiles"))
        left, top = max(0, tile.x0 - halo), max(0, tile.y0 - halo)
        part = pixels[top : tile.y1 + halo, left : tile.x1 + halo]
        for cell in detector(part, task=task):
            moved = _moved(cell, dx=left, dy=top, width=width, height=height)
            depth = tile.depth(moved, width=width, height=height)
            if depth > -_CLAIM_CELLS * diameter_px:
                claimed.append(_Claim(depth, done, moved))
    task.report(Progress(len(tiles), len(tiles), "tiles"))
    return _without_doubles(claimed, seam_px=diameter_px)


def _cuts(length: int, core: int) -> list[tuple[int, int]]:
    """Equal intervals that cover 0..length, none longer than `core`."""
    edges = np.rint(np.linspace(0, length, math.ceil(length / core) + 1)).astype(int).tolist()
    return list(pairwise(edges))


def _moved(cell: DetectedCell, *, dx: int, dy: int, width: int, height: int) -> DetectedCell:
    """The cell in pixels of the smear. The border of a tile does not cut cells off."""
    circle = cell.circle.moved(dx=dx, dy=dy)
    return replace(cell, circle=circle, at_border=circle.cut_by_border(width=width, height=height))


def _without_doubles(claimed: list[_Claim], *, seam_px: float) -> list[DetectedCell]:
    """Remove duplicates at seams. Of two circles of one cell, the one further from the seam stays."""
    on_seam = sorted((c for c in claimed if c.depth < seam_px), key=lambda c: -c.depth)
    if not on_seam:
        return [c.cell for c in claimed]
    from scipy.spatial import KDTree  # slow to load

    tree = KDTree([(c.cell.circle.x, c.cell.circle.y) for c in on_seam])
    near = tree.query_ball_point(tree.data, max(_SAME_CELL * c.cell.circle.r for c in on_seam))
    dropped: set[int] = set()
    for index, neighbours in enumerate(near):
        if index not in dropped:
            dropped.update(n for n in neighbours if n > index and _same(on_seam[index], on_seam[n]))
    doubles = {id(on_seam[index]) for index in dropped}
    return [c.cell for c in claimed if id(c) not in doubles]


def _same(a: _Claim, b: _Claim) -> bool:
    one, other = a.cell.circle, b.cell.circle
    distance = math.hypot(one.x - other.x, one.y - other.y)
    return a.tile != b.tile and distance < _SAME_CELL * min(one.r, other.r)
