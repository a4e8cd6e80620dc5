"""The search of all actions (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.keys.commands import Command
from rbc_desk.ui.kit.fuzzy import score
from rbc_desk.ui.kit.theme import GRID, muted, text_scale
from rbc_desk.ui.widgets.texts import quiet

_COMMAND = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 80 * GRID, 56 * GRID
_BEHIND = 30.0  # a disabled command comes after enabled ones that match about as well


class _Row(QStyledItemDelegate):
    """The command on the left, then muted its page or why it is disabled; its keys on the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row_option = QStyleOptionViewItem(option)
        self.initStyleOption(row_option, index)
        row_option.text = ""
        style = row_option.widget.style() if row_option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row_option, painter, row_option.widget)
        command: Command = index.data(_COMMAND)
        palette, metrics = row_option.palette, row_option.fontMetrics
        line = row_option.rect.adjusted(GRID + 3 * GRID, 0, -GRID, 0)
        keys = metrics.horizontalAdvance(command.keys)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setPen(muted(palette))
        painter.drawText(line, right, command.keys)
        room = line.adjusted(0, 0, -(keys + 2 * GRID), 0)
        aside = command.group if command.enabled else command.why_not
        name = metrics.elidedText(command.text, Qt.TextElideMode.ElideRight, room.width())
        group = QPalette.ColorGroup.Active if command.enabled else QPalette.ColorGroup.Disabled
        painter.setPen(palette.color(group, QPalette.ColorRole.WindowText))
        painter.drawText(room, left, name)
        rest = room.adjusted(metrics.horizontalAdvance(name) + 2 * GRID, 0, 0, 0)
        painter.setPen(muted(palette))
        painter.drawText(rest, left, metrics.elidedText(aside, Qt.TextElideMode.ElideRight, max(0, rest.width())))
        painter.restore()
        command.action.icon().paint(
            painter, QRect(row_option.rect.left() + GRID, row_option.rect.center().y() - GRID, 2 * GRID, 2 * GRID)
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, option.fontMetrics.height() + 2 * GRID)


class CommandPalette(QFrame):
    """A popup at the top of the window. Arrow keys move, Enter runs, Escape closes.

    `ran` carries the chosen command, after the palette has closed. `recent` are ids, newest first.
    """

    ran = Signal(object)  # Command

    def __init__(self, commands: Iterable[Command], *, recent: Sequence[str] = (), parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandPalette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._commands = list(commands)
        self._recent = {id_: place for place, id_ in enumerate(recent)}
        self.field = QLineEdit(self, placeholderText=self.tr("Search all actions"))
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName(self.tr("Search all actions"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self, objectName="paletteList", frameShape=QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Actions found"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.nothing = quiet("", wrap=True)
        self.nothing.setObjectName("paletteNothing")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.nothing, 1)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.field.installEventFilter(self)
        self._fill("")

    def open_over(self, window: QWidget) -> None:
        wide = round(_WIDTH * text_scale())
        self.resize(min(wide, window.width() - 4 * GRID), min(_HEIGHT, window.height() - 8 * GRID))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 6 * GRID)
        self.show()
        self.field.setFocus()

    def set_commands(self, commands: Iterable[Command]) -> None:
        """Set the commands. The query and the current row stay."""
        self._commands = list(commands)
        item = self.list.currentItem()
        kept = item.data(_COMMAND).id if item is not None and self.list.currentRow() else ""
        self._fill(self.field.text())
        for row, command in enumerate(self.shown):
            if command.id == kept:
                self.list.setCurrentRow(row)

    @property
    def shown(self) -> tuple[Command, ...]:
        """The listed commands, best match first."""
        return tuple(self.list.item(row).data(_COMMAND) for row in range(self.list.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            row = self.list.currentRow() + steps[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
            return True
        return super().eventFilter(watched, event)

    def _fill(self, query: str) -> None:
        self.list.clear()
        ranked = []
        for place, command in enumerate(self._commands):
            fit = score(f"{command.text} {command.group}", query=query)
            if fit is not None:
                recent = self._recent.get(command.id, len(self._recent))
                ranked.append((_BEHIND * (not command.enabled) - fit, recent, place, command))
        for *_, command in sorted(ranked, key=lambda row: row[:3]):
            texts = (command.text, command.group, command.keys, command.why_not)
            item = QListWidgetItem(", ".join(part for part in texts if part))  # text for screen readers
            item.setData(_COMMAND, command)
            item.setToolTip(command.why_not)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        found = bool(ranked)
        self.list.setVisible(found)
        self.nothing.setVisible(not found)
        if not found:
            message = self.tr(
                "No action matches “{query}”.\nTry fewer or other words, such as “label” or “export”, or "
                "clear the field to see all actions. Press F1 for the user manual."
            )
            self.nothing.setText(message.format(query=query.strip()))
            self.field.setAccessibleDescription(self.nothing.text())
        else:
            self.field.setAccessibleDescription("")

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.data(_COMMAND).enabled:
            return
        command = item.data(_COMMAND)
        self.close()
        self.ran.emit(command)
