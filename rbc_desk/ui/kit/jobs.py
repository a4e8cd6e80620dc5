"""Jobs off the interface thread. Each ends exactly once, and the result of a cancelled job is dropped."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError, logged

Work = Callable[[Task], Any]

_SECONDS_BETWEEN_REPORTS = 0.05


class Lane(StrEnum):
    """The threads that a job runs on. A job never waits for one of another lane."""

    READ = "read"
    """Reads and short computations that the screen waits for; two threads."""
    WRITE = "write"
    """Short commits whose order matters, such as single edits; one thread, first in, first out."""
    LONG = "long"
    """Work of seconds to hours (import, detection, bulk writes, evaluation), with a thread for each job."""


_THREADS = {Lane.READ: 2, Lane.WRITE: 1, Lane.LONG: 32}


class _Courier(QObject):
    """Transfers a worker's events to the interface thread, by queued signals."""

    reported = Signal(object)
    ended = Signal(str, object)


class _Run(QRunnable):
    def __init__(self, work: Work, *, title: str, task: Task, courier: _Courier) -> None:
        super().__init__()
        self._work, self._title, self._courier = work, title, courier
        self._task = task.reporting_to(self._report)
        self._last_report = 0.0

    def run(self) -> None:
        try:
            self._task.raise_if_stopped()
            result = self._work(self._task)
        except CancelledError:
            self._courier.ended.emit("cancelled", None)
        except BaseException as error:  # border: any exception must end the job, not the program
            logged(error, doing=self._title)
            self._courier.ended.emit("failed", JobError.from_exception(error, title=self._title))
        else:
            self._courier.ended.emit("succeeded", result)

    def _report(self, event: Event) -> None:
        now = time.monotonic()
        if isinstance(event, Progress) and event.done < event.total:
            if now - self._last_report < _SECONDS_BETWEEN_REPORTS:
                return
            self._last_report = now
        self._courier.reported.emit(event)


