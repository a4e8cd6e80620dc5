"""Reads and writes rows by id, and applies changes given as data, for one row or many."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, Select, Update, bindparam, insert, select, update

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.cells.verdicts import with_verdict
from rbc_desk.core.history.changes import Change, Entity
from rbc_desk.core.times import now
from rbc_desk.store.schema.entities import TABLES, has_version, with_version
from rbc_desk.store.sql.columns import columns_of
from rbc_desk.store.sql.id_filter import among
from rbc_desk.store.writing.change_recorder import is_constant
from rbc_desk.store.writing.stale_rows import changed_error, removed_error

_FEW = 32
"""Up to this number of different sets of values, each set is written by one statement."""


class RowWriter:
    """Reads and writes the rows of a transaction by id, without recording changes."""

    def __init__(self, connection: Connection, *, reader: str) -> None:
        self._connection = connection
        self._reader = reader

    def apply(self, change: Change, *, ours: Container[int]) -> Change:
        """Change rows from `before` to `after`; returns the change with the actual versions.

        Rows in `ours` were changed earlier in this step, so their versions may differ. Raises StaleRowError, which
        says who changed a row and when, where a row is not as in `before`.
        """
        entity, ids = change.entity, change.ids
        flag, alive = ("is_current", True) if entity is Entity.CELL_LABEL else ("removed", False)
        expected = self._expected(change, flag=flag, alive=alive)
        new: dict[str, Sequence[Any]] = dict(change.after or {})
        if change.after is None:
            new = {flag: [not alive] * len(ids)}
        elif change.before is None:
            # of a label's row, only the flag changes
            new = {} if entity is Entity.CELL_LABEL else new
            new[flag] = [alive] * len(ids)
        if not ours and self._update_if_equal(change, expected, new):
            return self._versioned(change, new, expected.get("row_version"))
        versions = self._checked(change, expected, ours=ours).get("row_version")
        if versions is not None:
            new["row_version"] = versions
        self.update(entity, ids, new)
        return self._versioned(change, new, versions)

    @staticmethod
    def _versioned(change: Change, new: Mapping[str, Any], versions: Sequence[int] | None) -> Change:
        """The change with the versions of its rows before and after it."""
        if versions is None:
            return Change(change.entity, change.ids, change.before, change.after)
        before = None if change.before is None else {**change.before, "row_version": versions}
        raised = [version + 1 for version in versions]
        after = None if change.after is None else {**change.after, "row_version": raised}
        return Change(change.entity, change.ids, before, after)

    @staticmethod
    def _expected(change: Change, *, flag: str, alive: bool) -> dict[str, list[Any]]:
        """The values that the rows must have for the change."""
        columns = TABLES[change.entity].c
        expected = {name: list(values) for name, values in (change.before or {}).items() if name in columns}
        if flag in columns:
            expected[flag] = [alive if change.before is not None else not alive] * len(change.ids)
        return expected

    def _checked(
        self, change: Change, expected: Mapping[str, list[Any]], *, ours: Container[int]
    ) -> dict[str, list[Any]]:
        """The stored values of the expected columns. Raises StaleRowError for a row with other values."""
        present = self.read(change.entity, change.ids, names=expected, also_removed=True)
        for name, values in expected.items():
            if present[name] == values:
                continue
            for index, (stored, value) in enumerate(zip(present[name], values, strict=True)):
                known = name == "row_version" and change.ids[index] in ours
                if stored != value and not known:
                    raise changed_error(self._connection, change.entity, change.ids[index])
        return present

    def _update_if_equal(
        self, change: Change, expected: Mapping[str, Sequence[Any]], new: Mapping[str, Sequence[Any]]
    ) -> bool:
        """Write many rows by one statement with the condition that each has the expected values.

        It saves reading them first. False, with nothing written, where the values differ between rows or a row has
        other ones.
        """
        entity, ids = change.entity, change.ids
        if len(ids) == 1 or (has_version(entity) and "row_version" not in expected):
            return False
        table = TABLES[entity]
        # a label never moves to another cell
        names = [name for name in expected if (entity, name) != (Entity.CELL_LABEL, "cell_id")]
        if not all(is_constant(expected[name]) and not isinstance(table.c[name].type, JSON) for name in names):
            return False
        written = {name: values for name, values in new.items() if name != "row_version"}
        if not all(is_constant(values) for values in written.values()):
            return False
        values: dict[str, Any] = {name: column[0] for name, column in written.items()} | self._author(entity)
        if has_version(entity):
            values["row_version"] = table.c.row_version + 1
        same = [table.c[name] == expected[name][0] for name in names]
        with self._connection.begin_nested() as savepoint:
            done = self._connection.execute(update(table).where(among(table.c.id, ids), *same).values(values))
            if done.rowcount == len(ids):
                return True
            savepoint.rollback()
        return False

    def update(self, entity: Entity, ids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """Write columns of rows by id and raise their versions by one, with one statement per set of equal values."""
        names = [name for name in columns if name != "row_version"]
        if not ids or not columns:
            return
        table, fixed = TABLES[entity], self._author(entity)
        if len(ids) == 1:
            values = {name: columns[name][0] for name in names} | fixed
            statement = _one_update(entity, tuple(values), "row_version" in columns)
            self._connection.execute(statement, {"row_id": ids[0], **{f"_{name}": v for name, v in values.items()}})
            return
        if "row_version" in columns:
            fixed["row_version"] = table.c.row_version + 1
        if all(is_constant(columns[name]) for name in names):
            values = {name: columns[name][0] for name in names}
            self._connection.execute(update(table).where(among(table.c.id, ids)).values(values | fixed))
            return
        indices_by_values: dict[str, list[int]] = {}
        lists = [columns[name] for name in names]
        for index, row in enumerate(zip(*lists, strict=True)):
            indices_by_values.setdefault(repr(row), []).append(index)
        if len(indices_by_values) <= _FEW:
            for indices in indices_by_values.values():
                values = {name: columns[name][indices[0]] for name in names}
                where = among(table.c.id, [ids[i] for i in indices])
                self._connection.execute(update(table).where(where).values(values | fixed))
            return
        bound: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
        keys = ["_id", *(f"_{name}" for name in names)]
        rows = [dict(zip(keys, row, strict=True)) for row in zip(ids, *lists, strict=True)]
        self._connection.execute(update(table).where(table.c.id == bindparam("_id")).values(bound | fixed), rows)

    def read(
        self, entity: Entity, ids: Sequence[int], *, names: Iterable[str], also_removed: bool = False
    ) -> dict[str, list[Any]]:
        """The columns and the version of rows, by name, with one value per row in the order of `ids`.

        Raises StaleRowError for a row that does not exist.
        """
        table, named = TABLES[entity], tuple(with_version(entity, names))
        if len(ids) == 1:
            query = _rows_query(entity, named, also_removed, True)
            row = self._connection.execute(query, {"row_id": ids[0]}).one_or_none()
            columns = [[value] for value in row] if row is not None else [[] for _ in (*named, "id")]
        else:
            query = _rows_query(entity, named, also_removed, False).where(among(table.c.id, ids))
            columns = columns_of(self._connection.execute(query), [table.c[name] for name in (*named, "id")])
        found = columns.pop()
        if found != list(ids):
            at = {row_id: index for index, row_id in enumerate(found)}
            for row_id in ids:
                if row_id not in at:
                    raise changed_error(self._connection, entity, row_id) if also_removed else removed_error()
            order = [at[row_id] for row_id in ids]
            columns = [[values[index] for index in order] for values in columns]
        return dict(zip(named, columns, strict=True))

    def insert(self, entity: Entity, rows: Sequence[Mapping[str, Any]]) -> tuple[list[int], dict[str, list[Any]]]:
        """Insert rows; returns their ids in the same order, and their stored columns."""
        table = TABLES[entity]
        full = [self._with_defaults(entity, row) for row in rows]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = [row.id for row in self._connection.execute(statement, full)]
        names = [name for name in full[0] if name not in ("updated_at", "updated_by")]
        return ids, {name: [row[name] for row in full] for name in names}

    def _with_defaults(self, entity: Entity, row: Mapping[str, Any]) -> dict[str, Any]:
        values = plain(row)
        if entity is Entity.CELL:
            defaults: dict[str, Any] = {
                "run_id": None,
                "score": None,
                "at_border": False,
                "shape": None,
                "row_version": 1,
            }
            defaults |= {"kind": CellKind.RED.value, "kinds": None}
            state = CellState(str(values["state"]))
            verdicts = None if state is CellState.PROPOSED else with_verdict(self._reader, state, verdicts=None)
            return defaults | {"verdicts": verdicts} | values | self._author(entity)
        if entity is Entity.SMEAR:
            unknown = {"um_per_px": None, "scale_source": None, "sample_bits": None}
            unknown |= {"overruled_by": None, "overruled_at": None, "source_sha256": None, "pixels_sha256": None}
            unknown |= {"slide_name": None, "slide_hash": None, "slide_x": None, "slide_y": None}
            return unknown | {"imported_at": now(), "imported_by": self._reader} | values
        if entity in (Entity.CELL_LABEL, Entity.CONSENSUS, Entity.CONTROL_CELL, Entity.CHECK_ANSWER):
            return {"created_at": now()} | values
        return values

    def _author(self, entity: Entity) -> dict[str, Any]:
        return {"updated_at": now(), "updated_by": self._reader} if entity is Entity.CELL else {}


# A key press changes one row, for which cached statements take half the time of new ones.


@lru_cache(maxsize=64)
def _rows_query(entity: Entity, named: tuple[str, ...], also_removed: bool, one: bool) -> Select[Any]:  # noqa: FBT001
    """The query of the columns `named` and the id; with `one`, of the row `wanted`."""
    table = TABLES[entity]
    query = select(*(table.c[name] for name in named), table.c.id)
    if not also_removed and "removed" in table.c:
        query = query.where(~table.c.removed)
    return query.where(table.c.id == bindparam("row_id")) if one else query


@lru_cache(maxsize=64)
def _one_update(entity: Entity, names: tuple[str, ...], versioned: bool) -> Update:  # noqa: FBT001
    """The update of columns of the row `row_id` to the parameters `_name`, its version raised if `versioned`."""
    table = TABLES[entity]
    values: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
    if versioned:
        values["row_version"] = table.c.row_version + 1
    return update(table).where(table.c.id == bindparam("row_id")).values(values)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with enum members replaced by their values."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in row.items()}
