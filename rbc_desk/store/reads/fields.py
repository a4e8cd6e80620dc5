"""Queries on the measured quality of fields."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from rbc_desk.store.id_filter import among
from rbc_desk.store.reads.source import Source
from rbc_desk.store.rows import FieldQualityRow
from rbc_desk.store.schema import FieldQualityTable


def field_qualities(source: Source, *, smear_ids: Collection[int]) -> dict[int, FieldQualityRow]:
    """The stored quality of these smears, by smear id; without those that were never measured."""
    table = FieldQualityTable
    query = select(table.smear_id, table.measured_by, table.cell_px, table.figures)
    with source.reading() as connection:
        rows = connection.execute(query.where(among(table.smear_id, smear_ids)))
        return {row.smear_id: FieldQualityRow(*row) for row in rows}
