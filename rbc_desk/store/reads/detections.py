"""Queries on the detections that found the cells."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import CellRow, DetectionRunRow
from rbc_desk.store.sql.cell_states import any_kind
from rbc_desk.store.sql.id_filter import among


def detectors_of(source: Source, *, smear_ids: Collection[int]) -> tuple[str, ...]:
    """The names of the detectors that found cells on these smears, in alphabetical order."""
    query = (
        select(DetectionRunRow.detector)
        .join(CellRow, CellRow.run_id == DetectionRunRow.id)
        .where(among(CellRow.smear_id, smear_ids), *any_kind())
        .distinct()
        .order_by(DetectionRunRow.detector)
    )
    with source.reading() as connection:
        return tuple(connection.execute(query).scalars())


def is_found_empty(source: Source, *, smear_id: int) -> bool:
    """Whether a detection on a smear found no red cells. A detection that was undone had found some."""
    run = DetectionRunRow
    query = select(run.id).where(run.smear_id == smear_id, run.n_cells == 0).limit(1)
    with source.reading() as connection:
        return connection.execute(query).first() is not None
