"""The table of training runs, for viewing and comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from rbc_desk.core.files.processes import this_process
from rbc_desk.core.times import when
from rbc_desk.ui.keys.view_action import add_view_action
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.train.form import TrainForm
from rbc_desk.ui.widgets.figures import fill, make_table, mark_rows, score
from rbc_desk.ui.widgets.texts import Elided, button
from rbc_desk.ui.widgets.wrap import WrapRow

if TYPE_CHECKING:
    from rbc_desk.services.training.runs import RunSummary
    from rbc_desk.store.rows import RunInfo

# Translated under TrainPage.
_STATES = {
    "running": "running",
    "succeeded": "finished",
    "cancelled": "stopped",
    "discarded": "discarded",
    "failed": "failed",
    "interrupted": "interrupted",
}
_LOOK_EVERY_MS = 3000
STATE, NOTE = 3, 7
"""Columns of the state and of the editable note."""


def _headers() -> list[str]:
    tr = QCoreApplication.translate
    return [
        tr("TrainPage", "Run"),
        tr("TrainPage", "Network"),
        tr("TrainPage", "Loss"),
        tr("TrainPage", "State"),
        tr("TrainPage", "Started"),
        tr("TrainPage", "Epochs"),
        tr("TrainPage", "Macro F1"),
        tr("TrainPage", "Note"),
    ]


def is_elsewhere(run: RunInfo) -> bool:
    """Whether another process trains the run."""
    return run.owner is not None and run.owner != this_process()


class RunsPanel(QWidget):
    """`chosen` carries the ids of the selected runs, in table order, when the user changes the selection.

    `outdated` is emitted every few seconds while the panel is visible and shows a run of another process, because
    nothing else reports its progress.
    """

    chosen = Signal(object)  # tuple[int, ...]
    noted = Signal(int, str)
    again_requested = Signal(int)
    delete_requested = Signal(object)  # tuple[int, ...]
    outdated = Signal()

    def __init__(self, form: TrainForm) -> None:
        super().__init__()
        self._form = form
        self._filling = False
        self._runs: tuple[RunSummary, ...] = ()
        self._shown: tuple[tuple[int, list[str]], ...] = ()
        self.table = make_table(_headers(), name="runsTable", stretch=NOTE)
        self.table.setAccessibleName(self.tr("Trainings"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.hint = Elided(
            self.tr("Select two or more runs to compare them. Double-click a note to edit it."),
            muted=True,
            mode=Qt.TextElideMode.ElideRight,
        )
        self.again = button(self.tr("Train again"), name="trainAgainButton")
        self.again.setToolTip(self.tr("Train on the current labels with the settings of the selected run"))
        self.delete = button(self.tr("Delete run"), name="deleteRunButton")
        self.delete.setToolTip(
            self.tr("Delete the selected runs from the list. Their models are kept. You can undo this.")
        )
        row = WrapRow()
        row.addWidget(self.hint)
        row.add_stretch()
        row.addWidget(self.again)
        row.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        add_view_action(self.table, module="ui.train.runs", run=self.delete.click)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.cellChanged.connect(self._on_cell_changed)
        self.again.clicked.connect(lambda: self.again_requested.emit(self.selected[0]))
        self.delete.clicked.connect(lambda: self.delete_requested.emit(self.selected))
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.outdated)
        self.permit_changes("")

    def permit_changes(self, why_not: str) -> None:
        """Disable the actions that change runs if the project cannot be changed."""
        self._why_not = why_not
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.NoEditTriggers if why_not else triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch_others()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _watch_others(self) -> None:
        if not (self.isVisible() and any(is_elsewhere(one.run) for one in self._runs)):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @property
    def selected(self) -> tuple[int, ...]:
        """The ids of the selected runs, from the top."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return tuple(self.table.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in rows)

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs; the selection of existing runs stays. Emits nothing."""
        self._runs = tuple(runs)
        self._watch_others()
        rows = tuple((one.run.id, [*self._row(one), one.warnings]) for one in runs)
        if rows == self._shown:
            return
        chosen = set(self.selected)
        self._shown, self._filling = rows, True
        self.table.blockSignals(True)
        fill(self.table, [row[:-1] for _, row in rows], numbers_from=5, keys=[run_id for run_id, _ in rows])
        self.table.horizontalHeaderItem(NOTE).setTextAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        mark_rows(self.table, [translated(one.warnings) for one in runs], column=STATE)
        for row, one in enumerate(runs):
            self._apply_theme(row, one.run)
        self.table.clearSelection()
        self._select(chosen)
        self.table.blockSignals(False)
        self._filling = False
        self._enable()

    def refill(self) -> None:
        """Fill the table again, which discards edits that were not stored."""
        runs, self._shown = self._runs, ()
        self.show_runs(runs)

    def clear_selection(self) -> None:
        """Clear the selection; emits nothing."""
        self.table.blockSignals(True)
        self.table.clearSelection()
        self.table.blockSignals(False)
        self._enable()

    def _select(self, chosen: set[int]) -> None:
        model = self.table.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for row, (run_id, _) in enumerate(self._shown):
            if run_id in chosen:
                model.select(self.table.model().index(row, 0), flags)

    def _apply_theme(self, row: int, run: RunInfo) -> None:
        for column in range(self.table.columnCount()):
            item = self.table.item(row, column)
            if column != NOTE:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.item(row, NOTE).setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        tip = translated(run.error)
        if run.owner is not None:
            tip = self.tr("Trained by process {0} on {1}").format(run.owner.pid, run.owner.host)
        if tip:
            state = self.table.item(row, STATE)
            state.setToolTip("\n".join(filter(None, (tip, state.toolTip()))))

    def _row(self, one: RunSummary) -> list[str]:
        run = one.run
        of = run.spec.get("epochs", "")
        return [
            str(run.id),
            self._form.network_text(str(run.spec.get("network", ""))),
            self._form.loss_text(str(run.spec.get("loss", ""))),
            self._state(run),
            when(run.started_at),
            f"{one.epochs_done} / {of}",
            score(one.figures.get("macro_f1")),
            run.note,
        ]

    def _state(self, run: RunInfo) -> str:
        if is_elsewhere(run):
            return self.tr("running in another program")
        return QCoreApplication.translate("TrainPage", _STATES.get(run.status, run.status))

    @Slot()
    def _on_selection(self) -> None:
        self._enable()
        self.chosen.emit(self.selected)

    @Slot(int, int)
    def _on_cell_changed(self, row: int, column: int) -> None:
        if column == NOTE and not self._filling:
            run_id, shown = self._shown[row]
            text = self.table.item(row, column).text()
            if text != shown[NOTE]:
                self.noted.emit(run_id, text)

    def _enable(self) -> None:
        n = len(self.selected)
        permit(self.again, can=n == 1, why_not=self._why_not)
        permit(self.delete, can=n > 0, why_not=self._why_not)
