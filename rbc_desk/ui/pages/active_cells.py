"""The cells that keys, menus and actions apply to: those of the visible view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import Cell, CellKind, CellState


def awaits_class(cell: Cell) -> bool:
    """Whether a person still has to label the cell. Another reader's label counts if it is shown."""
    return cell.human_code is None and cell.state is not CellState.REJECTED and cell.kind is CellKind.RED


class ActiveCells(Protocol):
    """The cells that a key applies to in the visible view."""

    @property
    def targets(self) -> tuple[int, ...]:
        """The selected cells, or the one under the cursor if none is selected; empty while the view is hidden."""

    @property
    def single(self) -> bool:
        """Whether exactly one cell is selected, so that a key may move on to the next."""

    @property
    def repeated(self) -> Collection[int]:
        """The cells that are shown again without their labels. A key answers them, and their labels stay."""

    def cell(self, cell_id: int) -> Cell | None:
        """A cell that the view shows; None if it does not."""

    def shown(self, ids: Sequence[int]) -> Mapping[int, Cell]:
        """The cells of `ids` whose look is known without reading them."""

    def count(self, ids: Collection[int]) -> int:
        """How many of these cells the view shows."""

    def bring_in_sight(self, ids: Collection[int]) -> bool:
        """Whether some of these cells could be seen; if none, the view scrolls to them."""

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        """The cells of `cell_ids` that the view shows and that no person labelled as this class."""

    def next_awaiting(self, cell_id: int) -> int:
        """The next cell in the view's order that needs a label; 0: none."""

    def select_all(self) -> None:
        """Select every red cell shown."""

    def go_to(self, cell_id: int) -> None:
        """Select a cell and bring it into view."""

    def show_preview(self, cells: Mapping[int, Cell]) -> None:
        """Show cells in their expected state before they are saved."""


class VisibleActiveCells:
    """Returns the selection of a view only while the view is visible.

    The views share the context's selection, so that a cell stays selected from one view to the next. Edits must not
    use it directly, because a view may be hidden or not show the selected cells.
    """

    def __init__(self, view: QWidget) -> None:
        self._view = view

    @property
    def targets(self) -> tuple[int, ...]:
        return self._chosen() if self._view.isVisible() else ()

    @property
    def repeated(self) -> Collection[int]:
        return ()

    def bring_in_sight(self, _ids: Collection[int]) -> bool:
        """Whether some of these cells could be seen; if none, the view scrolls to them, and no key applies yet."""
        return True

    def _chosen(self) -> tuple[int, ...]:
        """The cells selected in the view, or the one under the cursor if none is selected."""
        raise NotImplementedError
