"""One step on the store: what it writes becomes visible together, and what it changed is told as data."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from rbc_desk.core.changes import Change, ChangeSet, Entity
from rbc_desk.core.errors import StaleRowError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import clock
from rbc_desk.store import schema
from rbc_desk.store.derived import DerivedWrites

TABLES: dict[Entity, Table] = {
    Entity.SPECIMEN: schema.SpecimenRow.__table__,  # type: ignore[dict-item]
    Entity.SMEAR: schema.SmearRow.__table__,  # type: ignore[dict-item]
    Entity.CELL: schema.CellRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_LABEL: schema.CellLabelRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_CLASS: schema.CellClassRow.__table__,  # type: ignore[dict-item]
}
# SQLite takes 32766 variables a statement; PostgreSQL 65535.
_CHUNK = 10_000


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


class Transaction(DerivedWrites):
    """Made by `Store.transact` only. Nothing is ever deleted: rows are removed and revived by a flag."""

    def __init__(self, connection: Connection, *, op: str, reader: str, origin: object) -> None:
        super().__init__(connection, reader=reader)
        self._op = op
        self._origin = origin
        self._changes: list[Change] = []
        self._step = uuid.uuid4().hex
        self._smears: set[int] = set()
        self._cells: set[int] = set()

    @property
    def changeset(self) -> ChangeSet:
        """What the step changed so far."""
        return ChangeSet(
            op=self._op,
            changes=tuple(self._changes),
            smear_ids=frozenset(self._smears),
            cell_ids=frozenset(self._cells),
            more_topics=frozenset(self._topics),
            origin=self._origin,
        )

    def insert(self, entity: Entity, values: Mapping[str, Any]) -> int:
        return self.insert_many(entity, [values])[0]

    def insert_many(self, entity: Entity, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows and return their ids in the same order."""
        if not rows:
            return []
        table = TABLES[entity]
        full = [self._filled(entity, row) for row in rows]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = [row.id for row in self._connection.execute(statement, full)]
        skip = {"updated_at", "updated_by"}
        for row_id, row in zip(ids, full, strict=True):
            self._note(entity, Change(entity, row_id, None, {k: v for k, v in row.items() if k not in skip}))
        return ids

    def update(self, entity: Entity, row_id: int, values: Mapping[str, Any]) -> None:
        self.update_many(entity, {row_id: values})

    def update_many(self, entity: Entity, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Update rows by id; a row that stays as it is makes no change."""
        if not values:
            return
        current = self._current(entity, values)
        pending: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row_id, wanted in values.items():
            row = current.get(row_id)
            if row is None:
                raise _gone()
            after = {k: _plain(v) for k, v in wanted.items() if row[k] != _plain(v)}
            if not after:
                continue
            before = {k: row[k] for k in after}
            if "row_version" in row:
                before["row_version"] = row["row_version"]
                after["row_version"] = row["row_version"] + 1
            pending.setdefault(tuple(sorted(after)), []).append({"_id": row_id, **after})
            self._note(entity, Change(entity, row_id, before, after), row=row)
        table = TABLES[entity]
        for rows in pending.values():
            stamped = [row | self._stamp(entity) for row in rows]
            columns: dict[str, Any] = {k: bindparam(k) for k in stamped[0] if k != "_id"}
            self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values(columns), stamped)

    def remove(self, entity: Entity, row_id: int) -> None:
        self.remove_many(entity, [row_id])

    def remove_many(self, entity: Entity, row_ids: Iterable[int]) -> None:
        """Take rows away, so that no query shows them; labels stop being current."""
        ids = list(dict.fromkeys(row_ids))
        current = self._current(entity, ids)
        if len(current) < len(ids):
            raise _gone()
        self._remove(entity, current)

    def _remove(self, entity: Entity, rows: Mapping[int, Mapping[str, Any]]) -> None:
        """Take away rows (by id) that were read in this very step, so that they need no second look."""
        updates: list[dict[str, Any]] = []
        for row_id, row in rows.items():
            new, told = self._target(Change(entity, row_id, self._visible(row), None), row)
            updates.append({"_id": row_id, **new})
            self._note(entity, told, row=row)
        self._write(entity, updates)

    def set_labels(self, cell_ids: Sequence[int], code: str | None) -> None:
        """Give cells this reader's label; the former one stays in the table, no longer current."""
        table = TABLES[Entity.CELL_LABEL]
        cell_ids = list(dict.fromkeys(cell_ids))
        outdated: dict[int, dict[str, Any]] = {}
        for chunk in _chunks(cell_ids):
            query = select(table).where(
                table.c.cell_id.in_(chunk), table.c.reader == self._reader, table.c.is_current
            )
            outdated |= {row["id"]: dict(row) for row in self._connection.execute(query).mappings()}
        self._remove(Entity.CELL_LABEL, outdated)
        if code is not None:
            rows = [{"cell_id": i, "code": code, "reader": self._reader, "is_current": True} for i in cell_ids]
            self.insert_many(Entity.CELL_LABEL, rows)

    def carry_out(self, changes: Iterable[Change]) -> None:
        """Make rows as each change's `after` says, where they still are as its `before` says.

        Raises StaleRowError, naming who and when, where they are not.
        """
        done: set[tuple[Entity, int]] = set()
        for entity, group in _runs(changes):
            current = self._current(entity, [change.id for change in group], also_removed=True)
            updates: list[dict[str, Any]] = []
            for change in group:
                row = current.get(change.id)
                if row is None:
                    raise self._stale(change)
                key = (entity, change.id)
                self._check(change, row, repeated=key in done)
                done.add(key)
                new, told = self._target(change, row)
                updates.append({"_id": change.id, **new})
                self._note(entity, told, row=row)
                row.update(new)
            self._write(entity, updates)

    def _target(self, change: Change, row: Mapping[str, Any]) -> tuple[dict[str, Any], Change]:
        """The columns to write, and the change as it really is (with the row's true next version)."""
        flag, alive = ("is_current", True) if change.entity is Entity.CELL_LABEL else ("removed", False)
        new: dict[str, Any] = dict(change.after or {})
        if change.after is None:
            new = {flag: not alive}
        elif change.before is None:
            new[flag] = alive
        if "row_version" in row:
            new["row_version"] = row["row_version"] + 1
        before = None if change.before is None else dict(change.before)
        after = None if change.after is None else dict(change.after)
        if "row_version" in row:
            if before is not None:
                before["row_version"] = row["row_version"]
            if after is not None:
                after["row_version"] = row["row_version"] + 1
        return new, Change(change.entity, change.id, before, after)

    def _check(self, change: Change, row: Mapping[str, Any], *, repeated: bool) -> None:
        dead = row.get("removed", False) or not row.get("is_current", True)
        if change.before is None:
            if not dead:
                raise self._stale(change)
            return
        if dead:
            raise self._stale(change)
        for column, value in change.before.items():
            if column == "row_version" and repeated:
                continue
            if row[column] != value:
                raise self._stale(change)

    def _write(self, entity: Entity, updates: Sequence[dict[str, Any]]) -> None:
        table = TABLES[entity]
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in updates:
            by_columns.setdefault(tuple(sorted(row)), []).append(row | self._stamp(entity))
        for rows in by_columns.values():
            columns: dict[str, Any] = {k: bindparam(k) for k in rows[0] if k != "_id"}
            self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values(columns), rows)

    def _current(
        self, entity: Entity, ids: Iterable[int], *, also_removed: bool = False
    ) -> dict[int, dict[str, Any]]:
        table = TABLES[entity]
        found: dict[int, dict[str, Any]] = {}
        for chunk in _chunks(list(ids)):
            query = select(table).where(table.c.id.in_(chunk))
            if not also_removed and "removed" in table.c:
                query = query.where(~table.c.removed)
            found |= {row["id"]: dict(row) for row in self._connection.execute(query).mappings()}
        return found

    def _visible(self, row: Mapping[str, Any]) -> dict[str, Any]:
        skip = {"id", "removed", "updated_at", "updated_by"}
        return {k: v for k, v in row.items() if k not in skip}

    def _filled(self, entity: Entity, row: Mapping[str, Any]) -> dict[str, Any]:
        values = {k: _plain(v) for k, v in row.items()}
        if entity is Entity.CELL:
            defaults = {"run_id": None, "score": None, "at_border": False, "shape": None, "row_version": 1}
            return defaults | values | self._stamp(entity)
        if entity is Entity.SMEAR:
            return {
                "um_per_px": None,
                "scale_source": None,
                "imported_at": now(),
                "imported_by": self._reader,
            } | values
        if entity is Entity.CELL_LABEL:
            return {"created_at": now()} | values
        return values

    def _stamp(self, entity: Entity) -> dict[str, Any]:
        return {"updated_at": now(), "updated_by": self._reader} if entity is Entity.CELL else {}

    def _note(self, entity: Entity, change: Change, *, row: Mapping[str, Any] | None = None) -> None:
        self._changes.append(change)
        known = {**(row or {}), **(change.before or {}), **(change.after or {})}
        if entity is Entity.SMEAR:
            self._smears.add(change.id)
        elif entity is Entity.CELL:
            self._cells.add(change.id)
            self._smears.add(known["smear_id"])
        elif entity is Entity.CELL_LABEL:
            self._cells.add(known["cell_id"])

    def _stale(self, change: Change) -> StaleRowError:
        log = schema.ChangeLogTable
        query = (
            select(log.reader, log.at)
            .where(log.entity == change.entity.value, log.entity_id == change.id)
            .order_by(log.id.desc())
            .limit(1)
        )
        last = self._connection.execute(query).first()
        told = (
            Phrase("{reader} changed this at {at}, so the step was not taken.", reader=last.reader, at=clock(last.at))
            if last
            else Phrase("Somebody changed this, so the step was not taken.")
        )
        return StaleRowError(told, hint="Look at it as it is now, then decide again.")

    def close(self) -> None:
        """Write the log and the smears of the touched labels; the store calls it before the commit."""
        cell = TABLES[Entity.CELL]
        for chunk in _chunks(list(self._cells)):
            query = select(cell.c.smear_id).where(cell.c.id.in_(chunk)).distinct()
            self._smears |= {row.smear_id for row in self._connection.execute(query)}
        stamp: dict[str, Any] = {"at": now(), "reader": self._reader, "op": str(self._op), "step": self._step}
        lines = [
            stamp
            | {
                "entity": change.entity.value,
                "entity_id": change.id,
                "before": None if change.before is None else dict(change.before),
                "after": None if change.after is None else dict(change.after),
            }
            for change in self._changes
        ]
        lines += [stamp | {"entity": n, "entity_id": None, "before": None, "after": v} for n, v in self._derived]
        if lines:
            self._connection.execute(insert(schema.ChangeLogTable), lines)


def _gone() -> StaleRowError:
    return StaleRowError("That is gone: somebody removed it meanwhile.", hint="Look again and repeat.")


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _runs(changes: Iterable[Change]) -> Iterable[tuple[Entity, list[Change]]]:
    """Neighbouring changes of one entity together; a row named again starts a new run."""
    group: list[Change] = []
    seen: set[int] = set()
    for change in changes:
        if group and (change.entity is not group[0].entity or change.id in seen):
            yield group[0].entity, group
            group, seen = [], set()
        group.append(change)
        seen.add(change.id)
    if group:
        yield group[0].entity, group
