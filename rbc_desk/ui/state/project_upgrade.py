"""Upgrades a project of an earlier version in a job, then opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbc_desk.core.errors import OlderProjectError
from rbc_desk.core.files.atomic import is_same_file
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


class ProjectUpgrade(QObject):
    """One upgrade at a time, of `folder` (None: none). `changed` is emitted on start, progress and end.

    `failed` carries a JobError if an upgrade failed, was stopped, or the project is not opened afterwards.
    """

    changed = Signal()
    open_requested = Signal(Path, str)  # folder and reader of the upgraded project
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, *, project: Callable[[], Project | None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._project = jobs, project
        self._asked_in: Project | None = None  # the project that was open when the upgrade was requested
        self._reader = ""
        self._upgraded = False
        self.folder: Path | None = None
        self.job: Job | None = None

    def is_of(self, folder: Path) -> bool:
        """Whether this project is being upgraded."""
        return self.folder is not None and is_same_file(self.folder, folder)

    def open(self, folder: Path, *, reader: str) -> Project | None:
        """Open the project in `folder`; None if it has to be upgraded first. Raises the errors of opening."""
        from rbc_desk.services.open_project import open_project

        if self.is_of(folder):
            return None
        try:
            return open_project(folder, reader=reader, back_up=False, upgrade=False)
        except OlderProjectError:
            self._begin(folder, reader=reader)
            return None

    def _begin(self, folder: Path, *, reader: str) -> None:
        """Upgrade the project and open it for `reader`, unless another one is opened in the meantime."""
        if self.folder is not None:
            message = self.tr("The project in {folder} is being upgraded.").format(folder=self.folder)
            self.failed.emit(JobError(self._title(), message, self.tr("Wait until it has finished, or stop it.")))
            return
        self.folder, self._reader, self._upgraded = folder, reader, False
        self._asked_in = self._project()
        self.job = self._jobs.start(
            partial(self._work, folder, reader),
            title=self._title(),
            on_failure=self.failed.emit,
            on_progress=lambda _event: self.changed.emit(),
            lane=Lane.LONG,
            listed=False,
        )
        self.job.settled.connect(self._on_settled)
        self.changed.emit()

    def stop(self) -> None:
        """Stop the upgrade and leave the project unchanged, unless it is too late."""
        if self.job is not None:
            self.job.cancel()
            self.changed.emit()

    def _title(self) -> str:
        return self.tr("Upgrading the project")

    def _work(self, folder: Path, reader: str, task: Task) -> None:
        from rbc_desk.services.open_project import upgrade_project

        upgrade_project(folder, reader=reader, task=task)
        self._upgraded = True

    def _on_settled(self) -> None:
        job, folder, asked_in = self.job, self.folder, self._asked_in
        self.job = self.folder = self._asked_in = None
        self.changed.emit()
        if job is None or folder is None:
            return
        if self._upgraded and not job.was_cancelled and self._project() in (asked_in, None):
            self.open_requested.emit(folder, self._reader)
        elif self._upgraded:
            message = self.tr("The project in {folder} was upgraded.").format(folder=folder)
            self.failed.emit(JobError(self._title(), message, self.tr("Open the project to see it.")))
        elif job.was_cancelled:
            message = self.tr("The upgrade of the project was stopped.")
            self.failed.emit(JobError(self._title(), message, self.tr("Nothing was changed.")))
