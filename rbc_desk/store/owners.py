"""The process that works on a training run, and whether it still does."""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row

HEARTBEAT_S = 20.0
STALE_S = 120.0
"""An owner on another machine that was silent for so long is gone."""
_BUSY_S = 0.2
_SAME_START_S = 2.0
"""The system's clock may be set while a process runs, and its start is told by that clock."""


@dataclass(frozen=True, slots=True)
class RunOwner:
    """A process: its machine's name, what tells machines (and containers) of one name apart, its id, and when it
    began in seconds since 1970, since ids are used again.
    """

    host: str
    place: str
    pid: int
    started: float


def this_process() -> RunOwner:
    """The calling process."""
    import psutil

    pid = os.getpid()
    return RunOwner(platform.node(), _place(), pid, psutil.Process(pid).create_time())


def is_live(owner: RunOwner | None, *, heartbeat_at: str | None) -> bool:
    """Whether the owner still works on its run: on this machine, whether the process is there; on another one,
    whether its heartbeat (UTC, ISO 8601) is fresh.
    """
    if owner is None:
        return False
    if owner.place == _place():
        return _is_running(owner)
    if heartbeat_at is None:
        return False
    return abs(datetime.now(UTC) - datetime.fromisoformat(heartbeat_at)) < timedelta(seconds=STALE_S)


def run_status(row: Row[Any]) -> tuple[str, RunOwner | None]:
    """What a run's row comes to now, and who works on it."""
    if row.status != "running":
        return row.status, None
    owner = None
    if row.owner_pid is not None:
        owner = RunOwner(row.owner_host, row.owner_place, row.owner_pid, row.owner_started)
    return ("running", owner) if is_live(owner, heartbeat_at=row.heartbeat_at) else ("interrupted", None)


def beat(database: Path, *, run_id: int, owner: RunOwner) -> bool:
    """Note that the owner is at work; False where the run is no longer its own.

    A commit that does not wait for the disk (a power cut may lose it, and then it matters to nobody), on a connection
    of its own, so that no edit waits for it. Where another writer holds the database, it is left out this time.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
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


def _is_running(owner: RunOwner) -> bool:
    import psutil

    try:
        process = psutil.Process(owner.pid)
        is_same = abs(process.create_time() - owner.started) < _SAME_START_S
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def _place() -> str:
    """A short digest: the machine's names are of nobody's concern where a project is passed on."""
    facts = [platform.node()]
    try:
        facts.append(Path("/etc/machine-id").read_text("utf-8").strip())
        facts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        pass  # not Linux
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
