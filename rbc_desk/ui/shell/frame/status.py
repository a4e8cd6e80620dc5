"""The status bar: last save, review progress, scale, running work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTime, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.events import BatchDone, EpochDone, TrainingPaused
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.object_counts import per_smear_text
from rbc_desk.ui.widgets.texts import time_left

_COALESCE_MS = 150


class RunningJob(QWidget):
    """The running job: its name, progress, time left, and a stop button. Hidden if nothing runs."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("runningJob")
        self._context = context
        self._text = QLabel(objectName="jobText")
        self._bar = QProgressBar(objectName="jobProgress", textVisible=False)
        self._bar.setFixedSize(16 * GRID, GRID)
        self._cancel = QToolButton(objectName="cancelJobButton", autoRaise=True)
        self._cancel.setIcon(icon("close"))
        if self._cancel.icon().isNull():
            self._cancel.setText("×")
        self._cancel.setToolTip(self.tr("Stop"))
        self._cancel.setAccessibleName(self.tr("Stop"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._text, self._bar, self._cancel):
            layout.addWidget(widget)
        self._cancel.clicked.connect(self._on_cancel)
        context.jobs.active_changed.connect(self._on_jobs_changed)
        context.training.started.connect(self._on_training_started)
        context.training.event.connect(self._on_training_event)
        context.training.finished.connect(self._on_jobs_changed)
        self.hide()

    def catch_up(self) -> None:
        """Show jobs that were started before this widget existed."""
        if self._context.training.running:
            self._on_training_started()
            self._on_training_event(self._context.training.last_epoch)
        else:
            self._on_jobs_changed()

    def _show(self, text: str, *, done: int, total: int) -> None:
        self._text.setText(text)
        self._bar.setRange(0, total)  # 0..0: busy, duration unknown
        self._bar.setValue(done)
        self.show()

    @Slot()
    def _on_jobs_changed(self) -> None:
        if self._context.training.running:
            return
        active = self._context.jobs.active
        if not active:
            self.hide()
            return
        job = active[0]
        parts = [translated(job.title)]
        if job.is_share:
            parts.append(self.tr("{percent} %").format(percent=100 * job.done // job.total))
        elif job.total:
            parts.append(self.tr("{done} of {total}").format(done=job.done, total=job.total))
        if job.seconds_left is not None:
            parts.append(time_left(job.seconds_left))
        if len(active) > 1:
            parts.append(self.tr("{n} more").format(n=len(active) - 1))
        self._show(", ".join(parts), done=job.done, total=job.total)

    @Slot()
    def _on_training_started(self) -> None:
        self._show(self.tr("training: preparing"), done=0, total=0)

    @Slot(object)
    def _on_training_event(self, event: object) -> None:
        if self._context.training.stopping:
            self._show(self.tr("training: stopping"), done=0, total=0)
        elif isinstance(event, TrainingPaused):
            message = self.tr("training: paused") if event.paused else self.tr("training: resuming")
            self._text.setText(message)
            self.show()
        elif isinstance(event, EpochDone):
            text = self.tr("training: epoch {epoch} of {epochs}, {left}").format(
                epoch=event.epoch, epochs=event.epochs, left=time_left(event.seconds_left)
            )
            self._show(text, done=event.epoch, total=event.epochs)
        elif isinstance(event, BatchDone) and self._context.training.last_epoch is None:
            self._show(self.tr("training: first epoch"), done=event.batch, total=event.batches)

    @Slot()
    def _on_cancel(self) -> None:
        if self._context.training.running:
            self._context.training.stop(keep=True)
            self._show(self.tr("training: stopping"), done=0, total=0)
        elif self._context.jobs.active:
            self._context.jobs.active[0].cancel()


class Status(QObject):
    """Keeps a status bar up to date from the context's signals. `calibration_requested`: the scale was clicked."""

    calibration_requested = Signal()

    def __init__(self, context: AppContext, *, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._context = context
        self.saved = QLabel(objectName="savedLabel")
        self._saved_text = ""
        self.reviewed = QLabel(objectName="reviewedLabel")
        self.scale = QToolButton(objectName="scaleLabel", autoRaise=True)
        self.scale.setProperty("quiet", True)
        self.scale.setFont(tabular_font())
        self.scale.setToolTip(self.tr("Scale of the current smear. Click to calibrate."))
        self.scale.clicked.connect(self.calibration_requested)
        bar.setSizeGripEnabled(False)
        self.others = QLabel(objectName="otherObjectsLabel")
        for label in (self.saved, self.reviewed, self.others):
            label.setFont(tabular_font())
            label.setProperty("muted", True)
            label.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
            bar.addWidget(label)
        bar.addWidget(self.scale)
        running = RunningJob(context)
        bar.addPermanentWidget(running)
        running.catch_up()
        # many changes in a row (a held key) cause only one count
        self._later = QTimer(self, singleShot=True, interval=_COALESCE_MS)
        self._later.timeout.connect(self._recount)
        context.counting.counted.connect(self._count)
        context.bus.changed.connect(self._on_changed)
        context.saving.changed.connect(self._show_saved)
        context.saving.unsaved.connect(self._on_not_saved)
        context.project_changed.connect(self._on_project_changed)
        context.smear_changed.connect(self._on_smear_changed)
        if context.project is not None:
            self._on_project_changed(context.project)

    @Slot(object)
    def _on_project_changed(self, project: object) -> None:
        self._saved_text = self.tr("saved") if project else ""
        if self._context.project is not None and self._context.project.why_read_only:
            self._saved_text = self.tr("read-only")
        self._show_saved()
        self._count()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.changes:
            self._saved_text = self.tr("saved {time}").format(time=QTime.currentTime().toString("HH:mm"))
            self._show_saved()
        if changeset.touches(Topic.CELLS, Topic.SMEARS, Topic.LABELS):
            self._later.start()

    @Slot()
    def _show_saved(self) -> None:
        self.saved.setText(self.tr("saving…") if self._context.saving.busy else self._saved_text)

    @Slot()
    def _on_not_saved(self) -> None:
        self._saved_text = self.tr("not saved")
        self._show_saved()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        self._count()

    @Slot()
    def _count(self) -> None:
        self._later.stop()
        self._show(self._context.counting.known())

    @Slot()
    def _recount(self) -> None:
        """Count in a job, because the interface thread may be busy with keys."""
        self._context.counting.request(Labels.SHOWN)

    def _show(self, known: KnownCounts) -> None:
        self.reviewed.clear()
        self.others.hide()
        self.scale.hide()
        smears = known.smears
        cells = sum(smear.n_cells for smear in smears)
        if not known.complete:
            self.reviewed.setText(self.tr("counting the cells…"))
        elif cells:
            reviewed = cells - sum(smear.n_proposed for smear in smears)
            self.reviewed.setText(self.tr("{n} of {cells} reviewed").format(n=reviewed, cells=cells))
        current = next((smear for smear in smears if smear.id == self._context.smear_id), None)
        if current is not None:
            self.scale.setText(f"{current.um_per_px:.3f} µm/px" if current.um_per_px else self.tr("not calibrated"))
            self.scale.show()
            self._show_others(current, smears)

    def _show_others(self, here: SmearInfo, smears: Sequence[SmearInfo]) -> None:
        """The white cells and platelets of the current smear, if there are any."""
        parts = [
            *([self.tr("%n white cell(s)", "", here.n_white)] if here.n_white else []),
            *([self.tr("%n platelet(s)", "", here.n_platelets)] if here.n_platelets else []),
        ]
        self.others.setText(", ".join(parts))
        self.others.setToolTip(per_smear_text(smear for smear in smears if smear.specimen == here.specimen))
        self.others.setVisible(bool(parts))
