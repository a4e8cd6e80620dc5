"""Drop targets for cells dragged out of a view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPoint


class DropPlace(Protocol):
    """Accepts cells outside the view that they are dragged from. Positions are in screen pixels."""

    def over(self, where: QPoint) -> bool:
        """Highlight the target under the cursor. Returns whether there is one."""

    def drop(self, cell_ids: Iterable[int], where: QPoint) -> bool:
        """Accept the cells. Returns whether a target took them."""

    def leave(self) -> None:
        """Clear the highlight: the drag has ended or returned to its view."""
