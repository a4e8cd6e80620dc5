"""SQL expressions for the states and kinds of cells as a reader sees them, and for which cells count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.cells.verdicts import AS_FOUND
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, SmearRow
from rbc_desk.store.sql.json_functions import entries


def state_seen(viewpoint: Viewpoint) -> ColumnElement[str]:
    """The state of a cell as this reader sees it.

    A blinded reader sees their own verdict (a label counts as a confirmation), and otherwise a proposal.
    """
    if not viewpoint.blinded:
        return CellRow.state.expression
    reader = viewpoint.reader
    verdicts = entries(CellRow.verdicts.expression)
    verdict = select(verdicts.c.value).where(verdicts.c.key == reader).scalar_subquery()
    own = aliased(CellLabelRow)
    labelled = exists().where(own.cell_id == CellRow.id, own.is_current, own.reader == reader)
    without_verdict = case((labelled, CellState.CONFIRMED.value), else_=CellState.PROPOSED.value)
    # most cells have no verdict at all, so the JSON is not parsed for them
    return case((CellRow.verdicts.is_(None), without_verdict), else_=func.coalesce(verdict, without_verdict))


def kind_seen(viewpoint: Viewpoint) -> ColumnElement[str]:
    """The kind of a cell as this reader sees it.

    A blinded reader sees the kind that they set, and otherwise the detected one.
    """
    if not viewpoint.blinded:
        return CellRow.kind.expression
    kinds = entries(CellRow.kinds.expression)
    own = select(kinds.c.value).where(kinds.c.key == viewpoint.reader).scalar_subquery()
    found = select(kinds.c.value).where(kinds.c.key == AS_FOUND).scalar_subquery()
    return case((CellRow.kinds.is_(None), CellRow.kind), else_=func.coalesce(own, found, CellRow.kind))


def red_cells(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """Conditions for existing red cells, including rejected ones.

    Every query on cells must use it, `counted` or `any_kind`.
    """
    return (~CellRow.removed, kind_seen(viewpoint) == CellKind.RED.value)


def any_kind() -> tuple[ColumnElement[bool], ...]:
    """Conditions for existing objects of any kind."""
    return (~CellRow.removed,)


def counted(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """Conditions for counted cells: red, existing on an existing smear, and not rejected as this reader sees it."""
    return (*red_cells(viewpoint), state_seen(viewpoint) != CellState.REJECTED.value, ~SmearRow.removed)
