"""Displays of numbers: a row of named figures, and tables with right-aligned tabular figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QIcon, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.kit.theme import GRID, HEADING, icon, tabular_font, text_scale, with_text
from rbc_desk.ui.kit.theme import warning as warning_colour
from rbc_desk.ui.widgets.texts import quiet, tight
from rbc_desk.ui.widgets.wrap import WrapRow

NOTHING = "–"
_WIDE = 1000
_LEAST_TEXT = 0.85  # of the table's text size
_SOFT_HYPHEN = "\u00ad"
_BETWEEN_PARTS = re.compile(r"(?<=[a-z]{3})(?=(?:cyte|phil|blast)s?\b)|(?<=hypo|poly)(?=chrom)", re.IGNORECASE)
_ROW_HEIGHT = 30


def score(value: float | None) -> str:
    """A score 0..1 with three decimals; a dash if it is undefined."""
    return NOTHING if value is None else f"{value:.3f}"


def in_two_lines(head: str) -> str:
    """A column's heading with its part in brackets on a second line, so that the column can be narrower."""
    return head.replace(" (", "\n(")


def percent(value: float | None) -> str:
    """Percent with one decimal."""
    return NOTHING if value is None else f"{value:.1f} %"


def duration(seconds: float) -> str:
    """A duration in its two largest units."""
    tr = QCoreApplication.translate
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("FigureRow", "{s} s").format(s=whole)
    if whole < 3600:
        return tr("FigureRow", "{min} min {s:02d} s").format(min=whole // 60, s=whole % 60)
    return tr("FigureRow", "{h} h {min:02d} min").format(h=whole // 3600, min=whole % 3600 // 60)


class FigureRow(QWidget):
    """Figures side by side, each below its name. Values are set by key."""

    def __init__(self, figures: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, QLabel] = {}
        self._titles: list[QLabel] = []
        self._row = WrapRow(self, spacing=3 * GRID)
        font = tabular_font()
        font.setPointSizeF(font.pointSizeF() * HEADING)
        for key, name in figures:
            figure = QWidget()
            column = QVBoxLayout(figure)
            tight(column)
            value = QLabel(NOTHING, objectName=f"{key}Figure")
            value.setFont(font)
            value.setMinimumWidth(value.fontMetrics().horizontalAdvance("00.000"))
            value.setAccessibleName(name)
            column.addStretch(1)
            title = quiet(name)
            column.addWidget(title)
            column.addWidget(value)
            self._titles.append(title)
            self._row.addWidget(figure)
            self._labels[key] = value
        sizes = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        sizes.setHeightForWidth(True)
        self.setSizePolicy(sizes)
        self._even_out()

    def _even_out(self) -> None:
        """Give all titles the same height, and all figures: Thai letters are taller and would shift theirs."""
        for line in (self._titles, self._labels.values()):
            tallest = max((label.sizeHint().height() for label in line), default=0)
            for label in line:
                label.setMinimumHeight(tallest)

    def show_values(self, **values: str) -> None:
        """Set some figures; the others stay."""
        for key, text in values.items():
            self._labels[key].setText(text)
        self._even_out()

    def reserve(self, key: str, *, text: str) -> None:
        """Reserve the width of this text, so that the row does not jump."""
        label = self._labels[key]
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(text))

    def clear(self) -> None:
        for label in self._labels.values():
            label.setText(NOTHING)

    def text(self, key: str) -> str:
        return self._labels[key].text()


_LEAST_WRAPPED = 11 * GRID


class _Table(QTableWidget):
    """One column fills the remaining width. In a narrow table it is as wide as its text, and the table scrolls."""

    def __init__(self, columns: int, *, name: str, stretch: int) -> None:
        super().__init__(0, columns)
        self.setObjectName(name)
        self._stretch = stretch

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self.fit_columns()

    def fit_columns(self) -> None:
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        shown = [i for i in range(header.count()) if i != self._stretch and not self.isColumnHidden(i)]
        room = self.viewport().width() - sum(header.sectionSize(i) for i in shown)
        needed = max(self.sizeHintForColumn(self._stretch), header.sectionSizeHint(self._stretch))
        least = _LEAST_WRAPPED * text_scale() if self.property("wraps_titles") else 0
        whole = room >= needed or (self.wordWrap() and room >= least)  # wrapped text extends below
        mode = modes.Stretch if whole else modes.ResizeToContents
        if mode != header.sectionResizeMode(self._stretch):
            header.setSectionResizeMode(self._stretch, mode)
            self.updateGeometries()  # otherwise the scroll bar keeps its previous range


def make_table(headers: Sequence[str], *, name: str, stretch: int = 0) -> QTableWidget:
    """A read-only table of rows; column `stretch` fills the remaining width."""
    table = _Table(len(headers), name=name, stretch=stretch)
    table.setHorizontalHeaderLabels(list(headers))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setFont(tabular_font())
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    with_text(table, lambda scale: table.verticalHeader().setDefaultSectionSize(round(_ROW_HEIGHT * scale)))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return table


def wrap_rows(table: QTableWidget) -> None:
    """Wrap the titles, and the text of the column that fills the width, so that a narrow table need not scroll."""
    titles = (str(table.model().headerData(i, Qt.Orientation.Horizontal)) for i in range(table.columnCount()))
    table.setHorizontalHeaderLabels(["\n".join(title.rsplit(" ", 1)) for title in titles])
    table.setProperty("narrow", True)
    table.setProperty("wraps_titles", True)
    table.setWordWrap(True)
    rows = table.verticalHeader()
    with_text(table, lambda scale: rows.setMinimumSectionSize(round(_ROW_HEIGHT * scale)))
    rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


@contextmanager
def filling(table: QTableWidget) -> Iterator[None]:
    """Measure the columns once at the end of the block, because Qt measures a visible table for every item."""
    header = table.horizontalHeader()
    modes = [header.sectionResizeMode(column) for column in range(header.count())]
    for column in range(header.count()):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
    try:
        yield
    finally:
        for column, mode in enumerate(modes):
            header.setSectionResizeMode(column, mode)


def fill(
    table: QTableWidget, rows: Sequence[Sequence[str]], *, numbers_from: int, keys: Sequence[object] = ()
) -> None:
    """Show `rows`; columns from `numbers_from` on are right-aligned. `keys` are stored for `current_key`."""
    with filling(table):
        table.setRowCount(len(rows))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if j >= numbers_from:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if keys:
                    item.setData(Qt.ItemDataRole.UserRole, keys[i])
                table.setItem(i, j, item)
    for j in range(table.columnCount()):
        side = Qt.AlignmentFlag.AlignRight if j >= numbers_from else Qt.AlignmentFlag.AlignLeft
        table.horizontalHeaderItem(j).setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if isinstance(table, _Table):
        table.fit_columns()


def mark_rows(table: QTableWidget, warnings: Sequence[str], *, column: int = 0) -> None:
    """Put a sign on the rows that have a warning ("" if there is none), with its text as tooltip."""
    sign = icon("warning", colour=warning_colour(table.palette()))
    with filling(table):
        for row, warning in enumerate(warnings):
            item = table.item(row, column)
            item.setIcon(sign if warning else QIcon())
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, warning)
            if warning:
                item.setToolTip(f"{item.text()}\n{warning}")


