"""The classes that live learning finds for cells. They stand in memory and are shown instead of the stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell, CellKind, Prediction
from rbc_desk.core.cells.table import CellTable

LIVE_MODEL = -1
"""The model of a live prediction; the project stores none of that number."""


@dataclass(frozen=True)
class LivePredictions:
    """Class probabilities [N, C] of the cells `ids` [N], ascending, for their circles x, y, r [N, 3].

    They do not fit a cell whose circle has changed. A row sums to less than 1 where the cell may be no cell at all.
    `counts`: the labels of each class [C] that they were learned from. `features` [N, D] half precision: similar
    cells have similar rows. `is_labelled` [N]. `base_id`: the stored model that live learning started from; 0: none.
    """

    ids: NDArray[np.int64]
    circles: NDArray[np.float64]
    codes: tuple[str, ...]
    probabilities: NDArray[np.float32]
    counts: NDArray[np.int64]
    is_labelled: NDArray[np.bool_]
    features: NDArray[np.float16] = field(repr=False)
    base_id: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def best(self) -> NDArray[np.int16]:
        """The most likely class of each cell, an index of `codes`."""
        return self.probabilities.argmax(1).astype(np.int16)

    @cached_property
    def confidence(self) -> NDArray[np.float64]:
        """The probability of the most likely class."""
        return self.probabilities.max(1).astype(np.float64) if len(self.ids) else np.zeros(0)

    @cached_property
    def margin(self) -> NDArray[np.float64]:
        """That probability minus the next one's, where "no cell" counts as well."""
        nothing = np.clip(1 - self.probabilities.sum(1), 0, 1)
        every = np.sort(np.column_stack([self.probabilities, nothing]), axis=1)
        return np.abs(self.confidence - np.where(every[:, -1] > self.confidence, every[:, -1], every[:, -2]))

    def places(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each of these cells; -1: none."""
        wanted = np.asarray(ids, np.int64)
        if not len(self.ids):
            return np.full(len(wanted), -1, np.int64)
        at = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return np.where(self.ids[at] == wanted, at, -1)

    def put_in(self, table: CellTable) -> CellTable:
        """The table with these predictions; its rows are changed in place."""
        table = table.of_codes(table.codes + tuple(c for c in self.codes if c not in table.codes), readers=())
        rows = table.rows
        at = self.places(rows["id"])
        same = at >= 0
        for column, name in enumerate("xyr"):
            same &= rows[name] == self.circles[at, column] if len(self.ids) else False
        of_code = np.array([table.codes.index(code) for code in self.codes], np.int16)
        found = at[same]
        rows["predicted"][same] = of_code[self.best[found]]
        rows["confidence"][same] = self.confidence[found]
        rows["margin"][same] = self.margin[found]
        return table

    def of_cells(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """The cells with these predictions; those without one stay the same objects. Fast for a full smear."""
        cells = tuple(cells)
        places = self.places([cell.id for cell in cells]).tolist()
        return tuple(
            self._of_cell(cell, at) if at >= 0 and self._fits(cell, at) else cell
            for cell, at in zip(cells, places, strict=True)
        )

    def _fits(self, cell: Cell, at: int) -> bool:
        circle = cell.circle
        return cell.kind is CellKind.RED and self.circles[at].tolist() == [circle.x, circle.y, circle.r]

    def _of_cell(self, cell: Cell, at: int) -> Cell:
        row = tuple(self.probabilities[at].tolist())
        prediction = Prediction(self.codes[int(self.best[at])], float(self.confidence[at]), row, LIVE_MODEL)
        return Cell(
            cell.id, cell.smear_id, cell.circle, cell.state, cell.row_version, cell.score, cell.run_id, cell.label,
            cell.labelled_by, prediction, cell.labelled_at, cell.others, cell.shape, cell.kind,
        )  # fmt: skip
