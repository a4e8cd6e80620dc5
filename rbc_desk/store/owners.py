"""The process that works on a training run, and whether it still does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from rbc_desk.core.errors import RunUnderWayError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.processes import Process, is_running, place_key
from rbc_desk.core.times import now
from rbc_desk.store.schema import TrainingRunTable

HEARTBEAT_S = 20.0
STALE_S = 120.0
"""An owner on another machine that was silent for so long is gone."""
_BUSY_S = 0.2


def is_live(owner: Process | None, *, heartbeat_at: str | None) -> bool:
    """Whether the owner still works on its run: on this machine, whether the process is there; on another one,
    whether its heartbeat (UTC, ISO 8601) is fresh.
    """
    if owner is None:
        return False
    if owner.place == place_key():
        return is_running(pid=owner.pid, started=owner.started)
    if heartbeat_at is None:
        return False
    return abs(datetime.now(UTC) - datetime.fromisoformat(heartbeat_at)) < timedelta(seconds=STALE_S)


def run_status(row: Row[Any]) -> tuple[str, Process | None]:
    """What a run's row comes to now, and who works on it."""
    if row.status != "running":
        return row.status, None
    owner = None
    if row.owner_pid is not None:
        owner = Process(row.owner_host, row.owner_place, row.owner_pid, row.owner_started)
    return ("running", owner) if is_live(owner, heartbeat_at=row.heartbeat_at) else ("interrupted", None)


def beat(database: Path, *, run_id: int, owner: Process) -> bool:
    """Note that the owner is at work; False where the run is no longer its own.

    A commit that does not wait for the disk (a power cut may lose it, and then it matters to nobody), on a connection
    of its own, so that no edit waits for it. Where another writer holds the database, it is left out this time.
    """
    at = now()
    try:
        with closing(sqlite3.connect(database, timeout=_BUSY_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint=0")
            done = connection.execute(
                "UPDATE training_run SET heartbeat_at = ? "
                "WHERE id = ? AND owner_place = ? AND owner_pid = ? AND owner_started = ?",
                (at, run_id, owner.place, owner.pid, owner.started),
            )
            return done.rowcount > 0
    except sqlite3.Error:
        return True


def check_owner(connection: Connection, run_id: int, *, owner: Process) -> None:
    """Raises RunUnderWayError where the run is no longer `owner`'s."""
    own = select(TrainingRunTable.id).where(TrainingRunTable.id == run_id, *is_of(owner))
    if connection.execute(own).one_or_none() is None:
        raise taken_over(run_id)


def is_of(owner: Process) -> list[ColumnElement[bool]]:
    """What holds of the runs of an owner."""
    table = TrainingRunTable
    return [table.owner_place == owner.place, table.owner_pid == owner.pid, table.owner_started == owner.started]


def taken_over(run_id: int) -> RunUnderWayError:
    return RunUnderWayError(
        Phrase("Another program has taken over run {run_id}.", run_id=run_id),
        hint="The progress made here is not kept. The run continues there.",
    )