class Job(QObject):
    """A running task. It ends exactly once: `succeeded`, `failed` or `cancelled`, then `finished`.

    All signals are emitted on the interface thread. `settled` follows when the thread has really ended. After
    `cancel` that is later than `finished`; what the work had committed by then can be read.
    """

    progress = Signal(object)  # Event
    succeeded = Signal(object)
    failed = Signal(object)  # JobError
    cancelled = Signal()
    finished = Signal()
    settled = Signal()

    def __init__(self, title: str, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.done = 0
        self.total = 0
        self.message = ""
        self.is_share = False
        self.ended = self.was_cancelled = False
        self._announced_left: float | None = None
        self._task = Task()
        self._started = time.monotonic()
        self.thread_finished = False
        # a child of the job, because otherwise the worker thread could hold the last reference and destroy it
        self._courier = _Courier(self)
        self._courier.reported.connect(self._on_reported)
        self._courier.ended.connect(self._on_work_ended)

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the pace so far; None if there is no basis for one."""
        if self._announced_left is not None or not 0 < self.done < self.total:
            return self._announced_left
        return (time.monotonic() - self._started) * (self.total - self.done) / self.done

    def run_of(self, work: Work) -> QRunnable:
        return _Run(work, title=self.title, task=self._task, courier=self._courier)

    def cancel(self) -> None:
        """End the job for its listeners at once; the work stops at its next poll."""
        if self.ended:
            return
        self._task.stop()
        self.was_cancelled = True
        self._end("cancelled", None)

    @Slot(object)
    def _on_reported(self, event: Event) -> None:
        if self.ended:
            return
        if isinstance(event, Progress):
            self.done, self.total, self.message = event.done, event.total, event.message
            self._announced_left, self.is_share = event.seconds_left, event.is_share
        self.progress.emit(event)

    @Slot(str, object)
    def _on_work_ended(self, how: str, what: object) -> None:
        try:
            self._end(how, what)
        finally:
            self.thread_finished = True
            self.settled.emit()

    def _end(self, how: str, what: object) -> None:
        if self.ended:
            return
        self.ended = True
        try:
            if how == "succeeded":
                self.succeeded.emit(what)
            elif how == "failed":
                self.failed.emit(what)
            else:
                self.cancelled.emit()
        finally:
            self.finished.emit()


class JobRunner(QObject):
    """Starts jobs, each on a lane. `active_changed` is emitted when `active` or a job's progress changes.

    `ended` is emitted when listed jobs have ended. `started` carries the title of each job. `failed` is emitted for
    jobs without `on_failure`, so that no failure is silent. `idle` is emitted when no thread is running any more.
    """

    active_changed = Signal()
    ended = Signal()
    started = Signal(str)
    idle = Signal()
    failed = Signal(object)  # JobError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: QThreadPool(self) for lane in Lane}
        for lane, pool in self._pools.items():
            pool.setMaxThreadCount(_THREADS[lane])
        self._listed: list[Job] = []
        self._unlisted: list[Job] = []
        self._unsettled: list[Job] = []
        self._by_key: dict[str, Job] = {}

    @property
    def active(self) -> tuple[Job, ...]:
        """The listed running jobs, oldest first."""
        return tuple(self._listed)

    @property
    def unsettled(self) -> tuple[Job, ...]:
        """Every job whose thread is still running, listed or not, ended for its listeners or not."""
        return tuple(self._unsettled)

    @property
    def is_reading(self) -> bool:
        """Whether something is being read for the screen."""
        return self._pools[Lane.READ].activeThreadCount() > 0

    @property
    def done(self) -> bool:
        """Whether all threads have ended, including those of cancelled and unlisted jobs."""
        # the first becomes true when the event loop has processed the last end, the second directly after waiting
        return not self._unsettled or not any(pool.activeThreadCount() for pool in self._pools.values())

    def start(
        self,
        fn: Work,
        *,
        title: str,
        on_success: Callable[[Any], None] | None = None,
        on_failure: Callable[[JobError], None] | None = None,
        on_progress: Callable[[Event], None] | None = None,
        supersede: str | None = None,
        lane: Lane = Lane.READ,
        listed: bool = True,
    ) -> Job:
        """Run `fn(task)` on a thread of the lane. Callbacks run on the interface thread.

        `supersede`: cancels an earlier job with this key. `listed`: whether the job is in `active`, and so in the
        status bar; False for work that the user did not request.
        """
        if supersede is not None and (previous := self._by_key.pop(supersede, None)) is not None:
            previous.cancel()
        job = Job(title, parent=self)
        if on_success is not None:
            job.succeeded.connect(on_success)
        job.failed.connect(on_failure if on_failure is not None else self.failed.emit)
        if on_progress is not None:
            job.progress.connect(on_progress)
        if listed:
            job.progress.connect(self._on_progress)
        job.finished.connect(self._on_finished)
        job.settled.connect(self._on_settled)
        self._unsettled.append(job)
        (self._listed if listed else self._unlisted).append(job)
        if supersede is not None:
            self._by_key[supersede] = job
        self._pools[lane].start(job.run_of(fn))
        self.started.emit(title)
        if listed:
            self.active_changed.emit()
        return job

    def cancel_all(self) -> None:
        for job in (*self._listed, *self._unlisted):
            job.cancel()

    def shut_down(self, *, wait_ms: int = 10_000) -> bool:
        """Cancel everything and wait for the threads; False if one does not end in time."""
        self.cancel_all()  # jobs that have not started end at their first poll, so that they settle too
        started = time.monotonic()

        def left_ms() -> int:
            return max(0, wait_ms - round(1000 * (time.monotonic() - started)))

        return all(pool.waitForDone(left_ms()) for pool in self._pools.values())

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.active_changed.emit()

    @Slot()
    def _on_finished(self) -> None:
        list_changed = any(job.ended for job in self._listed)
        self._listed = [job for job in self._listed if not job.ended]
        self._unlisted = [job for job in self._unlisted if not job.ended]
        self._by_key = {key: job for key, job in self._by_key.items() if not job.ended}
        if list_changed:
            self.active_changed.emit()
            self.ended.emit()

    @Slot()
    def _on_settled(self) -> None:
        # a slot, not a closure: a job that kept its runner alive would destroy its own parent when destroyed
        for job in [job for job in self._unsettled if job.thread_finished]:
            self._unsettled.remove(job)
            job.deleteLater()
        if not self._unsettled:
            self.idle.emit()
