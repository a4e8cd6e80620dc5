"""Queries on specimens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import exists, select

from rbc_desk.core.specimens import Specimen
from rbc_desk.store.cell_states import any_kind
from rbc_desk.store.id_filter import among
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema import CellRow, PredictionTable, SmearRow, SpecimenRow

_FIELDS = tuple(field.name for field in fields(Specimen))


def specimens(source: Source, *, ids: Collection[int] | None = None) -> tuple[Specimen, ...]:
    """The specimens of the project in the order in which they were made; with `ids`, only these."""
    query = select(*(getattr(SpecimenRow, name) for name in _FIELDS)).where(~SpecimenRow.removed)
    if ids is not None:
        query = query.where(among(SpecimenRow.id, ids))
    with source.reading() as connection:
        rows = connection.execute(query.order_by(SpecimenRow.id)).all()
    known = ({name: value for name, value in row._mapping.items() if value is not None} for row in rows)
    return tuple(Specimen(**values) for values in known)


def signed_specimens(source: Source) -> frozenset[int]:
    """The ids of the specimens of which a signed report is in force.

    This is the only place that decides what is signed. No report can be signed yet, so there are none.
    """
    return frozenset()


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
