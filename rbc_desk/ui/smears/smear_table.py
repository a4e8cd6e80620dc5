"""Table model of the smears of a project. Thumbnails arrive later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QImage,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.smears.columns import SMEAR_COLUMNS, SmearRow, tip_texts
from rbc_desk.services.smears.quality import SmearQuality
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, accent, mix, tabular_font
from rbc_desk.ui.widgets.fitted_table import FittedTable
from rbc_desk.ui.widgets.object_counts import per_smear_text
from rbc_desk.ui.widgets.scale_text import source_text

THUMBNAIL = QSize(9 * GRID, 6 * GRID)
_ANNOUNCE_MS = 200
PLACE = {column.name: place for place, column in enumerate(SMEAR_COLUMNS)}
"""The position of each column, by name."""
SCALE, SPECIMEN, FIELD = PLACE["um_per_px"], PLACE["specimen"], PLACE["quality"]
# Objects that many projects have none of: their columns are hidden then.
_OTHERS: dict[int, Callable[[SmearInfo], int]] = {
    PLACE["white_cells"]: lambda smear: smear.n_white,
    PLACE["platelets"]: lambda smear: smear.n_platelets,
}
# Columns that are hidden first in a narrow window, with the minimum width that shows them.
_ROOM_FOR = {
    "platelets": 125 * GRID,
    "white_cells": 118 * GRID,
    "size": 110 * GRID,
    "um_per_px": 95 * GRID,
    "labelled": 85 * GRID,
    "specimen": 75 * GRID,
}

Index = QModelIndex | QPersistentModelIndex


class SmearTable(QAbstractTableModel):
    """One row per smear. `specimen_edited(smear_id, code)` is emitted when the user enters another specimen."""

    specimen_edited = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.smears: tuple[SmearInfo, ...] = ()
        self.unused_columns = frozenset(_OTHERS)
        """The columns that count objects of a kind that no smear has."""
        self.editable = True
        self._rows: dict[str, int] = {}
        self._thumbnails: dict[str, QIcon] = {}
        self._fields: dict[str, SmearQuality] = {}
        self._current_id = 0
        # views measure columns and repaint at each change: thousands of images are announced some at a time
        self._unannounced: dict[int, set[int]] = {}
        self._announcing = QTimer(self, singleShot=True, interval=_ANNOUNCE_MS)
        self._announcing.timeout.connect(self._announce)
        self._blank = QPixmap(THUMBNAIL)
        self._blank.fill(QColor(Qt.GlobalColor.transparent))
        # a pixmap, because icons in this table have the size of thumbnails
        self._warning = icon("warning", colour=QColor("#c77700")).pixmap(2 * GRID, 2 * GRID)

    def set_smears(self, smears: tuple[SmearInfo, ...]) -> None:
        """Show these. If the smears are the same with other figures, selection and scroll position stay."""
        self.unused_columns = frozenset(place for place, count in _OTHERS.items() if not any(map(count, smears)))
        self._rows = {smear.sha256: row for row, smear in enumerate(smears)}
        if [s.id for s in smears] == [s.id for s in self.smears]:
            self.smears = smears
            if smears:
                self.dataChanged.emit(self.index(0, 0), self.index(len(smears) - 1, len(SMEAR_COLUMNS) - 1))
            return
        self.beginResetModel()
        self.smears = smears
        self.endResetModel()

    def set_current(self, smear_id: int) -> None:
        """Mark the row of the smear that all pages show; 0: none."""
        before, self._current_id = self._current_id, smear_id
        for row, smear in enumerate(self.smears):
            if before != smear_id and smear.id in (before, smear_id):
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(SMEAR_COLUMNS) - 1))

    def missing_thumbnails(self) -> list[SmearInfo]:
        return [s for s in self.smears if s.sha256 not in self._thumbnails]

    def set_thumbnail(self, sha256: str, image: QImage) -> None:
        """Set an image of at most `THUMBNAIL` size, centred on a canvas of that size."""
        self._thumbnails[sha256] = QIcon(QPixmap.fromImage(image))
        self._announce_soon(sha256, column=0)

    def missing_fields(self) -> list[SmearInfo]:
        """The smears whose image quality is not known yet."""
        return [s for s in self.smears if s.sha256 not in self._fields]

    def set_field(self, quality: SmearQuality) -> None:
        """Set the image quality: a word in the table, the advice as its tooltip."""
        self._fields[quality.sha256] = quality
        self._announce_soon(quality.sha256, column=FIELD)

    def _announce_soon(self, sha256: str, *, column: int) -> None:
        if (row := self._rows.get(sha256)) is not None:
            self._unannounced.setdefault(column, set()).add(row)
            if not self._announcing.isActive():
                self._announcing.start()

    @Slot()
    def _announce(self) -> None:
        changed, self._unannounced = self._unannounced, {}
        last = len(self.smears) - 1
        for column, rows in changed.items():
            if min(rows) <= last:
                self.dataChanged.emit(self.index(min(rows), column), self.index(min(max(rows), last), column))

    def doubt(self, sha256: str) -> str:
        """The reason why this may not be a blood smear; "" if there is no doubt."""
        quality = self._fields.get(sha256)
        return translated(quality.advice) if quality is not None and quality.doubtful else ""

    def _field_data(self, smear: SmearInfo, role: int) -> Any:
        quality = self._fields.get(smear.sha256)
        if role == Qt.ItemDataRole.ToolTipRole and quality:
            return "\n\n".join(translated(text) for text in tip_texts(smear, quality))
        if role == Qt.ItemDataRole.DecorationRole and quality and quality.faults:
            return self._warning
        if role == Qt.ItemDataRole.ForegroundRole and not (quality and quality.faults):
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(FIELD)
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.smears)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(SMEAR_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(SMEAR_COLUMNS[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole and section == SCALE:
            return self.tr("Scale in micrometres per pixel. Set it with Scale on the Label page.")
        if role == Qt.ItemDataRole.ToolTipRole and section == FIELD:
            return self.tr("Image quality: focus, exposure, cell density")
        if role == Qt.ItemDataRole.ToolTipRole and section in _OTHERS:
            return per_smear_text(self.smears)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        smear, column = self.smears[index.row()], index.column()
        if role == Qt.ItemDataRole.BackgroundRole:
            palette = QGuiApplication.palette()
            is_current = smear.id == self._current_id
            return mix(accent(palette), palette.base().color(), share=0.16) if is_current else None
        described = SMEAR_COLUMNS[column]
        row = SmearRow(smear, self._fields.get(smear.sha256))
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:  # a thumbnail shows the state too
            return f"{smear.name}, {translated(SMEAR_COLUMNS[PLACE['state']].text_of(row))}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = described.text_of(row)
            return translated(text) if isinstance(text, Phrase) else text
        if column == FIELD:
            return self._field_data(smear, role)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._thumbnails.get(smear.sha256) or QIcon(self._blank)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and described.is_number:
            return tabular_font()
        if role == Qt.ItemDataRole.ForegroundRole and described.is_number and described.value(row) == 0:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.ToolTipRole and column == SCALE:
            return source_text(smear.scale_source) if smear.um_per_px else self.tr("not calibrated")
        if role == Qt.ItemDataRole.ToolTipRole and column in _OTHERS and smear.counted:
            return per_smear_text(s for s in self.smears if s.specimen == smear.specimen)
        if role == Qt.ItemDataRole.ToolTipRole and column == 0 and (place := smear.slide) is not None:
            return self.tr("Region of {slide} at {x}, {y} px").format(slide=place.slide_name, x=place.x, y=place.y)
        if role == Qt.ItemDataRole.ToolTipRole and column == SPECIMEN:
            return self.tr("The animal or patient. Smears of one specimen stay together when the data are split.")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == SPECIMEN and self.editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != SPECIMEN:
            return False
        smear, code = self.smears[index.row()], str(value).strip()
        if not code or code == smear.specimen:
            return False
        self.specimen_edited.emit(smear.id, code)
        return True


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if SMEAR_COLUMNS[column].is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _SmearView(FittedTable):
    """Hides columns of objects that no smear has, and in a narrow table the least important columns."""

    def __init__(self, model: SmearTable) -> None:
        super().__init__({PLACE[name]: least for name, least in _ROOM_FOR.items()})
        self.setObjectName("smearTable")
        self.setModel(model)
        self._smears = model
        model.modelReset.connect(self.fit_columns)
        model.dataChanged.connect(self.fit_columns)
        self.fit_columns()

    def is_unused(self, column: int) -> bool:
        return column in self._smears.unused_columns


class _WholeRows(QStyledItemDelegate):
    """Marks whole rows, without a frame around the focused cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def make_smear_table(model: SmearTable) -> QTableView:
    """The view of the model: selects whole rows; a specimen is edited in place."""
    table = _SmearView(model)
    table.setAccessibleName(QCoreApplication.translate("SmearTable", "Smears"))
    table.setItemDelegate(_WholeRows(table))
    table.setIconSize(THUMBNAIL)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
    )
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(THUMBNAIL.height() + GRID)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(6 * GRID)
    header.setResizeContentsPrecision(
        0
    )  # only visible rows, because measuring thousands at every change takes seconds
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return table
