"""The list of undoable steps with their times. A click goes back or forward to a step."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.kit.theme import GRID, SUBHEADING, muted, text_scale
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.undo import StoreEdit
from rbc_desk.ui.widgets.texts import heading, quiet

_INDEX = Qt.ItemDataRole.UserRole
_TIME = Qt.ItemDataRole.UserRole + 1
_WIDTH, _HEIGHT = 44 * GRID, 52 * GRID


def _time(made_at: datetime) -> str:
    """The clock for today, otherwise the day too."""
    return made_at.strftime("%H:%M" if made_at.date() == datetime.now().date() else "%m-%d %H:%M")


class _Row(QStyledItemDelegate):
    """The step on the left, its time on the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row_option = QStyleOptionViewItem(option)
        self.initStyleOption(row_option, index)
        text, row_option.text = row_option.text, ""
        style = row_option.widget.style() if row_option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row_option, painter, row_option.widget)
        time, palette, metrics = index.data(_TIME), row_option.palette, row_option.fontMetrics
        line = row_option.rect.adjusted(GRID, 0, -GRID, 0)
        painter.save()
        painter.setFont(row_option.font)
        painter.setPen(muted(palette))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        room = line.adjusted(0, 0, -(metrics.horizontalAdvance(time) + 2 * GRID), 0)
        undone = index.data(Qt.ItemDataRole.ForegroundRole) is not None
        painter.setPen(muted(palette) if undone else palette.color(QPalette.ColorRole.WindowText))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, option.fontMetrics.height() + 2 * GRID)


class HistoryList(QListWidget):
    """The latest step on top. The current state is bold; undone steps above it are muted."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyList")
        self.setAccessibleName(self.tr("History, latest first"))
        self.setItemDelegate(_Row(self))
        self.setUniformItemSizes(True)
        self._context = context
        self.itemClicked.connect(self._go)
        context.undo_stack.indexChanged.connect(self._on_index_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_index_changed(self, *_: object) -> None:
        if self.isVisible():  # a long list is read when it becomes visible, not at every step
            self.refresh()

    def refresh(self) -> None:
        """Read the steps again."""
        stack = self._context.undo_stack
        self.clear()
        for index in range(stack.count(), -1, -1):
            command = stack.command(index - 1) if index else None
            text = command.actionText() if command is not None else self.tr("Earlier state")
            time = _time(command.made_at) if isinstance(command, StoreEdit) else ""
            item = QListWidgetItem(text)
            item.setData(_INDEX, index)
            item.setData(_TIME, time)
            undone = index > stack.index()
            if undone:
                item.setForeground(muted(self.palette()))
            status = self.tr("undone") if undone else self.tr("applied") if index == stack.index() else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (text, time, status) if part))
            item.setToolTip(text)
            self.addItem(item)
            if index == stack.index():
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
                self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._go(self.currentItem())
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        self._context.go_to_step(item.data(_INDEX))


class HistoryPanel(QWidget):
    """The list with its heading, for a side column."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyPanel")
        self.list = HistoryList(context)
        advice = self.tr("Your latest changes. Click one to go back or forward to it.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.tr("History"), scale=SUBHEADING))
        layout.addWidget(quiet(advice, wrap=True))
        layout.addWidget(self.list, 1)


class HistoryPopover(QFrame):
    """The panel below its button. It stays open while the user goes back and forth; Escape closes it."""

    def __init__(self, context: AppContext, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("historyPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        panel = HistoryPanel(context)
        self.list = panel.list
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)

    def open_below(self, button: QWidget) -> None:
        window = button.window()
        wide = min(round(_WIDTH * text_scale()), window.width() - 2 * GRID)
        self.resize(wide, min(_HEIGHT, window.height() - 10 * GRID))
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.move(max(window.mapToGlobal(window.rect().topLeft()).x(), corner.x() - self.width()), corner.y())
        self.show()
        self.list.setFocus()
