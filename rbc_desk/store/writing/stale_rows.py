"""Errors for a step that would overwrite changes of somebody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from rbc_desk.core.errors import StaleRowError
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import clock
from rbc_desk.store.schema.tables import ChangeLogTable

_RECENT_BULK_LINES = 100
"""The number of newest log lines with many rows that are searched for a row."""


def changed_error(connection: Connection, entity: Entity, row_id: int) -> StaleRowError:
    """The error for a row that is not as the step expects; it says who changed the row and when."""
    log = ChangeLogTable
    of_entity = log.entity == entity.value
    columns = (log.id, log.reader, log.at)
    alone = select(*columns).where(of_entity, log.entity_id == row_id).order_by(log.id.desc()).limit(1)
    found: list[Any] = list(connection.execute(alone))
    many = select(*columns, log.before, log.after).where(of_entity, log.entity_id.is_(None))
    for row in connection.execute(many.order_by(log.id.desc()).limit(_RECENT_BULK_LINES)):
        if row_id in (row.after or row.before or {}).get("ids", ()):
            found.append(row[:3])
            break
    last = max(found, key=lambda row: int(row[0]), default=None)
    message = (
        Phrase("{reader} changed this at {at}, so the action was not carried out.", reader=last[1], at=clock(last[2]))
        if last is not None
        else Phrase("Someone else changed this, so the action was not carried out.")
    )
    return StaleRowError(message, hint="Check the current state, then try again.")


def removed_error() -> StaleRowError:
    return StaleRowError(
        "This item no longer exists: someone removed it in the meantime.",
        hint="Check the current state, then try again.",
    )
