"""Where the cells are: hit tests, boxes, reading order. Arrays only, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rbc_desk.core.cells import Cell


class CellIndex:
    """The cells that can be pointed at. Coordinates are pixels of the original."""

    def __init__(self, cells: Sequence[Cell] = ()) -> None:
        self.ids = np.array([cell.id for cell in cells], dtype=np.int64)
        self.x = np.array([cell.circle.x for cell in cells], dtype=np.float64)
        self.y = np.array([cell.circle.y for cell in cells], dtype=np.float64)
        self.r = np.array([cell.circle.r for cell in cells], dtype=np.float64)
        self._rows: list[list[int]] | None = None

    @property
    def median_radius(self) -> float | None:
        return float(np.median(self.r)) if len(self.r) else None

    def at(self, x: float, y: float, *, slack: float = 0.0) -> int:
        """The id of the cell there, 0 where there is none; of overlapping ones that whose centre is nearest.

        `slack` (pixels) widens every circle, so that small ones can be hit.
        """
        if not len(self.ids):
            return 0
        distance = np.hypot(self.x - x, self.y - y)
        nearness = np.where(distance <= self.r + slack, distance / self.r, np.inf)
        best = int(np.argmin(nearness))
        return int(self.ids[best]) if np.isfinite(nearness[best]) else 0

    def inside(self, x0: float, y0: float, *, x1: float, y1: float) -> frozenset[int]:
        """The cells with their centre in the box."""
        hit = (self.x >= x0) & (self.x <= x1) & (self.y >= y0) & (self.y <= y1)
        return frozenset(int(i) for i in self.ids[hit])

    def touching(self, x0: float, y0: float, *, x1: float, y1: float) -> np.ndarray:
        """Positions (in the order given) of the cells whose box meets the box."""
        meets = (self.x + self.r >= x0) & (self.x - self.r <= x1) & (self.y + self.r >= y0) & (self.y - self.r <= y1)
        return np.flatnonzero(meets)

    @property
    def reading_order(self) -> list[int]:
        """All ids as one reads: rows from the top, each from the left."""
        return [cell_id for row in self.rows for cell_id in row]

    @property
    def rows(self) -> list[list[int]]:
        """The ids in rows about a cell high."""
        if self._rows is None:
            self._rows = self._make_rows()
        return self._rows

    def _make_rows(self) -> list[list[int]]:
        height = 1.6 * (self.median_radius or 1.0)
        rows: list[list[int]] = []
        top = -np.inf
        for i in np.argsort(self.y, kind="stable"):
            if self.y[i] - top > height:
                rows.append([])
                top = self.y[i]
            rows[-1].append(int(i))
        return [[int(self.ids[i]) for i in sorted(row, key=lambda i: float(self.x[i]))] for row in rows]

    def step(self, from_id: int, *, columns: int = 0, rows: int = 0) -> int:
        """The cell one step on: along the reading order (`columns` ±1), or to the nearest one in the next row.

        From no cell (0) or an unknown one the first; at an end it stays. 0 where there are no cells.
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
        x_of = dict(zip(self.ids.tolist(), self.x.tolist(), strict=True))
        return min(self.rows[row + rows], key=lambda i: abs(x_of[i] - x_of[from_id]))
