"""One argument for long work: it receives events, and can ask the work to stop or pause."""

from __future__ import annotations

import threading
from collections.abc import Callable

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Event, Progress

Listener = Callable[[Event], None]
"""Receives events on the working thread; it must be quick and must not raise."""


class _Control:
    """Whether the work should stop or wait. One thread sets it, the working thread polls it."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.free = threading.Event()
        self.free.set()
        self.discards = self.defers = False

    def stop(self, *, discard: bool, later: bool) -> None:
        self.discards = self.discards or discard
        self.defers = self.defers or later
        self.stopped.set()
        self.free.set()

    def pause(self) -> None:
        if not self.stopped.is_set():
            self.free.clear()


class _NoControl(_Control):
    """The control of work that cannot be stopped. It is shared, so it never changes."""

    def stop(self, *, discard: bool, later: bool) -> None:
        raise TypeError("work without a task of its own cannot be stopped")

    def pause(self) -> None:
        raise TypeError("work without a task of its own cannot be paused")


class Task:
    """Long work in progress.

    The work calls `report` with its progress and partial results, and polls `stopped` or `raise_if_stopped` per batch
    or per image. The caller uses `stop`, `pause` and `unpause`, on any thread.
    """

    def __init__(self, listener: Listener | None = None, *, _control: _Control | None = None) -> None:
        self._listener = listener
        self._control = _control or _Control()

    def report(self, event: Event) -> None:
        """Pass an event to the listener, if there is one, on the calling thread."""
        if self._listener is not None:
            self._listener(event)

    def reporting_to(self, listener: Listener | None) -> Task:
        """The same work for a step whose events go to `listener`. Both share stop and pause."""
        return Task(listener, _control=self._control)

    def quiet(self) -> Task:
        """The same work for a step whose events are discarded."""
        return self.reporting_to(None)

    def part(self, first: float, last: float) -> Task:
        """The same work for a step that covers the shares from `first` to `last` of the whole.

        Its progress is reported as a percentage of the whole.
        """

        def report(event: Event) -> None:
            if isinstance(event, Progress):
                share = first + (last - first) * (event.done / event.total if event.total else 0)
                event = Progress(int(100 * share), 100, event.message, is_share=True)
            self.report(event)

        return self.reporting_to(report)

    def stoppable(self) -> Task:
        """This task, or a new one instead of SILENT: for work that may have to stop itself."""
        return Task() if self is SILENT else self

    def stop(self, *, discard: bool = False, later: bool = False) -> None:
        """Ask the work to end. `discard`: keep none of its results.

        `later`: keep what is needed to resume it later, and finish nothing now. Raises TypeError for SILENT.
        """
        self._control.stop(discard=discard, later=later)

    def pause(self) -> None:
        """Ask the work to wait, keeping everything, until `unpause` or `stop`. Raises TypeError for SILENT."""
        self._control.pause()

    def unpause(self) -> None:
        self._control.free.set()

    @property
    def is_paused(self) -> bool:
        return not self._control.free.is_set()

    def wait_while_paused(self) -> bool:
        """Wait on the working thread while paused; returns whether it had to wait."""
        if self._control.free.is_set():
            return False
        self._control.free.wait()
        return True

    @property
    def discards(self) -> bool:
        return self._control.discards

    @property
    def defers(self) -> bool:
        """Whether it was stopped in order to resume later."""
        return self._control.defers and not self._control.discards

    @property
    def stopped(self) -> bool:
        return self._control.stopped.is_set()

    def raise_if_stopped(self) -> None:
        """Raise CancelledError if `stop` was called."""
        if self.stopped:
            raise CancelledError


SILENT = Task(_control=_NoControl())
"""The default of an optional `task`: it has no listener and cannot be stopped."""
