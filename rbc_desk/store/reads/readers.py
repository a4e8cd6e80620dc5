"""Queries on readers and their labels.

A reader sees their own labels and, unless the reading is blinded, the labels of others on cells without one of their
own. `rbc_desk.core.viewpoint.Viewpoint` describes what they see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    exists,
    func,
    select,
)
from sqlalchemy.orm import aliased

from rbc_desk.core.cells.cell import ReaderLabel
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.store.schema.tables import CellLabelRow, CellRow, Meta, SmearRow
from rbc_desk.store.sql.cell_states import counted, red_cells
from rbc_desk.store.sql.id_filter import among

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

READER_KEY = "reader:"
BLINDED_KEY = "blinded:"


def readers(store: Store) -> tuple[str, ...]:
    """Everybody who gave a label or was added as a reader, by name."""
    entered = select(Meta.key).where(Meta.key.startswith(READER_KEY, autoescape=True))
    with store.reading() as connection:
        names = set(connection.execute(select(CellLabelRow.reader).distinct()).scalars())
        names |= {key.removeprefix(READER_KEY) for key in connection.execute(entered).scalars()}
    return tuple(sorted(names, key=str.casefold))


def viewpoint_of(store: Store, reader: str) -> Viewpoint:
    """The viewpoint of this reader: others are shown unless the reading is blinded, by choice or by the server."""
    if store.member is not None and store.member.blinded:
        return Viewpoint(reader, Others.HIDDEN)
    with store.reading() as connection:
        found = connection.execute(select(Meta.value).where(Meta.key == BLINDED_KEY + reader)).scalar()
    return Viewpoint(reader, Others.HIDDEN if found == "yes" else Others.SHOWN)


def others_labels(
    connection: Connection, *, viewpoint: Viewpoint, where: ColumnElement[bool]
) -> dict[int, tuple[ReaderLabel, ...]]:
    """Current labels of others by cell id, newest first; empty where they are hidden. `where` limits the cells."""
    if not viewpoint.sees_others:
        return {}
    label = CellLabelRow
    query = (
        select(label.cell_id, label.code, label.reader, label.created_at)
        .join(CellRow, CellRow.id == label.cell_id)
        .where(label.is_current, label.reader != viewpoint.reader, where, *red_cells(viewpoint))
        .order_by(label.id.desc())
    )
    return _grouped(connection.execute(query))


def agreed_by_others(
    store: Store, *, viewpoint: Viewpoint, smear_ids: Iterable[int] | None
) -> tuple[dict[int, str], int]:
    """The class of the counted cells that only others labelled and agree on, by cell id.

    Also returns the number of cells on which they disagree. Both are empty where labels of others are hidden.
    """
    if not viewpoint.sees_others:
        return {}, 0
    label, own, reader = CellLabelRow, aliased(CellLabelRow), viewpoint.reader
    query = (
        select(label.cell_id, func.min(label.code).label("code"), func.count(label.code.distinct()).label("n"))
        .join(CellRow, CellRow.id == label.cell_id)
        .join(SmearRow, SmearRow.id == CellRow.smear_id)
        .where(
            label.is_current,
            label.reader != reader,
            ~exists().where(own.cell_id == label.cell_id, own.is_current, own.reader == reader),
            *counted(viewpoint),
        )
        .group_by(label.cell_id)
    )
    if smear_ids is not None:
        query = query.where(among(CellRow.smear_id, tuple(smear_ids)))
    with store.reading() as connection:
        rows = connection.execute(query).all()
    agreed = {row.cell_id: row.code for row in rows if row.n == 1}
    return agreed, len(rows) - len(agreed)


def _grouped(rows: Iterable[Any]) -> dict[int, tuple[ReaderLabel, ...]]:
    found: dict[int, list[ReaderLabel]] = defaultdict(list)
    for cell_id, code, reader, at in rows:
        found[cell_id].append(ReaderLabel(code, reader, at))
    return {cell_id: tuple(labels) for cell_id, labels in found.items()}
