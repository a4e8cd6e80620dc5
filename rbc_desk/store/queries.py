"""What can be asked of the store about smears, cells, labels and classes. Every answer is a frozen value."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from rbc_desk.core.cells import CellState, SmearInfo
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.queries_cells import cells, cells_by_id, labelled_cell_ids, labelled_cells, words_by_id
from rbc_desk.store.queries_learn import (
    best_figures,
    crop_circles,
    crops,
    evaluations,
    models,
    removed_runs,
    run_metrics,
    runs,
    snapshot,
    snapshot_items,
    snapshots,
)
from rbc_desk.store.queries_readers import (
    agreed_by_others,
    is_blinded,
    label_counts,
    labelled_numbers,
    readers,
    state_seen,
)
from rbc_desk.store.queries_sizes import cell_sizes
from rbc_desk.store.rows import LogLine
from rbc_desk.store.schema import (
    CellClassRow,
    CellRow,
    ChangeLogTable,
    Meta,
    SmearRow,
    SpecimenRow,
)
from rbc_desk.store.session import Store

__all__ = [
    "agreed_by_others",
    "best_figures",
    "cell_sizes",
    "cells",
    "cells_by_id",
    "class_ids",
    "class_set",
    "crop_circles",
    "crops",
    "evaluations",
    "is_blinded",
    "label_counts",
    "labelled_cell_ids",
    "labelled_cells",
    "last_saved_at",
    "log",
    "meta",
    "models",
    "readers",
    "removed_runs",
    "run_metrics",
    "runs",
    "smear",
    "smears",
    "snapshot",
    "snapshot_items",
    "snapshots",
    "specimen_ids",
    "words_by_id",
]


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


_CLASS_IDS = select(CellClassRow.code, CellClassRow.id).where(~CellClassRow.removed)


def class_ids(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {row.code: row.id for row in connection.execute(_CLASS_IDS)}


def specimen_ids(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        query = select(SpecimenRow.code, SpecimenRow.id).where(~SpecimenRow.removed)
        return {row.code: row.id for row in connection.execute(query)}


def smears(store: Store, *, reader: str, others: bool = False, blinded: bool = False) -> tuple[SmearInfo, ...]:
    """Every smear in order of import, with this reader's counts (with `others` everybody's).

    Rejected cells are not counted.
    """
    return _smears(store, reader=reader, others=others, blinded=blinded, only=None)


def smear(store: Store, smear_id: int, *, reader: str, others: bool = False, blinded: bool = False) -> SmearInfo:
    """One smear. Raises UnknownNameError."""
    found = _smears(store, reader=reader, others=others, blinded=blinded, only=smear_id)
    if not found:
        raise UnknownNameError(Phrase("The project has no smear number {smear_id}.", smear_id=smear_id))
    return found[0]


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


def _smears(store: Store, *, reader: str, others: bool, blinded: bool, only: int | None) -> tuple[SmearInfo, ...]:
    table = SmearRow.__table__
    query = (
        select(table, SpecimenRow.code.label("specimen"))
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(~SmearRow.removed)
        .order_by(SmearRow.id)
    )
    seen = state_seen(reader, blinded=blinded)
    by_state = select(CellRow.smear_id, seen, func.count()).where(~CellRow.removed).group_by(CellRow.smear_id, seen)
    if only is not None:
        query = query.where(SmearRow.id == only)
        by_state = by_state.where(CellRow.smear_id == only)
    n_cells, n_proposed = Counter[int](), Counter[int]()
    with store.reading() as connection:
        rows = connection.execute(query).all()
        for smear_id, state, n in connection.execute(by_state):
            n_cells[smear_id] += n if state != CellState.REJECTED else 0
            n_proposed[smear_id] += n if state == CellState.PROPOSED else 0
        n_labelled = labelled_numbers(connection, reader=reader, others=others, blinded=blinded, only=only)
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
            n_cells=n_cells[row.id],
            n_labelled=n_labelled.get(row.id, 0),
            n_proposed=n_proposed[row.id],
            scale_source=row.scale_source,
        )
        for row in rows
    )
