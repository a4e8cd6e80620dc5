"""Spatial index of cells: hit tests, boxes, reading order. Arrays only, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.geometry.circles import Circle


class CellIndex:
    """Cells that can be hit by the cursor. Coordinates are pixels of the original."""

    def __init__(self, cells: Sequence[Cell] = ()) -> None:
        self.ids = np.array([cell.id for cell in cells], dtype=np.int64)
        self.x = np.array([cell.circle.x for cell in cells], dtype=np.float64)
        self.y = np.array([cell.circle.y for cell in cells], dtype=np.float64)
        self.r = np.array([cell.circle.r for cell in cells], dtype=np.float64)
        self._rows: list[list[int]] | None = None
        self._places: dict[int, int] | None = None

    @classmethod
    def of(
        cls, *, ids: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64], r: NDArray[np.float64]
    ) -> CellIndex:  # fmt: skip
        """An index from arrays of equal length, which must not change afterwards."""
        index = cls()
        index.ids, index.x, index.y, index.r = ids, x, y, r
        return index

    @classmethod
    def of_circles(cls, circles: Sequence[Circle]) -> CellIndex:
        """An index of circles that are not cells yet, with the ids 1, 2, 3, …"""
        x, y, r = np.array([(c.x, c.y, c.r) for c in circles], np.float64).reshape(-1, 3).T
        return cls.of(ids=np.arange(1, len(circles) + 1), x=x, y=y, r=r)

    @property
    def places(self) -> dict[int, int]:
        """The index of each id in the arrays."""
        if self._places is None:
            self._places = {cell_id: place for place, cell_id in enumerate(self.ids.tolist())}
        return self._places

    @property
    def median_radius(self) -> float | None:
        return float(np.median(self.r)) if len(self.r) else None

    def at(self, x: float, y: float, *, slack: float = 0.0) -> int:
        """The id of the cell at a point, or 0. Of overlapping cells, the one with the nearest centre.

        `slack` (pixels) enlarges every circle, so that small ones can be hit.
        """
        if not len(self.ids):
            return 0
        distance = np.hypot(self.x - x, self.y - y)
        nearness = np.where(distance <= self.r + slack, distance / self.r, np.inf)
        best = int(np.argmin(nearness))
        return int(self.ids[best]) if np.isfinite(nearness[best]) else 0

    def like(self, circle: Circle) -> int:
        """The nearest cell that the circle would duplicate; 0: none.

        Two circles are duplicates if their centres are closer than half the smaller radius.
        """
        if not len(self.ids):
            return 0
        distance = np.hypot(self.x - circle.x, self.y - circle.y)
        distance[distance > np.minimum(self.r, circle.r) / 2] = np.inf
        nearest = int(np.argmin(distance))
        return int(self.ids[nearest]) if np.isfinite(distance[nearest]) else 0

    def inside(self, x0: float, y0: float, *, x1: float, y1: float) -> frozenset[int]:
        """The cells whose centre is in the box."""
        hit = (self.x >= x0) & (self.x <= x1) & (self.y >= y0) & (self.y <= y1)
        return frozenset(self.ids[hit].tolist())

    def within(self, corners: NDArray[np.float64]) -> frozenset[int]:
        """The cells whose centre is inside the polygon (its corners, N x 2), by the even-odd rule."""
        if len(corners) < 3 or not len(self.ids):
            return frozenset()
        inside = np.zeros(len(self.ids), bool)
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 == y1:
                continue
            crosses = (y0 > self.y) != (y1 > self.y)
            inside ^= crosses & (self.x < x0 + (x1 - x0) * (self.y - y0) / (y1 - y0))
        return frozenset(self.ids[inside].tolist())

    def touching(self, x0: float, y0: float, *, x1: float, y1: float) -> np.ndarray:
        """Array indexes, in ascending order, of the cells whose bounding box meets the box."""
        meets = (self.x + self.r >= x0) & (self.x - self.r <= x1) & (self.y + self.r >= y0) & (self.y - self.r <= y1)
        return np.flatnonzero(meets)

    @property
    def reading_order(self) -> list[int]:
        """All ids in reading order: rows from the top, each from the left."""
        return [cell_id for row in self.rows for cell_id in row]

    @property
    def rows(self) -> list[list[int]]:
        """The ids in rows about as high as a cell."""
        if self._rows is None:
            self._rows = self._make_rows()
        return self._rows

    def _make_rows(self) -> list[list[int]]:
        height = 1.6 * (self.median_radius or 1.0)
        order = np.argsort(self.y, kind="stable")
        sorted_y = self.y[order]
        rows: list[list[int]] = []
        start = 0
        while start < len(order):
            end = int(np.searchsorted(sorted_y, sorted_y[start] + height, side="right"))
            row = order[start:end]
            rows.append(self.ids[row[np.argsort(self.x[row], kind="stable")]].tolist())
            start = end
        return rows

    def step(self, from_id: int, *, columns: int = 0, rows: int = 0) -> int:
        """The next cell: in reading order (`columns` ±1), or the nearest one in the next row (`rows` ±1).

        From no cell (0) or an unknown one, the first cell. At either end, the same cell. 0 if there are no cells.
        """
        order = self.reading_order
        if not order:
            return 0
        if from_id not in order:
            return order[0]
        if columns:
            return order[min(max(order.index(from_id) + columns, 0), len(order) - 1)]
        row = next(i for i, ids in enumerate(self.rows) if from_id in ids)
        if not 0 <= row + rows < len(self.rows):
            return from_id
        at = self.x[self.places[from_id]]
        return min(self.rows[row + rows], key=lambda i: abs(self.x[self.places[i]] - at))
