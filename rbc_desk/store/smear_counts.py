"""Smears with their counts, cached in memory and in the database. A change costs only the smears it touches.

Every step gives the smears that it changes a new, growing version number (`SmearVersionTable`). A count made at the
present version of a smear is valid, whoever made it; other smears are counted again.
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

from rbc_desk.core.cells import CellKind, CellState, SmearInfo
from rbc_desk.core.counts import KnownCounts, Labels
from rbc_desk.core.events import Progress
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY, Viewpoint
from rbc_desk.store.cell_states import any_kind, kind_seen, red_cells, state_seen
from rbc_desk.store.id_filter import among
from rbc_desk.store.readable import Readable
from rbc_desk.store.schema import (
    CellLabelRow,
    CellRow,
    SmearCellsTable,
    SmearCountTable,
    SmearRow,
    SmearVersionTable,
    SpecimenRow,
)

_FACTS = (
    *("id", "name", "stored_name", "sha256", "width", "height"),
    *("typical_diameter_px", "um_per_px", "scale_source", "sample_bits", "specimen"),
)
"""The fields of `SmearInfo` that are no counts."""
_AT_ONCE = 100
"""Smears counted by one statement; between two the task may stop."""
_FEW_CELLS = 5000
"""Counting so many takes some 20 ms."""


class View(NamedTuple):
    """Who looks at the cells, and which labels count."""

    viewpoint: Viewpoint
    labels: Labels

    @classmethod
    def of(cls, viewpoint: Viewpoint, labels: Labels) -> View:
        """Every label of all is the same for every reader who sees the others, and counted once."""
        alike = labels is Labels.EVERY and viewpoint.sees_others
        return cls(EVERYBODY if alike else viewpoint, labels)

    @property
    def key(self) -> str:
        return f"{self.labels.value}{key_of(self.viewpoint)}"


def key_of(viewpoint: Viewpoint) -> str:
    """What rows that are kept for a viewpoint are found by."""
    return f"{viewpoint.others.value}:{viewpoint.reader}"


class Count(NamedTuple):
    """Red cells of a smear that are not rejected; `codes`: labelled ones by class, as the view counts labels.

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
    """Rows of one view, found by its `key`, for the table that keeps them.

    The next opening then need not read the cells again.
    `on_saved` is to be called once they are committed.
    """

    table: type[SmearCountTable] | type[SmearCellsTable]
    key: str
    rows: Sequence[Mapping[str, Any]]
    on_saved: Callable[[], None]

    def write(self, connection: Connection) -> None:
        """Put the rows in the place of those of the same smears."""
        old = among(self.table.smear_id, [row["smear_id"] for row in self.rows])
        connection.execute(delete(self.table).where(self.table.view == self.key, old))
        connection.execute(insert(self.table), self.rows)


@contextmanager
def if_free(lock: threading.Lock) -> Iterator[bool]:
    """Hold the lock if that takes no waiting; the value says whether it does."""
    free = lock.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            lock.release()


@dataclass
class _Counted:
    """A view's smears as of the step `marker` (-1: nothing was read yet).

    `pending`: the smears that changed since their cells were counted, with their versions. `lock` is held for
    moments, `counting` for as long as the counting of many cells takes.
    """

    marker: int = -1
    infos: dict[int, SmearInfo] = field(default_factory=dict)
    counts: dict[int, tuple[int, Count]] = field(default_factory=dict)  # with the version of the smear
    pending: dict[int, int] = field(default_factory=dict)
    unsaved: set[int] = field(default_factory=set)
    listed: tuple[SmearInfo, ...] = ()
    total: Mapping[str, int] = field(default_factory=dict)
    summed: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)
    counting: threading.Lock = field(default_factory=threading.Lock)


