"""Reports the progress of long SQLite statements, and stops them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Progress
from rbc_desk.core.task import Task

_STEPS_BETWEEN_POLLS = 10_000
_STEPS_A_ROW = 12
"""Steps of SQLite's virtual machine per row. Copying a row takes a few, and indexing it twice as many."""


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection beneath one of the engine."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def row_numbers(connection: sqlite3.Connection, schema: str = "main") -> Mapping[str, int]:
    """The highest row number of each table, which is fast and close to the number of rows."""
    # a table's name cannot be a parameter; these come from our own schema
    names = connection.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'").fetchall()
    found = {name: connection.execute(f'SELECT max(rowid) FROM {schema}."{name}"').fetchone() for (name,) in names}
    return {name: number or 0 for name, (number,) in found.items()}


class Meter:
    """Reports the progress of a connection to `task`, in rows of `total` (0: unknown), with `message`."""

    def __init__(self, task: Task, *, total: int = 0, message: str = "") -> None:
        self._task, self._total, self._message = task, total, message
        self._before = self._here = self._steps = 0

    def begin(self, rows: int) -> None:
        """Start a part that takes as long as `rows` rows, and count the previous part as finished."""
        self._before, self._here, self._steps = min(self._total, self._before + self._here), rows, 0
        self._report()

    def end(self) -> None:
        """Report that everything is done."""
        self._before, self._here, self._steps = self._total, 0, 0
        self._report()

    def _report(self) -> None:
        if not self._total:
            return
        done = self._before + min(self._here, self._steps // _STEPS_A_ROW)
        self._task.report(Progress(min(done, self._total), self._total, self._message))

    def _poll(self) -> bool:
        self._steps += _STEPS_BETWEEN_POLLS
        self._report()
        return self._task.stopped

    @contextmanager
    def watching(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Report progress inside the block. Raises CancelledError when the task is stopped; roll back then."""
        self._task.raise_if_stopped()
        connection.set_progress_handler(self._poll, _STEPS_BETWEEN_POLLS)
        try:
            yield
        except (sqlite3.OperationalError, DBAPIError) as error:
            if self._task.stopped:
                raise CancelledError from error
            raise
        finally:
            connection.set_progress_handler(None, 0)
        self._task.raise_if_stopped()
