"""Drop targets for cells that are dragged out of a view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPoint


class DropPlace(Protocol):
    """Takes cells outside the view that they are dragged from; places are in pixels of the screen."""

    def over(self, where: QPoint) -> bool:
        """The cursor is there with current cells: mark what would take them. Whether anything would."""

    def drop(self, cell_ids: Iterable[int], where: QPoint) -> bool:
        """Take the cells. Whether anything there does."""

    def leave(self) -> None:
        """The drag is over, or back in its view: nothing is marked."""
