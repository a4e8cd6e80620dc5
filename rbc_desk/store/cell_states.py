"""Expressions on the states of cells: as everybody or one reader sees them, and which cells count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, case, column, exists, func, select
from sqlalchemy.orm import aliased

from rbc_desk.core.cells import CellState
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.schema import CellLabelRow, CellRow, SmearRow


def state_seen(viewpoint: Viewpoint) -> ColumnElement[str]:
    """The state of a cell as everybody sees it or, blinded, as this reader does.

    A blinded reader sees the own verdict (a label counts as a confirmation), and otherwise a proposal.
    """
    if not viewpoint.blinded:
        return CellRow.state.expression
    reader = viewpoint.reader
    verdicts = func.json_each(CellRow.verdicts).table_valued(column("key", String), column("value", String))
    verdict = select(verdicts.c.value).where(verdicts.c.key == reader).scalar_subquery()
    own = aliased(CellLabelRow)
    labelled = exists().where(own.cell_id == CellRow.id, own.is_current, own.reader == reader)
    unsaid = case((labelled, CellState.CONFIRMED.value), else_=CellState.PROPOSED.value)
    # most cells have no verdict at all, so the JSON is not parsed for them
    return case((CellRow.verdicts.is_(None), unsaid), else_=func.coalesce(verdict, unsaid))


def counted(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """Conditions of a counted cell: it and its smear are not removed, and it is not seen as rejected."""
    return (~CellRow.removed, state_seen(viewpoint) != CellState.REJECTED.value, ~SmearRow.removed)