class CountedSmears:
    """Belongs to one store. Usable from every thread."""

    def __init__(self) -> None:
        self._views: dict[View, _Counted] = {}
        self._lock = threading.Lock()

    def smears(self, store: Readable, view: View) -> tuple[SmearInfo, ...]:
        """Every smear in order of import."""
        return self.count(store, view).smears

    def smear(self, store: Readable, view: View, smear_id: int) -> SmearInfo | None:
        """One smear; None where there is none."""
        return self._with_one(store, view, smear_id).infos.get(smear_id)

    def codes(self, store: Readable, view: View, *, smear_id: int | None = None) -> dict[str, int]:
        """Labelled cells per class, on one smear or on all."""
        if smear_id is None:
            return dict(self.count(store, view).by_class)
        counted = self._with_one(store, view, smear_id)
        return dict(counted.counts[smear_id][1].codes) if smear_id in counted.infos else {}

    def known(self, store: Readable, view: View) -> KnownCounts:
        """What is known without counting many cells. Waits for nobody who does."""
        counted = self._of(view)
        with counted.lock, store.reading() as connection:
            _follow(counted, connection, view=view)
            if counted.pending and _are_few(counted, connection):
                _take(counted, _counts(connection, counted.pending, view=view))
            _sum_up(counted)
            return KnownCounts(counted.listed, counted.total, complete=not counted.pending)

    def count(self, store: Readable, view: View, *, task: Task = SILENT) -> KnownCounts:
        """Count what has to be counted; what others ask for at the same time is counted once.

        Raises CancelledError; what was counted so far is kept.
        """
        known = self.known(store, view)
        if known.complete:
            return known
        counted, done = self._of(view), 0
        with counted.counting:
            known = self.known(store, view)  # who counted before may have counted this as well
            while not known.complete:
                task.raise_if_stopped()
                with counted.lock, store.reading() as connection:
                    _follow(counted, connection, view=view)  # else what changed meanwhile would be counted for ever
                    ids = sorted(counted.pending)
                self._count_some(store, view, ids[:_AT_ONCE])
                done += min(_AT_ONCE, len(ids))
                task.report(Progress(done, done + max(0, len(ids) - _AT_ONCE)))
                if len(ids) <= _AT_ONCE:  # unless something changed meanwhile, that was all
                    known = self.known(store, view)
        return known

    def unsaved(self) -> list[Unsaved]:
        """What was counted and is not in the database yet. Waits for nobody: a view that is busy is left out."""
        with self._lock:
            views = list(self._views.items())
        found: list[Unsaved] = []
        for view, counted in views:
            with if_free(counted.lock) as free:
                if not free or not counted.unsaved:
                    continue
                held = {smear_id: counted.counts[smear_id] for smear_id in sorted(counted.unsaved)}
            rows = [_stored(view, smear_id, *count) for smear_id, count in held.items()]
            found.append(Unsaved(SmearCountTable, view.key, rows, partial(_forget_saved, counted, held)))
        return found

    def _with_one(self, store: Readable, view: View, smear_id: int) -> _Counted:
        """With the cells of this smear counted, whether the others' are or not."""
        self.known(store, view)
        counted = self._of(view)
        if smear_id in counted.pending:
            self._count_some(store, view, [smear_id])
        return counted

    def _count_some(self, store: Readable, view: View, smear_ids: Sequence[int]) -> None:
        counted = self._of(view)
        with store.reading() as connection:  # without the lock: who wants what is known need not wait
            found = _counts(connection, smear_ids, view=view)
        with counted.lock:
            _take(counted, found)

    def _of(self, view: View) -> _Counted:
        with self._lock:
            return self._views.setdefault(view, _Counted())


def _forget_saved(counted: _Counted, saved: Mapping[int, tuple[int, Count]]) -> None:
    with if_free(counted.lock) as free:
        if free:  # else they are saved once more, which does no harm
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


def _follow(counted: _Counted, connection: Connection, *, view: View) -> None:
    """Bring the smears themselves up to date; those whose cells have to be counted anew are pending."""
    first = counted.marker < 0
    versions = changed_since(connection, counted.marker)
    if not versions and not first:
        return
    rows = connection.execute(_smear_rows(None if first else versions)).all()
    there = {row[0] for row in rows}
    if first:
        kept = _kept(connection, view)
        counted.counts = {i: kept[i] for i in there if i in kept}
    for smear_id in versions.keys() - there:
        for held in (counted.infos, counted.counts, counted.pending):
            held.pop(smear_id, None)
        counted.unsaved.discard(smear_id)
    for row in rows:
        smear_id = row[0]
        at, count = counted.counts.get(smear_id, (-1, None))
        if at != versions[smear_id]:
            counted.pending[smear_id] = versions[smear_id]
        counted.infos[smear_id] = SmearInfo(**dict(zip(_FACTS, row, strict=True)), **_figures(count))
    counted.marker = max(0, counted.marker, *versions.values())
    counted.summed = False


def _are_few(counted: _Counted, connection: Connection) -> bool:
    """Whether the cells that have to be counted are few."""
    here = select(CellRow.id).where(among(CellRow.smear_id, counted.pending)).limit(_FEW_CELLS + 1)
    return bool(connection.execute(select(func.count()).select_from(here.subquery())).scalar_one() <= _FEW_CELLS)


def _counts(connection: Connection, smear_ids: Collection[int], *, view: View) -> dict[int, tuple[int, Count]]:
    """The counts of these smears, with the versions that they are of."""
    table = SmearVersionTable
    rows = connection.execute(select(table.smear_id, table.version).where(among(table.smear_id, smear_ids)))
    versions = {row.smear_id: row.version for row in rows}
    counts = count_cells(connection, sorted(smear_ids), view=view)
    return {smear_id: (versions.get(smear_id, 0), count) for smear_id, count in counts.items()}


