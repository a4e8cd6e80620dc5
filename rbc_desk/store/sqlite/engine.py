"""The database engine, and its errors translated for users."""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from rbc_desk.core.errors import DamagedProjectError, RbcDeskError, StaleRowError, StorageError, StoreBusyError
from rbc_desk.core.phrases import Phrase

BUSY_MS = 5000
"""How long a writer waits for another one by default."""
_LOG_PAGES = 10_000
"""At this size (40 MB) SQLite copies the write-ahead log back by itself, and a key press waits for it."""

_PAUSE_S = (0.0005, 0.003)
"""Between two tries to take the lock of writers. A step holds it for about a millisecond."""

_DRIVER = "sqlite+rbc_desk"
_STATEMENTS = 500


class Dialect(SQLiteDialect_pysqlite):
    """SQLite's. All are equal, so that an engine finds the statements that another one compiled."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dialect)

    def __hash__(self) -> int:
        return hash(Dialect)


registry.register(_DRIVER.replace("+", "."), __name__, Dialect.__name__)
# To compile the statements again for each project that is opened takes longer than to run them.
_OPTIONS: dict[str, Any] = {"compiled_cache": LRUCache(_STATEMENTS)}


def sqlite_engine(path: Path) -> Engine:
    """An engine on a SQLite file with a write-ahead log, foreign keys, and explicit transactions.

    A commit returns when it is on the disk.
    """
    url = URL.create(_DRIVER, database=str(path))
    engine = create_engine(url, connect_args={"check_same_thread": False}, execution_options=_OPTIONS)
    _prepare(
        engine,
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"wal_autocheckpoint={_LOG_PAGES}",
        "foreign_keys=ON",
    )
    return engine


def reading_engine(path: Path, *, with_log: bool) -> Engine:
    """A read-only engine that writes no file beside the database, for full disks and read-only folders.

    `with_log`: also read the write-ahead log, which must exist. No locks are taken, so concurrent writes of another
    process may be read wrongly.
    """
    uri = path.absolute().as_uri()
    pragmas: tuple[str, ...] = ()
    if with_log:
        # keeps the log's index in memory rather than in a file
        plain = "win32-none" if sys.platform == "win32" else "unix-none"
        uri, pragmas = f"{uri}?mode=ro&vfs={plain}", ("locking_mode=EXCLUSIVE",)
    else:
        uri = f"{uri}?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, check_same_thread=False)

    engine = create_engine(f"{_DRIVER}://", creator=connect, poolclass=QueuePool, execution_options=_OPTIONS)
    _prepare(engine, *pragmas)
    return engine


def _prepare(engine: Engine, *pragmas: str) -> None:
    # Python's own transaction handling begins late and breaks savepoints and DDL; see SQLAlchemy's pysqlite page.
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("rbc_desk_write", False):
            _take_the_lock(connection)
        else:
            connection.exec_driver_sql("BEGIN")


def _take_the_lock(connection: Connection) -> None:
    """Begin to write once no other program does. After `busy_timeout`, raise OperationalError.

    SQLite's own waiting tries less and less often, so that one of several programs that write all the time can wait
    in vain. Many short pauses of random length serve them alike.
    """
    driver: Any = connection.connection.driver_connection
    (most_ms,) = driver.execute("PRAGMA busy_timeout").fetchone()
    end = time.monotonic() + most_ms / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                code = error.orig.sqlite_errorcode if isinstance(error.orig, sqlite3.Error) else 0
                if code & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                    raise
            time.sleep(random.uniform(*_PAUSE_S))
    finally:
        driver.execute(f"PRAGMA busy_timeout={most_ms}")


@contextmanager
def storage_problems(doing: str, *, folder: Path) -> Iterator[None]:
    """Translate database errors into StorageError with a hint. `folder` is the project's.

    Raises DamagedProjectError where the file is damaged, StaleRowError where the same row exists already because
    somebody else wrote it.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _error_for(error, doing, folder) from error


_DAMAGED = ("malformed", "not a database", "disk image")
_FULL = Phrase("The disk is full. Free some space and try again. Nothing saved before is lost.")
_LOCKED = Phrase("Another program is using the project. Close it there and try again.")
_WAYS_OUT = (
    ("is full", _FULL),
    (
        "readonly",
        Phrase("The project folder is read-only. Copy the project to a place where you have permission to write."),
    ),
    ("unable to open", Phrase("The project folder no longer exists or cannot be accessed. Was a disk disconnected?")),
    ("disk I/O error", Phrase("The disk does not respond correctly. Is it full, or was it disconnected?")),
)


def _error_for(error: Exception, doing: str, folder: Path) -> RbcDeskError:
    text = str(error.orig) if isinstance(error, DatabaseError) else str(error)
    if isinstance(error, IntegrityError) and any(mark in text for mark in ("UNIQUE", "duplicate key")):
        return StaleRowError(
            Phrase("Could not finish {doing}: the same item already exists.", doing=Phrase.of(doing)),
            hint="It was added in the meantime. Check the current state, then try again.",
        )
    message = Phrase("Could not finish {doing}: {text}.", doing=Phrase.of(doing), text=text)
    if any(mark in text for mark in _DAMAGED):
        return DamagedProjectError(message, folder=folder)
    if "locked" in text:
        return StoreBusyError(message, hint=_LOCKED)
    return StorageError(message, hint=next((way_out for mark, way_out in _WAYS_OUT if mark in text), ""))
