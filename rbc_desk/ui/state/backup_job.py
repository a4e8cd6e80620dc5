"""Checks the project after it is opened, and makes backups in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane
from rbc_desk.ui.state.bus import ChangeBus

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

_AFTER_OPENING_MS = 3_000
"""The delay after opening, so that the window reads its data first."""
_EVERY_MS = 30 * 60_000


class BackupJob(QObject):
    """Runs one unlisted job at a time. `done` carries the backup's path, or None if no backup was due.

    `failed` carries a JobError if the project is damaged, or, once per project, if a backup cannot be made.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, *, bus: ChangeBus, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._job: Job | None = None
        self._reported: set[str] = set()
        self.every_ms = _EVERY_MS
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.check_and_back_up)
        bus.changed.connect(self._on_changed)

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Switch to this project. Nothing restarts if only its reader changed."""
        same = self._project is not None and project is not None and project.store is self._project.store
        self._project = project
        if same:
            return
        self._reported.clear()
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        if project is not None:
            self._timer.start(_AFTER_OPENING_MS)

    @Slot(object)
    def _on_changed(self, _changeset: ChangeSet) -> None:
        if self._project is not None and not self._timer.isActive() and self._job is None:
            self._timer.start(self.every_ms)

    @Slot()
    def check_and_back_up(self) -> None:
        """Check the project now, and back it up if the last backup is half an hour old."""
        project = self._project
        if project is None or self._job is not None:
            return
        self._job = self._jobs.start(
            partial(_check_and_back_up, project),
            title=self.tr("checking the project"),
            on_success=self.done.emit,
            on_failure=self._on_failed,
            lane=Lane.LONG,
            listed=False,
        )
        self._job.finished.connect(self._on_finished)

    def _on_failed(self, error: JobError) -> None:
        if error.damaged is not None or error.message not in self._reported:
            self._reported.add(error.message)
            self.failed.emit(error)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None


def _check_and_back_up(project: Project, task: Task) -> Any:
    from rbc_desk.services import restore_project

    return restore_project.check_and_back_up(project, task=task)
