"""Runs any detector on a smear of any size in overlapping tiles, and removes duplicates at the seams."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rbc_desk.core.cells import DetectedCell
from rbc_desk.core.events import Progress
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.registry import Detector, Pixels

# 2500 px a side where a cell is 40 px wide, and as many cells a side at other scales: detectors shrink or enlarge to
# a working scale of about that, and need some 30 to 60 bytes a working pixel there: 200 to 400 MB a tile.
TILE_CELLS = 62.5
# Detectors that work at native scale would need more than that on tiles of large cells.
_LARGEST_TILE_PX = 4096
# What a tile shows beyond its core, in cell diameters: the whole of a cell on the seam, and its neighbours.
_HALO_CELLS = 2.0
# How far beyond its core a tile may claim a cell: two tiles place the same cell a little differently, and one on the
# seam must not fall between them.
_CLAIM_CELLS = 0.25
# Circles of two tiles nearer than this part of the smaller radius are one cell.
_SAME_CELL = 0.7


@dataclass(frozen=True, slots=True)
class _Tile:
    """A tile's core, in pixels of the smear; cores cover it without overlap. `x1` and `y1` lie just outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    def depth(self, cell: DetectedCell, *, width: int, height: int) -> float:
        """How deep inside the core a centre lies, pixels; negative outside. The smear's own border is no seam."""
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
    """A cell that the tile of that number claims, its centre `depth` pixels inside the tile's core."""

    depth: float
    tile: int
    cell: DetectedCell


def tile_side(diameter_px: float) -> int:
    """The side of a tile in pixels for cells `diameter_px` wide: smears up to it are detected on as a whole."""
    return round(max(min(TILE_CELLS * diameter_px, _LARGEST_TILE_PX), 8 * diameter_px, 512))


def tiled(
    detector: Detector,
    pixels: Pixels,
    *,
    diameter_px: float,
    task: Task = SILENT,
    tile_px: int | None = None,
) -> list[DetectedCell]:
    """The cells of a smear, found tile by tile where a side of it is longer than a tile.

    `detector` is called with views of `pixels` (uint8, H×W×3) and must have been told `diameter_px`, the width of a
    typical cell: a tile without cells has nothing to measure it from. A smear no larger than a tile goes to it whole.
    A cell belongs to the tile whose core holds its centre; those that two tiles found on a seam are kept once. The
    result is what the detector gives on the whole, but for what it derives from the whole (levels, backgrounds).

    Memory beyond `pixels`: what the detector needs for one tile of `tile_px` (by default `tile_side`) squared. Time:
    up to 1.2 times that of the whole. `task` is polled and gets `Progress` a tile. Raises CancelledError
    once stopped.
    """
    task.raise_if_stopped()
    height, width = pixels.shape[:2]
    side = tile_px or tile_side(diameter_px)
    if max(height, width) <= side:
        return detector(pixels, task=task)
    halo = math.ceil(_HALO_CELLS * diameter_px)
    # Tiles too small for their halo would do the same work over and over.
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
    """Even pieces of 0..length, none longer than `core`."""
    edges = np.rint(np.linspace(0, length, math.ceil(length / core) + 1)).astype(int).tolist()
    return list(pairwise(edges))


def _moved(cell: DetectedCell, *, dx: int, dy: int, width: int, height: int) -> DetectedCell:
    """The cell in pixels of the smear; a tile's border cuts no cell."""
    circle = cell.circle.moved(dx=dx, dy=dy)
    return replace(cell, circle=circle, at_border=circle.cut_by_border(width=width, height=height))


def _without_doubles(claimed: list[_Claim], *, seam_px: float) -> list[DetectedCell]:
    """Remove duplicates at seams: of two circles of one cell, the one deeper inside its tile's core stays."""
    on_seam = sorted((c for c in claimed if c.depth < seam_px), key=lambda c: -c.depth)
    if not on_seam:
        return [c.cell for c in claimed]
    from scipy.spatial import KDTree  # which takes longer to load than most windows

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
