"""Finds what a window test must not leave behind: windows, timers, threads, pooled work."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import getCppPointer, isValid

_made: weakref.WeakSet[QObject] = weakref.WeakSet()
"""The timers, threads and pools that Python made and that are still there; Qt itself lists none of them."""


def _watched(make: Callable[..., None]) -> Callable[..., None]:
    @wraps(make)
    def watched(made: QObject, *args: object, **properties: object) -> None:
        make(made, *args, **properties)
        _made.add(made)

    return watched


for _kind in (QTimer, QThread, QThreadPool):
    _kind.__init__ = _watched(_kind.__init__)  # type: ignore[method-assign]


def present() -> dict[object, str]:
    """All that there is of windows, active timers, running threads and busy pools, in words."""
    found: dict[object, str] = {}
    for widget in QApplication.topLevelWidgets():
        if widget.parentWidget() is None:  # the others go with theirs
            found["window", *getCppPointer(widget)] = f"window {_named(widget)}"
    pools = [QThreadPool.globalInstance()]
    for made in [one for one in _made if isValid(one)]:
        if isinstance(made, QThreadPool):
            pools.append(made)
        elif isinstance(made, QTimer) and made.isActive():
            found["timer", *getCppPointer(made)] = f"active timer of {_named(made.parent() or made)}"
        elif isinstance(made, QThread) and made.isRunning():
            found["thread", *getCppPointer(made)] = f"running thread {_named(made)}"
    for pool in pools:
        if pool.activeThreadCount():
            found["pool", *getCppPointer(pool)] = f"busy pool of {_named(pool.parent() or pool)}"
    for thread in threading.enumerate():
        if not thread.daemon:
            found["Python thread", id(thread)] = f"Python thread {thread.name}"
    return found


def left_since(before: dict[object, str]) -> list[str]:
    """In words, what is there now and was not `before`. Python's garbage does not count."""
    _delete_what_was_told_to_go()
    if present().keys() <= before.keys():
        return []
    gc.collect()
    _delete_what_was_told_to_go()
    return sorted(words for key, words in present().items() if key not in before)


@contextmanager
def nothing_left_behind(*, excused: Callable[[], bool]) -> Iterator[None]:
    """Fails where the block leaves something behind, unless it is `excused` by then."""
    _delete_what_was_told_to_go()
    before = present()
    yield
    left = left_since(before)
    if left and not excused():
        raise AssertionError("left behind: " + ", ".join(left))


def _delete_what_was_told_to_go() -> None:
    """As an event loop would, of which none runs between two tests."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _named(thing: QObject) -> str:
    return f"{type(thing).__name__} {thing.objectName()}".strip()
