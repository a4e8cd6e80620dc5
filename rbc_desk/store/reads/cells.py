"""Queries on cells and their labels, fast enough for every redraw of a full smear."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, Select, Text, and_, bindparam, cast, exists, null, select, true
from sqlalchemy.orm import aliased

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, Prediction, ReaderLabel
from rbc_desk.core.cells.table import NONE, ROW, CellTable
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.models.code_map import CodeMap
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.counts.cell_tables import OnRead
from rbc_desk.store.reads.readers import agreed_by_others, others_labels
from rbc_desk.store.reads.source import Source
from rbc_desk.store.rows import LabelledCell
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, ModelTable, PredictionTable, SmearRow, SpecimenRow
from rbc_desk.store.sql.cell_states import any_kind, counted, kind_seen, red_cells, state_seen
from rbc_desk.store.sql.class_maps import HAS_ALIASES, maps_of
from rbc_desk.store.sql.columns import columns_of
from rbc_desk.store.sql.id_filter import among

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

_STATES = {state.value: state for state in CellState}


def cells(store: Store, *, smear_id: int, viewpoint: Viewpoint) -> tuple[Cell, ...]:
    """The red cells of a smear by id, with this reader's label and the active model's prediction for the circle.

    Labels of others are included where they are shown.
    """
    query = _cells_query(viewpoint).where(CellRow.smear_id == smear_id)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(CellRow.id)).all()
        where = CellRow.smear_id == smear_id
        others = others_labels(connection, viewpoint=viewpoint, where=where)
        maps = _maps(connection, rows)
    return tuple(_cells_from(rows, others, maps=maps))


def cells_by_id(source: Source, ids: Sequence[int], *, viewpoint: Viewpoint) -> tuple[Cell, ...]:
    """The red cells with these ids that exist, in this order, with labels of others where they are shown."""
    with source.reading() as connection:
        if len(ids) == 1:  # the usual case: a key press changes one cell
            rows = connection.execute(_one_cell_query(viewpoint), {"row_id": ids[0]}).all()
        else:
            rows = connection.execute(_cells_query(viewpoint).where(among(CellRow.id, ids))).all()
        others = {}
        if len(rows) > 1 or any(row.has_others for row in rows):
            others = others_labels(connection, viewpoint=viewpoint, where=among(CellRow.id, ids))
        maps = _maps(connection, rows)
    found = {cell.id: cell for cell in _cells_from(rows, others, maps=maps)}
    return tuple(found[cell_id] for cell_id in ids if cell_id in found)


def cell_table(
    store: Store,
    *,
    viewpoint: Viewpoint,
    smear_ids: Collection[int] | None = None,
    on_read: OnRead | None = None,
) -> CellTable:
    """The red cells of these smears (None: all) except rejected ones, as rows by smear and id.

    `on_read` is called with the number of smears read and their total. A million cached rows take 0.1 s.
    """
    return store.cell_tables.table(store, viewpoint, smear_ids=smear_ids, on_read=on_read)


def other_table(
    store: Store, *, viewpoint: Viewpoint, smear_ids: Collection[int] | None = None
) -> tuple[CellTable, dict[int, CellKind]]:
    """The objects of these smears (None: all) that are not red cells, as rows by id, and their kinds by id.

    Rejected ones are left out. The rows have no labels and no predictions.
    """
    kind, state = kind_seen(viewpoint), state_seen(viewpoint)
    query = (
        select(CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r, CellRow.score, state, kind)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(*any_kind(), kind != CellKind.RED.value, state != CellState.REJECTED.value, ~SmearRow.removed)
        .order_by(CellRow.id)
    )
    if smear_ids is not None:
        query = query.where(among(CellRow.smear_id, smear_ids))
    with store.reading() as connection:
        found = connection.execute(query).all()
    rows = np.zeros(len(found), ROW)
    if found:
        ids, smears, x, y, r, score, states, _kinds = zip(*found, strict=True)
        for name, values in (("id", ids), ("smear", smears), ("x", x), ("y", y), ("r", r)):
            rows[name] = values
        rows["score"] = [value or 0.0 for value in score]
        rows["confirmed"] = [value == CellState.CONFIRMED for value in states]
    for name in ("own", "other", "predicted", "by"):
        rows[name] = NONE
    rows["margin"] = 1.0
    return CellTable(rows, me=viewpoint.reader), {row[0]: CellKind(row[-1]) for row in found}


def unread_smears(store: Store, *, viewpoint: Viewpoint) -> int:
    """The number of smears that `cell_table` must read: 0.1 ms each where rows are stored, otherwise 1 ms or more."""
    return store.cell_tables.unread(store, viewpoint)


def objects(
    source: Source,
    *,
    viewpoint: Viewpoint,
    smear_id: int | None = None,
    ids: Sequence[int] | None = None,
) -> tuple[Cell, ...]:
    """Objects of every kind, including red cells, by id: of a smear, with these `ids`, or both.

    They have no predictions. Only red cells have labels of others, where they are shown.
    """
    label = CellLabelRow
    mine = _mine(viewpoint)
    query = (
        select(
            CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r, state_seen(viewpoint), CellRow.row_version,
            CellRow.score, CellRow.run_id, label.code, label.created_at, cast(CellRow.shape, Text),
            kind_seen(viewpoint),
        )
        .select_from(CellRow)
        .outerjoin(label, mine)
        .where(*any_kind())
        .order_by(CellRow.id)
    )  # fmt: skip
    of_smear = true() if smear_id is None else CellRow.smear_id == smear_id
    where = and_(of_smear, true() if ids is None else among(CellRow.id, ids))
    with source.reading() as connection:
        rows = connection.execute(query.where(where)).all()
        others = others_labels(connection, viewpoint=viewpoint, where=where)
    return tuple(
        replace(_cell(row[:-1], viewpoint.reader), kind=CellKind(row[-1]), others=others.get(row[0], ()))
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class CellStatuses:
    """The states of cells and this reader's labels, which most edits need, as columns of equal length."""

    ids: list[int]
    states: list[CellState]
    labels: list[str | None]

    def other_state(self, state: CellState) -> list[int]:
        """The ids of the cells in another state."""
        return [i for i, found in zip(self.ids, self.states, strict=True) if found is not state]

    def other_label(self, code: str | None) -> list[int]:
        """The ids of the cells with another label."""
        return [i for i, found in zip(self.ids, self.labels, strict=True) if found != code]


