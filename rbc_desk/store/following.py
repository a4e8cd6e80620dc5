"""Follows the steps that other programs commit to the same database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from rbc_desk.core.errors import StorageError
from rbc_desk.core.history.changes import JOINED_STEPS, ChangeSet, Entity, Topic, topic_of
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.reads.audit import log_head
from rbc_desk.store.schema.entities import TABLES
from rbc_desk.store.schema.tables import ChangeLogTable
from rbc_desk.store.sql.id_filter import among
from rbc_desk.store.store import Store

_MOST_LINES = 1000
_MOST_CELLS = 2000
_GAP_S = 0.3
"""Steps within this time are told at once, so that several busy readers do not keep a window busy."""
_DERIVED = {
    "meta": (Topic.PROJECT,),
    "reader_key": (Topic.PROJECT,),
    "project_member": (Topic.PROJECT,),
    "crop": (),
    "prediction": (Topic.PREDICTIONS,),
    "detection_run": (Topic.CELLS, Topic.SMEARS),
    "snapshot": (Topic.RUNS,),
    "training_run": (Topic.RUNS,),
    "model": (Topic.MODELS, Topic.PREDICTIONS),
    "evaluation": (Topic.EVALUATIONS,),
    "report": (Topic.SMEARS,),
    JOINED_STEPS: (),
}
"""The topics of what is logged by its table alone."""


class Following:
    """The steps of other programs, for a thread that waits for them. Any thread may end it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listener = store.backend.listener()
        self._ended = threading.Event()
        self._last = store.head_when_opened

    def steps(self) -> Iterator[ChangeSet]:
        """What others commit since the store was opened, until it is ended; nothing where the database tells of none.

        A change set says which topics, smears and cells to read again, not what is new: what a reader sees of others
        is for queries to decide. It names no cells where there are many.
        """
        while self._listener is not None and self._listener.wait():
            try:
                found = self._new()
            except StorageError:
                continue  # the listener notices that the server is away, and tells when it is back
            if found is not None and not self._ended.is_set():
                yield found
            self._ended.wait(_GAP_S)

    def end(self) -> None:
        self._ended.set()
        if self._listener is not None:
            self._listener.end()

    def _new(self) -> ChangeSet | None:
        log = ChangeLogTable
        columns = (log.id, log.step, log.entity, log.entity_id, log.before, log.after)
        query = select(*columns).where(log.id > self._last).order_by(log.id).limit(_MOST_LINES + 1)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
            if len(rows) > _MOST_LINES:
                self._last = log_head(self._store).entry
                return ChangeSet(_OP, more_topics=frozenset(Topic))
            if not rows:
                return None
            self._last = rows[-1].id
            own = self._store.own_steps
            return _told(connection, [row for row in rows if row.step not in own])


_OP = Phrase("Change by another reader")


def _told(connection: Connection, rows: list[Any]) -> ChangeSet | None:
    topics, cells, smears, unnamed = set[Topic](), set[int](), set[int](), False
    for row in rows:
        if row.entity not in set(Entity):
            topics.update(_DERIVED.get(row.entity, Topic))
            unnamed = unnamed or row.entity not in ("crop", "meta", "reader_key", "project_member", JOINED_STEPS)
            continue
        entity = Entity(row.entity)
        topics.add(topic_of(entity))
        if entity is Entity.CELL:
            cells |= _values(row, "id")
        elif entity in (Entity.CELL_LABEL, Entity.CONSENSUS, Entity.CONTROL_CELL, Entity.CHECK_ANSWER):
            cells |= _values(row, "cell_id")
        elif entity is Entity.SMEAR:
            smears |= _values(row, "id")
        else:
            unnamed = True
    if not topics:
        return None
    if unnamed or len(cells) > _MOST_CELLS:
        return ChangeSet(_OP, more_topics=frozenset(topics))
    if cells:
        table = TABLES[Entity.CELL].c
        smears |= set(connection.execute(select(table.smear_id).where(among(table.id, cells)).distinct()).scalars())
    return ChangeSet(_OP, smear_ids=frozenset(smears), cell_ids=frozenset(cells), more_topics=frozenset(topics))


def _values(row: Any, name: str) -> set[int]:
    """The values of a column in a line of the log, of one row or of many."""
    if name == "id" and row.entity_id is not None:
        return {row.entity_id}
    side = row.after or row.before or {}
    if row.entity_id is not None:
        return {side[name]} if name in side else set()
    if name == "id":
        return set(side["ids"])
    held = side["columns"].get(name, {})
    return {held["all"]} if "all" in held else set(held.get("each", ()))
