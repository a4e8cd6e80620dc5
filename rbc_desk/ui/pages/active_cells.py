"""The cells that keys, menus and actions apply to: those of a visible view, and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells import Cell, CellKind, CellState


def awaits_class(cell: Cell) -> bool:
    """Whether a person still has to say what the cell is; another reader's word counts where it is shown."""
    return cell.human_code is None and cell.state is not CellState.REJECTED and cell.kind is CellKind.RED


class ActiveCells(Protocol):
    """The cells that a key works on, as the view in front has them."""

    @property
    def targets(self) -> tuple[int, ...]:
        """The cells selected or, with nothing selected, the one under the cursor; none while the view is hidden."""

    @property
    def single(self) -> bool:
        """Whether exactly one cell is selected, so that a key may move on to the next."""

    def cell(self, cell_id: int) -> Cell | None:
        """A cell that the view shows; None where it does not."""

    def shown(self, ids: Sequence[int]) -> Mapping[int, Cell]:
        """Those of these cells whose looks are known without reading them."""

    def count(self, ids: Collection[int]) -> int:
        """How many of these cells the view shows."""

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        """Those of these cells that the view shows and of which no person said that they are of this class."""

    def next_awaiting(self, cell_id: int) -> int:
        """The next cell, in the order in which one goes through them, that awaits a class; 0: none does."""

    def select_all(self) -> None:
        """Select every red cell shown."""

    def go_to(self, cell_id: int) -> None:
        """Select a cell and bring it into view."""

    def show_ahead(self, cells: Mapping[int, Cell]) -> None:
        """Show cells as they will be, before the store has taken it."""


class VisibleActiveCells:
    """Gives what is chosen in a view while the view is visible: a choice never outlives its view.

    The views share the selection of the context, so that a cell stays selected from one to the next. It must not be
    edited from: a view may be hidden, or not show what is selected.
    """

    def __init__(self, view: QWidget) -> None:
        self._view = view

    @property
    def targets(self) -> tuple[int, ...]:
        return self._chosen() if self._view.isVisible() else ()

    def _chosen(self) -> tuple[int, ...]:
        """The cells selected in the view or, with nothing selected, the one under the cursor."""
        raise NotImplementedError
