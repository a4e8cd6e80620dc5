"""The right column of Classify: the differential count and the review list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.cells import Cell
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.ui.keymap import Keymap
from rbc_desk.ui.language import said
from rbc_desk.ui.pages.review_list import ReviewList
from rbc_desk.ui.theme import GRID, class_icon
from rbc_desk.ui.widgets.figures import fill, fit_rows, make_table, percent
from rbc_desk.ui.widgets.texts import quiet


class ClassifySide(QWidget):
    """Counts and percents a class with their total, and below them the cells to review."""

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classifySide")
        self.table = make_table([self.tr("Class"), self.tr("Cells"), self.tr("Percent")], name="differentialTable")
        self.table.setAccessibleName(self.tr("Differential count"))
        self.table.setIconSize(QSize(18, 18))
        self.table.setProperty("narrow", True)
        self.review = ReviewList(keys)
        self.caption = quiet("", wrap=True)
        self.caption.setObjectName("reviewCaption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(quiet(self.tr("Differential count")))
        layout.addWidget(self.table, 2)
        layout.addSpacing(GRID)
        layout.addWidget(self.caption)
        layout.addWidget(self.review, 3)
        self.clear()

    def clear(self) -> None:
        self.table.setRowCount(0)
        self.review.forget_cells()
        self.caption.setText(self.tr("Nothing to review yet"))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show `DifferentialRow`s and their total."""
        total = sum(row.count for row in rows)
        texts = [[said(row.name), f"{row.count:,}", percent(row.percent)] for row in rows]
        texts.append([self.tr("Total"), f"{total:,}", percent(100.0 if total else 0.0)])
        fill(self.table, texts, numbers_from=1)
        for index, row in enumerate(rows):
            self.table.item(index, 0).setIcon(class_icon(CellClass(row.code, row.name, row.colour, row.letters)))
            self.table.item(index, 0).setToolTip(self.tr("{0} said by a person").format(row.n_confirmed))
        self._fit_rows()
        for column in range(3):
            item = self.table.item(len(rows), column)
            font = item.font()
            font.setBold(True)
            item.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        fit_rows(self.table, width=self.width() - 4 * GRID)

    def set_queue(self, cells: Sequence[Cell], *, classes: ClassSet) -> None:
        self.review.set_cells(cells, classes=classes)
        self.caption.setText(
            self.tr("{0:,} to review, least sure first: Enter agrees, a class's key corrects").format(len(cells))
            if cells
            else self.tr("Nothing to review")
        )
