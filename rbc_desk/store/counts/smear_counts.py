"""Smears with their counts, cached in memory and in the database. A change costs only the smears it touches.

Every step gives the smears that it changes a new, growing version number (`SmearVersionTable`). A count of the
current version of a smear is valid; other smears are counted again.
"""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Text, case, cast, delete, func, insert, or_, select, true

from rbc_desk.core.cells.cell import CellKind, CellState, SmearInfo
from rbc_desk.core.cells.counts import KnownCounts, Labels
from rbc_desk.core.events import Progress
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY, Viewpoint
from rbc_desk.store.counts.readable import Readable
from rbc_desk.store.schema.tables import (
    CellLabelRow,
    CellRow,
    SmearCellsTable,
    SmearCountTable,
    SmearRow,
    SmearVersionTable,
    SpecimenRow,
)
from rbc_desk.store.sql.cell_states import any_kind, kind_seen, red_cells, state_seen
from rbc_desk.store.sql.id_filter import among

_FACTS = (
    *("id", "name", "stored_name", "sha256", "width", "height"),
    *("typical_diameter_px", "um_per_px", "scale_source", "sample_bits", "overruled_by"),
    *("slide_name", "slide_hash", "slide_x", "slide_y", "specimen_id", "specimen"),
)
"""The fields of `SmearInfo` that are not counts."""
_AT_ONCE = 100
"""Smears counted by one statement. A task can stop between statements."""
_FEW_CELLS = 5000
"""Counting this number of cells takes about 20 ms."""


class CountScope(NamedTuple):
    """What a count depends on: the viewpoint of the reader, and which labels count."""

    viewpoint: Viewpoint
    labels: Labels

    @classmethod
    def of(cls, viewpoint: Viewpoint, labels: Labels) -> CountScope:
        """The scope for a viewpoint. `Labels.EVERY` has one scope for all readers who see the others."""
        shared = labels is Labels.EVERY and viewpoint.sees_others
        return cls(EVERYBODY if shared else viewpoint, labels)

    @property
    def key(self) -> str:
        return f"{self.labels.value}{key_of(self.viewpoint)}"


def key_of(viewpoint: Viewpoint) -> str:
    """The key of stored rows of a viewpoint."""
    return f"{viewpoint.others.value}:{viewpoint.reader}"


