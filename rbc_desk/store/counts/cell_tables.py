"""The cells of many smears as a `CellTable`, cached in memory and in the database, reread where a smear changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, and_, cast, select

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.cells.table import NONE, ROW, CellTable, figures, joined, milliseconds
from rbc_desk.core.models.code_map import CodeMap
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.counts.readable import Readable
from rbc_desk.store.counts.smear_counts import Unsaved, changed_since, if_free, key_of
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, ModelTable, PredictionTable, SmearCellsTable, SmearRow
from rbc_desk.store.sql.cell_states import red_cells, state_seen
from rbc_desk.store.sql.class_maps import maps_of
from rbc_desk.store.sql.id_filter import among

_NO_MODEL = CodeMap((), ())
_AT_ONCE = 60
"""Smears read by one statement; between them a caller may stop."""

_KEPT_AT_ONCE = 500

OnRead = Callable[[int, int], None]
"""Called with the number of smears read and their total; it may raise to stop."""


@dataclass
class _Held:
    """The tables of a viewpoint after step `marker` (-1: none yet), with a model's predictions counted by `codes`."""

    marker: int = -1
    model_id: int = 0
    codes: CodeMap = _NO_MODEL
    stale: dict[int, int] = field(default_factory=dict)  # the smears to be read again, with their versions
    tables: dict[int, tuple[int, CellTable]] = field(default_factory=dict)
    unsaved: set[int] = field(default_factory=set)
    untried: set[int] = field(default_factory=set)  # smears whose rows may have been kept in the database
    lock: threading.Lock = field(default_factory=threading.Lock)


class CellTables:
    """The cell tables of one store, for every thread. Simultaneous requests for a table read it once."""

    def __init__(self) -> None:
        self._held: dict[Viewpoint, _Held] = {}
        self._lock = threading.Lock()

    def table(
        self,
        store: Readable,
        viewpoint: Viewpoint,
        *,
        smear_ids: Collection[int] | None = None,
        on_read: OnRead | None = None,
    ) -> CellTable:
        """The cells of these smears (None: all), by smear and then by id, as a new array."""
        with self._lock:
            held = self._held.setdefault(viewpoint, _Held())
        with held.lock, store.reading() as connection:
            _find_changes(held, connection, viewpoint=viewpoint)
            existing = connection.execute(
                select(SmearRow.id).where(~SmearRow.removed).order_by(SmearRow.id)
            ).scalars()
            needed = [i for i in existing if smear_ids is None or i in smear_ids]
            _read_stale(held, connection, viewpoint=viewpoint, needed=needed, on_read=on_read)
            return joined([held.tables[i][1] for i in needed])

    def unread(self, store: Readable, viewpoint: Viewpoint) -> int:
        """The number of smears that must be read for a table of all smears, from cells or from stored rows."""
        with self._lock:
            held = self._held.setdefault(viewpoint, _Held())
        with held.lock, store.reading() as connection:
            _find_changes(held, connection, viewpoint=viewpoint)
            return len(held.stale)

    def unsaved(self) -> list[Unsaved]:
        """The tables that are not stored in the database yet. It does not wait for a table that is being read."""
        with self._lock:
            every = list(self._held.items())
        found: list[Unsaved] = []
        for viewpoint, held in every:
            with if_free(held.lock) as free:
                if not free:
                    continue
                read = {i: held.tables[i] for i in sorted(held.unsaved - held.stale.keys())}
                model_id, codes = held.model_id, held.codes
            if read:
                rows = [_stored(viewpoint, i, *table, model_id=model_id, as_=codes) for i, table in read.items()]
                found.append(Unsaved(SmearCellsTable, key_of(viewpoint), rows, partial(_forget_saved, held, read)))
        return found


def _forget_saved(held: _Held, saved: Mapping[int, tuple[int, CellTable]]) -> None:
    with if_free(held.lock) as free:
        if free:  # otherwise they are saved again, which is harmless
            held.unsaved -= {i for i, table in saved.items() if held.tables.get(i) is table}


