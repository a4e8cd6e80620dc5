"""The one training under way: a QThread, a worker moved to it, and signals on the interface thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from rbc_desk.core.control import Reporter, StopToken
from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import EpochDone
from rbc_desk.ui.errors import JobError, logged
from rbc_desk.ui.jobs import JobRunner

if TYPE_CHECKING:
    from rbc_desk.services.project import Project

_TITLE = "Training"


class TrainWorker(QObject):
    """Lives on the training thread; `run` is called once, by the thread's start."""

    reported = Signal(object)  # Event
    ended = Signal()

    def __init__(self, project: Project, *, spec: Any, split_by: str, stop: StopToken) -> None:
        super().__init__()
        self._project, self._spec, self._split_by, self._stop = project, spec, split_by, stop
        self.outcome: tuple[str, object] = ("cancelled", None)

    @Slot()
    def run(self) -> None:
        try:
            from rbc_desk.services import training

            self._stop.raise_if_set()
            model = training.train(
                self._project,
                spec=self._spec,
                split_by=self._split_by,
                report=self.reported.emit,
                stop=self._stop,
            )
        except CancelledError:
            self.outcome = ("cancelled", None)
        except BaseException as error:  # border: whatever training raises must end it, not the program
            logged(error, doing=_TITLE)
            self.outcome = ("failed", JobError.from_exception(error, title=_TITLE))
        else:
            self.outcome = ("succeeded", model)
        self.ended.emit()


class TrainingSession(QObject):
    """At most one training at a time. It ends exactly once, then `finished` comes and the thread is gone."""

    started = Signal()
    event = Signal(object)  # Event
    succeeded = Signal(object)  # TrainedModel
    failed = Signal(object)  # JobError
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self.stopping = False
        self.last_epoch: EpochDone | None = None
        self._keep = True
        self._warm = False
        self._stop = StopToken()
        self._thread: QThread | None = None
        self._worker: TrainWorker | None = None

    def warm_up(self, jobs: JobRunner) -> None:
        """Load what training needs ahead of time, once: later the window would stutter under it."""
        if self._warm:
            return
        self._warm = True
        jobs.start(_warm_up, title=self.tr("Preparing training"), on_failure=lambda _error: None)

    def start(self, project: Project, *, spec: Any, split_by: str = "smear") -> None:
        """Begin. Raises RuntimeError where a training is under way."""
        if self.running:
            raise RuntimeError("a training is under way")
        self.running, self.stopping, self._keep = True, False, True
        self.last_epoch = None
        self._stop = StopToken()
        self._thread = QThread()
        self._thread.setObjectName("training")
        self._worker = TrainWorker(project, spec=spec, split_by=split_by, stop=self._stop)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.reported.connect(self._on_reported)
        # direct: the thread must end even while the interface thread waits for it
        self._worker.ended.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.start()
        self.started.emit()

    def stop(self, keep: bool = True) -> None:  # noqa: FBT002 - the contract with the pages
        """Ask it to end within a batch. `keep` False: the model so far is not announced (`cancelled` comes)."""
        if not self.running:
            return
        self.stopping, self._keep = True, keep
        self._stop.stop()

    def wait(self, *, wait_ms: int = 30_000) -> bool:
        """Block until the thread is gone (for closing); False where it did not end in time."""
        if self._thread is not None and not self._thread.wait(wait_ms):
            return False
        self._on_thread_finished()
        return True

    @Slot(object)
    def _on_reported(self, event: object) -> None:
        if isinstance(event, EpochDone):
            self.last_epoch = event
        self.event.emit(event)

    @Slot()
    def _on_thread_finished(self) -> None:
        if self._thread is None or self._worker is None or not self._thread.isFinished():
            return  # told already, by `wait`
        self._thread.wait()
        how, what = self._worker.outcome
        self._thread.deleteLater()
        self._thread = self._worker = None
        self.running = self.stopping = False
        try:
            if how == "succeeded" and self._keep:
                self.succeeded.emit(what)
            elif how == "failed":
                self.failed.emit(what)
            else:
                self.cancelled.emit()
        finally:
            self.finished.emit()


def _warm_up(_report: Reporter, _stop: StopToken) -> None:
    from rbc_desk.services import training

    training.warm_up()
