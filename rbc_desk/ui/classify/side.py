"""The side column of the page Classify: the differential count and the review list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.cells import Cell
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.differential import Differential
from rbc_desk.ui.classify.review_list import ReviewList
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon
from rbc_desk.ui.widgets.figures import fill, fit_rows, in_two_lines, make_table, percent
from rbc_desk.ui.widgets.texts import quiet


class ClassifySide(QWidget):
    """Count and percentage of each class with the total, and the cells to review below."""

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classifySide")
        heads = [self.tr("Class"), self.tr("Cells"), in_two_lines(self.tr("Percent (of total)"))]
        self.table = make_table(heads, name="differentialTable")
        self.table.setAccessibleName(self.tr("Differential count"))
        self.table.setIconSize(QSize(18, 18))
        self.table.setProperty("narrow", True)
        self.partial = quiet("", wrap=True)
        self.partial.setObjectName("differentialNote")
        self.partial.hide()
        self.review = ReviewList(keys)
        self.caption = quiet("", wrap=True)
        self.caption.setObjectName("reviewCaption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(quiet(self.tr("Differential count")))
        layout.addWidget(self.table, 2)
        layout.addWidget(self.partial)
        layout.addSpacing(GRID)
        layout.addWidget(self.caption)
        layout.addWidget(self.review, 3)
        self.clear()

    def clear(self) -> None:
        self.table.setRowCount(0)
        self.partial.hide()
        self.review.forget_cells()
        self.caption.setText(self.tr("Nothing to review yet"))

    def show_differential(self, found: Differential | None) -> None:
        """Show the classes with their total, and below them the cells that are not counted."""
        found = found or Differential(())
        total = found.n_counted
        texts = [[translated(row.name), f"{row.count:,}", percent(row.percent)] for row in found.rows]
        texts.append([self.tr("Total"), f"{total:,}", percent(100.0 if total else 0.0)])
        left_out = (
            (self.tr("Unlabelled"), found.n_without_class),
            (self.tr("Cut off by the border, not counted"), found.n_cut),
            (self.tr("Rejected"), found.n_rejected),
        )
        texts += [[name, f"{count:,}", ""] for name, count in left_out if count]
        fill(self.table, texts, numbers_from=1)
        for index, row in enumerate(found.rows):
            self.table.item(index, 0).setIcon(class_icon(CellClass(row.code, row.name, row.colour, row.letters)))
            self.table.item(index, 0).setToolTip(self.tr("{0} labelled by a person").format(row.n_confirmed))
        self._fit_rows()
        for column in range(3):
            item = self.table.item(len(found.rows), column)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.partial.setText(
            self.tr("{0:,} of {1:,} cells have no class yet. The percentages refer to the other {2:,}.").format(
                found.n_without_class, total + found.n_without_class, total
            )
            if total and found.n_without_class
            else ""
        )
        self.partial.setVisible(bool(self.partial.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        fit_rows(self.table, width=self.width() - 4 * GRID)

    def set_queue(self, cells: Sequence[Cell], *, classes: ClassSet) -> None:
        self.review.set_cells(cells, classes=classes)
        self.caption.setText(
            self.tr("{0:,} to review, least certain first. Enter confirms, a class key corrects.").format(len(cells))
            if cells
            else self.tr("Nothing to review")
        )
