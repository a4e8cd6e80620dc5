"""Counts the project's cells in a job if it takes long, and provides the counts known so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.core.cells.cell import SmearInfo
    from rbc_desk.services.project.project import Project

_NOTHING = KnownCounts((), {}, complete=True)
_MANY_SMEARS = 300


class Counting(QObject):
    """One job at a time. `counted` is emitted after each that succeeded.

    `arrived` is emitted too if incomplete counts were returned before: read them again.
    """

    counted = Signal()
    arrived = Signal()
    failed = Signal(object)  # JobError

    def __init__(self, jobs: JobRunner, *, project: Callable[[], Project | None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._project = jobs, project
        self._requested: set[Labels] = set()
        self._job: Job | None = None
        self._awaited = False

    def known(self, labels: Labels = Labels.SHOWN) -> KnownCounts:
        """The counts without a long count. If they are incomplete, a job counts the rest."""
        from rbc_desk.services.project import counts

        project = self._project()
        if project is None:
            return _NOTHING
        try:
            found = counts.known(project, labels)
        except RbcDeskError as error:
            self.failed.emit(JobError.from_exception(error, title=self.tr("The action failed")))
            return _NOTHING
        if not found.complete:
            self._awaited = True
            self.request(labels)
        return found

    def smears(self) -> tuple[SmearInfo, ...]:
        """The project's smears with the counts known so far."""
        return self.known().smears

    @property
    def busy(self) -> bool:
        """Whether a job is counting."""
        return self._job is not None

    def request(self, *kinds: Labels) -> None:
        """Count in a job."""
        self._requested.update(kinds)
        if self._job is None:
            self._begin()

    def _begin(self) -> None:
        project, kinds = self._project(), sorted(self._requested, key=list(Labels).index)
        self._requested.clear()
        if project is None or not kinds:
            return

        def work(task: Task) -> None:
            from rbc_desk.services.project import counts

            counts.count(project, kinds, task=task)

        self._job = self._jobs.start(
            work,
            title=self.tr("counting the cells"),
            on_success=self._on_counted,
            on_failure=self.failed.emit,
            lane=Lane.LONG,
            listed=False,
        )
        self._job.cancelled.connect(self._requested.clear)
        self._job.finished.connect(self._on_finished)

    def _on_counted(self, _nothing: object) -> None:
        self.counted.emit()
        if self._awaited and not self._requested:
            self._awaited = False
            self.arrived.emit()

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self._begin()

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Switch to another project; requests for the previous one are dropped."""
        self._requested.clear()
        self._awaited = False
        if self._job is not None:
            self._job.cancel()
        if project is not None and len(self.known().smears) > _MANY_SMEARS:
            self.request(*Labels)  # reading thousands of stored counts takes time too
