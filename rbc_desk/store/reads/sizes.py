"""Queries on cell sizes, fast for thousands of cells, without labels."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.schema.tables import CellRow, SmearRow
from rbc_desk.store.sql.cell_states import counted
from rbc_desk.store.sql.id_filter import among
from rbc_desk.store.store import Store


class CellSize(NamedTuple):
    """The size of a counted cell that is not cut off by the border; `um_per_px` is its smear's scale."""

    cell_id: int
    smear_id: int
    diameter_px: float
    um_per_px: float | None


def cell_sizes(
    store: Store, *, viewpoint: Viewpoint, smear_ids: Collection[int] | None = None
) -> tuple[CellSize, ...]:
    """The sizes of the cells (of some smears) by id, without rejected ones and those cut off by the border."""
    query = (
        select(CellRow.id, CellRow.smear_id, CellRow.r * 2, SmearRow.um_per_px)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(~CellRow.at_border, *counted(viewpoint))
        .order_by(CellRow.id)
    )
    if smear_ids is not None:
        query = query.where(among(CellRow.smear_id, smear_ids))
    with store.reading() as connection:
        return tuple(CellSize(*row) for row in connection.execute(query))
