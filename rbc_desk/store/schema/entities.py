"""The tables whose changes can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table

from rbc_desk.core.history.changes import Entity
from rbc_desk.store.schema import agreement as schema_agreement
from rbc_desk.store.schema import base as schema_base
from rbc_desk.store.schema import tables as schema

METADATA = schema_base.Base.metadata
"""Every table: this module imports all that define some."""
TABLES: dict[Entity, Table] = {
    Entity.SPECIMEN: schema.SpecimenRow.__table__,  # type: ignore[dict-item]
    Entity.SMEAR: schema.SmearRow.__table__,  # type: ignore[dict-item]
    Entity.CELL: schema.CellRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_LABEL: schema.CellLabelRow.__table__,  # type: ignore[dict-item]
    Entity.CONSENSUS: schema_agreement.ConsensusRow.__table__,  # type: ignore[dict-item]
    Entity.CONTROL_CELL: schema_agreement.ControlCellRow.__table__,  # type: ignore[dict-item]
    Entity.CHECK_ANSWER: schema_agreement.CheckAnswerRow.__table__,  # type: ignore[dict-item]
    Entity.CELL_CLASS: schema.CellClassRow.__table__,  # type: ignore[dict-item]
    Entity.CLASS_ALIAS: schema.ClassAliasRow.__table__,  # type: ignore[dict-item]
    Entity.RUN: schema.TrainingRunTable.__table__,  # type: ignore[dict-item]
}


def has_version(entity: Entity) -> bool:
    """Whether the rows of the table have a version number that grows with every change."""
    return "row_version" in TABLES[entity].c


def with_version(entity: Entity, names: Iterable[str]) -> list[str]:
    """Column names without duplicates, and `row_version` where the table has it."""
    return [*dict.fromkeys((*names, *(["row_version"] if has_version(entity) else [])))]
