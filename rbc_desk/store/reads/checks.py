"""Queries on hidden repeats and control cells: what may be shown again, and what readers answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, exists, literal, or_, select

from rbc_desk.core.counting.repeats import FORGOTTEN_AFTER_H, NEWER_LABELS, CheckKind, RepeatCandidates
from rbc_desk.core.times import now
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.agreement import CheckAnswerRow, ControlCellRow
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, SmearRow
from rbc_desk.store.sql.cell_states import any_kind, counted, red_cells
from rbc_desk.store.sql.id_filter import among


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """An answer to a hidden repeat or a control cell; `code` "": no red cell."""

    cell_id: int
    smear_id: int
    reader: str
    kind: CheckKind
    expected: str
    code: str


def repeat_candidates(
    source: Source, *, viewpoint: Viewpoint, smear_ids: Collection[int] | None
) -> tuple[RepeatCandidates, RepeatCandidates]:
    """The forgotten labels of this reader, and the control cells that others marked, without an answer so far.

    `smear_ids` limits the cells to these smears. The classes of control cells are not told, because a blinded reader
    gets them too.
    """
    reader = viewpoint.reader
    answered = exists().where(
        CheckAnswerRow.cell_id == CellRow.id, CheckAnswerRow.reader == reader, ~CheckAnswerRow.removed
    )
    on_smears = [] if smear_ids is None else [among(CellRow.smear_id, smear_ids)]
    mine = (CellLabelRow.is_current, CellLabelRow.reader == reader)
    newest = select(CellLabelRow.id).where(*mine).order_by(CellLabelRow.id.desc()).offset(NEWER_LABELS).limit(1)
    with source.reading() as connection:
        last = connection.execute(newest).scalar()
        long_ago = CellLabelRow.created_at <= _hours_ago(FORGOTTEN_AFTER_H)
        forgotten = long_ago if last is None else or_(long_ago, CellLabelRow.id <= last)
        labels = (
            select(CellRow.id, CellRow.smear_id, CellLabelRow.code)
            .join(CellLabelRow, CellLabelRow.cell_id == CellRow.id)
            .join(SmearRow, SmearRow.id == CellRow.smear_id)
            .where(*mine, forgotten, ~answered, *on_smears, *counted(viewpoint))
        )
        controls = (
            select(CellRow.id, CellRow.smear_id, literal(""))
            .join(ControlCellRow, ControlCellRow.cell_id == CellRow.id)
            .join(SmearRow, SmearRow.id == CellRow.smear_id)
            .where(
                ~ControlCellRow.removed,
                ControlCellRow.reader != reader,
                ~answered,
                *on_smears,
                *red_cells(viewpoint),
                ~SmearRow.removed,
            )
        )
        return tuple(
            RepeatCandidates(*map(tuple, zip(*rows, strict=True))) if rows else RepeatCandidates((), (), ())
            for rows in (connection.execute(query).all() for query in (labels, controls))
        )  # type: ignore[return-value]


def own_answers(source: Source, *, viewpoint: Viewpoint, ids: Collection[int]) -> dict[int, str]:
    """This reader's answers on these cells, by cell id."""
    query = select(CheckAnswerRow.cell_id, CheckAnswerRow.code).where(
        ~CheckAnswerRow.removed,
        CheckAnswerRow.reader == viewpoint.reader,
        among(CheckAnswerRow.cell_id, ids),
    )
    with source.reading() as connection:
        return {row.cell_id: row.code for row in connection.execute(query)}


def repeated_codes(source: Source, *, viewpoint: Viewpoint) -> frozenset[str]:
    """The classes of this reader's labels of which some were repeated so far."""
    row = CheckAnswerRow
    query = select(row.expected).where(~row.removed, row.reader == viewpoint.reader, row.kind == CheckKind.REPEAT)
    with source.reading() as connection:
        return frozenset(connection.execute(query.distinct()).scalars())


def check_answers(source: Source, *, viewpoint: Viewpoint) -> tuple[CheckAnswer, ...]:
    """The answers of all readers, by reader and time; none where the labels of others are hidden.

    A control cell has the class that it was marked with last.
    """
    if not viewpoint.sees_others:
        return ()
    row = CheckAnswerRow
    known = (
        select(ControlCellRow.code)
        .where(ControlCellRow.cell_id == row.cell_id)
        .order_by(ControlCellRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    expected = case((row.kind == CheckKind.CONTROL, known), else_=row.expected).label("expected")
    query = (
        select(row.cell_id, CellRow.smear_id, row.reader, row.kind, expected, row.code)
        .join(CellRow, CellRow.id == row.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(~row.removed, *any_kind(), ~SmearRow.removed)
        .order_by(row.reader, row.id)
    )
    with source.reading() as connection:
        return tuple(
            CheckAnswer(cell_id, smear_id, reader, CheckKind(kind), expected_code, code)
            for cell_id, smear_id, reader, kind, expected_code, code in connection.execute(query)
        )


def control_cells(source: Source, *, viewpoint: Viewpoint) -> dict[int, str]:
    """The classes of the control cells, by cell id; none where the labels of others are hidden."""
    if not viewpoint.sees_others:
        return {}
    query = (
        select(ControlCellRow.cell_id, ControlCellRow.code)
        .join(CellRow, CellRow.id == ControlCellRow.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(~ControlCellRow.removed, *red_cells(viewpoint), ~SmearRow.removed)
        .order_by(ControlCellRow.cell_id)
    )
    with source.reading() as connection:
        return {row.cell_id: row.code for row in connection.execute(query)}


def _hours_ago(hours: float) -> str:
    """The time so long ago, as the store writes times."""
    at = datetime.fromisoformat(now()) - timedelta(hours=hours)
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
