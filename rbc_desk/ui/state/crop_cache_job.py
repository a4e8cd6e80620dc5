"""Stores crops of labelled cells in the background."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane
from rbc_desk.ui.state.bus import ChangeBus
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

_PAUSE_MS = 1000
"""The reader has not changed anything for so long: the job is not felt."""
_MOST_MS = 60_000
"""Who labels without a pause gets crops anyway after so long."""


class CropCacheJob(QObject):
    """Cuts what labelled cells lack, a while after the first change, one unlisted job at a time.

    What a job did not come to (project closed, training begun) is cut at the latest when a snapshot is loaded, so
    nothing is lost and no failure needs telling here. Crops follow from labels: they leave no undo step.
    """

    stored = Signal(int)  # how many crops, once a job found nothing more to do or not

    def __init__(self, *, bus: ChangeBus, jobs: JobRunner, training: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._training = jobs, training
        self._project: Project | None = None
        self._waiting: set[int] = set()
        self._job: Job | None = None
        self._waited = QElapsedTimer()  # since the first change that no job took up
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._on_timeout)
        bus.changed.connect(self._on_changed)
        training.started.connect(self._on_training_started)
        training.finished.connect(self._on_training_finished)

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Work for this project from now on; what waited for another is dropped."""
        self._project = project
        self._waiting.clear()
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def take(self, smear_ids: Iterable[int]) -> None:
        """Cut what labelled cells of these smears lack."""
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
        # the training cuts the crops it needs, and needs the CPU
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
    if stored and "torch" in sys.modules:  # not loaded for this: that would be felt while labelling
        from rbc_desk.services.datasets import features

        features.keep_up(project, smear_ids=smear_ids, task=task)
    return stored


def _leave_to_the_snapshot(_error: JobError) -> None:
    """The log has it; the snapshot will meet the same trouble and tell it to somebody who waits for the result."""