def fit_rows(table: QTableWidget, *, width: int) -> None:
    """Show the full text of the first column, and all lines of the others, in a table `width` wide.

    Qt's own measure ignores the style sheet's padding. Space for a scroll bar is always reserved: if the heights
    depended on it, the scroll bar could flicker.
    """
    if not isinstance(table.itemDelegateForColumn(0), _Hyphenating):
        table.setItemDelegateForColumn(0, _Hyphenating(table))
    table.setWordWrap(True)
    table.setTextElideMode(Qt.TextElideMode.ElideNone)
    bar = table.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    others = sum(table.columnWidth(column) for column in range(1, table.columnCount()))
    padding = 3 * GRID if table.property("narrow") else 4 * GRID  # and what a style keeps free around text
    least = table.verticalHeader().defaultSectionSize()
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        if item is None:
            continue
        icon = 0 if item.icon().isNull() else table.iconSize().width() + GRID // 2
        room = width - bar - others - icon - padding
        font = QFont(table.font())
        font.setBold(item.font().bold())
        text = _hyphenated(item.text())
        item.setFont(_font_for_words(text, font=font, width=room))
        text_height = _height_px(text, font=item.font(), width=max(room, 1))
        texts = (table.item(row, column) for column in range(1, table.columnCount()))
        n_lines = max((one.text().count("\n") + 1 for one in texts if one is not None), default=1)
        if n_lines > 1:
            text_height = max(text_height, n_lines * _height_px("8", font=table.font(), width=_WIDE))
        frame = 2  # around a focused cell
        table.setRowHeight(row, max(least, math.ceil(text_height) + GRID + frame))


class _Hyphenating(QStyledItemDelegate):
    """Breaks long names of cells at the end of a line with a hyphen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = _hyphenated(option.text)


def _hyphenated(text: str) -> str:
    """The text with soft hyphens, which show only at the end of a line, between the parts of names of cells."""
    return _BETWEEN_PARTS.sub(_SOFT_HYPHEN, text)


def _font_for_words(text: str, *, font: QFont, width: int) -> QFont:
    """The font, a little smaller if that keeps words whole, and smaller where Qt would cut off a part of a word."""
    metrics = QFontMetricsF(font)
    widest_word = max(map(metrics.horizontalAdvance, text.replace(_SOFT_HYPHEN, "").split()), default=0.0)
    if width < widest_word and width >= _LEAST_TEXT * widest_word:
        whole = QFont(font)
        whole.setPointSizeF(font.pointSizeF() * width / widest_word)
        return whole
    parts = [
        part for word in text.split() for part in word.replace(_SOFT_HYPHEN, f"-{_SOFT_HYPHEN}").split(_SOFT_HYPHEN)
    ]
    widest = max(map(metrics.horizontalAdvance, parts), default=0.0)
    if widest <= width:
        return font
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * max(width / widest, _LEAST_TEXT))
    return smaller


def _height_px(text: str, *, font: QFont, width: int) -> float:
    """The height of wrapped text, with every line as high as its tallest letters, since scripts differ in height.

    Qt drops the last line of an item that it finds too high, and it lays out the lines itself.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    heights = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        heights.append(line.height())
    layout.endLayout()
    return len(heights) * max(heights, default=0.0)


def fit_height(table: QTableWidget) -> None:
    """Make a table as high as its rows, so that the page scrolls and not the table."""
    titles, rows = table.horizontalHeader(), table.verticalHeader()
    table.setFixedHeight(titles.sizeHint().height() + rows.length() + 2 * table.frameWidth())


def current_key(table: QTableWidget) -> object | None:
    """The key of the selected row, None if none is selected."""
    items = table.selectedItems()
    return items[0].data(Qt.ItemDataRole.UserRole) if items else None


def select_key(table: QTableWidget, key: object) -> None:
    """Select the row with this key, if it exists."""
    for row in range(table.rowCount()):
        if table.item(row, 0).data(Qt.ItemDataRole.UserRole) == key:
            table.selectRow(row)
            return
