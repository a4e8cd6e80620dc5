"""A list of import or export formats, each with its name and one line about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rbc_desk.ui.kit.theme import GRID

_SUMMARY = Qt.ItemDataRole.UserRole + 1


class FormatList(QListWidget):
    """One row for each format; `chosen` is the name of the current one."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, title, summary in rows:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setData(_SUMMARY, summary)
            item.setToolTip(summary)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, summary)
            self.addItem(item)

    @property
    def chosen(self) -> str:
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Select a format; the first one where there is none of this name."""
        rows = [row for row in range(self.count()) if self.item(row).data(Qt.ItemDataRole.UserRole) == key]
        self.setCurrentRow(rows[0] if rows else 0)
        self.scrollToItem(self.currentItem())


class _TwoLines(QStyledItemDelegate):
    """The title, and below it the summary in a quieter colour, elided where it is too long."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inner = option.rect.adjusted(GRID + GRID // 2, GRID // 2, -GRID, -GRID // 2)
        role = option.palette.ColorRole.HighlightedText if selected else option.palette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        painter.setFont(option.font)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(option.palette.color(role if selected else option.palette.ColorRole.PlaceholderText))
        summary = option.fontMetrics.elidedText(str(index.data(_SUMMARY)), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, summary)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(30 * GRID, 2 * option.fontMetrics.height() + 2 * GRID + GRID // 2)
