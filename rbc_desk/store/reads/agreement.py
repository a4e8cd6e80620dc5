"""Queries on cells with labels of several readers, and on the consensus about them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select

from rbc_desk.core.history.changes import Entity
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.reads.source import Source
from rbc_desk.store.rows import SharedLabels
from rbc_desk.store.schema.agreement import ConsensusRow
from rbc_desk.store.schema.entities import TABLES
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, SmearRow
from rbc_desk.store.sql.cell_states import counted
from rbc_desk.store.sql.columns import columns_of
from rbc_desk.store.sql.id_filter import among

_LABELS, _CELLS = TABLES[Entity.CELL_LABEL].c, TABLES[Entity.CELL].c


def shared_labels(source: Source, *, viewpoint: Viewpoint) -> SharedLabels:
    """The current labels of the counted cells with labels of at least two readers, by cell.

    A reader who does not see the labels of others gets none.
    """
    label = CellLabelRow
    several = select(label.cell_id).where(label.is_current).group_by(label.cell_id).having(func.count() > 1)
    return _labels(source, label.cell_id.in_(several), viewpoint=viewpoint)


def every_label(source: Source, *, viewpoint: Viewpoint) -> SharedLabels:
    """The current labels of all readers on counted cells, by cell; none where those of others are hidden."""
    return _labels(source, viewpoint=viewpoint)


def _labels(source: Source, *conditions: ColumnElement[bool], viewpoint: Viewpoint) -> SharedLabels:
    if not viewpoint.sees_others:
        return SharedLabels((), (), (), ())
    label = CellLabelRow
    columns = (_LABELS.cell_id, _CELLS.smear_id, _LABELS.reader, _LABELS.code)
    query = (
        select(*columns)
        .join(CellRow, CellRow.id == label.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(label.is_current, *conditions, *counted(viewpoint))
        .order_by(label.cell_id, label.reader)
    )
    with source.reading() as connection:
        return SharedLabels(*map(tuple, columns_of(connection.execute(query), columns)))


def consensus(source: Source, *, viewpoint: Viewpoint, ids: Collection[int] | None) -> dict[int, str]:
    """The class of the consensus on the counted ones of these cells (None: all), by cell id.

    A reader who does not see the labels of others gets none.
    """
    if not viewpoint.sees_others:
        return {}
    query = (
        select(ConsensusRow.cell_id, ConsensusRow.code)
        .join(CellRow, CellRow.id == ConsensusRow.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(~ConsensusRow.removed, *counted(viewpoint))
    )
    if ids is not None:
        query = query.where(among(ConsensusRow.cell_id, ids))
    with source.reading() as connection:
        return {row.cell_id: row.code for row in connection.execute(query)}
