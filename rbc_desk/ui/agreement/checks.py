"""The checks of readers: how many cells come again in reviews, the control cells, and what readers answered."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidget, QVBoxLayout, QWidget

from rbc_desk.core.counting.reader_agreement import ReaderAgreement
from rbc_desk.core.counting.repeats import NO_CLASS
from rbc_desk.core.tables.columns import texts
from rbc_desk.services.agreement.checks import NOT_A_CELL, ReaderChecks
from rbc_desk.services.agreement.columns import CHECK_COLUMNS, class_columns, class_rows
from rbc_desk.ui.agreement.reading import Compared
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.fields import choice_box
from rbc_desk.ui.widgets.figures import current_key, fill, fit_height, make_table, select_key
from rbc_desk.ui.widgets.texts import button, quiet, scrolled, tight

SHARES = (0.0, 0.05, 0.075, 0.1)


class ChecksView(QWidget):
    """`share_chosen`: of hidden repeats. `decided_requested`: use the cells with a consensus as control cells.

    `controls_requested`: show the control cells. `controls_removed`: have none any more.
    """

    share_chosen = Signal(float)
    decided_requested = Signal()
    controls_requested = Signal()
    controls_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readerChecks")
        choices = [(f"{share:g}", self.tr("Off") if not share else f"{100 * share:g} %") for share in SHARES]
        self.share = choice_box("repeatShare", choices)
        self.share.setAccessibleName(self.tr("Hidden repeats"))
        self.controls = QLabel(objectName="controlCellsLabel")
        self.show_controls = button(self.tr("Show"), name="showControlsButton")
        self.use_decided = button(self.tr("Use cells with a consensus"), name="controlsFromConsensusButton")
        self.remove_controls = button(self.tr("Remove all"), name="removeControlsButton")
        self.table = make_table([translated(column.title) for column in CHECK_COLUMNS], name="readerChecksTable")
        self.table.setAccessibleName(self.tr("Checks of readers"))
        self.nothing = quiet(
            self.tr("No answers yet. With hidden repeats on, cells come again in the review some time later."),
            wrap=True,
        )
        self.nothing.setObjectName("noChecksLabel")
        self.of_repeats, self.of_controls = self._class_table("repeatedClasses"), self._class_table("controlClasses")
        self._titles = {
            self.of_repeats: quiet(self.tr("Repeats, each class against the rest")),
            self.of_controls: quiet(self.tr("Control cells, each class against the rest")),
        }
        self._compared: Compared | None = None
        # once the titles have their height too
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_heights)
        self._lay_out()
        self.share.activated.connect(lambda _index: self.share_chosen.emit(float(self.share.currentData())))
        self.show_controls.clicked.connect(self.controls_requested)
        self.use_decided.clicked.connect(self.decided_requested)
        self.remove_controls.clicked.connect(self.controls_removed)
        self.table.itemSelectionChanged.connect(self._show_classes)

    def _class_table(self, name: str) -> QTableWidget:
        table = make_table([translated(column.title) for column in class_columns(two=True)], name=name)
        table.setProperty("narrow", True)
        return table

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        tight(column)
        column.setSpacing(GRID)
        about_repeats = self.tr(
            "Cells that a reader labelled before come again in the review, without their label. The labels stay as "
            "they are. The answers show how far each reader agrees with themselves."
        )
        about_controls = self.tr(
            "Cells of known class that the other readers get in the review. To mark one, right-click a labelled cell "
            "on Label and choose Mark or unmark as control cell."
        )
        column.addLayout(_line(QLabel(self.tr("Hidden repeats in reviews")), self.share))
        column.addWidget(quiet(about_repeats, wrap=True))
        column.addSpacing(GRID)
        column.addLayout(_line(self.controls, self.show_controls, self.use_decided, self.remove_controls))
        column.addWidget(quiet(about_controls, wrap=True))
        column.addSpacing(2 * GRID)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for table, title in self._titles.items():
            part = QVBoxLayout()
            part.addWidget(title)
            part.addWidget(table)
            part.addStretch(1)
            row.addLayout(part, 1)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(scrolled(inside))

    def show_compared(self, compared: Compared) -> None:
        self._compared = compared
        share = compared.plan.share if compared.plan is not None else 0.0
        self.share.setCurrentIndex(max(self.share.findData(f"{share:g}"), 0))
        n = len(compared.controls)
        self.controls.setText(self.tr("Control cells: {n}").format(n=f"{n:,}"))
        for part in (self.show_controls, self.remove_controls):
            part.setEnabled(n > 0)
        self.use_decided.setEnabled(bool(compared.consensus.keys() - compared.controls.keys()))
        chosen = current_key(self.table)
        self.table.blockSignals(True)
        fill(self.table, texts(CHECK_COLUMNS, compared.checks), numbers_from=1, keys=range(len(compared.checks)))
        if compared.checks:
            select_key(self.table, chosen if isinstance(chosen, int) and chosen < len(compared.checks) else 0)
        self.table.blockSignals(False)
        self.table.setVisible(bool(compared.checks))
        self.nothing.setVisible(not compared.checks)
        self._show_classes()

    def clear(self) -> None:
        """Show nothing of what readers answered."""
        self._compared = None
        for table in (self.table, self.of_repeats, self.of_controls):
            table.setRowCount(0)
        self.controls.setText("")

    @Slot()
    def _show_classes(self) -> None:
        one = self._reader
        self._show_table(self.of_repeats, one.repeats if one is not None else None)
        self._show_table(self.of_controls, one.controls if one is not None else None)
        self._fit.start()

    def _show_table(self, table: QTableWidget, found: ReaderAgreement | None) -> None:
        for part in (table, self._titles[table]):
            part.setVisible(found is not None)
        if found is not None:
            fill(table, texts(class_columns(two=True), class_rows(found, shown=self._name)), numbers_from=1)

    @Slot()
    def _fit_heights(self) -> None:
        for table in (self.table, self.of_repeats, self.of_controls):
            fit_height(table)

    @property
    def _reader(self) -> ReaderChecks | None:
        """The reader whose row is selected."""
        key = current_key(self.table)
        if self._compared is None or not isinstance(key, int) or key >= len(self._compared.checks):
            return None
        return self._compared.checks[key]

    def _name(self, code: str) -> str:
        if code == NO_CLASS:
            return translated(NOT_A_CELL)
        known = self._compared.classes.find(code) if self._compared is not None else None
        return translated(known.name) if known is not None else code


def _line(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
