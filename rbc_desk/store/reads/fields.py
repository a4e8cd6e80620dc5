"""Queries on what is measured of the fields of smears."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from rbc_desk.store.reads.source import Source
from rbc_desk.store.rows import DomainShiftRow, FieldQualityRow
from rbc_desk.store.schema.tables import DomainShiftTable, FieldQualityTable
from rbc_desk.store.sql.id_filter import among


def field_qualities(source: Source, *, smear_ids: Collection[int]) -> dict[int, FieldQualityRow]:
    """The stored quality of these smears, by smear id; without those that were never measured."""
    table = FieldQualityTable
    query = select(table.smear_id, table.measured_by, table.cell_px, table.figures)
    with source.reading() as connection:
        rows = connection.execute(query.where(among(table.smear_id, smear_ids)))
        return {row.smear_id: FieldQualityRow(*row) for row in rows}


def domain_shifts(source: Source, *, model_id: int, smear_ids: Collection[int]) -> dict[int, DomainShiftRow]:
    """The stored distance of these smears from a model's training cells, by smear id; without those not measured."""
    table = DomainShiftTable
    query = select(table.smear_id, table.model_id, table.distance, table.n_cells).where(table.model_id == model_id)
    with source.reading() as connection:
        rows = connection.execute(query.where(among(table.smear_id, smear_ids)))
        return {row.smear_id: DomainShiftRow(*row) for row in rows}
