"""What the main window expects of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.desk import Desk


class Page(QWidget):
    """A page of the stack. `title` stands in the navigation rail beside the icon `icon_name`."""

    state_changed = Signal()  # what `state` says is other than before
    title: ClassVar[str] = ""
    icon_name: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def actions_for_toolbar(self) -> list[QAction]:
        """What one does most here, in order; an action with the property `primary` is filled with the accent."""
        return []

    def side_panel(self) -> QWidget | None:
        """The widget for the right column, always the same one; None: the page takes the whole width."""
        return None

    def state(self) -> dict[str, Any]:
        """How the page shows things, as JSON values, to be taken up again when the project is opened next."""
        return {}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Take up a state that was kept; what does not fit is passed over."""

    def activated(self) -> None:
        """The page was brought to the front."""
