"""Ownership of a training run by this process: it sends a heartbeat, and stops if another process takes over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files.processes import Process
from rbc_desk.core.task import Task
from rbc_desk.services.project.project import Project


@contextmanager
def held(project: Project, *, run_id: int, owner: Process, task: Task) -> Iterator[None]:
    """Keep the run marked as in progress inside the block. The run is released however the block ends.

    `task` is stopped if another process takes the run over, for example after this machine was asleep.
    """
    ended = threading.Event()
    args = (project, run_id, owner, task, ended)
    thread = threading.Thread(target=_beat, args=args, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        with suppress(StorageError), project.store.transact("End training", reader=project.reader) as tx:
            tx.derived.release_run(run_id, owner=owner)


def _beat(project: Project, run_id: int, owner: Process, task: Task, ended: threading.Event) -> None:
    from rbc_desk.store.owners import HEARTBEAT_S

    while not ended.wait(HEARTBEAT_S):
        if not project.store.beat(run_id, owner=owner):
            task.stop()
            return
