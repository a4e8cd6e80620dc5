"""Stores crops of labelled cells in the background."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane
from rbc_desk.ui.state.bus import ChangeBus
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

_PAUSE_MS = 1000
"""The pause without changes after which the job starts, so that it does not disturb."""
_MOST_MS = 60_000
"""The maximum delay during continuous labelling."""


class CropCacheJob(QObject):
    """Makes missing crops of labelled cells some time after the first change, one unlisted job at a time.

    Crops that a job did not make (project closed, training started) are made when a snapshot is loaded, so nothing is
    lost and failures need no report here. Crops derive from labels, so there is no undo step.
    """

    stored = Signal(int)  # number of crops that a job made, possibly 0

    def __init__(self, *, bus: ChangeBus, jobs: JobRunner, training: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._training = jobs, training
        self._project: Project | None = None
        self._waiting: set[int] = set()
        self._job: Job | None = None
        self._waited = QElapsedTimer()  # runs from the first change that no job has handled
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._on_timeout)
        bus.changed.connect(self._on_changed)
        training.started.connect(self._on_training_started)
        training.finished.connect(self._on_training_finished)

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Switch to this project; pending work for another is dropped."""
        self._project = project
        self._waiting.clear()
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def take(self, smear_ids: Iterable[int]) -> None:
        """Make the missing crops of labelled cells on these smears."""
        self._waiting |= set(smear_ids)
        self._begin_later()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if self._project is not None and changeset.touches(Topic.LABELS, Topic.CELLS):
            self.take(changeset.smear_ids)

    def _begin_later(self) -> None:
        if not self._waiting or self._job is not None or self._training.running:
            return
        if not self._timer.isActive():
            self._waited.start()
        if self._waited.elapsed() < _MOST_MS - _PAUSE_MS:
            self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        project = self._project
        if project is None or self._job is not None or self._training.running:
            return
        smear_ids, self._waiting = frozenset(self._waiting), set()
        self._job = self._jobs.start(
            partial(_store, project, smear_ids),
            title=self.tr("storing crops"),
            on_success=self.stored.emit,
            on_failure=_leave_to_the_snapshot,
            lane=Lane.LONG,
            listed=False,
        )
        self._job.cancelled.connect(partial(self._on_cancelled, project, smear_ids))
        self._job.finished.connect(self._on_finished)

    def _on_cancelled(self, project: Project, smear_ids: frozenset[int]) -> None:
        if project is self._project:
            self._waiting |= smear_ids

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self._begin_later()

    @Slot()
    def _on_training_started(self) -> None:
        # the training makes the crops it needs, and needs the CPU
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _on_training_finished(self) -> None:
        self._begin_later()


def _store(project: Project, smear_ids: frozenset[int], task: Task) -> Any:
    from rbc_desk.services.datasets import crops

    project.store.settle()
    stored = crops.store_crops(project, smear_ids=smear_ids, task=task)
    if (
        stored and "torch" in sys.modules
    ):  # torch is not imported for this, because the delay would be noticed while labelling
        from rbc_desk.services.datasets import features

        features.compute_new_features(project, smear_ids=smear_ids, task=task)
    return stored


def _leave_to_the_snapshot(_error: JobError) -> None:
    """Ignore the error, which is logged. The snapshot will meet it again and report it to a user who waits."""
