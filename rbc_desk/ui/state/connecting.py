"""Connects to the server of a shared project in a job, then has the project opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rbc_desk.core.task import Task
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane


class Connecting(QObject):
    """A server that is far or away answers after seconds, for which the window must not wait.

    One at a time: another project that is opened meanwhile takes the place of the first.
    """

    reached = Signal(Path, str)  # the folder, and the reader to open it for
    failed = Signal(object)  # JobError

    def __init__(self, jobs: JobRunner, *, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    def begin(self, folder: Path, *, reader: str) -> None:
        self.stop()
        self._job = self._jobs.start(
            lambda task: self._work(folder, task),
            title=self.tr("connecting to the server"),
            on_success=lambda _: self.reached.emit(folder, reader),
            on_failure=self.failed.emit,
            lane=Lane.LONG,
        )

    def stop(self) -> None:
        """Open nothing when the server answers."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _work(self, folder: Path, task: Task) -> None:
        from rbc_desk.services.project.sharing import reach

        reach(folder)
        task.raise_if_stopped()