def statuses_by_id(source: Source, ids: Sequence[int], *, viewpoint: Viewpoint) -> CellStatuses:
    """State and this reader's label of the red cells with these ids that exist."""
    with source.reading() as connection:
        if len(ids) == 1:
            row = connection.execute(_status_query(viewpoint, one=True), {"row_id": ids[0]}).one_or_none()
            columns = [[value] for value in row] if row is not None else [[], [], []]
        else:
            query = _status_query(viewpoint, one=False).where(among(CellRow.id, ids)).order_by(CellRow.id)
            columns = columns_of(connection.execute(query), _STATUS_COLUMNS)
    found, states, labels = columns
    return CellStatuses(found, [_STATES[state] for state in states], labels)


_STATUS_COLUMNS = (CellRow.id.expression, CellRow.state.expression, CellLabelRow.code.expression)


@lru_cache(maxsize=16)
def _status_query(viewpoint: Viewpoint, *, one: bool) -> Select[*tuple[Any, ...]]:
    """The query of states and labels; with `one`, of the cell `wanted`."""
    label = CellLabelRow
    mine = _mine(viewpoint)
    state = state_seen(viewpoint)
    query = select(CellRow.id, state, label.code).select_from(CellRow).outerjoin(label, mine)
    query = query.where(*red_cells(viewpoint))
    return query.where(CellRow.id == bindparam("row_id")) if one else query


def labelled_cells(
    store: Store,
    *,
    viewpoint: Viewpoint,
    smear_ids: Collection[int] | None = None,
    shapes: bool = False,
) -> tuple[LabelledCell, ...]:
    """The counted red cells (of some smears) with this reader's label, by id.

    Where others are shown, cells that only others labelled are included if they agree. The cells have no predictions.
    They have outlines only with `shapes`, because outlines are most of the data.
    """
    reader, base, mine = viewpoint.reader, _base(viewpoint, shapes=shapes), _mine(viewpoint)
    query = base.join(CellLabelRow, mine).order_by(CellRow.id)
    if smear_ids is not None:
        query = query.where(among(CellRow.smear_id, smear_ids))
    with store.reading() as connection:
        found = [_labelled(row, reader, row[9]) for row in connection.execute(query)]
        agreed = agreed_by_others(store, viewpoint=viewpoint, smear_ids=smear_ids)[0]
        if agreed:
            rows = connection.execute(base.outerjoin(CellLabelRow, mine).where(among(CellRow.id, agreed)))
            found += [_labelled(row, None, agreed[row[0]]) for row in rows]
    return tuple(sorted(found, key=lambda item: item.cell.id)) if agreed else tuple(found)


def cells_with_codes(store: Store, *, viewpoint: Viewpoint, codes: Mapping[int, str]) -> tuple[LabelledCell, ...]:
    """The counted ones of these cells, by id, as labelled with the given codes. They have no outlines."""
    query = _base(viewpoint, shapes=False).outerjoin(CellLabelRow, _mine(viewpoint)).order_by(CellRow.id)
    with store.reading() as connection:
        rows = connection.execute(query.where(among(CellRow.id, codes)))
        return tuple(_labelled(row, viewpoint.reader if row[9] else None, codes[row[0]]) for row in rows)


def _mine(viewpoint: Viewpoint) -> ColumnElement[bool]:
    """The condition for this reader's label of a cell."""
    label = CellLabelRow
    return and_(label.cell_id == CellRow.id, label.is_current, label.reader == viewpoint.reader)


