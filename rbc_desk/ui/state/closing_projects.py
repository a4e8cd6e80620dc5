"""Closes projects when no thread uses them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.ui.kit.jobs import JobRunner
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

# The time that closing waits on the interface thread, for the training and for the jobs each.
_GRACE_MS = 400


class ClosingProjects(QObject):
    """Projects that were closed while a training or a job still used them."""

    closed = Signal(object)  # Project: no thread uses its files any more

    def __init__(self, *, jobs: JobRunner, training: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._training = training
        self._waiting: list[Project] = []
        jobs.idle.connect(self._close_unused)
        training.left.connect(self._close_unused)

    @property
    def pending(self) -> bool:
        """Whether threads still use a closed project; `closed` is emitted when they have ended."""
        return bool(self._waiting)

    def stop_work(self) -> None:
        """Stop the training and the jobs, within a second. Threads that have not ended by then are left behind."""
        self._training.stop(keep=True)
        if not self._training.wait(wait_ms=_GRACE_MS):
            self._training.leave()
        self._jobs.shut_down(wait_ms=_GRACE_MS)

    def close(self, project: Project) -> None:
        """Close the project, now or when the last thread has ended."""
        self._waiting.append(project)
        self._close_unused()

    def wait(self) -> None:
        """Wait for every thread (at the end of the program)."""
        self._training.wait_for_left()
        self._jobs.shut_down(wait_ms=30_000)
        self._close_unused()

    @Slot()
    def _close_unused(self) -> None:
        if not (self._training.settled and self._jobs.done):
            return
        waiting, self._waiting = self._waiting, []
        for project in waiting:
            project.close()
        for project in waiting:
            self.closed.emit(project)