def _find_changes(held: _Held, connection: Connection, *, viewpoint: Viewpoint) -> None:
    active = connection.execute(select(ModelTable.id).where(ModelTable.active).limit(1)).scalar() or 0
    codes = maps_of(connection).get(active, _NO_MODEL) if active else _NO_MODEL
    if (active, codes) != (held.model_id, held.codes):
        held.marker, held.model_id, held.codes = -1, active, codes
        held.tables.clear()
    changed = changed_since(connection, held.marker)
    if held.marker < 0:
        held.untried = set(changed)
    held.stale |= changed
    held.marker = max(0, held.marker, *changed.values())


def _load_stored(held: _Held, connection: Connection, smear_ids: Sequence[int], *, viewpoint: Viewpoint) -> None:
    """Load the stored rows of these smears where they are up to date."""
    stored = SmearCellsTable
    query = select(stored.smear_id, stored.version, cast(stored.words, Text), stored.rows).where(
        stored.view == key_of(viewpoint), stored.model_id == held.model_id, among(stored.smear_id, smear_ids)
    )
    known: dict[str, tuple[tuple[str, ...], tuple[str, ...]] | None] = {}  # the same for nearly all smears
    for smear_id, version, text, packed in connection.execute(query):
        if text not in known:
            words = json.loads(text)
            fits = _fits(words, held.codes)
            known[text] = (tuple(words["codes"]), tuple(words["readers"])) if fits else None
        if held.stale.get(smear_id) == version and (names := known[text]) is not None:
            held.tables[smear_id] = version, CellTable(np.frombuffer(packed, ROW), *names, viewpoint.reader)
            del held.stale[smear_id]
    held.untried.difference_update(smear_ids)


def _fits(words: Mapping[str, Any], codes: CodeMap) -> bool:
    """Whether a stored table has the current format, and counts the model's classes as they count now."""
    return words.get("row") == _SHAPE and words.get("counted_as") == list(codes.counted_as)


def _read_stale(
    held: _Held, connection: Connection, *, viewpoint: Viewpoint, needed: Sequence[int], on_read: OnRead | None
) -> None:
    """Load the current rows of these smears."""
    untried = [i for i in needed if i in held.untried]
    for start in range(0, len(untried), _KEPT_AT_ONCE):
        if on_read is not None and start:
            on_read(start, len(needed))
        _load_stored(held, connection, untried[start : start + _KEPT_AT_ONCE], viewpoint=viewpoint)
    missing = [i for i in needed if i in held.stale or i not in held.tables]
    for start in range(0, len(missing), _AT_ONCE):
        if on_read is not None:
            on_read(len(needed) - len(missing) + start, len(needed))
        some = missing[start : start + _AT_ONCE]
        for smear_id, table in read_tables(
            connection, some, viewpoint=viewpoint, model_id=held.model_id, as_=held.codes
        ).items():
            held.tables[smear_id] = held.stale.pop(smear_id, 0), table
        held.unsaved |= set(some)
    if on_read is not None:
        on_read(len(needed), len(needed))


def read_tables(
    connection: Connection, smear_ids: Sequence[int], *, viewpoint: Viewpoint, model_id: int, as_: CodeMap
) -> dict[int, CellTable]:
    """The cells of each of these smears, by id."""
    state = state_seen(viewpoint)
    here = (*red_cells(viewpoint), among(CellRow.smear_id, smear_ids))
    columns = (CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r, CellRow.score, state)
    found = connection.execute(select(*columns).where(*here)).all()
    rows = np.zeros(len(found), ROW)
    if found:
        ids, smears, x, y, r, score, states = zip(*found, strict=True)
        for name, values in (("id", ids), ("smear", smears), ("x", x), ("y", y), ("r", r)):
            rows[name] = values
        rows["score"] = [value or 0.0 for value in score]
        rows["confirmed"] = [value == CellState.CONFIRMED for value in states]
        rows = rows[np.array([value != CellState.REJECTED for value in states], bool)]
    for name in ("own", "other", "predicted", "by"):
        rows[name] = NONE
    rows["margin"] = 1.0
    rows = rows[np.argsort(rows["id"], kind="stable")]
    codes, readers = dict[str, int](), dict[str, int]()
    _put_labels(rows, connection, here, viewpoint=viewpoint, codes=codes, readers=readers)
    if model_id:
        _put_predictions(rows, connection, here, model_id=model_id, codes=codes, as_=as_)
    whole = CellTable(rows, tuple(codes), tuple(readers), viewpoint.reader)
    return {smear_id: whole.taken(rows["smear"] == smear_id) for smear_id in smear_ids}


