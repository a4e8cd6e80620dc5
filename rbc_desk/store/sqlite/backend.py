"""A project's database as a SQLite file in the project's folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from rbc_desk.core.errors import (
    CancelledError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    storage_error,
)
from rbc_desk.core.files.processes import Process
from rbc_desk.core.files.store_place import DATABASE
from rbc_desk.core.members import Member
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import now
from rbc_desk.store import migrations
from rbc_desk.store.meter import Meter, driver_of, row_numbers
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.access import Access, access_to
from rbc_desk.store.sqlite.engine import BUSY_MS, reading_engine, sqlite_engine, storage_problems
from rbc_desk.store.sqlite.open_here import is_open_here, note_closed, note_opened
from rbc_desk.store.sqlite.wal import has_log, log_is_foreign, log_of

_QUICKLY_CHECKED_BYTES = 50_000_000
_BUSY_S = 0.2


class SqliteBackend:
    """See `store.backend.Backend`."""

    def __init__(self, folder: Path, *, access: Access) -> None:
        self.folder = folder
        self.why_read_only = access.why_not
        self.sync_ms = access.sync_ms
        if access.why_not:
            self.engine = reading_engine(self.database, with_log=has_log(self.database))
        else:
            self.engine = sqlite_engine(self.database)

    @classmethod
    def create(cls, folder: Path) -> SqliteBackend:
        made = cls(folder, access=Access())
        note_opened(made)
        return made

    @classmethod
    def open(cls, folder: Path) -> SqliteBackend:
        """Raises NotAProjectError, DamagedProjectError, StorageError."""
        database = folder / DATABASE
        if not database.is_file():
            raise no_database(folder)
        access = access_to(database)
        try:
            if not is_open_here(database) and log_is_foreign(database):
                raise DamagedProjectError(
                    Phrase(
                        "The changes in {log} do not belong to {database} in the same folder, which was probably "
                        "copied there by hand.",
                        log=log_of(database).name,
                        database=DATABASE,
                    ),
                    folder=folder,
                )
        except OSError as error:
            raise storage_error(error, doing="opening the project") from error
        found = cls(folder, access=access)
        note_opened(found)  # before an upgrade, so that no backup is restored during it
        return found

    member: Member | None = None
    """The system's permissions of the file decide, not roles."""

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def problems(self, doing: str) -> AbstractContextManager[None]:
        return storage_problems(doing, folder=self.folder)

    @contextmanager
    def waiting(self, connection: Connection, ms: float) -> Iterator[None]:
        driver = driver_of(connection)
        driver.execute(f"PRAGMA busy_timeout={round(ms)}").close()
        try:
            yield
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MS}").close()

    def create_tables(self, connection: Connection) -> None:
        migrations.create_tables(connection)

    def check(self) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
            if self.database.stat().st_size <= _QUICKLY_CHECKED_BYTES:
                answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if answer != "ok":
                    raise damaged(answer, folder=self.folder)

    def is_outdated(self) -> bool:
        try:
            return migrations.needs_migration(self.engine)
        except NewerProjectError:
            raise
        except NotAProjectError as error:
            if backup.backups(self.folder):
                raise DamagedProjectError(error.message, folder=self.folder) from error
            raise

    def upgrade(self, *, task: Task) -> None:
        with self.engine.connect() as connection:
            copied = sum(row_numbers(driver_of(connection)).values())
            passed = sum(migrations.rows_to_pass(connection))
        share = copied / (copied + passed) if copied else 1
        copy = backup.back_up(self, force=True, task=task.part(0, share))
        try:
            with self.engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
                migrations.migrate(connection, task=task.part(share, 1))
        except CancelledError:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise

    def back_up(self) -> None:
        backup.back_up(self)

    def settle(self) -> None:
        with self.engine.connect() as connection:
            # on the driver's connection, because SQLAlchemy would begin a transaction, which prevents the copying
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def beat(self, run_id: int, *, owner: Process) -> bool:
        """It uses a separate connection, and its commit does not wait for the disk, so that no edit waits for it.

        A heartbeat lost in a power cut does not matter. It is skipped where another writer holds the database.
        """
        try:
            with closing(sqlite3.connect(self.database, timeout=_BUSY_S, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous=NORMAL")
                connection.execute("PRAGMA wal_autocheckpoint=0")
                done = connection.execute(
                    "UPDATE training_run SET heartbeat_at = ? "
                    "WHERE id = ? AND owner_place = ? AND owner_pid = ? AND owner_started = ?",
                    (now(), run_id, owner.place, owner.pid, owner.started),
                )
                return done.rowcount > 0
        except sqlite3.Error:
            return True

    def problems_found(self, connection: Connection, *, task: Task = SILENT, most: int = 1) -> Sequence[str]:
        with Meter(task).watching(driver_of(connection)):
            lines = connection.exec_driver_sql(f"PRAGMA integrity_check({most})").scalars().all()
        return [] if list(lines) == ["ok"] else [str(line) for line in lines]

    def broken_references(self, connection: Connection) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for table, _row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found[table, parent] = found.get((table, parent), 0) + 1
        return found

    def reindex(self, connection: Connection) -> None:
        connection.exec_driver_sql("REINDEX")

    def copy_as_it_is(self, connection: Connection, target: Path) -> bool:
        with closing(sqlite3.connect(target)) as copy:
            driver_of(connection).backup(copy)
        return True

    def fill(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        quote = connection.dialect.identifier_preparer.quote
        names, signs = ", ".join(map(quote, columns)), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({signs})"  # names of our own schema
        connection.exec_driver_sql(statement, [tuple(row) for row in rows])

    def filled(self, connection: Connection) -> None:
        """Nothing: SQLite numbers rows after the highest number."""

    def roles(self) -> None:
        """None: who can open the file can do everything."""

    def listener(self) -> None:
        """None: SQLite tells nobody."""

    def close(self) -> None:
        note_closed(self)
        self.engine.dispose()


def damaged(answer: str, *, folder: Path) -> DamagedProjectError:
    return DamagedProjectError(Phrase("The project file is damaged ({answer}).", answer=answer), folder=folder)


def no_database(folder: Path) -> NotAProjectError | DamagedProjectError:
    """The error for a folder without a database; a folder with backups can be restored."""
    message = Phrase("{folder} is not a project: it contains no {database}.", folder=folder, database=DATABASE)
    if backup.backups(folder):
        return DamagedProjectError(message, folder=folder)
    return NotAProjectError(message, hint="Choose a project folder, or create a new project there.")
