"""The cells of the board: all as rows of an array, those displayed as cells."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cell_table import NONE, ROW, CellTable
from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.geometry import Circle

Load = Callable[[Sequence[int]], Iterable[Cell]]
"""Reads cells by id; those that are gone are left out."""

_KEPT = 20_000  # cells that were read, the last used ones
_AT_ONCE = 200

Numbers = NDArray[np.int64]


class Places(Mapping[int, int]):
    """The row of each cell by its id, in the order of the rows."""

    def __init__(self, ids: Numbers) -> None:
        self.ids = ids
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def of(self, ids: Iterable[int]) -> tuple[Numbers, Numbers]:
        """Those of the ids that have a row, and their rows."""
        wanted = np.fromiter(ids, np.int64)
        at = np.searchsorted(self._sorted, wanted)
        there = at < len(self._sorted)
        there[there] = self._sorted[at[there]] == wanted[there]
        return wanted[there], self._order[at[there]]

    def __getitem__(self, cell_id: int) -> int:
        at = int(np.searchsorted(self._sorted, cell_id))
        if at == len(self._sorted) or self._sorted[at] != cell_id:
            raise KeyError(cell_id)
        return int(self._order[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids.tolist())

    def __len__(self) -> int:
        return len(self.ids)


class SeenCells(Sequence[Cell]):
    """`self[i]` is the cell of row i, read when it is first asked for, with its neighbours.

    Without `load` every cell is given by `put`. One that is gone meanwhile is what its row tells.
    """

    def __init__(self, table: CellTable, *, load: Load | None = None) -> None:
        self.table = table
        self._load = load
        self._held: OrderedDict[int, Cell] = OrderedDict()

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, index: int) -> Cell:  # type: ignore[override]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        cell_id = int(self.table.rows["id"][index])
        if cell_id not in self._held:
            start = index // _AT_ONCE * _AT_ONCE
            self.read(np.arange(start, min(start + _AT_ONCE, len(self))))
        return self._held.get(cell_id) or self._told_by_row(index)

    def read(self, rows: Numbers) -> None:
        """Have these at hand, in one go."""
        missing = [i for i in self.table.rows["id"][rows].tolist() if i not in self._held]
        if missing and self._load is not None:
            self.put(self._load(missing))

    def known(self, cell_id: int) -> Cell | None:
        """The cell where it is at hand."""
        return self._held.get(cell_id)

    def put(self, cells: Iterable[Cell]) -> None:
        """Cells as they are now."""
        for cell in cells:
            self._held[cell.id] = cell
            self._held.move_to_end(cell.id)
        while self._load is not None and len(self._held) > _KEPT:
            self._held.popitem(last=False)

    def take(self, other: SeenCells) -> None:
        """Have at hand what another has."""
        self._held = other._held

    def drop(self, ids: Iterable[int]) -> None:
        for cell_id in ids:
            self._held.pop(cell_id, None)

    def _told_by_row(self, index: int) -> Cell:
        row = self.table.rows[index]
        state = CellState.CONFIRMED if row["confirmed"] else CellState.PROPOSED
        label = next(self.table.names([int(row["own"])])) if row["own"] != NONE else None
        circle = Circle(float(row["x"]), float(row["y"]), float(row["r"]))
        return Cell(int(row["id"]), int(row["smear"]), circle, state, 0, label=label)


def writable(table: CellTable) -> CellTable:
    """The same in rows of its own."""
    return CellTable(np.array(table.rows, ROW), table.codes, table.readers, table.me)
