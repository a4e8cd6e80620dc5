"""Queries on whether the database is sound: its pages and indexes, its references, the images of its crops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import CropTable, SmearRow

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

_MOST = 100
_BLOCK = 500


def integrity_problems(store: Store, *, task: Task = SILENT) -> tuple[str, ...]:
    """What a full check of the database says, up to 100 lines; empty where it is sound.

    Raises StorageError, CancelledError.
    """
    return store.problems_found(task=task, most=_MOST)


def broken_references(store: Store) -> Mapping[tuple[str, str], int]:
    """The number of rows that refer to a row that does not exist, by their table and the other one."""
    return store.broken_references()


def crop_images(source: Source) -> Iterator[tuple[int, str, bytes]]:
    """Each stored crop: its cell, its recipe's hash and its PNG. Read in blocks, so that nobody waits meanwhile."""
    last = (-1, "")
    table = CropTable
    while True:
        later = (table.cell_id > last[0]) | ((table.cell_id == last[0]) & (table.recipe_hash > last[1]))
        query = select(table.cell_id, table.recipe_hash, table.png).where(later)
        with source.reading() as connection:
            rows = connection.execute(query.order_by(table.cell_id, table.recipe_hash).limit(_BLOCK)).all()
        if not rows:
            return
        for row in rows:
            yield row[0], row[1], row[2]
        last = (rows[-1][0], rows[-1][1])


def stored_names(source: Source) -> frozenset[str]:
    """The names of all smears' files, those of removed smears too, whose removal can be undone."""
    with source.reading() as connection:
        return frozenset(connection.execute(select(SmearRow.stored_name)).scalars())
