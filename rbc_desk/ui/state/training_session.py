"""The running training: a QThread, a worker in it, and signals on the interface thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import EpochDone, Event, TrainingPaused, TrainingStarted, Warned
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError, logged
from rbc_desk.ui.kit.jobs import JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

_TITLE = Phrase("Training")


class TrainWorker(QObject):
    """Lives on the training thread; `run` is called once, when the thread starts.

    `work` is a function of `services.training.training`: train, resume or keep_best.
    """

    reported = Signal(object)  # Event
    ended = Signal()

    def __init__(self, project: Project, *, work: str, options: dict[str, Any], task: Task) -> None:
        super().__init__()
        self._project, self._work, self._options, self._task = project, work, options, task
        self.outcome: tuple[str, object] = ("cancelled", None)

    @Slot()
    def run(self) -> None:
        try:
            from rbc_desk.services.training import training

            self._task.raise_if_stopped()
            work = getattr(training, self._work)
            model = work(self._project, task=self._task.reporting_to(self.reported.emit), **self._options)
        except CancelledError:
            self.outcome = ("cancelled", None)
        except BaseException as error:  # border: any exception must end the training, not the program
            logged(error, doing=_TITLE)
            self.outcome = ("failed", JobError.from_exception(error, title=_TITLE))
        else:
            self.outcome = ("succeeded", model)
        self.ended.emit()


class TrainingSession(QObject):
    """At most one training at a time. It ends exactly once; then `finished` is emitted and the thread is gone.

    `left` is emitted when the thread of a training that was left behind is gone as well.
    """

    started = Signal()
    event = Signal(object)  # type: ignore[assignment] # an Event; hides QObject.event, which nothing here overrides
    succeeded = Signal(object)  # TrainedModel
    failed = Signal(object)  # JobError
    cancelled = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self.stopping = False
        self.pausing = False  # it is paused, or will be after this batch
        self.can_pause = False
        self.resumed = 0  # the run that is resumed; 0: a new run
        self.epochs = 0  # number of planned epochs; 0: unknown so far
        self.last_epoch: EpochDone | None = None
        self.history: list[Event] = []  # start and epochs of the current or last training
        self.outcome: tuple[str, object] | None = None  # how the last training ended, and its model or error
        self._warm = False
        self._task = Task()
        self._thread: QThread | None = None
        self._worker: TrainWorker | None = None
        self._leaving: list[tuple[QThread, TrainWorker]] = []

    @property
    def settled(self) -> bool:
        """Whether every thread is gone, including those of trainings left behind."""
        return self._thread is None and not self._leaving

    def warm_up(self, jobs: JobRunner) -> None:
        """Import what training needs ahead of time, once, because importing during training would make the window
        stutter.
        """
        if self._warm:
            return
        self._warm = True
        jobs.start(_warm_up, title=self.tr("Preparing training"), on_failure=lambda _error: None, lane=Lane.LONG)

    def start(self, project: Project, *, spec: Any, split_by: str = DEFAULT_SPLIT, if_better: bool = False) -> None:
        """Start a training. Raises RuntimeError if one is running."""
        # quick training ends within seconds and keeps no checkpoint
        can_pause = spec.mode != "quick"
        options = {"spec": spec, "split_by": split_by, "if_better": if_better}
        self._begin(project, "train", options, epochs=spec.epochs, can_pause=can_pause)

    def resume(self, project: Project, *, run_id: int, if_better: bool = False) -> None:
        """Resume an interrupted run. Raises RuntimeError if a training is running."""
        self._begin(project, "resume", {"run_id": run_id, "if_better": if_better}, resumed=run_id)

    def keep_best(self, project: Project, *, run_id: int) -> None:
        """Make a model of the best epoch of an interrupted run. Raises RuntimeError if a training is running."""
        self._begin(project, "keep_best", {"run_id": run_id}, resumed=run_id, can_pause=False)

    def _begin(
        self,
        project: Project,
        work: str,
        options: dict[str, Any],
        *,
        epochs: int = 0,
        resumed: int = 0,
        can_pause: bool = True,
    ) -> None:
        if self.running:
            raise RuntimeError("a training is under way")
        self.running, self.stopping, self.pausing = True, False, False
        self.can_pause = can_pause
        self.epochs, self.resumed = epochs, resumed
        self.last_epoch = None
        self.forget()
        self._task = Task()
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker = TrainWorker(project, work=work, options=options, task=self._task)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.reported.connect(self._on_reported)
        # direct, because the thread must end even while the interface thread waits for it
        self._worker.ended.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.start()
        self.started.emit()

    def forget(self) -> None:
        """Clear the last training's events, before another project or training."""
        self.history.clear()
        self.outcome = None

    def pause(self) -> None:
        """Ask the training to wait after this batch. It writes a checkpoint and keeps its memory, then sends
        TrainingPaused.
        """
        if self.running and self.can_pause and not self.stopping:
            self.pausing = True
            self._task.pause()

    def unpause(self) -> None:
        """End the pause."""
        self.pausing = False
        self._task.unpause()

    def stop(self, keep: bool = True, *, later: bool = False) -> None:  # noqa: FBT002 - the contract with the pages
        """Ask the training to end within a batch. `keep` False: only the run's row is kept (`cancelled` is emitted).

        `later`: it becomes an interrupted run that can be resumed (`cancelled` is emitted as well).
        """
        if not self.running:
            return
        self.stopping, self.pausing = True, False
        self._task.stop(discard=not keep, later=later)

    def wait(self, *, wait_ms: int = 30_000) -> bool:
        """Block until the thread is gone (for closing); False if it did not end in time."""
        if self._thread is not None and not self._thread.wait(wait_ms):
            return False
        self._on_thread_finished()
        return True

    def leave(self) -> None:
        """Detach from a training that was told to stop but still runs; for listeners it ends as cancelled.

        Its results still go to its own project, whose store must stay open until `settled`.
        """
        if self._thread is None or self._worker is None:
            return
        self._worker.reported.disconnect(self._on_reported)
        self._leaving.append((self._thread, self._worker))
        self._end("cancelled", None)

    def wait_for_left(self, *, wait_ms: int = 30_000) -> bool:
        """Block until trainings left behind are gone too (at the end of the program)."""
        gone = all(thread.wait(wait_ms) for thread, _ in self._leaving)
        self._drop_finished()
        return gone

    def _drop_finished(self) -> None:
        gone = [entry for entry in self._leaving if entry[0].isFinished()]
        self._leaving = [entry for entry in self._leaving if entry not in gone]
        for thread, _ in gone:
            thread.wait()
            thread.deleteLater()
        if gone:
            self.left.emit()

    @Slot(object)
    def _on_reported(self, event: object) -> None:
        if not self.running:
            return  # the event was in the queue when the training was left
        if isinstance(event, EpochDone):
            self.last_epoch = event
        if isinstance(event, EpochDone | TrainingStarted | TrainingPaused | Warned):
            self.history.append(event)
        self.event.emit(event)

    @Slot()
    def _on_thread_finished(self) -> None:
        self._drop_finished()
        if self._thread is None or self._worker is None or not self._thread.isFinished():
            return  # already reported by `wait`
        self._thread.wait()
        self._thread.deleteLater()
        self._end(*self._worker.outcome)

    def _end(self, how: str, what: object) -> None:
        self._thread = self._worker = None
        self.running = self.stopping = self.pausing = False
        self.outcome = how, what
        try:
            if how == "succeeded":
                self.succeeded.emit(what)
            elif how == "failed":
                self.failed.emit(what)
            else:
                self.cancelled.emit()
        finally:
            self.finished.emit()


def _warm_up(_task: Task) -> None:
    from rbc_desk.services.training import training

    training.warm_up()
