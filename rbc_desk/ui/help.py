"""F1 or ?: every key and gesture on one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.texts import heading, quiet

GESTURES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "The picture",
        (
            ("Wheel", "zoom at the cursor"),
            ("Space+drag, middle drag", "pan"),
            ("F", "fit the smear"),
            ("Ctrl+0", "one to one"),
            ("X", "hide or show the circles"),
            ("hold H", "peek below the circles"),
        ),
    ),
    (
        "Cells",
        (
            ("Click", "select; Ctrl and Shift extend"),
            ("Drag on empty ground", "select with a rubber band"),
            ("1 … 0, Q … P", "give a class"),
            ("Enter", "confirm"),
            ("Delete, Backspace", "reject"),
            ("Arrows", "step through cells"),
            ("D, PgDn / A, PgUp", "next / previous smear"),
            ("Right-click", "menu of classes"),
        ),
    ),
)


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
        for title, rows in GESTURES:
            left.addLayout(_table(title, rows))
            left.addSpacing(2 * GRID)
        left.addStretch()
        right = QVBoxLayout()
        keyed = [(_keys(a), a.text().rstrip("…")) for a in actions if not a.shortcut().isEmpty()]
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


def _keys(action: QAction) -> str:
    return ", ".join(k.toString(QKeySequence.SequenceFormat.NativeText) for k in action.shortcuts())


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
