"""Limits OpenCV to one thread where several smears are processed in parallel."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import cv2


class _Limit:
    """Counts the blocks that limit OpenCV: the last one to end gives the threads back, whichever began first."""

    def __init__(self) -> None:
        self._lock, self._blocks, self._previous = threading.Lock(), 0, 1

    def take(self) -> None:
        with self._lock:
            if not self._blocks:
                self._previous = cv2.getNumThreads()
                cv2.setNumThreads(1)
            self._blocks += 1

    def give_back(self) -> None:
        with self._lock:
            self._blocks -= 1
            if not self._blocks:
                cv2.setNumThreads(self._previous)


_LIMIT = _Limit()


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Limit OpenCV to the caller's thread inside the block, because a pool over smears uses all cores.

    The limit applies to the whole program until the last such block of any thread ends.
    """
    _LIMIT.take()
    try:
        yield
    finally:
        _LIMIT.give_back()
