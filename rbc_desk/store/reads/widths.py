"""Queries on the width of a typical cell."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import CellRow, DetectionRunRow, SmearRow, SpecimenRow
from rbc_desk.store.sql.cell_states import any_kind
from rbc_desk.store.sql.id_filter import among


def cell_widths(source: Source, *, smear_ids: Collection[int]) -> dict[int, float]:
    """The width in pixels that a person set for the specimens of these smears, by smear id; without the others."""
    query = (
        select(SmearRow.id, SpecimenRow.cell_width_px)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(among(SmearRow.id, smear_ids), SpecimenRow.cell_width_px.is_not(None))
    )
    with source.reading() as connection:
        return {row.id: float(row.cell_width_px or 0) for row in connection.execute(query)}


def is_width_uncertain(source: Source, *, smear_id: int) -> bool:
    """Whether the detection that found a smear's cells was uncertain of the width of a typical cell.

    Without cells the latest detection that found none counts. An undone detection does not.
    """
    run = DetectionRunRow
    found = select(func.max(CellRow.run_id)).where(*any_kind(), CellRow.smear_id == smear_id)
    none_found = select(func.max(run.id)).where(run.smear_id == smear_id, run.n_cells == 0)
    with source.reading() as connection:
        run_id = connection.scalar(found) or connection.scalar(none_found)
        return bool(connection.scalar(select(run.width_unsure).where(run.id == run_id)))


def specimen_of(source: Source, *, smear_id: int) -> int:
    """The id of a smear's specimen."""
    with source.reading() as connection:
        return connection.execute(select(SmearRow.specimen_id).where(SmearRow.id == smear_id)).scalar_one()
