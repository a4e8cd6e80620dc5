"""Queries on the width of a typical cell."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from rbc_desk.store.id_filter import among
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema import DetectionRunRow, SmearRow, SpecimenRow


def cell_widths(source: Source, *, smear_ids: Collection[int]) -> dict[int, float]:
    """The width in pixels that a person set for the specimens of these smears, by smear id; without the others."""
    query = (
        select(SmearRow.id, SpecimenRow.cell_width_px)
        .join(SpecimenRow, SpecimenRow.id == SmearRow.specimen_id)
        .where(among(SmearRow.id, smear_ids), SpecimenRow.cell_width_px.is_not(None))
    )
    with source.reading() as connection:
        return {row.id: float(row.cell_width_px or 0) for row in connection.execute(query)}


def is_width_unsure(source: Source, *, smear_id: int) -> bool:
    """Whether the latest detection on a smear was unsure of the width of a typical cell."""
    runs = select(DetectionRunRow.width_unsure).where(DetectionRunRow.smear_id == smear_id)
    with source.reading() as connection:
        return bool(connection.scalar(runs.order_by(DetectionRunRow.id.desc()).limit(1)))


def specimen_of(source: Source, *, smear_id: int) -> int:
    """The id of a smear's specimen."""
    with source.reading() as connection:
        return connection.execute(select(SmearRow.specimen_id).where(SmearRow.id == smear_id)).scalar_one()
