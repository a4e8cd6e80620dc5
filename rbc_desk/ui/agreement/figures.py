"""The figures of the agreement: overall, by pair of readers, by class, and reader against reader."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.core.counting.reader_agreement import FIGURES, ORDERED, PairAgreement
from rbc_desk.core.models.results import Figure
from rbc_desk.core.tables.columns import texts
from rbc_desk.services.agreement.columns import (
    class_columns,
    class_rows,
    pair_columns,
    percent,
    with_interval,
)
from rbc_desk.ui.agreement.reading import Compared
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.widgets.figures import current_key, fill, fit_height, make_table, select_key, wrap_rows
from rbc_desk.ui.widgets.texts import quiet, scrolled, tight
from rbc_desk.ui.widgets.turning import TurningSplitter

_LEFT = 52 * GRID


class AgreementFigures(QWidget):
    """Tables on the left, the matrix of the chosen pair on the right. `opened`: first and second reader, and the
    class by each, of an entry of the matrix in which they disagree.
    """

    opened = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreementFigures")
        self.overall = make_table([self.tr("Figure"), self.tr("All classes")], name="agreementTable")
        self.overall.setAccessibleName(self.tr("Agreement over all classes"))
        self.pairs = make_table([""] * 4, name="readerPairsTable")
        self.pairs.setAccessibleName(self.tr("Pairs of readers"))
        self.by_class = make_table([""] * 4, name="agreedClassesTable")
        self.by_class.setAccessibleName(self.tr("Agreement by class"))
        # once after all rows of a table changed, when its titles have their height too
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_heights)
        for table in (self.pairs, self.by_class):
            wrap_rows(table)
        for table in (self.overall, self.pairs, self.by_class):
            table.setProperty("narrow", True)
            table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            for header in (table.horizontalHeader(), table.verticalHeader()):
                header.geometriesChanged.connect(self._fit_soon)
                header.sectionResized.connect(self._fit_soon)
        self.ordered = QCheckBox(self.tr("Classes have an order (weighted kappa)"), objectName="orderedClassesBox")
        self.ordered.setToolTip(
            self.tr("Also show weighted kappa and ordinal alpha, for classes such as slight, moderate, marked")
        )
        self.matrix = ConfusionView(title=self.tr("Reader against reader"))
        self.matrix.set_opens(True)
        self._compared: Compared | None = None
        self._lay_out()
        self.ordered.toggled.connect(self._show_tables)
        self.pairs.itemSelectionChanged.connect(self._show_matrix)
        self.matrix.opened.connect(self._on_opened)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        tight(column)
        column.setSpacing(GRID)
        column.addWidget(self.overall)
        column.addWidget(self.ordered)
        self._pairs_title = quiet(self.tr("Pairs of readers"))
        column.addSpacing(GRID)
        column.addWidget(self._pairs_title)
        column.addWidget(self.pairs)
        column.addSpacing(GRID)
        column.addWidget(quiet(self.tr("Each class against the rest")))
        column.addWidget(self.by_class)
        column.addStretch(1)
        with_text(left, lambda scale: left.setMinimumWidth(round(_LEFT * min(scale, 1.2))))
        parts = TurningSplitter()
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * GRID)
        parts.addWidget(left)
        parts.addWidget(self.matrix)
        parts.setSizes([_LEFT, _LEFT])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, 0)
        row.addWidget(scrolled(parts))

    @Slot()
    def _fit_soon(self, *_: object) -> None:
        self._fit.start()

    @Slot()
    def _fit_heights(self) -> None:
        """Make the tables as high as their rows: the page scrolls, not they."""
        for table in (self.overall, self.pairs, self.by_class):
            fit_height(table)

    def show_compared(self, compared: Compared) -> None:
        self._compared = compared
        self._show_tables()

    def clear(self) -> None:
        """Show nothing of what was compared."""
        self._compared = None
        for table in (self.overall, self.pairs, self.by_class):
            table.setRowCount(0)
        self.matrix.clear()

    @property
    def pair(self) -> PairAgreement | None:
        """The pair whose matrix is shown."""
        if self._compared is None or not self._compared.found.pairs:
            return None
        key = current_key(self.pairs)
        return self._compared.found.pairs[key if isinstance(key, int) else 0]

    @Slot()
    def _show_tables(self) -> None:
        if self._compared is None:
            return
        found, ordered = self._compared.found, self.ordered.isChecked()
        two = len(found.pairs) == 1
        own = found.pairs[0].figures if two else ()
        figures = {one.name: one for one in (*own, *found.figures) if not one.code}
        rows = [
            [translated(FIGURES[name]), _text(one)] for name, one in figures.items() if ordered or name not in ORDERED
        ]
        fill(self.overall, rows, numbers_from=1)
        columns = pair_columns(ordered=ordered)
        chosen = current_key(self.pairs)
        self.pairs.blockSignals(True)
        self.pairs.setColumnCount(len(columns))
        self.pairs.setHorizontalHeaderLabels([translated(column.title) for column in columns])
        fill(self.pairs, texts(columns, found.pairs), numbers_from=1, keys=range(len(found.pairs)))
        select_key(self.pairs, chosen if isinstance(chosen, int) and chosen < len(found.pairs) else 0)
        self.pairs.blockSignals(False)
        for part in (self.pairs, self._pairs_title):
            part.setVisible(not two)
        of_classes = class_columns(two=two)
        self.by_class.setHorizontalHeaderLabels([translated(column.title) for column in of_classes])
        fill(self.by_class, texts(of_classes, class_rows(found, shown=self._name)), numbers_from=1)
        self._fit_soon()
        self._show_matrix()

    @Slot()
    def _show_matrix(self) -> None:
        pair, compared = self.pair, self._compared
        if pair is None or compared is None:
            return
        codes = compared.found.codes
        letters = [compared.classes[code].letters if code in compared.classes else "" for code in codes]
        words = self.tr("{0} cells: {1} by {first}, {2} by {second}{3}")
        self.matrix.set_words(
            rows=pair.first,
            columns=pair.second,
            entry=words.replace("{first}", _plain(pair.first)).replace("{second}", _plain(pair.second)),
        )
        self.matrix.set_matrix([self._name(code) for code in codes], letters, counts=pair.counts)

    def _name(self, code: str) -> str:
        assert self._compared is not None
        known = self._compared.classes.find(code)
        return translated(known.name) if known is not None else code

    @Slot(int, int)
    def _on_opened(self, row: int, column: int) -> None:
        pair, compared = self.pair, self._compared
        if pair is not None and compared is not None and row != column:
            codes = compared.found.codes
            self.opened.emit(pair.first, pair.second, codes[row], codes[column])


def _text(figure: Figure) -> str:
    return percent(figure) if figure.name == "observed" else with_interval(figure)


def _plain(name: str) -> str:
    """A name inside a template for `str.format`."""
    return name.replace("{", "{{").replace("}", "}}")
