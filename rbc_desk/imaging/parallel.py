"""Processes many smears in parallel and returns the results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextlib import nullcontext
from typing import TypeVar

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task

Item = TypeVar("Item")
Result = TypeVar("Result")

_POLL_S = 0.1


def default_workers() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int | None = None,
    task: Task = SILENT,
) -> Generator[tuple[Item, Result]]:
    """Yield each item with `work(item)`, in order; `workers` threads (None: one per core) compute ahead.

    At most two results per worker are waiting, so that memory stays bounded. `work` runs on the workers' threads and
    polls `task` itself. Raises the errors of `work` in order, CancelledError when stopped, SettingsError for less
    than one worker. All threads end with the generator.
    """
    from rbc_desk.imaging.threads import one_thread_each

    if workers is not None and workers < 1:
        raise SettingsError(
            Phrase("{workers} is not a valid number of workers.", workers=workers), hint="Specify 1 or more."
        )
    n = workers or default_workers()
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    with one_thread_each() if n > 1 else nullcontext(), ThreadPoolExecutor(n, thread_name_prefix="smears") as pool:
        try:
            for item in items:
                task.raise_if_stopped()
                waiting.append((item, pool.submit(work, item)))
                if len(waiting) >= 2 * n:
                    yield _taken(waiting, task)
            while waiting:
                yield _taken(waiting, task)
        finally:
            for _, future in waiting:
                future.cancel()


def _taken(waiting: deque[tuple[Item, Future[Result]]], task: Task) -> tuple[Item, Result]:
    item, future = waiting.popleft()
    while True:
        task.raise_if_stopped()
        try:
            return item, future.result(timeout=_POLL_S)
        except NotYetError:
            if future.done():  # it finished meanwhile, or the work raised the error itself
                return item, future.result()
