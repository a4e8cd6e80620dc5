"""The cells of the canvas as arrays. The cost of a change depends on the changed cells only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.ui.canvas.cells.index import CellIndex
from rbc_desk.ui.canvas.marks import Mark, mark_of, uncertain_mark


class CellTable:
    """Cells in the given order. `cells`, `by_id`, `index` and `styles` (numbers of `marks`) hold the visible ones.

    Rejected cells are hidden unless `show_rejected`. Proposed cells that nobody has reviewed are marked as uncertain
    if their score is below `uncertain_below`. `odd` flags cells whose outline differs from a circle.
    """

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.by_id: dict[int, Cell] = {}
        self.index = CellIndex()
        self.styles: NDArray[np.int16] = np.zeros(0, np.int16)
        self.odd: NDArray[np.bool_] = np.zeros(0, bool)
        self.marks: list[Mark] = [uncertain_mark()]
        self.show_rejected = False
        self.uncertain_below = 0.0
        self._all: tuple[Cell, ...] = ()
        self._classes: ClassSet | None = None
        self._known: dict[str, CellClass] = {}
        self._numbers: dict[tuple[CellState, bool, bool, str | None, CellKind], int] = {}
        self._where = CellIndex()  # for all cells, visible or hidden
        self._styles, self._odd = self.styles, self.odd
        self._visible = np.zeros(0, bool)

    @property
    def all(self) -> tuple[Cell, ...]:
        return self._all

    @property
    def classes(self) -> ClassSet | None:
        return self._classes

    def is_uncertain(self, cell: Cell) -> bool:
        """Whether a detector proposed the cell with a low score and nobody has reviewed it."""
        if cell.score is None or cell.score >= self.uncertain_below:
            return False
        return cell.kind is CellKind.RED and cell.state is CellState.PROPOSED and cell.shown_code is None

    def set_cells(self, cells: Sequence[Cell], classes: ClassSet | None) -> None:
        """Show these cells. Cells that are unchanged and in the same order cost only a comparison."""
        new = tuple(cells)
        if classes != self._classes:
            self._classes = classes
            self._known = {c.code: c for c in (*classes, *classes.others)} if classes is not None else {}
            self._numbers, self.marks = {}, [uncertain_mark()]
        elif len(new) == len(self._all):
            pairs = zip(self._all, new, strict=True)
            changed = [i for i, (old, cell) in enumerate(pairs) if old is not cell and old != cell]
            if all(self._all[i].id == new[i].id for i in changed):
                self._patch(changed, new)
                return
        self._all = new
        self.arrange()

    def arrange(self) -> None:
        """Rebuild from all cells, after `show_rejected` or `uncertain_below` changed."""
        self._where = CellIndex(self._all)
        self._styles = np.array([self._style(cell) for cell in self._all], np.int16)
        self._odd = np.array([_is_odd(cell) for cell in self._all], bool)
        self._visible = np.array([self._is_shown(cell) for cell in self._all], bool)
        self.by_id = {cell.id: cell for cell in compress(self._all, self._visible.tolist())}
        self._gather(moved=True)

    def _patch(self, changed: list[int], cells: tuple[Cell, ...]) -> None:
        circles = {i: cells[i].circle for i in changed if cells[i].circle != self._all[i].circle}
        visible = {i: self._is_shown(cells[i]) for i in changed}
        moved = bool(circles) or any(self._visible[i] != shown for i, shown in visible.items())
        if circles:
            x, y, r = self._where.x.copy(), self._where.y.copy(), self._where.r.copy()
            for i, circle in circles.items():
                x[i], y[i], r[i] = circle.x, circle.y, circle.r
            self._where = CellIndex.of(ids=self._where.ids, x=x, y=y, r=r)
        for i, shown in visible.items():
            cell = cells[i]
            self._styles[i], self._odd[i] = self._style(cell), _is_odd(cell)
            self._visible[i] = shown
            if shown:
                self.by_id[cell.id] = cell
            else:
                self.by_id.pop(cell.id, None)
        self._all = cells
        self._gather(moved=moved)

    def _gather(self, *, moved: bool) -> None:
        """Collect the visible cells. The index object and its rows stay the same if no circle changed."""
        self.cells = list(compress(self._all, self._visible.tolist()))
        self.styles, self.odd = self._styles[self._visible], self._odd[self._visible]
        if moved:
            where, visible = self._where, self._visible
            self.index = CellIndex.of(
                ids=where.ids[visible], x=where.x[visible], y=where.y[visible], r=where.r[visible]
            )

    def _is_shown(self, cell: Cell) -> bool:
        return self.show_rejected or cell.state is not CellState.REJECTED

    def _style(self, cell: Cell) -> int:
        if self.uncertain_below and self.is_uncertain(cell):
            return 0
        key = cell.state, cell.is_anothers, cell.label is None, cell.shown_code, cell.kind
        number = self._numbers.get(key)
        if number is None:
            mark = mark_of(cell, self._known)
            if mark not in self.marks:
                self.marks.append(mark)
            number = self._numbers[key] = self.marks.index(mark)
        return number


def _is_odd(cell: Cell) -> bool:
    return cell.shape is not None and not cell.shape.is_round and cell.state is not CellState.REJECTED
