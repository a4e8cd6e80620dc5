"""Train a network on the labels and watch it learn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.core.events import BatchDone, EpochDone, Event, Progress, TrainingEnded, TrainingStarted, Trouble
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.errors import JobError
from rbc_desk.ui.language import said
from rbc_desk.ui.pages.base import Page
from rbc_desk.ui.pages.train_form import TrainForm
from rbc_desk.ui.pages.train_runs import figures, headers, run_row
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.plots.curves import LossCurves, MetricCurves
from rbc_desk.ui.theme import GRID, with_text
from rbc_desk.ui.widgets.figures import current_key, duration, fill, make_table, score
from rbc_desk.ui.widgets.texts import button, quiet, scrolled, tight


class TrainPage(Page):
    """The form to the left, what the network learns to the right, past runs below."""

    title = "Train"
    icon_name = "train"
    open_wanted = Signal(str)  # the page to go to

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("trainPage")
        self.form = TrainForm(desk)
        self.ready = QLabel(objectName="readinessLabel", wordWrap=True)
        self.train_button = button(self.tr("Train"), name="trainButton", primary=True)
        self.stop_button = button(self.tr("Stop and keep the best"), name="stopButton", primary=True)
        self.discard_button = button(self.tr("Discard"), name="discardButton")
        self.label_button = button(self.tr("Go to Label"), name="goToLabelButton")
        self.state_words = quiet("", wrap=True)
        self.state_words.setObjectName("stateLabel")
        self.figures = figures()
        self.figures.reserve("left", text=duration(3599))
        self.losses, self.metrics, self.confusion = LossCurves(), MetricCurves(), ConfusionView()
        self.runs = make_table(headers(), name="runsTable", stretch=1)
        self.runs.setAccessibleName(self.tr("Trainings so far"))
        self._names: tuple[str, ...] = ()
        self._epochs = 0
        self._devices_asked = False
        self._lay_out()
        self._connect()
        self.refresh()
        self._catch_up()

    def activated(self) -> None:
        """The devices are looked for when the page is first seen: it imports torch."""
        if self._devices_asked:
            return
        self._devices_asked = True

        def found(_report: object, _stop: object) -> Any:
            from rbc_desk.services import training, training_choices

            choices = training_choices.device_choices()
            training.warm_up()
            return choices

        self.desk.jobs.start(found, title=self.tr("looking for devices"), on_success=self.form.set_devices)

    # making it

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID)
        for widget in (self.ready, self.label_button, self.train_button, self.stop_button, self.discard_button):
            buttons.addWidget(widget)
        scroll = scrolled(self.form)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(2 * GRID)
        left.addWidget(scroll, 1)
        left.addLayout(buttons)
        side = QWidget()
        with_text(side, lambda scale: side.setFixedWidth(round(39 * GRID * scale)))
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        for tall in (self.train_button, self.stop_button):
            tall.setMinimumHeight(5 * GRID)

        upper, lower = QSplitter(), QSplitter()
        upper.addWidget(self.losses)
        upper.addWidget(self.metrics)
        lower.addWidget(self.confusion)
        lower.addWidget(self.runs)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(upper)
        down.addWidget(lower)
        for splitter in (upper, lower, down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(2 * GRID)
        upper.setSizes([500, 500])
        lower.setSizes([460, 540])
        down.setSizes([380, 340])
        self.keep_splitters(upper=upper, lower=lower, down=down)
        shown = QWidget()
        right = QVBoxLayout(shown)
        tight(right)
        right.setSpacing(2 * GRID)
        right.addWidget(self.figures)
        right.addWidget(self.state_words)
        right.addWidget(down, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(side)
        layout.addWidget(scrolled(shown), 1)

    def _connect(self) -> None:
        self.train_button.clicked.connect(self._on_train)
        self.stop_button.clicked.connect(lambda: self._stop(keep=True))
        self.discard_button.clicked.connect(lambda: self._stop(keep=False))
        self.label_button.clicked.connect(lambda: self.open_wanted.emit("label"))
        self.runs.itemSelectionChanged.connect(self._on_run_selected)
        session = self.desk.training
        session.started.connect(self._on_started)
        session.event.connect(self._on_event)
        session.cancelled.connect(self._on_cancelled)
        session.failed.connect(self._on_failed)
        session.succeeded.connect(self._on_succeeded)
        session.finished.connect(self.refresh)
        self.desk.bus.changed.connect(self._on_changed)
        self.desk.project_changed.connect(self._on_project_changed)

    # the desk

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._clear()
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Topic.LABELS, Topic.CLASSES, Topic.SMEARS, Topic.RUNS):
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read anew what there is to learn from, and the past runs."""
        from rbc_desk.services import datasets, training

        project = self.desk.project
        running = self.desk.training.running
        overview = self.desk.guard(datasets.overview, project) if project is not None else None
        self.ready.setText(said(overview.advice) if overview else self.tr("Open a project first."))
        is_ready = overview is not None and overview.ready
        self.label_button.setVisible(overview is not None and not is_ready and not running)
        self.form.setEnabled(not running)
        self.runs.setEnabled(not running)
        self.train_button.setVisible(not running)
        self.train_button.setEnabled(is_ready)
        self.stop_button.setVisible(running)
        self.discard_button.setVisible(running)
        self.stop_button.setEnabled(not self.desk.training.stopping)
        self.discard_button.setEnabled(not self.desk.training.stopping)
        if running:
            return  # the table would lose its place at every epoch
        runs = (self.desk.guard(training.runs, project) or ()) if project is not None else ()
        self.runs.blockSignals(True)
        fill(self.runs, [run_row(run, form=self.form) for run in runs], numbers_from=5, keys=[run.id for run in runs])
        self.runs.clearSelection()
        self.runs.blockSignals(False)

    def _clear(self, *, epochs: int = 0) -> None:
        self.losses.clear(epochs=epochs)
        self.metrics.clear(epochs=epochs)
        self.confusion.clear()
        self.figures.clear()
        self.state_words.clear()

    # training

    @Slot()
    def _on_train(self) -> None:
        self.desk.start_training(self.form.spec(), self.form.split_by)

    def _stop(self, *, keep: bool) -> None:
        self.desk.training.stop(keep=keep)
        self.state_words.setText(self.tr("Stopping after this batch…"))
        self.refresh()

    def _catch_up(self) -> None:
        """Show what the training under way, or the last one, said before this page was there."""
        session = self.desk.training
        for event in session.told:
            self._on_event(event)
        told = {"succeeded": self._on_succeeded, "failed": self._on_failed}
        if session.outcome is not None and session.outcome[0] in told:
            told[session.outcome[0]](session.outcome[1])

    @Slot()
    def _on_started(self) -> None:
        self._epochs = self.form.epochs.value()
        self._clear(epochs=self._epochs)
        self.figures.show_values(epoch=f"0 / {self._epochs}")
        self.state_words.setText(self.tr("Preparing the cells…"))
        self.refresh()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, EpochDone):
            self._on_epoch(event)
        elif isinstance(event, BatchDone):
            self.figures.show_values(
                epoch=f"{event.epoch} / {self._epochs}", loss=score(event.loss), speed=f"{event.images_per_s:.0f}"
            )
        elif isinstance(event, TrainingStarted):
            self._on_training_started(event)
        elif isinstance(event, Progress) and event.message:
            of = f" {event.done} / {event.total}" if event.total else ""
            self.state_words.setText(f"{said(event.message)}{of}")
        elif isinstance(event, Trouble):
            self.state_words.setText(f"{event.item}: {said(event.message)}")
        elif isinstance(event, TrainingEnded):
            self.figures.show_values(left=duration(0))

    def _on_training_started(self, event: TrainingStarted) -> None:
        classes = self.desk.project.class_set() if self.desk.project is not None else ()
        known = {c.code: said(c.name) for c in classes}
        self._names = tuple(known.get(code, code) for code in event.class_codes)
        self._epochs = event.epochs
        self.losses.clear(epochs=event.epochs)
        self.metrics.clear(epochs=event.epochs)
        self.state_words.setText(
            self.tr("{0} on {1}: {2:,} parameters, {3} training and {4} validation cells").format(
                self.form.network_words(event.network),
                event.device,
                event.parameters,
                sum(event.train_counts),
                sum(event.validation_counts),
            )
        )

    def _on_epoch(self, event: EpochDone) -> None:
        scores = event.scores
        self.losses.append(event.epoch, training=event.train_loss, validation=event.validation_loss)
        self.metrics.append(event.epoch, accuracy=scores.accuracy, macro_f1=scores.macro_f1, auroc=scores.auroc)
        n = len(event.confusion)
        names = self._names if len(self._names) == n else tuple(str(i + 1) for i in range(n))
        self.confusion.set_matrix(names, event.confusion)
        self.figures.show_values(
            epoch=f"{event.epoch} / {event.epochs}",
            loss=score(event.train_loss),
            accuracy=score(scores.accuracy),
            macroF1=score(scores.macro_f1),
            auroc=score(scores.auroc),
            left=duration(event.seconds_left),
        )

    @Slot(object)
    def _on_failed(self, error: JobError) -> None:
        self.state_words.setText(said(error.message))

    @Slot()
    def _on_cancelled(self) -> None:
        self.state_words.setText(self.tr("Stopped; nothing was kept."))

    @Slot(object)
    def _on_succeeded(self, model: Any) -> None:
        self.state_words.setText(
            self.tr("Model {0} is kept: the weights of epoch {1}, the lowest validation loss.").format(
                model.name, model.best_epoch
            )
        )

    # past runs

    @Slot()
    def _on_run_selected(self) -> None:
        from rbc_desk.services import training

        run_id = current_key(self.runs)
        project = self.desk.project
        if project is None or not isinstance(run_id, int):
            return
        rows = self.desk.guard(training.history, project, run_id=run_id) or ()
        self._clear()
        for row in rows:
            self.losses.append(row.epoch, training=row.train_loss, validation=row.validation_loss)
            self.metrics.append(row.epoch, accuracy=row.accuracy, macro_f1=row.macro_f1, auroc=row.auroc)
        best = next((row for row in rows if row.epoch == self.losses.best_epoch), None)
        if best is not None:
            self.figures.show_values(
                epoch=f"{best.epoch} / {len(rows)}",
                loss=score(best.train_loss),
                accuracy=score(best.accuracy),
                macroF1=score(best.macro_f1),
                auroc=score(best.auroc),
            )
        self.state_words.setText(self.tr("Run {0}: figures of its best epoch").format(run_id))
