"""Makes pages ready before they are opened, so that none of them stalls the window when it is first shown.

A job loads the libraries. Widgets can be built on the interface thread only: each page is built while nobody touches
the window or waits for something to be read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from rbc_desk.core.task import Task
from rbc_desk.services.detection import detectors
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.ui.shell.main_window import MainWindow

IDLE_S = 1.5
"""Without a key or a movement of the mouse for this long, a page may be built."""

_LOOK_EVERY_MS = 300
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.NativeGesture,
        QEvent.Type.DragMove,
    }
)
_TO_OPEN_A_PROJECT = ("rbc_desk.services.open_project", "rbc_desk.store.queries")


class Preload(QObject):
    """Loads `modules` by a job, then builds one page at a time while nobody touches the window.

    Call it once the window has been shown.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        modules: Sequence[str],
        jobs: JobRunner,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._modules, self._jobs, self._now = window, tuple(modules), jobs, now
        self._job: Job | None = None
        self._touched = now()
        self.loaded = False
        # all keys and gestures reach the native window first; a filter on the application would slow every event
        if (handle := window.windowHandle()) is not None:
            handle.installEventFilter(self)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched = self._now()
        return super().eventFilter(watched, event)

    @Slot()
    def step(self) -> None:
        """Start the job, or build a page, if it is time for it."""
        if self._job is not None:
            return
        if not self.loaded:
            self._job = self._jobs.start(
                partial(_load, modules=self._modules),
                title=self.tr("Loading pages"),
                on_success=self._on_loaded,
                # the page that needs a missing library reports it when it is opened
                on_failure=self._on_loaded,
                lane=Lane.LONG,
                listed=False,
            )
            # another project that is opened cancels all jobs
            self._job.finished.connect(self._on_finished)
        elif self._is_at_rest and (names := self._window.unbuilt_pages()):
            self._window.page(names[0])

    @property
    def _is_at_rest(self) -> bool:
        # what is being read will be shown in a moment, and must not wait for a page to be built; beside the threads
        # that count a large project, a page takes several times as long
        at_work = self._jobs.is_reading or self._window.context.counting.busy
        busy = QApplication.activeModalWidget() or QApplication.activePopupWidget() or at_work
        return not busy and self._now() - self._touched >= IDLE_S

    @Slot(object)
    def _on_loaded(self, _result: object) -> None:
        self.loaded = True

    @Slot()
    def _on_finished(self) -> None:
        self._job = None


def _load(task: Task, *, modules: Sequence[str]) -> None:
    for name in _TO_OPEN_A_PROJECT:
        task.raise_if_stopped()
        import_module(name)
    detectors.choices()  # the first page lists them
    for name in modules:
        task.raise_if_stopped()
        import_module(name)
