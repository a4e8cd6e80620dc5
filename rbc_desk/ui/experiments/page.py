"""The page Protocol: starts, follows, resumes and reports the paper's experiments on the project's cells."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.events import Event, Problem, Progress, UnitEnded
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.task import Task
from rbc_desk.services.experiments import studies
from rbc_desk.services.experiments.protocol_plan import make_plan
from rbc_desk.services.training import choices as training_choices
from rbc_desk.services.training.editions import why_not_train
from rbc_desk.ui.experiments.form import ProtocolForm
from rbc_desk.ui.experiments.runs import StudyList
from rbc_desk.ui.experiments.texts import PLACE, cells_of, headers
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import report_language, translated
from rbc_desk.ui.kit.theme import GRID, text_scale, with_text
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import fill, make_table, wrap_rows
from rbc_desk.ui.widgets.texts import EmptyState, button, quiet, time_left

_FORM, _STACKED_FORM = 47 * GRID, 31 * GRID
_NARROW = 112 * GRID  # of the page


class ProtocolPage(Page):
    """The form on the left, past experiments on the right, the table of the current one below them."""

    title = "Protocol"
    icon_name = "protocol"
    topics = frozenset({Topic.LABELS, Topic.CELLS, Topic.CLASSES, Topic.SMEARS})
    open_requested = Signal(str)  # the page to go to

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("protocolPage")
        self._networks = {c.name: translated(c.title) for c in training_choices.network_choices()}
        self.form = ProtocolForm()
        self.ready = QLabel(objectName="protocolReadyLabel", wordWrap=True)
        self.label_button = button(self.tr("Go to Label"), name="goToLabelButton")
        self.start_button = button(self.tr("Start experiment"), name="startProtocolButton", primary=True)
        self.stop_button = button(self.tr("Stop experiment"), name="stopProtocolButton", primary=True)
        self.studies = StudyList(networks=self._networks)
        self.state_text = quiet("", wrap=True)
        self.state_text.setObjectName("protocolStateLabel")
        self.bar = QProgressBar(objectName="protocolProgress", textVisible=False)
        self.bar.setAccessibleName(self.tr("Finished trainings"))
        self.table = make_table(headers(), name="protocolTable", stretch=1)
        wrap_rows(self.table)
        self.table.setAccessibleName(self.tr("Test results of each loss"))
        self.hint = quiet(
            self.tr(
                "Results on the test part: mean ± standard deviation over the repeats. The paper's values refer to "
                "its own cells."
            ),
            wrap=True,
        )
        self.empty = EmptyState(
            self.tr("No experiments yet"),
            advice=self.tr(
                "Choose an experiment and start it. Its table fills in as the trainings finish. You can continue to "
                "work, or stop and resume later."
            ),
        )
        self._running: Path | None = None
        self._job: Job | None = None
        self._problems: list[str] = []
        self._is_narrow = False
        self._lay_out()
        self._connect()

    # construction

    def _lay_out(self) -> None:
        scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields receive the keys
        scroll.setWidget(self.form)
        self._side = QWidget()
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(2 * GRID)
        left.addWidget(scroll, 1)
        for widget in (self.ready, self.label_button, self.start_button, self.stop_button):
            left.addWidget(widget)
        for tall in (self.start_button, self.stop_button):
            tall.setMinimumHeight(5 * GRID)
        self.bar.setFixedHeight(GRID)

        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        for part in (self.state_text, self.bar, self.table, self.hint):
            below.addWidget(part)
        below.setStretchFactor(self.table, 1)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(self.studies)
        down.addWidget(lower)
        down.setChildrenCollapsible(False)
        down.setHandleWidth(2 * GRID)
        down.setSizes([240, 460])
        self.keep_splitters(down=down)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._side)
        self._body = QStackedLayout()
        layout.addLayout(self._body, 1)
        # after the stack has a parent: widgets added before would briefly appear as windows
        self._body.addWidget(self.empty)
        self._body.addWidget(down)
        with_text(self._side, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(text_scale())

    def _fit(self, scale: float) -> None:
        """In a narrow window the names of the fields are above them, and deviations below their means."""
        was_narrow, self._is_narrow = self._is_narrow, self.width() < _NARROW * scale
        self.form.stack(self._is_narrow)
        self._side.setFixedWidth(round((_STACKED_FORM if self._is_narrow else _FORM) * scale))
        if self._is_narrow != was_narrow:
            self._show_study()

    def _connect(self) -> None:
        self.label_button.clicked.connect(lambda: self.open_requested.emit("label"))
        self.start_button.clicked.connect(self._on_start)
        self.stop_button.clicked.connect(self._on_stop)
        self.studies.resume_requested.connect(self._on_resume)
        self.studies.chosen.connect(self._show_study)
        self.context.counting.arrived.connect(self.refresh_when_seen)

    def copy_state(self, previous: Page) -> None:
        super().copy_state(previous)
        if isinstance(previous, ProtocolPage) and self._job is not None:
            self._running = previous._running
            self._listen(self._job)
            self.refresh()

    # the context

    @Slot()
    def forget(self) -> None:
        self.state_text.clear()

    @Slot(object)
    def _on_changed(self, _changeset: ChangeSet) -> None:
        self._show_readiness()

    @property
    def is_running(self) -> bool:
        return self._job is not None and not self._job.ended

    @Slot()
    def refresh(self) -> None:
        """Read the experiments again; the selection stays."""
        project = self.context.project
        found = studies.studies(project) if project is not None else ()
        running = self._running if self.is_running else None
        self.studies.show_studies(found, running=running, why_not=self.context.why_not_train)
        self._body.setCurrentIndex(1 if found or self.is_running else 0)
        self._show_readiness()
        self._show_study()

    def _show_readiness(self) -> None:
        running = self.is_running
        known = self.context.counting.known(Labels.LEARNT)
        is_ready = known.complete and studies.is_ready(known.by_class)
        few = self.tr("Label at least ten cells in each of two classes first.")
        wanted = few if known.complete else self.tr("Counting the labelled cells…")
        self.ready.setText(translated(why_not_train()) or wanted)
        self.ready.setVisible(not running and not (is_ready and not why_not_train()))
        self.label_button.setVisible(not running and known.complete and not is_ready and not why_not_train())
        permit(self.start_button, can=is_ready, why_not=self.context.why_not_train)
        self.start_button.setVisible(not running)
        self.stop_button.setVisible(running)
        self.form.setEnabled(not running)

    @Slot()
    def _show_study(self) -> None:
        """Show the table and the buttons of the selected experiment."""
        study = self.studies.selected
        rows = studies.rows(study) if study is not None else ()
        cells = [cells_of(row, networks=self._networks) for row in rows]
        if self._is_narrow:
            cells = [[text.replace(" ± ", "\n± ") for text in texts] for texts in cells]
        fill(self.table, cells, numbers_from=PLACE["rho"])
        self.table.setColumnHidden(PLACE["network"], len({row.setting.network for row in rows}) < 2 and bool(rows))
        self.table.setColumnHidden(PLACE["split"], len({row.split_by for row in rows}) < 2)
        self.table.setColumnHidden(PLACE["rho"], study is None or study.kind != "imbalance")
        self.table.setColumnHidden(PLACE["macro_f1_where_chosen"], all(row.where_chosen is None for row in rows))
        self.table.setColumnHidden(PLACE["paper_macro_f1"], all(row.paper_f1 is None for row in rows))
        self.bar.setVisible(self.is_running)
        self.hint.setVisible(bool(rows))

    # actions

    @Slot()
    def _on_start(self) -> None:
        project = self.context.project
        plan = self.context.guard(lambda: make_plan(self._values()))
        if project is None or plan is None:
            return
        folder = studies.new_folder(project, kind=plan.kind, now=datetime.now(UTC))
        workers = self.form.workers.value()

        def work(task: Task) -> object:
            return studies.run(project, folder, plan=plan, workers=workers, task=task, language=report_language())

        self._begin(folder, work)

    def _values(self) -> dict[str, Any]:
        try:
            return self.form.values()
        except ValueError as error:
            raise SettingsError(
                "Enter alphas, gammas and imbalances as numbers separated by commas.", hint="Example: 0.5, 1, 1.5."
            ) from error

    @Slot(object)
    def _on_resume(self, folder: Path) -> None:
        project = self.context.project
        if project is None:
            return
        workers = self.form.workers.value()
        self._begin(folder, lambda task: studies.resume(
            project, folder, workers=workers, task=task, language=report_language()))  # fmt: skip

    def _begin(self, folder: Path, work: Any) -> None:
        self._running, self._problems = folder, []
        self.state_text.setText(self.tr("Preparing the cells…"))
        self.bar.setRange(0, 0)
        self._job = self.context.jobs.start(work, title=self.tr("experiment"), lane=Lane.LONG)
        self._listen(self._job)
        self.refresh()

    def _listen(self, job: Job) -> None:
        job.progress.connect(self._on_event)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.settled.connect(self.refresh_when_seen)

    @Slot()
    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._on_progress(event)
        elif isinstance(event, UnitEnded):
            self.refresh_when_seen()
        elif isinstance(event, Problem):
            self._problems.append(f"{event.item}: {translated(event.message)}")

    def _on_progress(self, event: Progress) -> None:
        self.bar.setRange(0, event.total)
        self.bar.setValue(event.done)
        status = translated(event.message) if event.seconds_left is None else time_left(event.seconds_left)
        self.state_text.setText(
            self.tr("{done} of {total}: {words}").format(done=event.done, total=event.total, words=status)
        )
        if self._running is not None and not self.studies.knows(self._running):
            self.refresh_when_seen()  # its plan has been written in the meantime

    @Slot(object)
    def _on_succeeded(self, _ended: object) -> None:
        if self._problems:
            message = self.tr("Some trainings failed. Click Resume to try them again. {0}")
            self.state_text.setText(message.format(" ".join(self._problems[:3])))
        else:
            self.state_text.setText(self.tr("Finished. The report contains tables and figures."))

    @Slot(object)
    def _on_failed(self, error: JobError) -> None:
        self.state_text.setText(f"{translated(error.message)} {translated(error.hint)}".strip())

    @Slot()
    def _on_cancelled(self) -> None:
        self.state_text.setText(self.tr("Stopped. The finished trainings are kept; click Resume to continue."))
        self.refresh_when_seen()
