"""Starts the training at night when it is due, while the program is open and nobody works."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCursor

from rbc_desk.core.errors import StorageError
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import JobRunner, Lane
from rbc_desk.ui.state.bus import ChangeBus
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project
    from rbc_desk.services.training.night import NightWork
    from rbc_desk.services.training.night_schedule import Night, NightResult, NightSchedule

_LOOK_EVERY_MS = 20_000


def _now() -> datetime:
    return datetime.now()  # what a clock on the wall shows


class NightTraining(QObject):
    """`night` of the open project. On the interface thread; it looks every few seconds where there is a schedule.

    A movement of the pointer anywhere, a change in the project and a running job count as work.
    """

    changed = Signal()
    failed = Signal(object)  # JobError

    def __init__(
        self,
        *,
        bus: ChangeBus,
        jobs: JobRunner,
        training: TrainingSession,
        project: Callable[[], Project | None],
        why_not_train: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._training, self._project, self._why_not_train = jobs, training, project, why_not_train
        self.clock: Callable[[], datetime] = _now
        self.night: Night | None = None
        self._work: tuple[Project, NightWork] | None = None
        self._cpu_began = 0.0
        self._pointer = QCursor.pos()
        self._worked_at = self.clock()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        bus.changed.connect(self._on_worked)
        training.finished.connect(self._on_training_finished)

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        self.night = None
        self._on_worked()
        if project is not None:
            from rbc_desk.services.training.night_schedule import night_of

            self.night = night_of(project)
        self._show()

    def set_schedule(self, schedule: NightSchedule | None) -> None:
        """Set or cancel the training at night. Raises StorageError."""
        project = self._project()
        if project is not None:
            from rbc_desk.services.training import night_schedule

            self.night = night_schedule.set_schedule(project, schedule)
            self._show()

    @property
    def running(self) -> bool:
        """Whether the training at night runs now."""
        return self._work is not None

    def _show(self) -> None:
        if self.night is not None and self.night.schedule is not None:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    @Slot()
    def _on_worked(self, *_: object) -> None:
        self._worked_at = self.clock()

    @Slot()
    def look(self) -> None:
        """Start the training if it is due."""
        from rbc_desk.services.training.night_schedule import is_due

        now, pointer = self.clock(), QCursor.pos()
        if pointer != self._pointer or self._jobs.active or self._training.running:
            self._pointer, self._worked_at = pointer, now
        quiet_s = (now - self._worked_at).total_seconds()
        project, night = self._project(), self.night
        if project is None or night is None or self._why_not_train():
            return
        if is_due(night, now, quiet_s=quiet_s, busy_share=_busy_share()):
            self._begin(project, now)

    def _begin(self, project: Project, now: datetime) -> None:
        def work(task: Task) -> Any:
            from rbc_desk.services.training import night
            from rbc_desk.services.training.night_schedule import night_of

            found = night.begin(project, now)
            if found is not None and task.stopped:  # nobody receives it: the project was closed meanwhile
                night.give_back(project, found)
                found = None
            return project, found, night_of(project)

        self._jobs.start(
            work,
            title=self.tr("checking for new labels to train on"),
            on_success=self._on_begun,
            on_failure=self.failed.emit,
            supersede="night_training",
            lane=Lane.LONG,
            listed=False,
        )

    @Slot(object)
    def _on_begun(self, found: tuple[Project, NightWork | None, Night]) -> None:
        project, work, night = found
        is_open = project is self._project()
        if work is not None and (not is_open or self._training.running or self._why_not_train()):
            night = self._given_back(project, work) or night
        elif work is not None:
            self._work, self._cpu_began = (project, work), time.process_time()
            if work.resumes is not None:
                self._training.resume(project, run_id=work.resumes, if_better=True)
            else:
                self._training.start(project, spec=work.spec(), split_by=work.schedule.split_by, if_better=True)
        if is_open:
            self.night = night
        self.changed.emit()

    def _given_back(self, project: Project, work: NightWork) -> Night | None:
        from rbc_desk.services.training import night

        try:
            return night.give_back(project, work)
        except StorageError as error:
            self.failed.emit(JobError.from_exception(error, title=self.tr("Training")))
            return None

    @Slot()
    def _on_training_finished(self) -> None:
        if self._work is None:
            return
        from rbc_desk.services.training import night
        from rbc_desk.services.training.night_schedule import night_of

        (project, work), self._work = self._work, None
        how, _ = self._training.outcome or ("cancelled", None)
        try:
            if how == "cancelled" and not night.was_stopped(project, work):
                ended = night_of(project)  # it is resumed later
            else:
                ended = night.end(project, work, self._result(work))
        except StorageError as error:
            self.failed.emit(JobError.from_exception(error, title=self.tr("Training")))
            return
        if project is self._project():
            self.night = ended
        self.changed.emit()

    def _result(self, work: NightWork) -> NightResult:
        from rbc_desk.services.training.night_schedule import NightResult

        how, what = self._training.outcome or ("cancelled", None)
        return NightResult(
            began=work.began,
            ended=self.clock(),
            outcome="trained" if how == "succeeded" else "failed" if how == "failed" else "stopped",
            run_id=getattr(what, "run_id", None),
            cpu_s=time.process_time() - self._cpu_began,
            reason=what.message if isinstance(what, JobError) else "",
        )


def _busy_share() -> float:
    """The share of this computer's processors that was in use since the last call, 0 to 1."""
    import psutil

    return psutil.cpu_percent(interval=None) / 100