def _base(viewpoint: Viewpoint, *, shapes: bool) -> Select[*tuple[Any, ...]]:
    """The counted cells, in columns that `_labelled` unpacks by position; the labels are to be joined."""
    label, outline = CellLabelRow, cast(CellRow.shape, Text) if shapes else null()
    return (
        select(
            CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r, state_seen(viewpoint),
            CellRow.row_version, CellRow.score, CellRow.run_id, label.code, label.created_at, outline,
            SpecimenRow.code,
        )
        .select_from(CellRow)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(*counted(viewpoint))
    )  # fmt: skip


def _labelled(row: Row[*tuple[Any, ...]], reader: str | None, shown: str) -> LabelledCell:
    return LabelledCell(_cell(row[:-1], reader), row[1], row[-1], shown)


def _cell(row: Sequence[Any], reader: str | None) -> Cell:
    cell_id, smear_id, x, y, r, state, version, score, run_id, code, at, shape = row
    outline = None if shape is None else _shape(shape)
    return Cell(
        cell_id,
        smear_id,
        Circle(x, y, r),
        _STATES[state],
        version,
        score,
        run_id,
        code,
        reader,
        None,
        at,
        (),
        outline,
    )


@lru_cache(maxsize=20_000)
def _shape(text: str) -> CellShape:
    """Decode an outline. It is cached, because outlines rarely change and every redraw reads them."""
    return CellShape.from_row(json.loads(text))


def forget_shapes() -> None:
    """Free the decoded outlines: some 3 kB a cell, which serve a window that draws them again and nothing else."""
    _shape.cache_clear()


@lru_cache(maxsize=16)  # building the query takes a good part of the time of reading one cell
def _cells_query(viewpoint: Viewpoint) -> Select[*tuple[Any, ...]]:
    label, prediction = CellLabelRow, PredictionTable
    active = select(ModelTable.id).where(ModelTable.active).limit(1).scalar_subquery()
    # `_made` unpacks these by position.
    return (
        select(
            CellRow.id,
            CellRow.smear_id,
            CellRow.x,
            CellRow.y,
            CellRow.r,
            state_seen(viewpoint),
            CellRow.row_version,
            CellRow.score,
            CellRow.run_id,
            label.code.label("label"),
            label.reader.label("labelled_by"),
            label.created_at.label("labelled_at"),
            prediction.code.label("predicted"),
            cast(prediction.probabilities, Text).label("probabilities"),
            prediction.model_id,
            cast(CellRow.shape, Text).label("shape"),
            HAS_ALIASES.label("aliases"),
        )
        .select_from(CellRow)
        .outerjoin(label, and_(label.cell_id == CellRow.id, label.is_current, label.reader == viewpoint.reader))
        .outerjoin(
            prediction,
            and_(
                prediction.cell_id == CellRow.id,
                prediction.model_id == active,
                prediction.x == CellRow.x,
                prediction.y == CellRow.y,
                prediction.r == CellRow.r,
            ),
        )
        .where(*red_cells(viewpoint))
    )


@lru_cache(maxsize=16)
def _one_cell_query(viewpoint: Viewpoint) -> Select[*tuple[Any, ...]]:
    """The query of the cell `wanted`, with `has_others`: whether another reader labelled it."""
    theirs = aliased(CellLabelRow)
    has_others = exists().where(theirs.cell_id == CellRow.id, theirs.is_current, theirs.reader != viewpoint.reader)
    return (
        _cells_query(viewpoint).add_columns(has_others.label("has_others")).where(CellRow.id == bindparam("row_id"))
    )


def _maps(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[int, CodeMap]:
    """The code maps of models whose classes do not all count as themselves; usually empty."""
    if not rows or not rows[0].aliases or all(row.predicted is None for row in rows):
        return {}
    return {i: found for i, found in maps_of(connection).items() if not found.is_plain}


def _cells_from(
    rows: Sequence[Row[*tuple[Any, ...]]],
    others: Mapping[int, tuple[ReaderLabel, ...]] | None = None,
    *,
    maps: Mapping[int, CodeMap],
) -> Iterable[Cell]:
    labels_of_others = others or {}
    # decoding all rows at once saves a third of the time of a smear with 5000 predictions
    all_probabilities = iter(
        json.loads("[" + ",".join(row.probabilities for row in rows if row.probabilities is not None) + "]")
    )
    for row in rows:
        cell_id, smear_id, x, y, r, state, version, score, run_id, label, reader, at, predicted, _, model_id, *_ = row
        shape = None if row.shape is None else _shape(row.shape)
        prediction = None
        if predicted is not None:
            probabilities = tuple(next(all_probabilities))
            if (counted_as := maps.get(model_id)) is not None:
                probabilities = counted_as.fold(probabilities)
                predicted = counted_as.shown[max(range(len(probabilities)), key=probabilities.__getitem__)]
            prediction = Prediction(predicted, max(probabilities), probabilities, model_id)
        circle = Circle(x, y, r)
        yield Cell(
            cell_id, smear_id, circle, _STATES[state], version, score, run_id, label, reader, prediction, at,
            labels_of_others.get(cell_id, ()), shape,
        )  # fmt: skip
