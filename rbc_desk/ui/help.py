"""F1 or ?: every key and gesture on one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.ui.actions import LABEL_ACTIONS
from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.texts import heading, quiet

# What no action stands for: mouse gestures, keys that are held, keys that depend on the project's classes.
GESTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "The picture": (
        ("Wheel", "zoom at the cursor"),
        ("Space+drag, middle drag", "pan"),
        ("hold H", "peek below the circles"),
    ),
    "Cells": (
        ("Click", "select; Ctrl and Shift extend"),
        ("Drag on empty ground", "select with a rubber band"),
        ("Drag a selected cell", "move it, and all that are selected"),
        ("Drag a selected cell's rim", "resize it"),
        ("Arrows", "step through cells"),
        ("1 … 0, Q … P", "give a class"),
        ("Right-click", "menu of classes"),
        ("Esc", "end adding, give up a drag, select none"),
    ),
}


def sheet_of_label() -> dict[str, tuple[tuple[str, str], ...]]:
    """By heading, every key and gesture of the page Label with what it does."""
    return {
        about: (
            *gestures,
            *(
                (_native(spec.keys), spec.told)
                for spec in LABEL_ACTIONS.values()
                if spec.about == about and spec.keys
            ),
        )
        for about, gestures in GESTURES.items()
    }


class KeySheet(QDialog):
    """A sheet of keys: gestures on the left, the window's actions on the right."""

    def __init__(self, actions: Iterable[QAction], *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keySheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and gestures"))
        columns = QHBoxLayout()
        columns.setSpacing(5 * GRID)
        left = QVBoxLayout()
        for title, rows in sheet_of_label().items():
            left.addLayout(_table(title, rows))
            left.addSpacing(2 * GRID)
        left.addStretch()
        right = QVBoxLayout()
        keyed = [(_keys(a.shortcuts()), a.text().rstrip("…")) for a in actions if not a.shortcut().isEmpty()]
        right.addLayout(_table(self.tr("The window"), keyed))
        right.addStretch()
        columns.addLayout(left)
        columns.addLayout(right)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.addLayout(columns)
        layout.addWidget(buttons)


def _native(keys: Iterable[str]) -> str:
    return _keys(QKeySequence(key) for key in keys)


def _keys(sequences: Iterable[QKeySequence]) -> str:
    return ", ".join(k.toString(QKeySequence.SequenceFormat.NativeText) for k in sequences)


def _table(title: str, rows: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    grid.addWidget(heading(title, scale=1.1), 0, 0, 1, 2)
    for row, (keys, what) in enumerate(rows, start=1):
        grid.addWidget(quiet(keys), row, 0)
        grid.addWidget(QLabel(what), row, 1)
    return grid
