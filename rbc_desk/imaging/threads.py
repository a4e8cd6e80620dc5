"""Limits OpenCV to one thread where several smears are processed in parallel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Limit OpenCV to the caller's thread inside the block, because a pool over smears uses all cores.

    The limit applies to the whole program. The previous number of threads is restored at the end.
    """
    previous = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(previous)