def _put_labels(
    rows: NDArray[Any], connection: Connection, here: Sequence[Any], *, viewpoint: Viewpoint, codes: dict[str, int],
    readers: dict[str, int],
) -> None:  # fmt: skip
    label = CellLabelRow
    query = (
        select(label.cell_id, label.reader, label.code, label.created_at)
        .join(CellRow, CellRow.id == label.cell_id)
        .where(label.is_current, *here)
        .order_by(label.id)  # the newest label of others comes last and stays
    )
    if not viewpoint.sees_others:
        query = query.where(label.reader == viewpoint.reader)
    labels = connection.execute(query).all()
    if not labels:
        return
    of, who, what, when = zip(*labels, strict=True)
    present, at = _places(rows, np.array(of, np.int64))
    code = np.array([codes.setdefault(c, len(codes)) for c in what], np.int16)[present]
    moment = np.array([milliseconds(t) for t in when], np.int64)[present]
    mine = np.array([name == viewpoint.reader for name in who], bool)[present]
    by = np.array([NONE if n == viewpoint.reader else readers.setdefault(n, len(readers)) for n in who], np.int16)[
        present
    ]
    first = np.full(len(rows), NONE, np.int16)  # the label of each cell by one reader
    first[at] = code
    np.logical_or.at(rows["split"], at, code != first[at])
    rows["own"][at[mine]], rows["own_at"][at[mine]] = code[mine], moment[mine]
    theirs = ~mine
    rows["other"][at[theirs]], rows["other_at"][at[theirs]] = code[theirs], moment[theirs]
    rows["by"][at[theirs]] = by[theirs]


def _put_predictions(
    rows: NDArray[Any],
    connection: Connection,
    here: Sequence[Any],
    *,
    model_id: int,
    codes: dict[str, int],
    as_: CodeMap,
) -> None:
    prediction = PredictionTable
    about = and_(
        prediction.cell_id == CellRow.id,
        # as an expression, so that SQLite does not use the index over all predictions of the model
        prediction.model_id + 0 == model_id,
        prediction.x == CellRow.x,
        prediction.y == CellRow.y,
        prediction.r == CellRow.r,
    )
    query = (
        select(prediction.cell_id, prediction.code, cast(prediction.probabilities, Text))
        .select_from(CellRow)
        .join(prediction, about)
    )
    predictions = connection.execute(query.where(*here)).all()
    if not predictions:
        return
    of, what, texts = zip(*predictions, strict=True)
    present, at = _places(rows, np.array(of, np.int64))
    shares = json.loads("[" + ",".join(texts) + "]")
    if not as_.is_plain:
        shares = [as_.fold(own) for own in shares]
        what = tuple(as_.shown[max(range(len(own)), key=own.__getitem__)] for own in shares)
    confidence_and_margin = [figures(own) for own in shares]
    code = np.array([codes.setdefault(c, len(codes)) for c in what], np.int16)
    rows["predicted"][at] = code[present]
    rows["confidence"][at] = np.array([confidence for confidence, _ in confidence_and_margin])[present]
    rows["margin"][at] = np.array([margin for _, margin in confidence_and_margin])[present]


def _places(rows: NDArray[Any], ids: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which of the ids are in the rows (sorted by id), and their indices."""
    row_ids = np.ascontiguousarray(rows["id"])
    at = np.searchsorted(row_ids, ids)
    present = at < len(row_ids)
    present[present] = row_ids[at[present]] == ids[present]
    return present, at[present].astype(np.int64)


_SHAPE = [list(map(str, entry)) for entry in ROW.descr]
"""The version of the stored tables: tables of another version are read again."""


def _stored(
    viewpoint: Viewpoint, smear_id: int, version: int, table: CellTable, *, model_id: int, as_: CodeMap
) -> Mapping[str, Any]:
    return {
        "smear_id": smear_id,
        "view": key_of(viewpoint),
        "version": version,
        "model_id": model_id,
        "words": {
            "row": _SHAPE,
            "counted_as": list(as_.counted_as),
            "codes": list(table.codes),
            "readers": list(table.readers),
        },
        "rows": table.rows.tobytes(),
    }
