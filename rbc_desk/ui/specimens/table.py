"""The worklist as a table: found, filtered and sorted here, so that thousands of rows need no query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.specimens import worklist
from rbc_desk.services.specimens.columns import SEX_NAMES, WORKLIST_COLUMNS, species_text
from rbc_desk.services.specimens.worklist import WorklistRow
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, accent, mix, tabular_font, text_scale
from rbc_desk.ui.widgets.fitted_table import FittedTable

PLACE = {column.name: place for place, column in enumerate(WORKLIST_COLUMNS)}
"""The position of each column, by name."""
_STATES = list(SpecimenState)
# Columns that are hidden first in a narrow table, with the minimum width that shows them.
_ROOM_FOR = {"fields": 88 * GRID, "date": 80 * GRID, "species": 70 * GRID, "patient": 62 * GRID}
_NUMBERS = re.compile(r"\d+")
_DIGITS = 12

Index = QModelIndex | QPersistentModelIndex


class WorklistTable(QAbstractTableModel):
    """The rows that match the search and the state. `shown_changed` is emitted when other rows are shown.

    Rows of the same specimens with other figures keep their places, so that none moves under the hand.
    """

    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[WorklistRow] = []
        """The rows shown, in order."""
        self._all: tuple[WorklistRow, ...] = ()
        self._text = ""
        self._state: SpecimenState | None = None
        self._sorted_by, self._descending = -1, False
        self._marked_id = 0

    def set_rows(self, rows: Sequence[WorklistRow]) -> None:
        """Show another state of the worklist."""
        self._all = tuple(rows)
        matching = self._matching()
        now = {row.specimen.id: row for row in matching}
        if now.keys() != {row.specimen.id for row in self.rows}:
            self._show(self._in_order(matching))
            return
        self.rows = [now[row.specimen.id] for row in self.rows]
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(WORKLIST_COLUMNS) - 1))

    def search(self, text: str) -> None:
        """Show only rows in which every word of the text occurs."""
        self._text = text
        self._show(self._in_order(self._matching()))

    def filter(self, state: SpecimenState | None) -> None:
        """Show only specimens in this state; None: in any."""
        self._state = state
        self._show(self._in_order(self._matching()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1: in the order in which the specimens were made."""
        wanted = column, order == Qt.SortOrder.DescendingOrder
        if wanted == (self._sorted_by, self._descending):
            return  # Qt asks twice for each click
        self._sorted_by, self._descending = wanted
        self._show(self._in_order(self._matching()))

    def mark(self, specimen_id: int) -> None:
        """Mark the row on which images would be dropped; 0: none."""
        if specimen_id == self._marked_id:
            return
        places = [self.place_of(self._marked_id), self.place_of(specimen_id)]
        self._marked_id = specimen_id
        for place in places:
            if place >= 0:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(WORKLIST_COLUMNS) - 1))

    def place_of(self, specimen_id: int) -> int:
        """The row of a specimen, -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.specimen.id == specimen_id), -1)

    def _matching(self) -> list[WorklistRow]:
        found = worklist.found(self._all, self._text, also=_as_shown)
        return [row for row in found if self._state in (None, row.state)]

    def _in_order(self, rows: list[WorklistRow]) -> list[WorklistRow]:
        if not 0 <= self._sorted_by < len(WORKLIST_COLUMNS):
            return rows
        column = WORKLIST_COLUMNS[self._sorted_by]
        known = [row for row in rows if column.value(row) not in (None, "")]
        unknown = [row for row in rows if column.value(row) in (None, "")]
        known.sort(key=lambda row: _key(column.value(row)), reverse=self._descending)
        return [*known, *unknown]

    def _show(self, rows: list[WorklistRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        self.shown_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(WORKLIST_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(WORKLIST_COLUMNS[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], WORKLIST_COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            text = column.text_of(row)
            return translated(text) if isinstance(text, Phrase) else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.BackgroundRole and row.specimen.id == self._marked_id:
            palette = QGuiApplication.palette()
            return mix(accent(palette), palette.base().color(), share=0.3)
        if role == Qt.ItemDataRole.FontRole and column.is_number:
            return tabular_font()
        if role == Qt.ItemDataRole.DecorationRole and column.name == "state" and row.state is SpecimenState.SIGNED:
            return icon("lock")
        if role == Qt.ItemDataRole.ForegroundRole and column.name == "state" and row.state is SpecimenState.NEW:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None


def _as_shown(row: WorklistRow) -> str:
    """The facts that are shown in the language of the window."""
    one = row.specimen
    return f"{translated(species_text(one.species))}\n{translated(SEX_NAMES.get(one.sex, one.sex))}"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if WORKLIST_COLUMNS[column].is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _key(value: Any) -> Any:
    """What a value is sorted by: states by the order of the work, words with their numbers as numbers."""
    if isinstance(value, SpecimenState):
        return _STATES.index(value)
    if isinstance(value, str):
        return _NUMBERS.sub(lambda digits: digits[0].zfill(_DIGITS), value.casefold())
    return value


class WorklistView(FittedTable):
    """Selects whole rows; hides the least important columns where it is narrow."""

    def __init__(self, model: WorklistTable) -> None:
        super().__init__({PLACE[name]: least for name, least in _ROOM_FOR.items()})
        self.setObjectName("worklistTable")
        self.setProperty("follows_context", True)
        self.setModel(model)
        self.setAccessibleName(QCoreApplication.translate("WorklistTable", "Specimens"))
        self.setItemDelegate(_WholeRows(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(4 * GRID * text_scale()))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(6 * GRID)
        header.setResizeContentsPrecision(0)  # only visible rows: measuring thousands takes seconds
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        model.modelReset.connect(self.fit_columns)


class _WholeRows(QStyledItemDelegate):
    """Marks whole rows, without a frame around the focused cell; the lock stands after the word."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.decorationPosition = QStyleOptionViewItem.Position.Right
