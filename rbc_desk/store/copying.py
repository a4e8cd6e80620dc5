"""Copies the rows of a store into an empty one, of the same kind of database or another, and compares them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Select, Table, Text, cast, func, select

from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import Progress
from rbc_desk.core.history.audit import ChainCheck
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.store.backend import Backend
from rbc_desk.store.reads.audit import verify_log
from rbc_desk.store.schema.entities import METADATA
from rbc_desk.store.store import Store

_BLOCK = 2000
_MESSAGE = Phrase("copying the database")


@dataclass(frozen=True, slots=True)
class CopiedRows:
    """The number of rows that were copied, by table, and the verified change log of the copy."""

    rows: dict[str, int]
    log: ChainCheck


def copy_rows(
    source: Store, *, folder: Path, url: str | None, before_commit: Callable[[], None], task: Task
) -> tuple[Store, CopiedRows]:
    """Copy every row into a new store in `folder`, or with `url` on a server; returns it, open.

    All rows are read from one state, and each table of the copy is compared with the original before the commit.
    Until the commit, which comes after `before_commit`, nothing in `folder` opens as a project. Raises SettingsError
    for an unsuitable URL or database, StorageError, CancelledError.
    """
    tables = METADATA.sorted_tables
    with Store.being_made(folder, url=url, doing="copying the project") as (store, new):
        with source.reading() as old:
            sizes = {t.name: old.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
            count = _Counter(2 * sum(sizes.values()), task)
            digests = {t.name: _copied(t, old, new, store.backend, count) for t in tables}
        store.backend.filled(new)
        for table in tables:
            digest = hashlib.sha256()
            for rows in _blocks(table, new):
                _add(digest, rows)
                count(len(rows))
            if digest.digest() != digests[table.name]:
                raise StorageError(Phrase("The copy of the table {name} differs from the original.", name=table.name))
        log = verify_log(_Of(new))
        before_commit()
    return store, CopiedRows(sizes, log)


class _Counter:
    """Reports rows as progress, and stops with the task."""

    def __init__(self, total: int, task: Task) -> None:
        self._total, self._task, self._done = total, task, 0

    def __call__(self, n: int) -> None:
        self._task.raise_if_stopped()
        self._done += n
        self._task.report(Progress(self._done, max(self._total, self._done), _MESSAGE))


class _Of:
    """A connection as the source of queries."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        yield self._connection


def _copied(table: Table, old: Connection, new: Connection, backend: Backend, count: Callable[[int], None]) -> bytes:
    """Copy a table; returns the digest of its rows."""
    digest, columns = hashlib.sha256(), [column.name for column in table.c]
    for rows in _blocks(table, old):
        _add(digest, rows)
        backend.fill(new, table.name, columns, rows)
        count(len(rows))
    return digest.digest()


def _stored(table: Table) -> Select[Any]:
    """The rows as they are stored, JSON as its text, in the order of their keys."""
    columns = [cast(c, Text).label(c.name) if isinstance(c.type, JSON) else c for c in table.c]
    return select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=_BLOCK)


def _blocks(table: Table, connection: Connection) -> Iterator[list[tuple[Any, ...]]]:
    for rows in connection.execute(_stored(table)).partitions():
        yield [tuple(row) for row in rows]


def _add(digest: Any, rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
