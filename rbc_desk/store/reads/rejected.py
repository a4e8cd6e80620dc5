"""The rejected cells of a project, from which live learning learns what is no cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.schema.tables import CellRow, SmearRow
from rbc_desk.store.sql.cell_states import red_cells, state_seen
from rbc_desk.store.store import Store

ROW = np.dtype([("id", "<i8"), ("smear", "<i8"), ("x", "<f8"), ("y", "<f8"), ("r", "<f8")])


def rejected_cells(store: Store, *, viewpoint: Viewpoint) -> NDArray[np.void]:
    """The rejected red cells as this reader sees them, rows of `ROW` by smear and id."""
    query = (
        select(CellRow.id, CellRow.smear_id, CellRow.x, CellRow.y, CellRow.r)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(*red_cells(viewpoint), state_seen(viewpoint) == CellState.REJECTED.value, ~SmearRow.removed)
        .order_by(CellRow.smear_id, CellRow.id)
    )
    with store.reading() as connection:
        return np.array([tuple(row) for row in connection.execute(query)], ROW)
