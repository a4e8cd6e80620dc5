"""The owner of a training run, and whether it is alive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from rbc_desk.core.errors import RunUnderWayError
from rbc_desk.core.files.processes import Process, is_running, place_key
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.schema.tables import TrainingRunTable

HEARTBEAT_S = 20.0
STALE_S = 120.0
"""An owner on another machine without a heartbeat for this time counts as gone."""


def is_live(owner: Process | None, *, heartbeat_at: str | None) -> bool:
    """Whether the owner of a run is alive.

    On this machine its process must exist. On another machine its heartbeat (UTC, ISO 8601) must be recent.
    """
    if owner is None:
        return False
    if owner.place == place_key():
        return is_running(pid=owner.pid, started=owner.started)
    if heartbeat_at is None:
        return False
    return abs(datetime.now(UTC) - datetime.fromisoformat(heartbeat_at)) < timedelta(seconds=STALE_S)


def run_status(row: Row[Any]) -> tuple[str, Process | None]:
    """The current status of a run and its live owner."""
    if row.status != "running":
        return row.status, None
    owner = None
    if row.owner_pid is not None:
        owner = Process(row.owner_host, row.owner_place, row.owner_pid, row.owner_started)
    return ("running", owner) if is_live(owner, heartbeat_at=row.heartbeat_at) else ("interrupted", None)


def check_owner(connection: Connection, run_id: int, *, owner: Process) -> None:
    """Raise RunUnderWayError where `owner` no longer owns the run."""
    query = select(TrainingRunTable.id).where(TrainingRunTable.id == run_id, *is_of(owner))
    if connection.execute(query).one_or_none() is None:
        raise taken_over(run_id)


def is_of(owner: Process) -> list[ColumnElement[bool]]:
    """The conditions for runs of this owner."""
    table = TrainingRunTable
    return [table.owner_place == owner.place, table.owner_pid == owner.pid, table.owner_started == owner.started]


def taken_over(run_id: int) -> RunUnderWayError:
    return RunUnderWayError(
        Phrase("Another program has taken over run {run_id}.", run_id=run_id),
        hint="The progress made here is not kept. The run continues there.",
    )
