"""The cells of the board: all as array rows, and the ones that were read as cells."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.models.live_predictions import LivePredictions

_KEPT_LIVE = 2000  # after a live update: as many as are changed in a moment
_KEPT = 20_000  # the most recently read cells

Numbers = NDArray[np.int64]


class Places(Mapping[int, int]):
    """The row of each cell by its id, in row order."""

    def __init__(self, ids: Numbers) -> None:
        self.ids = ids
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def of(self, ids: Iterable[int]) -> tuple[Numbers, Numbers]:
        """The ids that have a row, and their rows."""
        wanted = np.fromiter(ids, np.int64)
        at = np.searchsorted(self._sorted, wanted)
        in_range = at < len(self._sorted)
        in_range[in_range] = self._sorted[at[in_range]] == wanted[in_range]
        return wanted[in_range], self._order[at[in_range]]

    def __getitem__(self, cell_id: int) -> int:
        at = int(np.searchsorted(self._sorted, cell_id))
        if at == len(self._sorted) or self._sorted[at] != cell_id:
            raise KeyError(cell_id)
        return int(self._order[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids.tolist())

    def __len__(self) -> int:
        return len(self.ids)


class CellRows(Sequence[Cell]):
    """`self[i]` is the cell of row i: the full cell if it was read, else what its row holds. It reads
    nothing itself.
    """

    def __init__(self, table: CellTable) -> None:
        self.table = table
        self._held: OrderedDict[int, Cell] = OrderedDict()

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, index: int) -> Cell:  # type: ignore[override]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._held.get(int(self.table.rows["id"][index])) or self.table.cell(index)

    def unread(self, rows: Iterable[int]) -> list[int]:
        """The ids of the cells in these rows that have not been read."""
        ids = self.table.rows["id"]
        return [cell_id for row in rows if (cell_id := int(ids[row])) not in self._held]

    def known(self, cell_id: int) -> Cell | None:
        """The cell if it was read."""
        return self._held.get(cell_id)

    def known_among(self, cell_ids: Iterable[int]) -> dict[int, Cell]:
        """The cells of these that were read, by id."""
        held = self._held
        return {cell_id: held[cell_id] for cell_id in cell_ids if cell_id in held}

    def put(self, cells: Iterable[Cell]) -> None:
        """Store cells in their current state."""
        for cell in cells:
            self._held[cell.id] = cell
            self._held.move_to_end(cell.id)
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)

    def put_new(self, cells: Iterable[Cell]) -> None:
        """Store cells that were read; cells that are already known are newer and stay."""
        self.put([cell for cell in cells if cell.id not in self._held])

    def take(self, other: CellRows) -> None:
        """Take over the cells that another instance has read."""
        self._held = other._held

    def show_live(self, live: LivePredictions, table: CellTable) -> None:
        """Show these predictions for the cells that were read last; the others are read again when they are seen.

        `table` has them already.
        """
        self.table = table
        last = list(self._held.values())[-_KEPT_LIVE:]
        self._held = OrderedDict((cell.id, cell) for cell in live.of_cells(last))

    def drop(self, ids: Iterable[int]) -> None:
        for cell_id in ids:
            self._held.pop(cell_id, None)
