"""A transaction: its writes become visible together, and its changes are returned as data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import compress
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.cells.verdicts import verdict_of, with_kind, with_verdict
from rbc_desk.core.counting.repeats import CheckKind
from rbc_desk.core.errors import StaleRowError, UnknownNameError
from rbc_desk.core.history.changes import Change, ChangeSet, Columns, Entity, Topic
from rbc_desk.core.history.merge_changes import joined
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import now
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.store.schema.entities import TABLES, has_version, with_version
from rbc_desk.store.schema.tables import CellClassRow, CellLabelRow, CellRow, Meta, SmearRow
from rbc_desk.store.sql.cell_states import counted
from rbc_desk.store.sql.columns import columns_of
from rbc_desk.store.sql.id_filter import among, ids_query
from rbc_desk.store.writing.change_recorder import ChangeRecorder
from rbc_desk.store.writing.derived_tables import DerivedTables
from rbc_desk.store.writing.row_writer import RowWriter, plain
from rbc_desk.store.writing.signed_tables import SignedTables

_CLASSES = (
    select(CellClassRow.code, CellClassRow.name)
    .where(~CellClassRow.removed)
    .order_by(CellClassRow.ordinal, CellClassRow.id)
)
_EVER_A_CLASS = select(func.count()).select_from(CellClassRow).where(CellClassRow.code == bindparam("row_id"))
_SMEAR_SIZE = select(SmearRow.width, SmearRow.height).where(SmearRow.id == bindparam("row_id"), ~SmearRow.removed)
_LABELS = TABLES[Entity.CELL_LABEL]
# A key press changes one cell, for which cached statements take half the time of new ones.
_LABEL_COLUMNS = (_LABELS.c.id, _LABELS.c.cell_id, _LABELS.c.code, _LABELS.c.created_at)
_LABELS_OF_READER = select(*_LABEL_COLUMNS).where(_LABELS.c.reader == bindparam("who"), _LABELS.c.is_current)
_LABEL_OF_ONE = _LABELS_OF_READER.where(_LABELS.c.cell_id == bindparam("row_id"))
_INSERT_LABEL = insert(_LABELS).returning(_LABELS.c.id, _LABELS.c.cell_id)


class Transaction:
    """A transaction of `Store.transact`. Rows are never deleted: a flag removes and restores them.

    A step also reads the data that it depends on here, so that nobody changes it in between. `derived` writes the
    tables without undo: crops, predictions, runs, models. `signed` writes signed reports and keys.
    """

    def __init__(self, connection: Connection, *, op: str, reader: str, origin: object) -> None:
        self._connection = connection
        self._reader = reader
        self._rows = RowWriter(connection, reader=reader)
        self._recorder = ChangeRecorder(op=op, reader=reader, origin=origin)
        self.derived = DerivedTables(connection, reader=reader, recorder=self._recorder)
        self.signed = SignedTables(connection, reader=reader, recorder=self._recorder)
        self._class_names: dict[str, str] | None = None

    @property
    def op(self) -> str:
        """The name of the step, as shown to the user. Code inside the transaction may change it."""
        return self._recorder.op

    @op.setter
    def op(self, words: str) -> None:
        self._recorder.op = words

    @contextmanager
    def coming_from(self, source: str) -> Iterator[None]:
        """Log the writes inside with this source (see `history.audit`); by default they are made by hand."""
        before, self._recorder.source = self._recorder.source, source
        try:
            yield
        finally:
            self._recorder.source = before

    @property
    def changeset(self) -> ChangeSet:
        """The changes of the step so far."""
        return self._recorder.changeset

    def save_log(self) -> None:
        """Write the change log; the store calls it before the commit.

        Raises LockedSpecimenError where the step touches a specimen whose report is signed.
        """
        self._recorder.save(self._connection)

    def touch(self, topic: Topic) -> None:
        """Tell listeners to read data of this topic again."""
        self._recorder.touch(topic)

    def set_meta(self, key: str, value: str) -> None:
        """Store a value of the project, such as its name."""
        self._connection.execute(delete(Meta).where(Meta.key == key))
        self._connection.execute(insert(Meta).values(key=key, value=value))
        self._recorder.record_derived("meta", {"key": key, "value": value})
        self.touch(Topic.PROJECT)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The transaction as a source for `queries`. Their results stay valid until the step is committed."""
        yield self._connection

    def smear_size(self, smear_id: int) -> tuple[int, int]:
        """Width and height in pixels. Raises UnknownNameError."""
        row = self._connection.execute(_SMEAR_SIZE, {"row_id": smear_id}).one_or_none()
        if row is None:
            raise UnknownNameError(Phrase("The project has no smear number {smear_id}.", smear_id=smear_id))
        return row.width, row.height

    def class_names(self) -> Mapping[str, str]:
        """The names of the project's classes by code, in their order."""
        if self._class_names is None:
            self._class_names = {row.code: row.name for row in self._connection.execute(_CLASSES)}
        return self._class_names

    def insert(self, entity: Entity, values: Mapping[str, Any]) -> int:
        return self.insert_many(entity, [values])[0]

    def insert_many(self, entity: Entity, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows and return their ids in the same order."""
        if not rows:
            return []
        ids, columns = self._rows.insert(entity, rows)
        self._record(entity, ids, before=None, after=columns)
        return ids

    def update(self, entity: Entity, row_id: int, values: Mapping[str, Any]) -> None:
        self.update_many(entity, {row_id: values})

    def update_many(self, entity: Entity, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Update rows by id; a row that stays as it is makes no change."""
        wanted = {i: plain(new) for i, new in values.items()}
        names = with_version(entity, {name: None for new in wanted.values() for name in new})
        columns = self._rows.read(entity, list(wanted), names=names)
        current = {
            row_id: dict(zip(columns, row, strict=True))
            for row_id, row in zip(wanted, zip(*columns.values(), strict=True), strict=True)
        }
        pending: dict[tuple[str, ...], list[int]] = {}
        for row_id, new in wanted.items():
            row = current[row_id]
            if changed := tuple(sorted(k for k, v in new.items() if row[k] != v)):
                pending.setdefault(changed, []).append(row_id)
        versioned = has_version(entity)
        for changed, ids in pending.items():
            before = {name: [current[i][name] for i in ids] for name in changed}
            after = {name: [wanted[i][name] for i in ids] for name in changed}
            if versioned:
                before["row_version"] = [current[i]["row_version"] for i in ids]
                after["row_version"] = [version + 1 for version in before["row_version"]]
            self._rows.update(entity, ids, after)
            self._record(entity, ids, before=before, after=after)

    def set_states(self, cell_ids: Iterable[int], state: CellState) -> None:
        """Set the states of cells: this reader's verdict, and the state, which is the latest of any reader.

        A cell that has both already is not changed.
        """
        ids, value = list(dict.fromkeys(cell_ids)), state.value
        if not ids:
            return
        before = self._rows.read(Entity.CELL, ids, names=("state", "verdicts"))
        texts = set(before["verdicts"])  # few, which many cells share
        new = {text: with_verdict(self._reader, state, verdicts=text) for text in texts}
        same = {(value, text) for text in texts if verdict_of(self._reader, text) == state}
        ids, before = _rows_where(
            ids, before, [row not in same for row in zip(before["state"], before["verdicts"], strict=True)]
        )
        after: dict[str, list[Any]] = {
            "state": [value] * len(ids),
            "verdicts": [new[text] for text in before["verdicts"]],
            "row_version": [version + 1 for version in before["row_version"]],
        }
        self._rows.update(Entity.CELL, ids, after)
        self._record(Entity.CELL, ids, before=before, after=after)

    def set_kinds(self, cell_ids: Iterable[int], kind: CellKind) -> None:
        """Set the kinds of objects: the one of this reader, and the kind, which is the latest of any reader.

        An object that has both already is not changed.
        """
        ids = list(dict.fromkeys(cell_ids))
        if not ids:
            return
        before = self._rows.read(Entity.CELL, ids, names=("kind", "kinds"))
        stored = list(zip(before["kind"], before["kinds"], strict=True))
        new = {row: with_kind(self._reader, kind, kinds=row[1], found=row[0]) for row in set(stored)}
        ids, before = _rows_where(ids, before, [row != (kind.value, new[row]) for row in stored])
        after: dict[str, list[Any]] = {
            "kind": [kind.value] * len(ids),
            "kinds": [new[row] for row in zip(before["kind"], before["kinds"], strict=True)],
            "row_version": [version + 1 for version in before["row_version"]],
        }
        self._rows.update(Entity.CELL, ids, after)
        self._record(Entity.CELL, ids, before=before, after=after)

    def remove(self, entity: Entity, row_id: int) -> None:
        self.remove_many(entity, [row_id])

    def remove_many(self, entity: Entity, row_ids: Iterable[int]) -> None:
        """Mark rows as removed, so that queries leave them out."""
        ids = list(dict.fromkeys(row_ids))
        skip = {"id", "removed", "updated_at", "updated_by"}
        names = [column.name for column in TABLES[entity].c if column.name not in skip]
        before = self._rows.read(entity, ids, names=names)
        new: dict[str, list[Any]] = {"removed": [True] * len(ids)}
        if "row_version" in before:
            new["row_version"] = [version + 1 for version in before["row_version"]]
        self._rows.update(entity, ids, new)
        self._record(entity, ids, before=before, after=None)

    def apply(self, changes: Iterable[Change], *, reverts: tuple[str, ...] = ()) -> None:
        """Change rows from the `before` to the `after` of each change. `reverts`: the steps that it undoes or redoes.

        Raises StaleRowError, which says who changed a row and when, where it is not as in `before`, and for a label
        whose class was removed or merged.
        """
        self._recorder.reverts = reverts
        written_by_entity: dict[Entity, set[int]] = {}
        for change in joined(changes):
            written_ids = written_by_entity.setdefault(change.entity, set())
            self._add(self._rows.apply(change, ours=written_ids))
            written_ids.update(change.ids)
        of_a_class = (Entity.CELL_LABEL, Entity.CONSENSUS)
        labels = [c.after for c in self._recorder.changes if c.entity in of_a_class and c.after is not None]
        self._require_classes({code for columns in labels for code in columns["code"]})

    def require_not_removed(self, code: str) -> None:
        """Raise StaleRowError for a class that the project had before."""
        if code not in self.class_names() and self._connection.execute(_EVER_A_CLASS, {"row_id": code}).scalar():
            self._require_classes([code])

    def _require_classes(self, codes: Collection[str]) -> None:
        if not set(codes) <= self.class_names().keys():
            raise StaleRowError(
                "The class of these cells was removed or merged, so the action was not carried out.",
                hint="Undo the removal or the merge first, or choose another class for them.",
            )

    def n_labels(self, code: str) -> int:
        """The number of current labels of any reader with a class, without those of rejected or removed cells."""
        return self._connection.execute(
            select(func.count())
            .select_from(CellLabelRow)
            .join(CellRow, CellRow.id == CellLabelRow.cell_id)
            .join(SmearRow, SmearRow.id == CellRow.smear_id)
            .where(CellLabelRow.is_current, CellLabelRow.code == code, *counted(EVERYBODY))
        ).scalar_one()

    def set_labels(self, cell_ids: Sequence[int], code: str | None) -> None:
        """Set this reader's label of cells. The previous label stays in the table, but is not current.

        Raises StaleRowError for a class that the project no longer has.
        """
        cell_ids = sorted(set(cell_ids))  # index order takes half the time for scattered cells
        if not cell_ids:
            return
        if code is not None:
            self._require_classes([code])
        ids, cells, codes, times = self._labels_of(cell_ids)
        if ids:
            self._rows.update(Entity.CELL_LABEL, ids, {"is_current": [False] * len(ids)})
            self._record(Entity.CELL_LABEL, ids, before=self._labels(cells, codes=codes, times=times), after=None)
        if code is None:
            return
        at = now()
        new = {"code": code, "reader": self._reader, "is_current": True, "created_at": at}
        if len(cell_ids) == 1:
            ids, cells = (
                [self._connection.execute(_INSERT_LABEL, {"cell_id": cell_ids[0], **new}).scalar_one()],
                cell_ids,
            )
        else:
            rows = ids_query(cell_ids).add_columns(*map(literal, new.values()))
            inserted = self._connection.execute(_INSERT_LABEL.from_select(["cell_id", *new], rows))
            ids, cells = columns_of(inserted, (_LABELS.c.id, _LABELS.c.cell_id))
        n = len(ids)
        self._record(Entity.CELL_LABEL, ids, before=None, after=self._labels(cells, codes=[code] * n, times=[at] * n))

    def _labels_of(self, cell_ids: Sequence[int]) -> list[list[Any]]:
        """This reader's current labels of cells as columns: id, cell, class, time."""
        who = {"who": self._reader}
        if len(cell_ids) == 1:
            row = self._connection.execute(_LABEL_OF_ONE, who | {"row_id": cell_ids[0]}).one_or_none()
            return [[value] for value in row] if row is not None else [[], [], [], []]
        query = _LABELS_OF_READER.where(among(_LABELS.c.cell_id, cell_ids))
        return columns_of(self._connection.execute(query, who), _LABEL_COLUMNS)

    def move_labels(self, code: str, *, into: str) -> int:
        """Change the class of every reader's current labels, keeping their times; returns their number.

        The previous rows stay in the table, but are not current. The consensus of that class changes too.
        """
        self._move_consensus(code, into=into)
        table = _LABELS
        names = ("cell_id", "reader", "created_at")
        chosen = (table.c.id, *(table.c[name] for name in names))
        query = select(*chosen).where(table.c.code == code, table.c.is_current)
        ids, *found = columns_of(self._connection.execute(query.order_by(table.c.id)), chosen)
        if not ids:
            return 0
        columns = dict(zip(names, found, strict=True)) | {"is_current": [True] * len(ids)}
        self._rows.update(Entity.CELL_LABEL, ids, {"is_current": [False] * len(ids)})
        self._record(Entity.CELL_LABEL, ids, before=columns | {"code": [code] * len(ids)}, after=None)
        rows = [
            dict(zip(names, row, strict=True)) | {"code": into, "is_current": True}
            for row in zip(*found, strict=True)
        ]
        self.insert_many(Entity.CELL_LABEL, rows)
        return len(ids)

    def set_consensus(self, cell_ids: Collection[int], code: str | None) -> None:
        """Set the consensus on cells as decided by this reader; None removes it. The previous row stays, as removed.

        Raises StaleRowError for a class that the project no longer has.
        """
        if code is not None:
            self.require_not_removed(code)
        table = TABLES[Entity.CONSENSUS]
        query = select(table.c.id, table.c.cell_id, table.c.code).where(~table.c.removed)
        found = {row.cell_id: row for row in self._connection.execute(query.where(among(table.c.cell_id, cell_ids)))}
        changed = [i for i in dict.fromkeys(cell_ids) if i not in found or found[i].code != code]
        if outdated := [found[i].id for i in changed if i in found]:
            self.remove_many(Entity.CONSENSUS, outdated)
        if code is not None:
            rows = [{"cell_id": i, "code": code, "reader": self._reader} for i in changed]
            self.insert_many(Entity.CONSENSUS, rows)

    def set_controls(self, cell_ids: Collection[int], code: str | None) -> None:
        """Mark cells as control cells of a class, in this reader's name; None takes the mark away."""
        table = TABLES[Entity.CONTROL_CELL]
        query = select(table.c.id, table.c.cell_id, table.c.code).where(~table.c.removed)
        found = {row.cell_id: row for row in self._connection.execute(query.where(among(table.c.cell_id, cell_ids)))}
        changed = [i for i in dict.fromkeys(cell_ids) if i not in found or found[i].code != code]
        self.remove_many(Entity.CONTROL_CELL, [found[i].id for i in changed if i in found])
        if code is not None:
            self.insert_many(
                Entity.CONTROL_CELL, [{"cell_id": i, "code": code, "reader": self._reader} for i in changed]
            )

    def answer_check(self, cell_id: int, code: str) -> None:
        """Store this reader's answer ("": no red cell) on a cell of theirs, or a control cell of another reader.

        Raises UnknownNameError for any other cell.
        """
        control, answers, reader = TABLES[Entity.CONTROL_CELL], TABLES[Entity.CHECK_ANSWER], self._reader
        marked = select(control.c.id).where(
            control.c.cell_id == cell_id, control.c.reader != reader, ~control.c.removed
        )
        labels = self._labels_of([cell_id])[2]
        if self._connection.execute(marked).first() is not None:
            kind, expected = CheckKind.CONTROL, ""
        elif labels:
            kind, expected = CheckKind.REPEAT, labels[0]
        else:
            raise UnknownNameError(Phrase("This cell is no longer shown again."))
        earlier = select(answers.c.id).where(
            answers.c.cell_id == cell_id, answers.c.reader == reader, ~answers.c.removed
        )
        self.remove_many(Entity.CHECK_ANSWER, self._connection.execute(earlier).scalars())
        row = {"cell_id": cell_id, "reader": reader, "kind": kind, "expected": expected, "code": code}
        self.insert(Entity.CHECK_ANSWER, row)

    def _move_consensus(self, code: str, *, into: str) -> None:
        table = TABLES[Entity.CONSENSUS]
        query = select(table.c.cell_id).where(table.c.code == code, ~table.c.removed)
        if cells := self._connection.execute(query).scalars().all():
            self.set_consensus(cells, into)

    def _labels(self, cells: list[int], *, codes: list[str], times: list[str]) -> dict[str, list[Any]]:
        """Current labels of this reader as the columns of a change."""
        n = len(cells)
        mine: dict[str, list[Any]] = {"reader": [self._reader] * n, "is_current": [True] * n}
        return {"cell_id": cells, "code": codes, "created_at": times, **mine}

    def _record(self, entity: Entity, ids: Sequence[int], *, before: Columns | None, after: Columns | None) -> None:
        if ids:
            self._add(Change(entity, tuple(ids), before, after))

    def _add(self, change: Change) -> None:
        if change.entity is Entity.CELL_CLASS:
            self._class_names = None
        self._recorder.record(change)


def _rows_where(
    ids: list[int], columns: dict[str, list[Any]], chosen: list[bool]
) -> tuple[list[int], dict[str, list[Any]]]:
    """The ids and columns of the chosen rows."""
    if all(chosen):
        return ids, columns
    return list(compress(ids, chosen)), {name: list(compress(values, chosen)) for name, values in columns.items()}
