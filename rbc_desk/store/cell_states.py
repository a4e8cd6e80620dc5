"""Expressions on the states and kinds of cells: as everybody or one reader sees them, and which cells count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, case, column, exists, func, select
from sqlalchemy.orm import aliased

from rbc_desk.core.cells import CellKind, CellState
from rbc_desk.core.verdicts import AS_FOUND
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


def kind_seen(viewpoint: Viewpoint) -> ColumnElement[str]:
    """The kind of a cell as everybody sees it or, blinded, as this reader does: the own word, else the kind that it
    was found as, whatever others said.
    """
    if not viewpoint.blinded:
        return CellRow.kind.expression
    said = func.json_each(CellRow.kinds).table_valued(column("key", String), column("value", String))
    own = select(said.c.value).where(said.c.key == viewpoint.reader).scalar_subquery()
    found = select(said.c.value).where(said.c.key == AS_FOUND).scalar_subquery()
    return case((CellRow.kinds.is_(None), CellRow.kind), else_=func.coalesce(own, found, CellRow.kind))


def red_cells(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """What holds of a red cell that is there, rejected or not. Every query on cells takes it, or `counted`, or says
    by `any_kind` that it is about all objects.
    """
    return (~CellRow.removed, kind_seen(viewpoint) == CellKind.RED.value)


def any_kind() -> tuple[ColumnElement[bool], ...]:
    """What holds of an object that is there, whatever its kind."""
    return (~CellRow.removed,)


def counted(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """What holds of a cell that counts: it is red, it and its smear are there, and it is not seen as rejected."""
    return (*red_cells(viewpoint), state_seen(viewpoint) != CellState.REJECTED.value, ~SmearRow.removed)