class Count(NamedTuple):
    """The red cells of a smear without rejected ones. `codes`: labelled cells by class, as the scope counts labels.

    `others`: objects of the other kinds, by kind.
    """

    n_cells: int
    n_proposed: int
    codes: Mapping[str, int]
    others: Mapping[str, int]

    @property
    def n_labelled(self) -> int:
        return sum(self.codes.values())


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Rows with one `key` to store in `table`, so that the next opening need not read the cells again.

    Call `on_saved` after the commit.
    """

    table: type[SmearCountTable] | type[SmearCellsTable]
    key: str
    rows: Sequence[Mapping[str, Any]]
    on_saved: Callable[[], None]

    def write(self, connection: Connection) -> None:
        """Write the rows, replacing those of the same smears."""
        old = among(self.table.smear_id, [row["smear_id"] for row in self.rows])
        connection.execute(delete(self.table).where(self.table.view == self.key, old))
        connection.execute(insert(self.table), self.rows)


@contextmanager
def if_free(lock: threading.Lock) -> Iterator[bool]:
    """Acquire the lock without waiting; yields whether it was acquired."""
    free = lock.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            lock.release()


@dataclass
class _Counted:
    """The smears of a scope after step `marker` (-1: nothing was read yet).

    `pending`: the smears that changed since their cells were counted, with their versions. `lock` is held briefly,
    `counting` while many cells are counted. `total`: the labelled cells by class, of all `counts`. `in_order`:
    whether `listed` holds the current `infos`.
    """

    marker: int = -1
    infos: dict[int, SmearInfo] = field(default_factory=dict)
    counts: dict[int, tuple[int, Count]] = field(default_factory=dict)  # with the version of the smear
    pending: dict[int, int] = field(default_factory=dict)
    unsaved: set[int] = field(default_factory=set)
    listed: tuple[SmearInfo, ...] = ()
    total: Counter[str] = field(default_factory=Counter)
    in_order: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)
    counting: threading.Lock = field(default_factory=threading.Lock)

    def put(self, smear_id: int, version: int, count: Count) -> None:
        """Store the count of a smear. The total follows it: summing thousands of smears anew takes milliseconds."""
        self.drop(smear_id)
        self.counts[smear_id] = version, count
        self.total.update(count.codes)

    def drop(self, smear_id: int) -> None:
        """Forget the count of a smear, if there is one."""
        if (old := self.counts.pop(smear_id, None)) is not None:
            self.total.subtract(old[1].codes)


class CountedSmears:
    """The cached counts of one store. Usable from every thread."""

    def __init__(self) -> None:
        self._scopes: dict[CountScope, _Counted] = {}
        self._lock = threading.Lock()

    def smears(self, store: Readable, scope: CountScope) -> tuple[SmearInfo, ...]:
        """The smears in order of import."""
        return self.count(store, scope).smears

    def smear(self, store: Readable, scope: CountScope, smear_id: int) -> SmearInfo | None:
        """One smear; None where there is none."""
        return self._with_one(store, scope, smear_id).infos.get(smear_id)

    def codes(self, store: Readable, scope: CountScope, *, smear_id: int | None = None) -> dict[str, int]:
        """Labelled cells per class, on one smear or on all."""
        if smear_id is None:
            return dict(self.count(store, scope).by_class)
        counted = self._with_one(store, scope, smear_id)
        return dict(counted.counts[smear_id][1].codes) if smear_id in counted.infos else {}

    def known(self, store: Readable, scope: CountScope) -> KnownCounts:
        """The counts that are cached or quick to count. It does not wait for a thread that counts many cells."""
        counted = self._of(scope)
        with counted.lock, store.reading() as connection:
            _follow(counted, connection, scope=scope)
            if counted.pending and _are_few(counted, connection):
                _take(counted, _counts(connection, counted.pending, scope=scope))
            if not counted.in_order:
                counted.listed, counted.in_order = tuple(counted.infos[i] for i in sorted(counted.infos)), True
            return KnownCounts(counted.listed, dict(+counted.total), complete=not counted.pending)

    def count(self, store: Readable, scope: CountScope, *, task: Task = SILENT) -> KnownCounts:
        """Count all cells that are not counted yet. Simultaneous calls count them once.

        Raises CancelledError; finished counts are kept.
        """
        known = self.known(store, scope)
        if known.complete:
            return known
        counted, done = self._of(scope), 0
        with counted.counting:
            known = self.known(store, scope)  # another thread may have counted these cells
            while not known.complete:
                task.raise_if_stopped()
                with counted.lock, store.reading() as connection:
                    _follow(counted, connection, scope=scope)  # otherwise a changed smear would stay pending
                    ids = sorted(counted.pending)
                self._count_some(store, scope, ids[:_AT_ONCE])
                done += min(_AT_ONCE, len(ids))
                task.report(Progress(done, done + max(0, len(ids) - _AT_ONCE)))
                if len(ids) <= _AT_ONCE:  # complete, unless something has changed
                    known = self.known(store, scope)
        return known

    def unsaved(self) -> list[Unsaved]:
        """The counts that are not stored in the database yet, without waiting for those being counted."""
        with self._lock:
            scopes = list(self._scopes.items())
        found: list[Unsaved] = []
        for scope, counted in scopes:
            with if_free(counted.lock) as free:
                if not free or not counted.unsaved:
                    continue
                held = {smear_id: counted.counts[smear_id] for smear_id in sorted(counted.unsaved)}
            rows = [_stored(scope, smear_id, *count) for smear_id, count in held.items()]
            found.append(Unsaved(SmearCountTable, scope.key, rows, partial(_forget_saved, counted, held)))
        return found

    def _with_one(self, store: Readable, scope: CountScope, smear_id: int) -> _Counted:
        """The counts of a scope, with at least the cells of this smear counted."""
        self.known(store, scope)
        counted = self._of(scope)
        if smear_id in counted.pending:
            self._count_some(store, scope, [smear_id])
        return counted

    def _count_some(self, store: Readable, scope: CountScope, smear_ids: Sequence[int]) -> None:
        counted = self._of(scope)
        with store.reading() as connection:  # without the lock, so that `known` need not wait
            found = _counts(connection, smear_ids, scope=scope)
        with counted.lock:
            _take(counted, found)

    def _of(self, scope: CountScope) -> _Counted:
        with self._lock:
            return self._scopes.setdefault(scope, _Counted())


def _forget_saved(counted: _Counted, saved: Mapping[int, tuple[int, Count]]) -> None:
    with if_free(counted.lock) as free:
        if free:  # otherwise they are saved again, which is harmless
            counted.unsaved -= {i for i, count in saved.items() if counted.counts.get(i) is count}


def changed_since(connection: Connection, marker: int) -> dict[int, int]:
    """The smears that a step after `marker` changed, with their versions; below 0: every smear."""
    table = SmearVersionTable
    if marker >= 0:
        rows = connection.execute(select(table.smear_id, table.version).where(table.version > marker))
    else:
        version = func.coalesce(table.version, 0)
        rows = connection.execute(select(SmearRow.id, version).outerjoin(table, table.smear_id == SmearRow.id))
    return {row[0]: row[1] for row in rows}


def _follow(counted: _Counted, connection: Connection, *, scope: CountScope) -> None:
    """Update the smears; those whose cells must be counted again become pending."""
    first = counted.marker < 0
    versions = changed_since(connection, counted.marker)
    if not versions and not first:
        return
    rows = connection.execute(_smear_rows(None if first else versions)).all()
    existing = {row[0] for row in rows}
    if first:
        kept = _kept(connection, scope)
        for smear_id in existing & kept.keys():
            counted.put(smear_id, *kept[smear_id])
    for smear_id in versions.keys() - existing:
        for held in (counted.infos, counted.pending):
            held.pop(smear_id, None)
        counted.drop(smear_id)
        counted.unsaved.discard(smear_id)
    for row in rows:
        smear_id = row[0]
        counted_version, count = counted.counts.get(smear_id, (-1, None))
        if counted_version != versions[smear_id]:
            counted.pending[smear_id] = versions[smear_id]
        counted.infos[smear_id] = SmearInfo(**dict(zip(_FACTS, row, strict=True)), **_figures(count))
    counted.marker = max(0, counted.marker, *versions.values())
    counted.in_order = False


def _are_few(counted: _Counted, connection: Connection) -> bool:
    """Whether only few cells must be counted."""
    here = select(CellRow.id).where(among(CellRow.smear_id, counted.pending)).limit(_FEW_CELLS + 1)
    return bool(connection.execute(select(func.count()).select_from(here.subquery())).scalar_one() <= _FEW_CELLS)


def _counts(connection: Connection, smear_ids: Collection[int], *, scope: CountScope) -> dict[int, tuple[int, Count]]:
    """Count the cells of these smears; returns the counts with the versions of the smears."""
    table = SmearVersionTable
    rows = connection.execute(select(table.smear_id, table.version).where(among(table.smear_id, smear_ids)))
    versions = {row.smear_id: row.version for row in rows}
    counts = count_cells(connection, sorted(smear_ids), scope=scope)
    return {smear_id: (versions.get(smear_id, 0), count) for smear_id, count in counts.items()}


def _take(counted: _Counted, found: Mapping[int, tuple[int, Count]]) -> None:
    """Store counts, except those of smears that have changed since."""
    for smear_id, (version, count) in found.items():
        if counted.pending.get(smear_id) == version:
            del counted.pending[smear_id]
            counted.put(smear_id, version, count)
            counted.infos[smear_id] = replace(counted.infos[smear_id], **_figures(count))
            counted.unsaved.add(smear_id)
    counted.in_order = False


def _smear_rows(ids: Collection[int] | None) -> Any:
    """The smears, as rows of `_FACTS`."""
    query = (
        select(SmearRow.id, *(getattr(SmearRow, name) for name in _FACTS[1:-1]), SpecimenRow.code)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(~SmearRow.removed)
    )
    return query if ids is None else query.where(among(SmearRow.id, ids))


def _kept(connection: Connection, scope: CountScope) -> dict[int, tuple[int, Count]]:
    kept = SmearCountTable
    # decoded here, because the column's own decoding takes twice as long for thousands of rows
    codes, others = cast(kept.codes, Text), cast(kept.others, Text)
    columns = (kept.smear_id, kept.version, kept.n_cells, kept.n_proposed, codes, others)
    rows = connection.execute(select(*columns).where(kept.view == scope.key))
    return {
        i: (version, Count(n, new, json.loads(found), json.loads(rest))) for i, version, n, new, found, rest in rows
    }


def _stored(scope: CountScope, smear_id: int, version: int, count: Count) -> dict[str, Any]:
    return {
        "smear_id": smear_id,
        "view": scope.key,
        "version": version,
        "n_cells": count.n_cells,
        "n_proposed": count.n_proposed,
        "codes": dict(count.codes),
        "others": dict(count.others),
    }


def count_cells(connection: Connection, smear_ids: Sequence[int], *, scope: CountScope) -> dict[int, Count]:
    """Count the cells of these smears."""
    n_cells, n_proposed = Counter[int](), Counter[int]()
    codes: dict[int, dict[str, int]] = defaultdict(dict)
    others: dict[int, dict[str, int]] = defaultdict(dict)
    seen, kind = state_seen(scope.viewpoint), kind_seen(scope.viewpoint)
    for start in range(0, len(smear_ids), _AT_ONCE):
        of_smears = among(CellRow.smear_id, smear_ids[start : start + _AT_ONCE])
        here = (*red_cells(scope.viewpoint), of_smears)
        # sums, because a group for each state would sort all cells
        kept = func.sum(case((seen != CellState.REJECTED, 1), else_=0))
        new = func.sum(case((seen == CellState.PROPOSED, 1), else_=0))
        by_state = select(CellRow.smear_id, kept, new).where(*here).group_by(CellRow.smear_id)
        for smear_id, n, n_new in connection.execute(by_state):
            n_cells[smear_id], n_proposed[smear_id] = n, n_new
        not_red = (*any_kind(), of_smears, kind != CellKind.RED.value, seen != CellState.REJECTED.value)
        by_kind = select(CellRow.smear_id, kind, func.count()).where(*not_red).group_by(CellRow.smear_id, kind)
        for smear_id, name, n in connection.execute(by_kind):
            others[smear_id][name] = n
        labels = _labels(scope).where(CellLabelRow.is_current, seen != CellState.REJECTED.value, *here)
        if not scope.viewpoint.sees_others:
            labels = labels.where(CellLabelRow.reader == scope.viewpoint.reader)
        found = labels.subquery()
        by_code = select(found.c.smear_id, found.c.code, func.count()).where(found.c.counts)
        for smear_id, code, n in connection.execute(by_code.group_by(found.c.smear_id, found.c.code)):
            codes[smear_id][code] = n
    return {i: Count(n_cells[i], n_proposed[i], codes.get(i, {}), others.get(i, {})) for i in smear_ids}


def _labels(scope: CountScope) -> Select[*tuple[Any, ...]]:
    """The query of labels with the columns `smear_id`, `code` and `counts`: whether the scope counts the label."""
    label, own = CellLabelRow, CellLabelRow.reader == scope.viewpoint.reader
    if scope.labels is Labels.EVERY:
        query = select(CellRow.smear_id, label.code, true().label("counts"))
    elif scope.labels is Labels.SHOWN:
        place = func.row_number().over(partition_by=label.cell_id, order_by=(own.desc(), label.id.desc()))
        query = select(CellRow.smear_id, label.code, (place == 1).label("counts"))
    else:
        mine = func.max(case((own, label.code)))
        agreed = func.min(label.code) == func.max(label.code)
        code = func.coalesce(mine, func.min(label.code))
        counts = or_(mine.is_not(None), agreed)
        smear = func.min(CellRow.smear_id).label("smear_id")
        query = select(smear, code.label("code"), counts.label("counts")).group_by(label.cell_id)
    return query.select_from(CellRow).join(label, label.cell_id == CellRow.id)


def _figures(count: Count | None) -> dict[str, Any]:
    if count is None:
        return {"counted": False}
    return {
        "n_cells": count.n_cells,
        "n_labelled": count.n_labelled,
        "n_proposed": count.n_proposed,
        "n_white": count.others.get(CellKind.WHITE.value, 0),
        "n_platelets": count.others.get(CellKind.PLATELET.value, 0),
        "counted": True,
    }
