"""The size at which a window opens."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.kit.theme import GRID

_FRAME = QSize(2 * GRID, 5 * GRID)  # a title bar and borders; what they take is known once the window is shown


def open_at(window: QWidget, *, width: int, height: int) -> None:
    """Resize a window that is not shown yet to this size, or to what the screen of its parent has room for.

    A parent that is larger than its screen counts as the screen.
    """
    parent = window.parentWidget()
    room = window.screen().availableSize()
    if parent is not None:
        room = parent.screen().availableSize().expandedTo(parent.window().size())
    window.resize(QSize(width, height).boundedTo(room - _FRAME))
