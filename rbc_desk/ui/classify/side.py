"""The side column of the page Classify: the differential count and the review list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.counting.differential import ClassShare, Differential
from rbc_desk.ui.classify.domain import DomainLine
from rbc_desk.ui.classify.review_list import ReviewList
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon
from rbc_desk.ui.pages.learning_line import LearningLine
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import fill, fit_rows, in_two_lines, make_table, percent
from rbc_desk.ui.widgets.texts import quiet


class ClassifySide(QWidget):
    """Count and percentage of each class with the total, and the cells to review below."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classifySide")
        heads = [self.tr("Class"), self.tr("Cells"), in_two_lines(self.tr("Percent (95 % CI)"))]
        self.table = make_table(heads, name="differentialTable")
        self.table.setAccessibleName(self.tr("Differential count"))
        self.table.setIconSize(QSize(18, 18))
        self.table.setProperty("narrow", True)
        self.partial = quiet("", wrap=True)
        self.partial.setObjectName("differentialNote")
        self.partial.hide()
        self.domain = DomainLine()
        self.review = ReviewList(context.keys)
        self.learning = LearningLine(context, name="classifyLearningLine")
        self.caption = quiet("", wrap=True)
        self.caption.setObjectName("reviewCaption")
        self.empty = quiet(
            self.tr("The share of each class, and the cells to review, appear here when the cells are classified."),
            wrap=True,
        )
        self.empty.setObjectName("differentialEmpty")
        self._blank = QWidget()
        self._title = quiet(self.tr("Differential count"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.domain)
        layout.addWidget(self.empty)
        layout.addWidget(self._title)
        self.table.setMinimumHeight(18 * GRID)
        layout.addWidget(self.table, 2)
        layout.addWidget(self.partial)
        layout.addSpacing(GRID)
        layout.addWidget(self.caption)
        layout.addWidget(self.review, 3)
        layout.addWidget(self._blank, 1)
        layout.addWidget(self.learning)
        self.clear()

    def clear(self) -> None:
        self.table.setRowCount(0)
        self.partial.hide()
        self.domain.show_differential(None, why_not="")
        self.review.forget_cells()
        self._show_parts(counted=False)

    def show_differential(self, found: Differential | None, *, why_not_label: str = "") -> None:
        """Show the classes and what has no class yet with their total, and below them what is not counted.

        `why_not_label`: why cells cannot be labelled; "" if they can.
        """
        found = found or Differential(())
        self.domain.show_differential(found, why_not=why_not_label)
        left = found.apart.n_unclassified
        has_intervals = found.has_intervals
        texts = [
            [translated(row.name), f"{row.count:,}", self._share(row) if has_intervals else percent(row.percent)]
            for row in found.rows
        ]
        if left:
            texts.append([self.tr("Unclassified"), f"{left:,}", percent(100 * found.unclassified_share)])
        total_at = len(texts)
        texts.append([self.tr("All red cells"), f"{found.n_red:,}", percent(100.0 if found.n_red else 0.0)])
        apart = (
            (self.tr("Cut off by the border, not counted"), found.apart.n_cut),
            (self.tr("Rejected"), found.apart.n_rejected),
            (self.tr("White cells"), found.apart.n_white),
            (self.tr("Platelets"), found.apart.n_platelets),
            (self.tr("Artefacts"), found.apart.n_artefacts),
        )
        texts += [[name, f"{count:,}", ""] for name, count in apart if count]
        fill(self.table, texts, numbers_from=1)
        for index, row in enumerate(found.rows):
            item = self.table.item(index, 0)
            item.setIcon(class_icon(CellClass(row.code, row.name, row.colour, row.letters)))
            item.setToolTip(self._tip(row))
            self.table.item(index, 2).setToolTip(self._tip(row))
        self._fit_rows()
        for column in range(3):
            item = self.table.item(total_at, column)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.partial.setText(self._note(found))
        self.partial.setVisible(bool(self.partial.text()))
        self._show_parts(counted=bool(found.n_red or any(count for _, count in apart)))

    def _show_parts(self, *, counted: bool) -> None:
        """Show the count and the queue, or what will appear in their place."""
        for part in (self.empty, self._blank):
            part.setVisible(not counted)
        for part in (self._title, self.table, self.caption):
            part.setVisible(counted)
        self.review.setVisible(counted and self.review.count() > 0)

    def _share(self, row: ClassShare) -> str:
        return f"{percent(row.percent)}\n{100 * row.low:.1f}–{100 * row.high:.1f}" if row.high else percent(0.0)

    def _tip(self, row: ClassShare) -> str:
        lines = [self.tr("{0:,} labelled by a person, {1:,} predicted").format(row.n_confirmed, row.n_predicted)]
        if row.n_uncertain:
            lines.append(self.tr("{0:,} predicted with a low confidence").format(row.n_uncertain))
        if abs(row.share - row.raw_share) >= 0.0005:
            lines.append(self.tr("Counted: {0}").format(percent(100 * row.raw_share)))
        return "\n".join(lines)

    def _note(self, found: Differential) -> str:
        lines = []
        if found.unmeasured:
            lines.append(translated(found.unmeasured_note))
        if found.apart.n_unclassified and found.n_classified:
            lines.append(
                self.tr("{0:,} of {1:,} red cells have no class yet. The upper limits include them.").format(
                    found.apart.n_unclassified, found.n_red
                )
            )
        if found.n_uncertain:
            lines.append(self.tr("{0:,} predictions are below the confidence threshold.").format(found.n_uncertain))
        return " ".join(lines)

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
        self.review.setVisible(bool(cells) and not self.table.isHidden())