def _take(counted: _Counted, found: Mapping[int, tuple[int, Count]]) -> None:
    """Take what was counted, unless a smear changed meanwhile."""
    for smear_id, (version, count) in found.items():
        if counted.pending.get(smear_id) == version:
            del counted.pending[smear_id]
            counted.counts[smear_id] = version, count
            counted.infos[smear_id] = replace(counted.infos[smear_id], **_figures(count))
            counted.unsaved.add(smear_id)
    counted.summed = False


def _sum_up(counted: _Counted) -> None:
    """Bring the list and the total up to date: milliseconds for thousands of smears, so not after every batch."""
    if counted.summed:
        return
    counted.summed = True
    counted.listed = tuple(counted.infos[i] for i in sorted(counted.infos))
    total: dict[str, int] = defaultdict(int)
    for _, count in counted.counts.values():
        for code, n in count.codes.items():
            total[code] += n
    counted.total = dict(total)


def _smear_rows(ids: Collection[int] | None) -> Any:
    """The smears, as rows of `_FACTS`."""
    query = (
        select(SmearRow.id, *(getattr(SmearRow, name) for name in _FACTS[1:-1]), SpecimenRow.code)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(~SmearRow.removed)
    )
    return query if ids is None else query.where(among(SmearRow.id, ids))


def _kept(connection: Connection, view: View) -> dict[int, tuple[int, Count]]:
    kept = SmearCountTable
    # decoded here: thousands of times the column's own way takes twice as long
    codes, others = cast(kept.codes, Text), cast(kept.others, Text)
    columns = (kept.smear_id, kept.version, kept.n_cells, kept.n_proposed, codes, others)
    rows = connection.execute(select(*columns).where(kept.view == view.key))
    return {
        i: (version, Count(n, new, json.loads(found), json.loads(rest))) for i, version, n, new, found, rest in rows
    }


def _stored(view: View, smear_id: int, version: int, count: Count) -> dict[str, Any]:
    return {
        "smear_id": smear_id,
        "view": view.key,
        "version": version,
        "n_cells": count.n_cells,
        "n_proposed": count.n_proposed,
        "codes": dict(count.codes),
        "others": dict(count.others),
    }


def count_cells(connection: Connection, smear_ids: Sequence[int], *, view: View) -> dict[int, Count]:
    """Count the cells of these smears."""
    n_cells, n_proposed = Counter[int](), Counter[int]()
    codes: dict[int, dict[str, int]] = defaultdict(dict)
    others: dict[int, dict[str, int]] = defaultdict(dict)
    seen, kind = state_seen(view.viewpoint), kind_seen(view.viewpoint)
    for start in range(0, len(smear_ids), _AT_ONCE):
        of_smears = among(CellRow.smear_id, smear_ids[start : start + _AT_ONCE])
        here = (*red_cells(view.viewpoint), of_smears)
        by_state = select(CellRow.smear_id, seen, func.count()).where(*here).group_by(CellRow.smear_id, seen)
        for smear_id, state, n in connection.execute(by_state):
            n_cells[smear_id] += n if state != CellState.REJECTED else 0
            n_proposed[smear_id] += n if state == CellState.PROPOSED else 0
        not_red = (*any_kind(), of_smears, kind != CellKind.RED.value, seen != CellState.REJECTED.value)
        by_kind = select(CellRow.smear_id, kind, func.count()).where(*not_red).group_by(CellRow.smear_id, kind)
        for smear_id, name, n in connection.execute(by_kind):
            others[smear_id][name] = n
        said = _labels(view).where(CellLabelRow.is_current, seen != CellState.REJECTED.value, *here)
        if not view.viewpoint.sees_others:
            said = said.where(CellLabelRow.reader == view.viewpoint.reader)
        found = said.subquery()
        by_code = select(found.c.smear_id, found.c.code, func.count()).where(found.c.counts)
        for smear_id, code, n in connection.execute(by_code.group_by(found.c.smear_id, found.c.code)):
            codes[smear_id][code] = n
    return {i: Count(n_cells[i], n_proposed[i], codes.get(i, {}), others.get(i, {})) for i in smear_ids}


def _labels(view: View) -> Select[*tuple[Any, ...]]:
    """The labels of cells as rows `smear_id`, `code` and `counts`: whether the view counts this one."""
    label, own = CellLabelRow, CellLabelRow.reader == view.viewpoint.reader
    if view.labels is Labels.EVERY:
        query = select(CellRow.smear_id, label.code, true().label("counts"))
    elif view.labels is Labels.SHOWN:
        place = func.row_number().over(partition_by=label.cell_id, order_by=(own.desc(), label.id.desc()))
        query = select(CellRow.smear_id, label.code, (place == 1).label("counts"))
    else:
        mine = func.max(case((own, label.code)))
        agreed = func.min(label.code) == func.max(label.code)
        code = func.coalesce(mine, func.min(label.code))
        counts = or_(mine.is_not(None), agreed)
        query = select(CellRow.smear_id, code.label("code"), counts.label("counts")).group_by(label.cell_id)
    return query.join(label, label.cell_id == CellRow.id)


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
