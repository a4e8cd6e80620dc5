"""Ctrl+K: type a few letters of what you want to do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rbc_desk.ui.theme import GRID

_ACTION = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 56 * GRID, 44 * GRID


def matches(text: str, *, query: str) -> bool:
    """Whether every word of the query starts a word of the text, or stands inside it. Case does not matter."""
    text = text.casefold()
    return all(word in text for word in query.casefold().split())


def rank(text: str, *, query: str) -> int:
    """0 where the text starts with the query, 1 where a word does, 2 elsewhere."""
    text, query = text.casefold(), query.casefold().strip()
    if text.startswith(query):
        return 0
    return 1 if any(word.startswith(query) for word in text.split()) else 2


class CommandPalette(QFrame):
    """A popup over the window's top; the arrows move, Enter runs, Escape closes."""

    ran = Signal(str)

    def __init__(self, actions: Iterable[QAction], *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandPalette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._actions = [a for a in actions if a.isEnabled() and a.text() and not a.isSeparator()]
        self.field = QLineEdit(self, placeholderText=self.tr("What do you want to do?"))
        self.field.setObjectName("paletteField")
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self, objectName="paletteList", frameShape=QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.field.installEventFilter(self)
        self._fill("")

    def open_over(self, window: QWidget) -> None:
        self.resize(min(_WIDTH, window.width() - 4 * GRID), min(_HEIGHT, window.height() - 8 * GRID))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 6 * GRID)
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            row = self.list.currentRow() + steps[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
            return True
        return super().eventFilter(watched, event)

    def _fill(self, query: str) -> None:
        self.list.clear()
        found = [a for a in self._actions if matches(_text(a), query=query)]
        for action in sorted(found, key=lambda a: rank(_text(a), query=query)):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(action.icon(), _text(action) + (f"    {keys}" if keys else ""))
            item.setData(_ACTION, action)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        action = item.data(_ACTION)
        self.close()
        action.trigger()


def _text(action: QAction) -> str:
    return action.text().replace("&", "")
