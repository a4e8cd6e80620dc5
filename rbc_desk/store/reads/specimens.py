"""Queries on specimens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import exists, func, or_, select

from rbc_desk.core.specimens import FACTS, Specimen
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import CellRow, PredictionTable, ReportTable, SmearRow, SpecimenRow
from rbc_desk.store.sql.cell_states import any_kind
from rbc_desk.store.sql.id_filter import among

_FIELDS = tuple(field.name for field in fields(Specimen))
_HAS_SMEARS = exists().where(SmearRow.specimen_id == SpecimenRow.id, ~SmearRow.removed)


def specimen_ids(source: Source) -> dict[str, int]:
    """The numbers of the specimens by code."""
    with source.reading() as connection:
        query = select(SpecimenRow.code, SpecimenRow.id).where(~SpecimenRow.removed)
        return {row.code: row.id for row in connection.execute(query)}


def specimens(source: Source, *, ids: Collection[int] | None = None) -> tuple[Specimen, ...]:
    """The specimens of the project in the order in which they were made; with `ids`, only these."""
    # a smear can belong to a removed one, where another reader moved it there before the removal
    existing = or_(~SpecimenRow.removed, _HAS_SMEARS)
    query = select(*(getattr(SpecimenRow, name) for name in _FIELDS)).where(existing)
    if ids is not None:
        query = query.where(among(SpecimenRow.id, ids))
    with source.reading() as connection:
        rows = connection.execute(query.order_by(SpecimenRow.id)).all()
    known = ({name: value for name, value in row._mapping.items() if value is not None} for row in rows)
    return tuple(Specimen(**values) for values in known)


def smears_of_specimens(source: Source, *, ids: Collection[int]) -> dict[int, int]:
    """The smears of these specimens: the specimen's number by the smear's, in order of import."""
    query = select(SmearRow.id, SmearRow.specimen_id).where(among(SmearRow.specimen_id, ids), ~SmearRow.removed)
    with source.reading() as connection:
        return {row.id: row.specimen_id for row in connection.execute(query.order_by(SmearRow.id))}


def empty_specimens(source: Source, *, ids: Collection[int]) -> tuple[int, ...]:
    """Those of the specimens that have no smear and no signed report, and of which only the code is known."""
    reported = exists().where(ReportTable.specimen_id == SpecimenRow.id)
    unknown = [getattr(SpecimenRow, name).is_(None) for name in (*FACTS, "presence") if name != "code"]
    query = select(SpecimenRow.id).where(among(SpecimenRow.id, ids), ~SpecimenRow.removed, ~_HAS_SMEARS, ~reported)
    query = query.where(*unknown)
    with source.reading() as connection:
        return tuple(connection.execute(query).scalars())


def import_times(source: Source) -> dict[int, str]:
    """When the first smear of each specimen was imported (UTC, ISO 8601), by the specimen's number."""
    first = func.min(SmearRow.imported_at)
    query = select(SmearRow.specimen_id, first).where(~SmearRow.removed).group_by(SmearRow.specimen_id)
    with source.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def signed_specimens(source: Source) -> frozenset[int]:
    """The ids of the specimens of which a signed report is in force, so that nobody can change them.

    This is the only place that decides what is signed.
    """
    with source.reading() as connection:
        query = select(ReportTable.specimen_id).where(ReportTable.reopened_at.is_(None))
        return frozenset(connection.execute(query).scalars())


def predicted_smears(source: Source, *, smear_ids: Collection[int]) -> frozenset[int]:
    """Those of the smears with a cell that a model classified, the active model or another.

    It says nothing of any reader's work.
    """
    predicted = (
        exists()
        .where(PredictionTable.cell_id == CellRow.id, CellRow.smear_id == SmearRow.id, *any_kind())
        .correlate(SmearRow)
    )
    query = select(SmearRow.id).where(among(SmearRow.id, smear_ids), predicted)
    with source.reading() as connection:
        return frozenset(connection.execute(query).scalars())
