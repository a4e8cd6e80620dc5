"""The cell in hand in the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rbc_desk.core.cells import Cell

if TYPE_CHECKING:
    from rbc_desk.ui.review.view import ReviewView


class ReviewHand:
    """As `rbc_desk.ui.pages.label_views.Hand` has it. One cell at a time; the review goes on by itself."""

    single = True

    def __init__(self, view: ReviewView) -> None:
        self._view = view

    @property
    def targets(self) -> tuple[int, ...]:
        cell = self._view.current
        return (cell.id,) if cell is not None else ()

    def cell(self, cell_id: int) -> Cell | None:
        return self._view.queue.cells.get(cell_id)

    def order(self) -> Sequence[int]:
        return ()

    def select_all(self) -> None:
        """One cell at a time."""

    def go_to(self, cell_id: int) -> None:
        self._view.go_to(cell_id)

    def show_ahead(self, cells: Mapping[int, Cell]) -> None:
        self._view.queue.update(cells.values())
