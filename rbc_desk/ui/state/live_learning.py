"""Live learning behind the window: features in the background, a new head after each label, the learning curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rbc_desk.core.history.changes import ChangeSet, Entity, Topic
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane
from rbc_desk.ui.state.bus import ChangeBus
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions
    from rbc_desk.core.task import Task
    from rbc_desk.learn.live.cross_validation import LearningCurve
    from rbc_desk.services.models.live import LiveLearning
    from rbc_desk.services.project.project import Project

_PAUSE_MS = 1000
"""The pause after which features are computed, or the curve is measured, so that neither disturbs."""
_NEW_CELLS = frozenset({Topic.PREDICTIONS, Topic.MODELS, Topic.SMEARS, Topic.CLASSES})
_PLACE = frozenset({"x", "y", "r", "kind", "removed"})


class LiveUpdates(QObject):
    """`predictions` of the open project, None where there are none; `curve` by cross-validation.

    One update runs at a time. Labels that are given meanwhile are in the next one, which follows at once. Nothing of
    this changes the project. On the interface thread.
    """

    updated = Signal(object)  # LivePredictions | None
    measured = Signal()  # `curve`, `n_labels` or `why_not` changed

    def __init__(
        self,
        *,
        bus: ChangeBus,
        jobs: JobRunner,
        training: TrainingSession,
        enabled: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._training, self._enabled = jobs, training, enabled
        self.predictions: LivePredictions | None = None
        self.curve: LearningCurve | None = None
        self.why_not = ""
        self._live: LiveLearning | None = None
        self._ready = False  # whether some features are known
        self._measured_labels = -1
        self._behind = False  # whether labels were given since the running update began
        self._features: Job | None = None
        self._update: Job | None = None
        self._measure: Job | None = None
        self._features_soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._features_soon.timeout.connect(self._prepare)
        self._measure_soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._measure_soon.timeout.connect(self._begin_measure)
        bus.changed.connect(self._on_changed)
        training.started.connect(self._on_training_started)
        training.finished.connect(self._on_training_finished)

    @property
    def learner(self) -> LiveLearning | None:
        """What knows the features of the open project's cells; None while live learning is off."""
        return self._live

    @property
    def n_labels(self) -> int:
        """The labels that the predictions were learned from."""
        return int(self.predictions.counts.sum()) if self.predictions is not None else 0

    @property
    def is_settled(self) -> bool:
        """Whether the curve of the labels of now was measured, though there may be none."""
        return self._measured_labels == self.n_labels

    @property
    def busy(self) -> bool:
        """Whether anything is running or about to run."""
        jobs = (self._features, self._update, self._measure)
        return any(jobs) or self._features_soon.isActive() or self._measure_soon.isActive()

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Switch to this project or reader; what belongs to the one before is dropped."""
        for job in (self._features, self._update, self._measure):
            if job is not None:
                job.cancel()
        self._features = self._update = self._measure = None
        self._features_soon.stop()
        self._measure_soon.stop()
        self._live, self._ready, self._behind, self.why_not = None, False, False, ""
        self._measured_labels = -1
        self._show(None)
        self._show_curve(None)
        if project is not None and self._enabled():
            from rbc_desk.services.models.live import LiveLearning

            self._live = LiveLearning(project)
            self._features_soon.start()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if self._live is None:
            return
        if _has_new_cells(changeset):
            self._features_soon.start()
        if changeset.touches(Topic.LABELS, Topic.CELLS, Topic.CLASSES):
            self._measure_soon.stop()
            if self._measure is not None:
                self._measure.cancel()
            self._begin_update()

    # features

    @Slot()
    def _prepare(self) -> None:
        live = self._live
        if live is None or self._features is not None or self._training.running:
            return
        self._features = self._start(lambda task: live.prepare(task=task), self._on_prepared)

    def _on_prepared(self, n_missing: int) -> None:
        live = self._live
        if live is None:
            return
        if live.n_known:
            self._ready = True
            self._begin_update()
        if n_missing:
            self._features = self._start(lambda task: live.compute(task=task), self._on_computed, listed=True)

    def _on_computed(self, _nothing: object) -> None:
        self._ready = True
        self._begin_update()

    @Slot()
    def _on_training_started(self) -> None:
        self._features_soon.stop()
        if self._features is not None:  # the training needs the CPU
            self._features.cancel()

    @Slot()
    def _on_training_finished(self) -> None:
        self._features_soon.start()

    # head

    def _begin_update(self) -> None:
        live = self._live
        if live is None or not self._ready:
            return
        self._behind = self._update is not None
        if self._update is None:
            self._update = self._start(lambda task: live.update(task=task), self._on_updated, lane=Lane.READ)

    def _on_updated(self, predictions: LivePredictions | None) -> None:
        self._show(predictions)
        if predictions is None:
            self._show_curve(None)
        elif not self._behind and self._measured_labels != self.n_labels:
            self._measure_soon.start()

    def _show(self, predictions: LivePredictions | None) -> None:
        if predictions is None and self.predictions is None:
            return
        self.predictions = predictions
        self.updated.emit(predictions)
        self.measured.emit()

    # curve

    @Slot()
    def _begin_measure(self) -> None:
        live = self._live
        if live is not None and self._measure is None:
            self._measure = self._start(lambda task: live.measure(task=task), self._on_measured)

    def _on_measured(self, curve: LearningCurve | None) -> None:
        self._measured_labels = self.n_labels
        self._show_curve(curve)
        if curve is not None:
            self._begin_update()  # calibrated anew

    def _show_curve(self, curve: LearningCurve | None) -> None:
        self.curve = curve
        self.measured.emit()

    # jobs

    def _start(
        self,
        work: Callable[[Task], object],
        on_success: Callable[..., None],
        *,
        lane: Lane = Lane.LONG,
        listed: bool = False,
    ) -> Job:
        job = self._jobs.start(
            work,
            title=self.tr("learning from your labels"),
            on_success=on_success,
            on_failure=self._on_failed,
            lane=lane,
            listed=listed,
        )
        job.finished.connect(self._on_finished)
        return job

    def _on_failed(self, error: JobError) -> None:
        """Live learning is an extra: the reason stands where its figures would stand, without a message."""
        self.why_not = error.message
        self.measured.emit()

    @Slot()
    def _on_finished(self) -> None:
        if self._features is not None and self._features.ended:
            self._features = None
        if self._measure is not None and self._measure.ended:
            self._measure = None
        if self._update is not None and self._update.ended:
            self._update = None
            if self._behind:
                self._begin_update()


def _has_new_cells(changeset: ChangeSet) -> bool:
    """Whether the change may have brought cells without features, or another model."""
    if not changeset.topics.isdisjoint(_NEW_CELLS):
        return True
    cells = [change for change in changeset.changes if change.entity is Entity.CELL]
    return any(c.before is None or c.after is None or not _PLACE.isdisjoint(c.after) for c in cells)
