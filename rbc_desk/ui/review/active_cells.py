"""The current cell of the review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from rbc_desk.core.cells.cell import Cell
from rbc_desk.ui.pages.active_cells import VisibleActiveCells
from rbc_desk.ui.review.reading import ReviewReading


class ReviewActiveCells(VisibleActiveCells):
    """Implements `rbc_desk.ui.pages.active_cells.ActiveCells` for one cell at a time. The review moves on
    by itself.
    """

    single = True

    def __init__(self, view: ReviewReading) -> None:
        super().__init__(view)
        self._review = view

    def _chosen(self) -> tuple[int, ...]:
        cell = self._review.current
        return (cell.id,) if cell is not None else ()

    @property
    def repeated(self) -> Collection[int]:
        return self._review.queue.cells.answers.keys()

    def cell(self, cell_id: int) -> Cell | None:
        return self._review.queue.cells.get(cell_id)

    def shown(self, ids: Sequence[int]) -> Mapping[int, Cell]:
        return self._review.queue.cells.known(ids)

    def count(self, ids: Collection[int]) -> int:
        return self._review.queue.count(ids)

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        return [i for i in ids if (cell := self.cell(i)) is not None and cell.human_code != code]

    def next_awaiting(self, cell_id: int) -> int:
        return 0

    def select_all(self) -> None:
        """Does nothing: the review has one cell at a time."""

    def go_to(self, cell_id: int) -> None:
        self._review.go_to(cell_id)

    def show_preview(self, cells: Mapping[int, Cell]) -> None:
        self._review.queue.update(cells.values())
