"""What can be asked of the store about smears, cells, labels and classes. Every answer is a frozen value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, and_, func, select

from rbc_desk.core.cells import Cell, CellState, Prediction, SmearInfo
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry import Circle
from rbc_desk.store.queries_learn import (
    crop_circles,
    crops,
    evaluations,
    models,
    run_metrics,
    runs,
    snapshot,
    snapshot_items,
    snapshot_of_model,
    snapshots,
)
from rbc_desk.store.rows import LabelledCell, LogLine
from rbc_desk.store.schema import (
    CellClassRow,
    CellLabelRow,
    CellRow,
    ChangeLogTable,
    Meta,
    ModelTable,
    PredictionTable,
    SmearRow,
    SpecimenRow,
)
from rbc_desk.store.session import Store

__all__ = [
    "cells",
    "cells_by_id",
    "class_ids",
    "class_set",
    "crop_circles",
    "crops",
    "evaluations",
    "label_counts",
    "labelled_cell_ids",
    "labelled_cells",
    "last_saved_at",
    "log",
    "meta",
    "models",
    "run_metrics",
    "runs",
    "smear",
    "smears",
    "snapshot",
    "snapshot_items",
    "snapshot_of_model",
    "snapshots",
    "specimen_ids",
]

_CHUNK = 10_000


def meta(store: Store, key: str) -> str | None:
    """A value of the project itself, such as `project_name`."""
    with store.reading() as connection:
        return connection.execute(select(Meta.value).where(Meta.key == key)).scalar()


def class_set(store: Store) -> ClassSet:
    """The project's classes in their order."""
    query = (
        select(CellClassRow.__table__).where(~CellClassRow.removed).order_by(CellClassRow.ordinal, CellClassRow.id)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    classes = tuple(CellClass(row.code, row.name, row.colour, row.letters) for row in rows)
    return ClassSet(meta(store, "class_set_name") or "", classes)


def class_ids(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        query = select(CellClassRow.code, CellClassRow.id).where(~CellClassRow.removed)
        return {row.code: row.id for row in connection.execute(query)}


def specimen_ids(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        query = select(SpecimenRow.code, SpecimenRow.id).where(~SpecimenRow.removed)
        return {row.code: row.id for row in connection.execute(query)}


def smears(store: Store, *, reader: str) -> tuple[SmearInfo, ...]:
    """Every smear in order of import, with this reader's counts; rejected cells are not counted."""
    return _smears(store, reader=reader, only=None)


def smear(store: Store, smear_id: int, *, reader: str) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    found = _smears(store, reader=reader, only=smear_id)
    if not found:
        raise UnknownNameError(f"The project has no smear number {smear_id}.")
    return found[0]


def cells(store: Store, *, smear_id: int, reader: str, include_rejected: bool = True) -> tuple[Cell, ...]:
    """The cells of a smear by id, with this reader's label and the active model's word on the present circle."""
    query = _cells_query(reader).where(CellRow.smear_id == smear_id)
    if not include_rejected:
        query = query.where(CellRow.state != CellState.REJECTED.value)
    with store.reading() as connection:
        return tuple(map(_cell, connection.execute(query.order_by(CellRow.id)).mappings()))


def cells_by_id(store: Store, ids: Sequence[int], *, reader: str) -> tuple[Cell, ...]:
    """Those cells that are there, in the order of `ids`."""
    found: dict[int, Cell] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _CHUNK):
            query = _cells_query(reader).where(CellRow.id.in_(ids[start : start + _CHUNK]))
            found |= {row["id"]: _cell(row) for row in connection.execute(query).mappings()}
    return tuple(found[cell_id] for cell_id in ids if cell_id in found)


def label_counts(store: Store, *, reader: str | None, smear_id: int | None = None) -> dict[str, int]:
    """Labelled cells a class code (of one reader, or of all); rejected cells and removed smears don't count."""
    query = (
        select(CellLabelRow.code, func.count().label("n"))
        .join(CellRow, CellRow.id == CellLabelRow.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(CellLabelRow.is_current, *_counted())
        .group_by(CellLabelRow.code)
    )
    if reader is not None:
        query = query.where(CellLabelRow.reader == reader)
    if smear_id is not None:
        query = query.where(CellRow.smear_id == smear_id)
    with store.reading() as connection:
        return {row.code: row.n for row in connection.execute(query)}


def labelled_cell_ids(store: Store, *, smear_id: int) -> frozenset[int]:
    """The cells of a smear that any reader labelled."""
    query = (
        select(CellLabelRow.cell_id)
        .join(CellRow, CellRow.id == CellLabelRow.cell_id)
        .where(CellLabelRow.is_current, CellRow.smear_id == smear_id)
    )
    with store.reading() as connection:
        return frozenset(connection.execute(query).scalars())


def labelled_cells(store: Store, *, reader: str) -> tuple[LabelledCell, ...]:
    """Every counted cell that carries this reader's label, by id."""
    query = (
        _cells_query(reader)
        .add_columns(SpecimenRow.code.label("specimen"))
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(CellLabelRow.code.is_not(None), *_counted())
        .order_by(CellRow.id)
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(LabelledCell(_cell(row), row["smear_id"], row["specimen"], row["label"]) for row in rows)


def last_saved_at(store: Store) -> str | None:
    """When something was last committed, UTC, ISO 8601."""
    with store.reading() as connection:
        return connection.execute(select(ChangeLogTable.at).order_by(ChangeLogTable.id.desc()).limit(1)).scalar()


def log(store: Store, *, limit: int = 200) -> tuple[LogLine, ...]:
    """The newest steps, one line a step, the newest first."""
    newest = select(func.max(ChangeLogTable.id)).group_by(ChangeLogTable.step)
    query = (
        select(ChangeLogTable).where(ChangeLogTable.id.in_(newest)).order_by(ChangeLogTable.id.desc()).limit(limit)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(LogLine(r.at, r.reader, r.op, r.step, r.entity, r.entity_id) for r in rows)


def _counted() -> tuple[Any, ...]:
    return (~CellRow.removed, CellRow.state != CellState.REJECTED.value, ~SmearRow.removed)


def _smears(store: Store, *, reader: str, only: int | None) -> tuple[SmearInfo, ...]:
    table = SmearRow.__table__
    query = (
        select(table, SpecimenRow.code.label("specimen"))
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(~SmearRow.removed)
        .order_by(SmearRow.id)
    )
    shown = and_(~CellRow.removed, CellRow.state != CellState.REJECTED.value)
    total = select(CellRow.smear_id, func.count()).where(shown).group_by(CellRow.smear_id)
    proposed = total.where(CellRow.state == CellState.PROPOSED.value)
    labelled = total.join(
        CellLabelRow,
        and_(CellLabelRow.cell_id == CellRow.id, CellLabelRow.is_current, CellLabelRow.reader == reader),
    )
    if only is not None:
        query = query.where(SmearRow.id == only)
        total, proposed, labelled = (q.where(CellRow.smear_id == only) for q in (total, proposed, labelled))
    with store.reading() as connection:
        rows = connection.execute(query).all()
        n_cells, n_proposed, n_labelled = (
            {row[0]: row[1] for row in connection.execute(q)} for q in (total, proposed, labelled)
        )
    return tuple(
        SmearInfo(
            id=row.id,
            name=row.name,
            stored_name=row.stored_name,
            sha256=row.sha256,
            width=row.width,
            height=row.height,
            specimen=row.specimen,
            typical_diameter_px=row.typical_diameter_px,
            um_per_px=row.um_per_px,
            n_cells=n_cells.get(row.id, 0),
            n_labelled=n_labelled.get(row.id, 0),
            n_proposed=n_proposed.get(row.id, 0),
        )
        for row in rows
    )


def _cells_query(reader: str) -> Select[Any]:
    label, word = CellLabelRow, PredictionTable
    active = select(ModelTable.id).where(ModelTable.active).limit(1).scalar_subquery()
    return (
        select(
            CellRow.__table__,
            label.code.label("label"),
            label.reader.label("labelled_by"),
            word.code.label("predicted"),
            word.probabilities,
            word.model_id,
        )
        .select_from(CellRow)
        .outerjoin(label, and_(label.cell_id == CellRow.id, label.is_current, label.reader == reader))
        .outerjoin(
            word,
            and_(
                word.cell_id == CellRow.id,
                word.model_id == active,
                word.x == CellRow.x,
                word.y == CellRow.y,
                word.r == CellRow.r,
            ),
        )
        .where(~CellRow.removed)
    )


def _cell(row: RowMapping) -> Cell:
    prediction = None
    if row["predicted"] is not None:
        odds = tuple(row["probabilities"])
        prediction = Prediction(row["predicted"], max(odds), odds, row["model_id"])
    return Cell(
        id=row["id"],
        smear_id=row["smear_id"],
        circle=Circle(row["x"], row["y"], row["r"]),
        state=CellState(row["state"]),
        row_version=row["row_version"],
        score=row["score"],
        run_id=row["run_id"],
        label=row["label"],
        labelled_by=row["labelled_by"],
        prediction=prediction,
    )
