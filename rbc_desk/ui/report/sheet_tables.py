"""The tables of the counting sheet: classes with their grades, and fields with the counts of each class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from rbc_desk.core.counting.counting_sheet import CountingSheet, FieldState, SheetField, SheetLine
from rbc_desk.core.tables.columns import ReportColumn
from rbc_desk.services.specimen_report.sheet import SHOWN_COLUMNS, field_columns
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, tabular_font, text_scale

Index = QModelIndex | QPersistentModelIndex
SMEAR_ID = Qt.ItemDataRole.UserRole
_INTERVAL = next(place for place, column in enumerate(SHOWN_COLUMNS) if column.name == "interval")
_ROOM_FOR_INTERVAL = 76 * GRID
_LEAST_STANDING = 22 * GRID


class SheetTable(QAbstractTableModel):
    """Rows of a counting sheet in the columns of its report. A new state of the same rows keeps the selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[ReportColumn[Any]] = ()
        self.rows: Sequence[SheetLine | SheetField] = ()

    def show_lines(self, sheet: CountingSheet) -> None:
        self._show(SHOWN_COLUMNS, sheet.lines)

    def show_fields(self, sheet: CountingSheet) -> None:
        self._show(field_columns(sheet), sheet.fields)

    def _show(self, columns: Sequence[ReportColumn[Any]], rows: Sequence[SheetLine | SheetField]) -> None:
        same = [column.name for column in columns] == [column.name for column in self.columns]
        if same and len(rows) == len(self.rows):
            self.columns, self.rows = columns, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].name if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return translated(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text_of(row)
            return text if column.is_number else translated(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return _font(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and _is_muted(row, column):
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.DecorationRole and column.name == "name":
            return QColor(row.colour) if isinstance(row, SheetLine) and row.colour else None
        if role == SMEAR_ID and isinstance(row, SheetField):
            return row.smear_id
        return None


def _alignment(column: ReportColumn[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _font(row: SheetLine | SheetField, column: ReportColumn[Any]) -> QFont | None:
    if column.is_number:
        return tabular_font()
    if column.name == "grade" and isinstance(row, SheetLine) and row.is_certain:
        font = QFont()
        font.setBold(True)
        return font
    return None


def _is_muted(row: SheetLine | SheetField, column: ReportColumn[Any]) -> bool:
    """Fields that do not count yet, and zeros, so that what was found stands out."""
    if isinstance(row, SheetField):
        return row.state is not FieldState.READ or (column.is_number and column.value(row) == 0)
    return column.is_number and not row.count


class SheetView(QTableView):
    """Selects whole rows, of which none is taller than its text."""

    def __init__(self, model: SheetTable, *, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(15 * GRID)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(6 * GRID)
        header.setMaximumSectionSize(round(28 * GRID * text_scale()))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(round(3.5 * GRID * text_scale()))
        rows.setDefaultSectionSize(round(3.5 * GRID * text_scale()))


class LinesView(SheetView):
    """Classes and their grades. What a grade takes has the space that is left, in several lines if need be."""

    def __init__(self, model: SheetTable, *, title: str) -> None:
        super().__init__(model, name="sheetLines", title=title)
        self.verticalHeader().hide()
        self.setItemDelegate(_Wrapped(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self, *_: object) -> None:
        header = self.horizontalHeader()
        last, width = header.count() - 1, self.viewport().width()
        if last < 0:
            return
        self.setColumnHidden(_INTERVAL, width < _ROOM_FOR_INTERVAL * text_scale())
        header.setMaximumSectionSize(max(width, header.minimumSectionSize()))
        self.resizeColumnsToContents()
        others = sum(header.sectionSize(column) for column in range(last))
        header.resizeSection(last, max(width - others, round(_LEAST_STANDING * text_scale())))
        self.resizeRowsToContents()


class _Wrapped(QStyledItemDelegate):
    """Measures wrapped text a little narrower than it is drawn, since Qt forgets the margins within a cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect.setWidth(max(0, option.rect.width() - GRID))
        return super().sizeHint(narrower, index)


class FieldsTableView(SheetView):
    """Fields by name, which stays in view, with the cells of each class."""

    def __init__(self, model: SheetTable, *, title: str) -> None:
        super().__init__(model, name="sheetFields", title=title)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(False)
        model.modelReset.connect(self._hide_names)
        self._hide_names()

    @Slot()
    def _hide_names(self) -> None:
        self.setColumnHidden(0, True)
