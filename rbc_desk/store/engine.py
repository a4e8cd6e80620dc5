"""The connection to the database, and its troubles in a user's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, SQLAlchemyError

from rbc_desk.core.errors import RbcDeskError, StaleRowError, StorageError
from rbc_desk.core.phrases import Phrase

_BUSY_MS = 5000
_LOG_PAGES = 10_000
"""So long (40 MB) the write-ahead log grows where nobody calls `Store.settle`: copying it back makes a key wait."""


def sqlite_engine(path: Path) -> Engine:
    """An engine on a SQLite file: WAL, foreign keys, and transactions that begin where we say so."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"check_same_thread": False})

    # Python's own transaction handling begins late and breaks savepoints and DDL; see SQLAlchemy's pysqlite page.
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={_BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"wal_autocheckpoint={_LOG_PAGES}",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("rbc_desk_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def storage_troubles(doing: str) -> Iterator[None]:
    """Turn the database's errors into StorageError with the way out.

    StaleRowError where a row would stand twice: somebody else wrote the same meanwhile.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _told(error, doing) from error


def _told(error: Exception, doing: str) -> RbcDeskError:
    text = str(error.orig) if isinstance(error, DatabaseError) else str(error)
    if isinstance(error, IntegrityError) and any(mark in text for mark in ("UNIQUE", "duplicate key")):
        return StaleRowError(
            Phrase("Could not finish {doing}: the same is there already.", doing=Phrase.of(doing)),
            hint="It came in meanwhile: look at it as it is now, then decide again.",
        )
    hint = ""
    for mark, way_out in (
        ("full", Phrase("The disk is full: make room and try again. Nothing saved before is lost.")),
        ("readonly", Phrase("The project's folder is read-only: copy the project to a place where you may write.")),
        ("unable to open", Phrase("The project's folder is gone or closed to you: was a disk unplugged?")),
        ("locked", Phrase("Another program holds the project: close it there and try again.")),
        ("malformed", Phrase("The project's file is damaged: take the newest copy from its folder backups.")),
        ("not a database", Phrase("The project's file is damaged: take the newest copy from its folder backups.")),
    ):
        if mark in text:
            hint = way_out
            break
    return StorageError(Phrase("Could not finish {doing}: {text}.", doing=Phrase.of(doing), text=text), hint=hint)
