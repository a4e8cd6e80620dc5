"""Stopping and progress of long work, independent of who listens."""

from __future__ import annotations

import threading
from collections.abc import Callable

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Event

Reporter = Callable[[Event], None]
"""Receives events on the working thread; it must be quick and must not raise."""


def silent(event: Event) -> None:
    """A reporter that listens to nothing."""


class StopToken:
    """A flag that one thread sets and the working one polls, per batch and per image. Work can also be paused."""

    def __init__(self) -> None:
        self._flag = threading.Event()
        self._free = threading.Event()
        self._free.set()
        self._discards = self._defers = False

    def stop(self, *, discard: bool = False, later: bool = False) -> None:
        """Ask the work to end. `discard`: what it has come to so far is not wanted, so nothing is kept of it.

        `later`: it is to continue another time, so what that takes is kept and nothing is finished now.
        """
        self._discards = self._discards or discard
        self._defers = self._defers or later
        self._flag.set()
        self._free.set()

    def pause(self) -> None:
        """Ask the work to wait, keeping all it has, until `go_on` or `stop`."""
        if not self._flag.is_set():
            self._free.clear()

    def go_on(self) -> None:
        self._free.set()

    @property
    def is_paused(self) -> bool:
        return not self._free.is_set()

    def wait_while_paused(self) -> bool:
        """For the working thread: return when not paused; whether it had to wait."""
        if self._free.is_set():
            return False
        self._free.wait()
        return True

    @property
    def discards(self) -> bool:
        return self._discards

    @property
    def defers(self) -> bool:
        """Whether it was stopped in order to continue later."""
        return self._defers and not self._discards

    @property
    def is_set(self) -> bool:
        return self._flag.is_set()

    def raise_if_set(self) -> None:
        """Raises CancelledError once `stop` was called."""
        if self._flag.is_set():
            raise CancelledError
