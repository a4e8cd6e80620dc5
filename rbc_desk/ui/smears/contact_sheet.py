"""The smears of a project as large thumbnails with their state, instead of the table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rbc_desk.ui.kit.theme import GRID, accent, mix, muted
from rbc_desk.ui.smears.smear_table import FIELD, PLACE, THUMBNAIL

_PICTURE = THUMBNAIL * 2  # in pixels of the screen, which thumbnails have for sharp screens
_BORDER = GRID // 2


class ContactSheet(QListView):
    """Shows the table's model with the table's selection, so that all that applies to rows applies here."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self.setObjectName("smearSheet")
        self.setAccessibleName(table.accessibleName())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(_Tile(self))

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        # whole rows, as the table selects them
        return super().selectionCommand(index, event) | QItemSelectionModel.SelectionFlag.Rows


class _Tile(QStyledItemDelegate):
    """The thumbnail, the name below it, and the cells and the state below that."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = 2 * option.fontMetrics.height() + GRID
        return QSize(_PICTURE.width() + 2 * GRID, _PICTURE.height() + lines + 2 * GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style, palette = option, option.palette
        painter.save()
        tile = style.rect.adjusted(_BORDER, _BORDER, -_BORDER, -_BORDER)
        is_selected = bool(style.state & QStyle.StateFlag.State_Selected)
        is_current = index.data(Qt.ItemDataRole.BackgroundRole) is not None
        if is_selected or is_current:
            base = palette.color(QPalette.ColorRole.Base)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent(palette)) if is_current else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(mix(accent(palette), base, share=0.2 if is_selected else 0.08))
            painter.drawRoundedRect(tile, 6, 6)
        picture = QRect(tile.left() + _BORDER, tile.top() + _BORDER, _PICTURE.width(), _PICTURE.height())
        self._paint_picture(painter, picture, index)
        line = style.fontMetrics.height()
        text = QRect(picture.left(), picture.bottom() + GRID // 2, picture.width(), line)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        metrics, middle = style.fontMetrics, Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(str(index.data()), middle, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(muted(palette))
        state = metrics.elidedText(_state(index), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text.translated(0, line), Qt.AlignmentFlag.AlignVCenter, state)
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        thumbnail = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(thumbnail, QIcon):
            painter.drawPixmap(place, thumbnail.pixmap(place.size()))
        painter.setPen(QColor(0, 0, 0, 40))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        warning = _beside(index, FIELD, Qt.ItemDataRole.DecorationRole)
        if warning is not None:
            corner = place.topRight()
            painter.drawPixmap(corner.x() - warning.width() - _BORDER, corner.y() + _BORDER, warning)


def _state(index: QModelIndex | QPersistentModelIndex) -> str:
    """The state, and the labelled and all cells of a smear whose cells were found."""
    cells, labelled, state = (_beside(index, PLACE[name]) for name in ("cells", "labelled", "state"))
    return f"{state} · {labelled}/{cells}" if str(cells) not in ("0", "") else str(state)


def _beside(
    index: QModelIndex | QPersistentModelIndex, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> Any:
    """What another column of the same row holds."""
    return index.sibling(index.row(), column).data(role)
