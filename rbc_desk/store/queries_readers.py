"""What can be asked of the store about its readers and what each of them said.

A reader sees the own labels and, unless the reading is blinded, those of the others on cells that carry none of the
own. Every query that has the argument `others` keeps them out where it is False. One that has the argument `blinded`
takes the states of cells as that reader alone left them: what only others said counts as not said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    column,
    exists,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from rbc_desk.core.cells import CellState, ReaderLabel
from rbc_desk.store.schema import CellLabelRow, CellRow, Meta, SmearRow
from rbc_desk.store.session import Store

READER_KEY = "reader:"
BLINDED_KEY = "blinded:"


def readers(store: Store) -> tuple[str, ...]:
    """Everybody who gave a label or was entered as a reader, by name."""
    entered = select(Meta.key).where(Meta.key.startswith(READER_KEY, autoescape=True))
    with store.reading() as connection:
        names = set(connection.execute(select(CellLabelRow.reader).distinct()).scalars())
        names |= {key.removeprefix(READER_KEY) for key in connection.execute(entered).scalars()}
    return tuple(sorted(names, key=str.casefold))


def is_blinded(store: Store, *, reader: str) -> bool:
    """Whether this reader does not see the others' labels."""
    with store.reading() as connection:
        return connection.execute(select(Meta.value).where(Meta.key == BLINDED_KEY + reader)).scalar() == "yes"


def state_seen(reader: str | None, *, blinded: bool) -> ColumnElement[str]:
    """The state of a cell as everybody sees it or, `blinded`, as this reader does: the own verdict, a label counting
    as a confirmation; else, whatever others said and whoever drew it, proposed.
    """
    if not blinded:
        return CellRow.state.expression
    said = func.json_each(CellRow.verdicts).table_valued(column("key", String), column("value", String))
    verdict = select(said.c.value).where(said.c.key == reader).scalar_subquery()
    own = aliased(CellLabelRow)
    labelled = exists().where(own.cell_id == CellRow.id, own.is_current, own.reader == reader)
    unsaid = case((labelled, CellState.CONFIRMED.value), else_=CellState.PROPOSED.value)
    return func.coalesce(verdict, unsaid)


def counted(reader: str | None = None, *, blinded: bool = False) -> tuple[ColumnElement[bool], ...]:
    """What holds of a cell that counts: it and its smear are there, and it is not seen as rejected."""
    return (~CellRow.removed, state_seen(reader, blinded=blinded) != CellState.REJECTED.value, ~SmearRow.removed)


def label_counts(
    store: Store,
    *,
    reader: str | None,
    smear_id: int | None = None,
    others: bool = False,
    blinded: bool = False,
) -> dict[str, int]:
    """Labelled cells a class code of one reader, or every label of all (`reader` None).

    With `others` a cell that this reader gave no label counts by the newest label of another. Rejected cells and
    removed smears don't count.
    """
    mine = _current().where(*counted(reader, blinded=blinded))
    if reader is not None:
        mine = mine.where(CellLabelRow.reader == reader)
    query = mine
    if others and reader is not None:
        query = union_all(mine, _newest_of_others(reader))  # type: ignore[assignment]
    if smear_id is not None:
        told = query.subquery()
        query = select(told.c.code).where(told.c.smear_id == smear_id)
    told = query.subquery()
    with store.reading() as connection:
        rows = connection.execute(select(told.c.code, func.count().label("n")).group_by(told.c.code))
        return {row.code: row.n for row in rows}


def labelled_numbers(
    connection: Connection, *, reader: str, others: bool, blinded: bool, only: int | None
) -> dict[int, int]:
    """How many counted cells of each smear carry this reader's label (with `others` anybody's)."""
    query = (
        select(CellRow.smear_id, func.count(CellRow.id.distinct()))
        .join(CellLabelRow, and_(CellLabelRow.cell_id == CellRow.id, CellLabelRow.is_current))
        .where(~CellRow.removed, state_seen(reader, blinded=blinded) != CellState.REJECTED.value)
        .group_by(CellRow.smear_id)
    )
    if not others:
        query = query.where(CellLabelRow.reader == reader)
    if only is not None:
        query = query.where(CellRow.smear_id == only)
    return {row[0]: row[1] for row in connection.execute(query)}


def others_labels(
    connection: Connection, *, reader: str, where: ColumnElement[bool]
) -> dict[int, tuple[ReaderLabel, ...]]:
    """The other readers' current labels by cell id, the newest first; `where` limits the cells."""
    label = CellLabelRow
    query = (
        select(label.cell_id, label.code, label.reader, label.created_at)
        .join(CellRow, CellRow.id == label.cell_id)
        .where(label.is_current, label.reader != reader, where)
        .order_by(label.id.desc())
    )
    return _grouped(connection.execute(query))


def agreed_by_others(store: Store, *, reader: str, smear_ids: Iterable[int] | None) -> tuple[dict[int, str], int]:
    """Counted cells without a label of this reader on which the others agree, with their class.

    Also how many there are on which they do not.
    """
    label, own = CellLabelRow, aliased(CellLabelRow)
    query = (
        select(label.cell_id, func.min(label.code).label("code"), func.count(label.code.distinct()).label("n"))
        .join(CellRow, CellRow.id == label.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(
            label.is_current,
            label.reader != reader,
            ~exists().where(own.cell_id == label.cell_id, own.is_current, own.reader == reader),
            *counted(),
        )
        .group_by(label.cell_id)
    )
    if smear_ids is not None:
        query = query.where(CellRow.smear_id.in_(tuple(smear_ids)))
    with store.reading() as connection:
        rows = connection.execute(query).all()
    agreed = {row.cell_id: row.code for row in rows if row.n == 1}
    return agreed, len(rows) - len(agreed)


def _current() -> Select[*tuple[Any, ...]]:
    return (
        select(CellLabelRow.code, CellRow.smear_id)
        .join(CellRow, CellRow.id == CellLabelRow.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(CellLabelRow.is_current)
    )


def _newest_of_others(reader: str) -> Select[*tuple[Any, ...]]:
    label, own = aliased(CellLabelRow), aliased(CellLabelRow)
    newest = (
        select(func.max(label.id))
        .where(
            label.is_current,
            label.reader != reader,
            ~exists().where(own.cell_id == label.cell_id, own.is_current, own.reader == reader),
        )
        .group_by(label.cell_id)
    )
    return _current().where(CellLabelRow.id.in_(newest), *counted())


def _grouped(rows: Iterable[Any]) -> dict[int, tuple[ReaderLabel, ...]]:
    found: dict[int, list[ReaderLabel]] = defaultdict(list)
    for cell_id, code, reader, at in rows:
        found[cell_id].append(ReaderLabel(code, reader, at))
    return {cell_id: tuple(labels) for cell_id, labels in found.items()}
