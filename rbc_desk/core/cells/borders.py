"""Which cells of a table the border of their smear cuts, for a million cells at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.cells.table import Rows


class SmearSizes:
    """The sizes of smears in pixels, by id."""

    def __init__(self, smears: Iterable[SmearInfo] = ()) -> None:
        known = sorted((info.id, info.width, info.height) for info in smears)
        self._ids = np.array([row[0] for row in known], np.int64)
        self._sizes = np.array([row[1:] for row in known], np.float64).reshape(-1, 2)

    def cut(self, rows: Rows) -> NDArray[np.bool_]:
        """[N] whether the border cuts the circle of each row (`Circle.cut_by_border`); False on unknown smears."""
        if not len(self._ids) or not len(rows):
            return np.zeros(len(rows), bool)
        x, y, r = rows["x"], rows["y"], rows["r"]
        at = np.minimum(np.searchsorted(self._ids, rows["smear"]), len(self._ids) - 1)
        outside = (x - r < 0) | (y - r < 0) | (x + r > self._sizes[at, 0]) | (y + r > self._sizes[at, 1])
        return np.asarray(outside & (self._ids[at] == rows["smear"]))
