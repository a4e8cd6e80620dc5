"""Ownership of a training run by this process: a heartbeat, and an end when another process takes over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rbc_desk.core.errors import StorageError
from rbc_desk.core.processes import Process
from rbc_desk.core.task import Task
from rbc_desk.services.project.project import Project


@contextmanager
def held(project: Project, *, run_id: int, owner: Process, task: Task) -> Iterator[None]:
    """Inside, the run counts as live. However the block ends, the run is free afterwards.

    Where another process has taken the run over (this machine was asleep, say), `task` is stopped.
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
