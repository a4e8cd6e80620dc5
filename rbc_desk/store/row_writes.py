"""Rows written by id, and steps carried out as data: the same for one row as for ten thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from rbc_desk.core.changes import BulkChange, Change, Entity
from rbc_desk.store.noting import TABLES, Noting, chunks, now, same

Rows = dict[int, dict[str, Any]]


class RowWrites(Noting):
    """The part of a transaction that reads and writes rows."""

    def carry_out(self, changes: Iterable[Change | BulkChange]) -> None:
        """Make rows as each change's `after` says, where they still are as its `before` says.

        Raises StaleRowError, naming who and when, where they are not.
        """
        done: set[tuple[Entity, int]] = set()
        for group in _runs(changes):
            many = group[0] if isinstance(group[0], BulkChange) else _stacked(group)  # type: ignore[arg-type]
            told = self._carried(many, done=done)
            for one in [told] if many is group[0] else map(told.single, range(len(told.ids))):
                self._note(one)
            done |= {(many.entity, row_id) for row_id in many.ids}

    def _carried(self, change: BulkChange, *, done: set[tuple[Entity, int]]) -> BulkChange:
        """Write one change; returns it as it really is, with the rows' true next versions."""
        entity, ids = change.entity, change.ids
        flag, alive = ("is_current", True) if entity is Entity.CELL_LABEL else ("removed", False)
        named = {flag, *(change.before or {})} & set(TABLES[entity].c.keys())
        current = self._current(entity, ids, names=named, also_removed=True)
        self._check(change, current, flag=flag, alive=alive, done=done)
        new: dict[str, Sequence[Any]] = dict(change.after or {})
        if change.after is None:
            new = {flag: [not alive] * len(ids)}
        elif change.before is None:
            # a label's row never changes but for its flag
            new = {} if entity is Entity.CELL_LABEL else new
            new[flag] = [alive] * len(ids)
        before = None if change.before is None else dict(change.before)
        after = None if change.after is None else dict(change.after)
        if "row_version" in TABLES[entity].c:
            versions = [current[i]["row_version"] for i in ids]
            new["row_version"] = [version + 1 for version in versions]
            if before is not None:
                before["row_version"] = versions
            if after is not None:
                after["row_version"] = new["row_version"]
        self._write(entity, ids, new)
        return BulkChange(entity, ids, before, after)

    def _check(
        self, change: BulkChange, current: Rows, *, flag: str, alive: bool, done: set[tuple[Entity, int]]
    ) -> None:
        """Raises StaleRowError for the first row that is not as the change's `before` says."""
        rows = [current.get(i) for i in change.ids]
        has_flag = flag in TABLES[change.entity].c
        for index, row in enumerate(rows):
            if row is None or (has_flag and (row[flag] == alive) != (change.before is not None)):
                raise self._stale(change.single(index))
        for name, values in (change.before or {}).items():
            for index, (row, value) in enumerate(zip(rows, values, strict=True)):
                if row is not None and row[name] != value:
                    if name == "row_version" and (change.entity, change.ids[index]) in done:
                        continue  # this very step has changed it before
                    raise self._stale(change.single(index))

    def _write(self, entity: Entity, ids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """Write columns of rows by id; what is one value for all of them is one statement."""
        if not ids or not columns:
            return
        table = TABLES[entity]
        stamp = self._stamp(entity)
        rising = "row_version" in columns
        if all(same(values) for name, values in columns.items() if name != "row_version"):
            fixed: dict[str, Any] = {n: values[0] for n, values in columns.items() if n != "row_version"} | stamp
            if rising:
                fixed["row_version"] = table.c.row_version + 1
            for chunk in chunks(ids):
                self._connection.execute(update(table).where(table.c.id.in_(chunk)).values(fixed))
            return
        names = list(columns)
        bound: dict[str, Any] = {name: bindparam(f"_{name}") for name in names} | stamp
        keys = ["_id", *(f"_{name}" for name in names)]
        rows = [dict(zip(keys, row, strict=True)) for row in zip(ids, *(columns[n] for n in names), strict=True)]
        self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values(bound), rows)

    def _current(
        self, entity: Entity, ids: Sequence[int], *, names: Iterable[str], also_removed: bool = False
    ) -> Rows:
        """Those columns of the rows, with their version where they have one, by id."""
        table = TABLES[entity]
        wanted = [*dict.fromkeys(("id", *names, *(["row_version"] if "row_version" in table.c else [])))]
        found: Rows = {}
        for chunk in chunks(ids):
            query = select(*(table.c[name] for name in wanted)).where(table.c.id.in_(chunk))
            if not also_removed and "removed" in table.c:
                query = query.where(~table.c.removed)
            found |= {row[0]: dict(zip(wanted, row, strict=True)) for row in self._connection.execute(query)}
        return found

    def _stamp(self, entity: Entity) -> dict[str, Any]:
        return {"updated_at": now(), "updated_by": self._reader} if entity is Entity.CELL else {}


def _runs(changes: Iterable[Change | BulkChange]) -> Iterable[list[Change | BulkChange]]:
    """Neighbouring changes of one kind together, a bulk change alone; a row named again starts a new run."""
    group: list[Change | BulkChange] = []
    kind: object = None
    seen: set[int] = set()
    for change in changes:
        if isinstance(change, BulkChange):
            if group:
                yield group
            yield [change]
            group, seen, kind = [], set(), None
            continue
        own = (change.entity, _names(change.before), _names(change.after))
        if group and (own != kind or change.id in seen):
            yield group
            group, seen = [], set()
        kind = own
        group.append(change)
        seen.add(change.id)
    if group:
        yield group


def _names(row: Mapping[str, Any] | None) -> tuple[str, ...] | None:
    return None if row is None else tuple(sorted(row))


def _stacked(group: Sequence[Change]) -> BulkChange:
    """Changes of one kind as one."""

    def columns(rows: list[Mapping[str, Any] | None]) -> dict[str, list[Any]] | None:
        first = rows[0]
        return None if first is None else {name: [row[name] for row in rows if row is not None] for name in first}

    ids = tuple(change.id for change in group)
    return BulkChange(group[0].entity, ids, columns([c.before for c in group]), columns([c.after for c in group]))
