"""A shortcut of one view without a visible action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.keys.actions import view_keys


def add_view_action(view: QWidget, *, module: str, run: Callable[[], object], text: str = "") -> QAction:
    """Run a function by the keys that the table has for the view's module. Without `text` it is not listed."""
    action = QAction(text, view)
    action.setShortcuts([QKeySequence(key) for key in view_keys(module)])
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda _checked=False: run())
    view.addAction(action)
    return action
