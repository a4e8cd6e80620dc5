"""The side column of the page Label: classes with live counts, and the selected cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStyle,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.keys.view_action import add_view_action
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import (
    GRID,
    SUBHEADING,
    accent,
    class_icon,
    mix,
    muted,
    tabular_font,
    text_scale,
    with_text,
)
from rbc_desk.ui.label.details.cell_details import CellBox
from rbc_desk.ui.widgets.figures import fit_rows, make_table
from rbc_desk.ui.widgets.texts import heading, quiet

_NAME, _KEY, _HERE, _ALL = range(4)
_WIDTHS = {_KEY: 32, _HERE: 40, _ALL: 44}
_FEWEST_ROWS = 4
_LEAST_NAME = 15 * GRID  # the column of the names, in two lines; the counts of the project give way to it


class LabelPanel(QScrollArea):
    """`class_chosen` carries the class code of a clicked row."""

    class_chosen = Signal(str)

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelPanel")
        self._keys = keys
        self.table = make_table(
            [self.tr("Class"), self.tr("Key"), self.tr("Smear"), self.tr("Project")], name="classTable", stretch=_NAME
        )
        self.table.setAccessibleName(self.tr("Classes: name, key, cells on this smear, cells in the project"))
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus on the image
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setIconSize(QSize(20, 20))
        header = self.table.horizontalHeader()
        for column in _WIDTHS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setProperty("narrow", True)
        self.table.cellClicked.connect(self._on_row_clicked)
        add_view_action(
            self.table,
            module="ui.label.panel",
            run=lambda: self._on_row_clicked(self.table.currentRow(), 0),
            text=self.tr("Assign this class"),
        )
        self.summary = quiet("", wrap=True)
        self.summary.setObjectName("smearSummary")
        self.summary.setFont(tabular_font())
        self.cell = CellBox()
        self.advance = QCheckBox(self.tr("Advance after labelling"), objectName="advanceBox", checked=True)
        self.advance.setToolTip(self.tr("Select the next unlabelled cell after a class key is pressed"))
        self.show_rejected = QCheckBox(self.tr("Show rejected cells"), objectName="showRejectedBox")
        for box in (self.advance, self.show_rejected):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._codes: tuple[str, ...] = ()
        self._widths: dict[int, int] = {}
        self._marked = ""
        self._classes: ClassSet | None = None
        self._lay_out()
        keys.changed.connect(self._show_keys)
        with_text(self, self._fit)

    def _lay_out(self) -> None:
        inner = QWidget()  # scrolls if the window is too low
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.tr("Classes"), scale=SUBHEADING))
        layout.addWidget(self.table, 100)
        layout.addWidget(self.summary)
        self._learning = QVBoxLayout()
        self._learning.setContentsMargins(0, GRID, 0, 0)
        layout.addLayout(self._learning)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.cell)
        self._sections = QVBoxLayout()
        self._sections.setContentsMargins(0, GRID, 0, 0)
        layout.addLayout(self._sections)
        layout.addStretch(1)
        layout.addWidget(self.advance)
        layout.addWidget(self.show_rejected)

    def add_learning(self, section: QWidget) -> None:
        """Add what the program learns from the labels, below the classes."""
        self._learning.addWidget(section)

    def add_section(self, section: QWidget) -> None:
        """Add a section about the current smear below the selected cell."""
        self._sections.addWidget(section)

    def set_classes(self, classes: ClassSet | None) -> None:
        self._classes = classes
        self._codes = classes.codes if classes else ()
        self._marked = ""
        self.table.setRowCount(len(self._codes))
        for row, cell_class in enumerate(classes or ()):
            name = QTableWidgetItem(class_icon(cell_class), translated(cell_class.name))
            name.setToolTip(name.text())
            key = QTableWidgetItem()
            key.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            key.setForeground(muted(self.palette()))
            self.table.setItem(row, _NAME, name)
            self.table.setItem(row, _KEY, key)
            for column in (_HERE, _ALL):
                number = QTableWidgetItem("0")
                number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, number)
        self._show_keys()
        self._fit(text_scale())
        sides = {_NAME: Qt.AlignmentFlag.AlignLeft, _KEY: Qt.AlignmentFlag.AlignHCenter}
        for column in range(self.table.columnCount()):
            side = sides.get(column, Qt.AlignmentFlag.AlignRight)
            self.table.horizontalHeaderItem(column).setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _fit(self, scale: float) -> None:
        """Show all rows if they fit, otherwise a few with a scroll bar."""
        header = self.table.horizontalHeader()
        for column, width in _WIDTHS.items():
            is_hidden = self.table.isColumnHidden(column)
            self.table.setColumnHidden(column, False)  # a hidden one has no size
            self._widths[column] = max(round(width * scale), header.sectionSizeHint(column))
            header.resizeSection(column, self._widths[column])
            self.table.setColumnHidden(column, is_hidden)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        # a scroll bar always has its room: it must not come and go with the column that it hides
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        left = self.width() - bar - 4 * GRID - sum(self._widths.values())
        is_narrow = left < _LEAST_NAME * text_scale()
        self.table.setColumnHidden(_ALL, is_narrow and not self.table.isColumnHidden(_HERE))
        fit_rows(self.table, width=self.width() - 4 * GRID)
        above = self.table.horizontalHeader().sizeHint().height() + 4
        heights = [self.table.rowHeight(row) for row in range(len(self._codes))]
        heights = heights or [self.table.verticalHeader().defaultSectionSize()]
        self.table.setMaximumHeight(above + sum(heights))
        self.table.setMinimumHeight(above + sum(heights[:_FEWEST_ROWS]))

    @Slot()
    def _show_keys(self) -> None:
        for row, code in enumerate(self._codes):
            self.table.item(row, _KEY).setText(self._keys.class_key(self._classes, code) if self._classes else "")

    def set_counts(self, cells: Sequence[Cell], *, in_project: Mapping[str, int]) -> None:
        """Count the labels of the smear's red cells; `in_project` counts those of all smears."""
        kept = [cell for cell in cells if cell.state is not CellState.REJECTED]
        on_smear = Counter(cell.human_code for cell in kept)
        for row, code in enumerate(self._codes):
            for column, n in ((_HERE, on_smear[code]), (_ALL, in_project.get(code, 0))):
                item = self.table.item(row, column)
                item.setText(str(n))
                item.setForeground(muted(self.palette()) if not n else QColor(self.palette().windowText().color()))
        waiting = on_smear[None]
        parts = [
            self.tr("%n cell(s)", "", len(kept)),
            self.tr("%n unlabelled", "", waiting) if waiting else self.tr("all labelled"),
        ]
        if len(cells) > len(kept):
            parts.append(self.tr("%n rejected", "", len(cells) - len(kept)))
        self.summary.setText(", ".join(parts) if cells else self.tr("No cells on this smear yet"))

    def set_of_one_smear(self, on: bool) -> None:
        """Show counts of the smear (True), or only those of the project."""
        self.table.setColumnHidden(_HERE, not on)
        self.summary.setVisible(on)
        for index in range(self._sections.count()):
            self._sections.itemAt(index).widget().setVisible(on)
        self._fit_rows()

    def count_texts(self, code: str) -> tuple[str, str]:
        """The displayed counts of a class: on the smear, in the project."""
        row = self._codes.index(code)
        return self.table.item(row, _HERE).text(), self.table.item(row, _ALL).text()

    def class_at(self, where: QPoint) -> str:
        """The class whose row is at a screen position, "" if there is none."""
        viewport = self.table.viewport()
        at = viewport.mapFromGlobal(where)
        if not viewport.isVisible() or not viewport.visibleRegion().contains(at):
            return ""
        row = self.table.rowAt(at.y())
        return self._codes[row] if 0 <= row < len(self._codes) else ""

    def mark(self, code: str) -> None:
        """Highlight the row of a class that cells are dragged over; "" clears the highlight."""
        if code == self._marked:
            return
        self._marked = code
        tint = mix(accent(self.palette()), self.palette().base().color(), share=0.4)
        for row, one in enumerate(self._codes):
            for column in range(self.table.columnCount()):
                self.table.item(row, column).setBackground(QBrush(tint) if one == code else QBrush())

    @Slot(int, int)
    def _on_row_clicked(self, row: int, _column: int) -> None:
        if 0 <= row < len(self._codes):
            self.class_chosen.emit(self._codes[row])
