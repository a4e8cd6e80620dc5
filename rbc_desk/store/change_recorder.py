"""Records what a step changes while it writes, as a `ChangeSet` and in the change log."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select

from rbc_desk.core.changes import Change, ChangeSet, Columns, Entity
from rbc_desk.core.errors import StaleRowError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import clock
from rbc_desk.store import schema
from rbc_desk.store.derived_writes import DerivedWrites
from rbc_desk.store.id_filter import among
from rbc_desk.store.stamping import stamp_smears

TABLES: dict[Entity, Table] = {
    Entity.SPECIMEN: schema.SpecimenRow.__table__,  # type: ignore[dict-item]
    Entity.SMEAR: schema.SmearRow.__table__,  # type: ignore[dict-item]
    Entity.CELL: schema.CellRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_LABEL: schema.CellLabelRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_CLASS: schema.CellClassRow.__table__,  # type: ignore[dict-item]
    Entity.CLASS_ALIAS: schema.ClassAliasRow.__table__,  # type: ignore[dict-item]
    Entity.RUN: schema.TrainingRunTable.__table__,  # type: ignore[dict-item]
}
MANY = 200
"""A change of so many rows is logged as one line, column by column, and not row by row."""
_LOOKED_THROUGH = 100
_LOG = insert(schema.ChangeLogTable.__table__)  # type: ignore[arg-type]
_SMEAR_OF_ONE = select(TABLES[Entity.CELL].c.smear_id).where(TABLES[Entity.CELL].c.id == bindparam("wanted"))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Noting(DerivedWrites):
    """The part of a transaction that keeps book."""

    def __init__(self, connection: Connection, *, op: str, reader: str, origin: object) -> None:
        super().__init__(connection, reader=reader)
        self.op = op
        """The step in the user's words; who decides within the transaction may put better ones."""
        self._origin = origin
        self._changes: list[Change] = []
        self._step = uuid.uuid4().hex
        self._smears: set[int] = set()
        self._cells: set[int] = set()
        self._classes: dict[str, str] | None = None
        """The names of the classes by code, once read; None again where this step changes them."""

    @property
    def changeset(self) -> ChangeSet:
        """What the step changed so far."""
        return ChangeSet(
            op=self.op,
            changes=tuple(self._changes),
            smear_ids=frozenset(self._smears),
            cell_ids=frozenset(self._cells),
            more_topics=frozenset(self._topics),
            origin=self._origin,
        )

    def _note(self, change: Change) -> None:
        """Keep a change; the smears that its cells lie on are looked up at the end."""
        self._changes.append(change)
        if change.entity is Entity.CELL_CLASS:
            self._classes = None
        if change.entity is Entity.SMEAR:
            self._smears.update(change.ids)
        elif change.entity is Entity.CELL:
            self._cells.update(change.ids)
        elif change.entity is Entity.CELL_LABEL:
            self._cells.update((change.after or change.before or {})["cell_id"])

    def close(self) -> None:
        """Write the log and find the smears of what was touched; the store calls it before the commit."""
        self._smears |= self._smears_of(self._cells)
        stamp_smears(self._connection, self._smears | self._smears_otherwise())
        stamp: dict[str, Any] = {"at": now(), "reader": self._reader, "op": str(self.op), "step": self._step}
        lines = [stamp | line for change in self._changes for line in _lines(change)]
        lines += [stamp | {"entity": n, "entity_id": None, "before": None, "after": v} for n, v in self._derived]
        if lines:
            self._connection.execute(_LOG, lines)

    def _smears_of(self, cells: set[int]) -> set[int]:
        """The smears that these cells lie on."""
        if len(cells) == 1:
            return set(self._connection.execute(_SMEAR_OF_ONE, {"wanted": next(iter(cells))}).scalars())
        cell = TABLES[Entity.CELL].c
        query = select(cell.smear_id).where(among(cell.id, cells)).distinct()
        return set(self._connection.execute(query).scalars()) if cells else set()

    def _smears_otherwise(self) -> set[int]:
        """The smears that look different though neither they nor their cells changed: new predictions, specimens."""
        found: set[int] = set()
        found |= self._smears_of(self._predicted)
        if specimens := {i for c in self._changes if c.entity is Entity.SPECIMEN and c.before for i in c.ids}:
            smear = TABLES[Entity.SMEAR].c
            query = select(smear.id).where(among(smear.specimen_id, specimens))
            found |= set(self._connection.execute(query).scalars())
        return found

    def _stale(self, entity: Entity, row_id: int) -> StaleRowError:
        log = schema.ChangeLogTable
        ours = log.entity == entity.value
        columns = (log.id, log.reader, log.at)
        alone = select(*columns).where(ours, log.entity_id == row_id).order_by(log.id.desc()).limit(1)
        found: list[Any] = list(self._connection.execute(alone))
        many = select(*columns, log.before, log.after).where(ours, log.entity_id.is_(None))
        for row in self._connection.execute(many.order_by(log.id.desc()).limit(_LOOKED_THROUGH)):
            if row_id in (row.after or row.before or {}).get("ids", ()):
                found.append(row[:3])
                break
        last = max(found, key=lambda row: int(row[0]), default=None)
        told = (
            Phrase(
                "{reader} changed this at {at}, so the action was not carried out.", reader=last[1], at=clock(last[2])
            )
            if last is not None
            else Phrase("Someone else changed this, so the action was not carried out.")
        )
        return StaleRowError(told, hint="Check the current state, then try again.")


def gone() -> StaleRowError:
    return StaleRowError(
        "This item no longer exists: someone removed it in the meantime.",
        hint="Check the current state, then try again.",
    )


def same(values: Sequence[Any]) -> bool:
    """Whether a column holds one value in all rows."""
    return list(values).count(values[0]) == len(values)


def _lines(change: Change) -> Iterator[dict[str, Any]]:
    """A change's lines of the log: one per row, or from `MANY` rows on one with no `entity_id` and packed columns."""
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
        name: {"all": values[0]} if same(values) else {"each": list(values)} for name, values in columns.items()
    }
    return {"ids": list(ids), "columns": packed}
