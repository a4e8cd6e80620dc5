"""The cells on which readers disagree, one at a time, to decide on a consensus by key or click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rbc_desk.services.agreement.consensus import Disagreement
from rbc_desk.ui.agreement.choices import ConsensusChoices
from rbc_desk.ui.agreement.reading import Compared
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, icon, tabular_font, with_text
from rbc_desk.ui.review.prefetch import PicturePrefetch
from rbc_desk.ui.review.stage import Stage
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import Elided, button, quiet

_AHEAD = 6
_SIDE = 42 * GRID


class DisagreementView(QWidget):
    """`decided` carries a cell's id and the code of a class; "" takes the consensus back."""

    decided = Signal(int, str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("disagreementView")
        self._context = context
        self.pictures = PicturePrefetch(self)
        self.stage = Stage(self.pictures)
        self.choices = ConsensusChoices(context.keys)
        self.where = Elided("", muted=True, object_name="disagreementSmear")
        self.count, self.done = QLabel("", objectName="disagreementCount"), quiet("")
        self.done.setObjectName("decidedCount")
        for label in (self.count, self.done):
            label.setFont(tabular_font())
        self.previous = self._arrow("previous", self.tr("Previous cell (left arrow)"))
        self.next = self._arrow("next", self.tr("Next cell (right arrow)"))
        self.take_back = button(self.tr("Remove consensus"), name="removeConsensusButton")
        self.take_back.setToolTip(self.tr("Leave this cell undecided (Delete)"))
        self.filter = QToolButton(objectName="disagreementFilter", toolTip=self.tr("Back to all disagreements"))
        self.filter.setProperty("bar", True)
        self.filter.hide()
        self._compared: Compared | None = None
        self._only: tuple[str, str, str, str] | None = None
        self._queue: tuple[Disagreement, ...] = ()
        self._at = 0
        self._lay_out()
        self._connect()

    def _arrow(self, name: str, about: str) -> QToolButton:
        arrow = QToolButton(objectName=f"{name}DisagreementButton", toolTip=about)
        arrow.setIcon(icon(name))
        arrow.setAccessibleName(about)
        arrow.setProperty("bar", True)
        return arrow

    def _lay_out(self) -> None:
        side = QWidget()
        with_text(side, lambda scale: side.setFixedWidth(round(_SIDE * min(scale, 1.3))))
        steps = QHBoxLayout()
        steps.setSpacing(GRID)
        for part in (self.previous, self.next, self.count):
            steps.addWidget(part)
        steps.addStretch(1)
        steps.addWidget(self.done)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(steps)
        column.addWidget(self.filter)
        column.addWidget(self.where)
        column.addWidget(self.choices, 1)
        column.addWidget(self.take_back)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.stage, 1)
        row.addWidget(side)

    def _connect(self) -> None:
        self.stage.stepped.connect(self.step)
        self.stage.ended.connect(lambda side: self.step(side * len(self._queue)))
        self.stage.zoomed.connect(self._want_pictures)
        self.pictures.arrived.connect(self._on_picture_arrived)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.choices.chosen.connect(self._decide)
        self.take_back.clicked.connect(lambda: self._decide(""))
        self.filter.clicked.connect(self._on_filter_cleared)

    # content

    @property
    def current(self) -> Disagreement | None:
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def consensus(self) -> Mapping[int, str]:
        """The consensus that is shown, by cell id."""
        return self._compared.consensus if self._compared is not None else {}

    def show_compared(self, compared: Compared) -> None:
        """Show the disagreements: the current cell if it is still among them, otherwise the first undecided one."""
        current = self.current
        self._compared = compared
        if self.pictures.smears is None:
            self.pictures.set_project(self._context.project)
        self._fill_queue(keep=current.cell_id if current is not None else 0)

    def show_consensus(self, consensus: Mapping[int, str]) -> None:
        """Show another consensus. If it changed for a single cell, such as by an undo, that cell becomes current."""
        if self._compared is None:
            return
        before = self._compared.consensus
        changed = [one.cell_id for one in self._queue if before.get(one.cell_id) != consensus.get(one.cell_id)]
        self._compared = replace(self._compared, consensus=consensus)
        if len(changed) == 1:
            self._at = next(i for i, one in enumerate(self._queue) if one.cell_id == changed[0])
        self._show()

    def show_only(self, first: str, second: str, code: str, other: str) -> None:
        """Show the cells that one reader gave `code` and the other `other`."""
        self._only = (first, second, code, other)
        self._fill_queue()

    def clear(self) -> None:
        """Show nothing of what was compared."""
        self.pictures.set_project(None)
        self._compared, self._only, self._queue, self._at = None, None, (), 0
        self.filter.hide()
        self.choices.clear()
        for label in (self.count, self.done, self.where):
            label.setText("")
        self.stage.show_cell(None, cell_class=None, words="")

    def advance(self) -> None:
        """Go to the next undecided cell, also from the start of the queue; stay if there is none."""
        if self._compared is None:
            return
        order = [*range(self._at + 1, len(self._queue)), *range(self._at)]
        found = next((i for i in order if self._queue[i].cell_id not in self._compared.consensus), None)
        if found is not None:
            self._at = found
            self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go back or forward by cells, decided or not."""
        self._at = min(max(self._at + by, 0), max(len(self._queue) - 1, 0))
        self._show()

    def _fill_queue(self, *, keep: int = 0) -> None:
        if self._compared is None:
            return
        self._queue = tuple(one for one in self._compared.disagreements if self._is_wanted(one))
        ids = [one.cell_id for one in self._queue]
        open_ = (i for i, cell_id in enumerate(ids) if cell_id not in self._compared.consensus)
        self._at = ids.index(keep) if keep in ids else next(open_, 0)
        if self._only is not None:
            first, second, code, other = self._only
            of_first = self.tr("{reader}: {name}").format(reader=first, name=self._name(code))
            of_second = self.tr("{reader}: {name}").format(reader=second, name=self._name(other))
            self.filter.setText(f"{of_first}, {of_second}  ×".replace("&", "&&"))
        self.filter.setVisible(self._only is not None)
        self._show()

    def _is_wanted(self, one: Disagreement) -> bool:
        if self._only is None:
            return True
        first, second, code, other = self._only
        return one.labels.get(first) == code and one.labels.get(second) == other

    def _name(self, code: str) -> str:
        known = self._compared.classes.find(code) if self._compared is not None else None
        return translated(known.name) if known is not None else code

    def _show(self) -> None:
        compared, current = self._compared, self.current
        if compared is None:
            return
        n_decided = sum(one.cell_id in compared.consensus for one in self._queue)
        self.count.setText(
            self.tr("{n} of {all}").format(n=self._at + 1, all=len(self._queue)) if self._queue else ""
        )
        self.done.setText(self.tr("{n} decided").format(n=n_decided) if self._queue else "")
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < len(self._queue))
        decided = compared.consensus.get(current.cell_id) if current is not None else None
        permit(self.take_back, can=decided is not None, why_not=self._context.why_not_edit)
        if current is None:
            self.choices.clear()
            self.where.setText("")
            self.stage.show_cell(None, cell_class=None, words=self.tr("The readers agree on every cell."))
            return
        self.choices.show_cell(current, classes=compared.classes, decided=decided)
        self.where.setText(compared.smears.get(current.smear_id, ""))
        labels = "; ".join(f"{reader}: {self._name(code)}" for reader, code in current.labels.items())
        self.stage.show_cell(compared.cells[current.cell_id], cell_class=None, words=labels)
        self._want_pictures()

    # pictures

    @Slot()
    def _want_pictures(self) -> None:
        if self._compared is not None and self.isVisible():
            ahead = self._queue[self._at : self._at + _AHEAD]
            self.pictures.request([self._compared.cells[one.cell_id] for one in ahead])

    @Slot(int)
    def _on_picture_arrived(self, cell_id: int) -> None:
        if self.current is not None and self.current.cell_id == cell_id:
            self.stage.update()

    # decisions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A class key decides, Delete takes the consensus back."""
        classes = self._compared.classes if self._compared is not None else None
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._decide("")
        elif (code := self._context.keys.class_of(event, classes)) is not None:
            self._decide(code)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _decide(self, code: str) -> None:
        if self.current is not None and not self._context.why_not_edit:
            self.decided.emit(self.current.cell_id, code)

    @Slot()
    def _on_filter_cleared(self) -> None:
        current = self.current
        self._only = None
        self._fill_queue(keep=current.cell_id if current is not None else 0)
