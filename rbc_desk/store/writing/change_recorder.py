"""Records what a step changes, as a `ChangeSet` and in the change log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from rbc_desk.core.history.audit import BY_HAND
from rbc_desk.core.history.changes import Change, ChangeSet, Columns, Entity, Topic
from rbc_desk.core.times import now
from rbc_desk.store.schema.entities import TABLES
from rbc_desk.store.sql.id_filter import among
from rbc_desk.store.writing import chain
from rbc_desk.store.writing.locks import refuse_locked
from rbc_desk.store.writing.stamping import stamp_smears

MANY = 200
"""A change of at least this number of rows is logged as one line with columns, instead of one line per row."""
_SMEAR_OF_ONE = select(TABLES[Entity.CELL].c.smear_id).where(TABLES[Entity.CELL].c.id == bindparam("row_id"))


class ChangeRecorder:
    """Collects what a step changes. `save` writes it to the log."""

    def __init__(self, *, op: str, reader: str, origin: object) -> None:
        self.op = op
        self._reader = reader
        self._origin = origin
        self._step = uuid.uuid4().hex
        self.source = BY_HAND
        self.reverts: tuple[str, ...] = ()
        self.changes: list[Change] = []
        self._sources: list[str] = []
        self._derived: list[tuple[str, Mapping[str, Any], str]] = []
        self._topics: set[Topic] = set()
        self._smears: set[int] = set()
        self._cells: set[int] = set()
        self._predicted: set[int] = set()
        self._searched: set[int] = set()

    @property
    def changeset(self) -> ChangeSet:
        """The changes of the step. They include the smears of changed cells only after `save`."""
        return ChangeSet(
            op=self.op,
            changes=tuple(self.changes),
            smear_ids=frozenset(self._smears),
            cell_ids=frozenset(self._cells),
            more_topics=frozenset(self._topics),
            origin=self._origin,
            steps=(self._step,),
            reverts=self.reverts,
        )

    def record(self, change: Change) -> None:
        """Record changed rows, of the present `source`."""
        self.changes.append(change)
        self._sources.append(self.source)
        if change.entity is Entity.SMEAR:
            self._smears.update(change.ids)
        elif change.entity is Entity.CELL:
            self._cells.update(change.ids)
        elif change.entity is Entity.CELL_LABEL:
            self._cells.update((change.after or change.before or {})["cell_id"])

    def record_derived(self, table: str, values: Mapping[str, Any]) -> None:
        """Record a write that cannot be undone, as one line of the log with `values`, of the present `source`."""
        self._derived.append((table, values, self.source))

    def record_predicted(self, cell_ids: Iterable[int]) -> None:
        """Record cells with new predictions."""
        self._predicted.update(cell_ids)

    def record_searched(self, smear_id: int) -> None:
        """Record a smear on which cells were searched for."""
        self._searched.add(smear_id)

    def touch(self, topic: Topic) -> None:
        """Tell listeners to read data of this topic again."""
        self._topics.add(topic)

    def save(self, connection: Connection) -> None:
        """Write the log and raise the versions of the changed smears. Call it once, before the commit.

        Raises LockedSpecimenError where the step touches a specimen whose report is signed.
        """
        self._smears |= _smears_of(connection, self._cells)
        changed = self._smears | self._smears_affected(connection)
        refuse_locked(connection, self.changes, smear_ids=changed | self._searched)
        stamp_smears(connection, changed)
        stamp: dict[str, Any] = {"at": now(), "reader": self._reader, "op": str(self.op), "step": self._step}
        stamp["undoes"] = " ".join(self.reverts) or None
        lines = [
            stamp | line | {"source": source}
            for change, source in zip(self.changes, self._sources, strict=True)
            for line in _lines(change)
        ]
        for entity, values, source in self._derived:
            line = {"entity": entity, "entity_id": values.get("id"), "before": None, "after": values}
            lines.append(stamp | line | {"source": source})
        if lines:
            chain.append(connection, lines)

    def _smears_affected(self, connection: Connection) -> set[int]:
        """The smears with new predictions or a changed specimen, though neither they nor their cells changed."""
        found = _smears_of(connection, self._predicted)
        if specimens := {i for c in self.changes if c.entity is Entity.SPECIMEN and c.before for i in c.ids}:
            smear = TABLES[Entity.SMEAR].c
            query = select(smear.id).where(among(smear.specimen_id, specimens))
            found |= set(connection.execute(query).scalars())
        return found


def is_constant(values: Sequence[Any]) -> bool:
    """Whether a column has the same value in all rows."""
    return list(values).count(values[0]) == len(values)


def _smears_of(connection: Connection, cells: set[int]) -> set[int]:
    """The smears of these cells."""
    if not cells:
        return set()
    if len(cells) == 1:
        return set(connection.execute(_SMEAR_OF_ONE, {"row_id": next(iter(cells))}).scalars())
    cell = TABLES[Entity.CELL].c
    return set(connection.execute(select(cell.smear_id).where(among(cell.id, cells)).distinct()).scalars())


def _lines(change: Change) -> Iterator[dict[str, Any]]:
    """The log lines of a change: one per row, or from `MANY` rows on a single one with packed columns."""
    entity = change.entity.value
    if len(change.ids) < MANY:
        for row_id, before, after in change.rows():
            yield {"entity": entity, "entity_id": row_id, "before": before, "after": after}
        return
    before, after = (None if c is None else _packed(change.ids, c) for c in (change.before, change.after))
    yield {"entity": entity, "entity_id": None, "before": before, "after": after}


def _packed(ids: Sequence[int], columns: Columns) -> Mapping[str, Any]:
    """{"ids": [...], "columns": {name: {"all": value} or {"each": [a value per row]}}}"""
    packed = {
        name: {"all": values[0]} if is_constant(values) else {"each": list(values)}
        for name, values in columns.items()
    }
    return {"ids": list(ids), "columns": packed}
