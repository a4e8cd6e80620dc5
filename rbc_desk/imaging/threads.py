"""Limits OpenCV to one thread where several smears are processed in parallel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def one_thread_each() -> Iterator[None]:
    """OpenCV works on the caller's thread alone meanwhile: a pool over smears has the cores already.

    The setting is OpenCV's own and holds for the whole program; the number from before comes back at the end.
    """
    former = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(former)
