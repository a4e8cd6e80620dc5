"""The store of a project: opened safely, read by `queries`, written only by `transact`."""

from __future__ import annotations

import sqlite3
import statistics
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text, update

from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import (
    CancelledError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    OlderProjectError,
    StorageError,
    StoreBusyError,
    storage_error,
)
from rbc_desk.core.files import sweep
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.processes import Process
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store import schema
from rbc_desk.store.cell_tables import CellTables
from rbc_desk.store.meter import Meter, driver_of, row_numbers
from rbc_desk.store.migrations import create_tables, migrate, needs_migration, rows_to_pass
from rbc_desk.store.owners import beat, check_owner, run_status
from rbc_desk.store.report_files import REPORTS, drop_unsigned
from rbc_desk.store.smear_counts import CountedSmears
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.access import Access, access_to
from rbc_desk.store.sqlite.engine import BUSY_MS, reading_engine, sqlite_engine, storage_problems
from rbc_desk.store.sqlite.open_here import DATABASE, is_open_here, note_closed, note_opened
from rbc_desk.store.sqlite.wal import has_log, log_is_foreign, log_of
from rbc_desk.store.transaction import Transaction

_FOLDERS = ("smears", "models", "backups", REPORTS)
_QUICKLY_CHECKED_BYTES = 50_000_000
_COMMITS = 5


class _Patience(threading.local):
    """Per thread; None means the default."""

    ms: float | None = None


class Store:
    """The store of a project. Usable from every thread: each call uses its own connection, and writers wait."""

    def __init__(self, engine: Engine, folder: Path, *, why_read_only: str = "", sync_ms: float = 0.0) -> None:
        self._engine = engine
        self._writing = threading.RLock()
        self.counted, self.cell_tables = CountedSmears(), CellTables()
        self._patience = _Patience()
        self._commits_ms = deque([sync_ms], maxlen=_COMMITS)
        self.folder = folder
        self.why_read_only = why_read_only
        """Why the project cannot be written, as a text for users; empty where it can."""

    @classmethod
    def create(cls, folder: Path, *, project_name: str, classes: ClassSet) -> Store:
        """Create the store in an empty project folder. Raises StorageError."""
        try:
            for name in _FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, doing="creating the project") from error
        engine = sqlite_engine(folder / DATABASE)
        store = cls(engine, folder)
        try:
            with storage_problems("creating the project", folder=folder), store._committing() as connection:
                create_tables(connection)
                rows = [
                    {"code": c.code, "name": c.name, "colour": c.colour, "letters": c.letters, "ordinal": i}
                    for i, c in enumerate(classes)
                ]
                if rows:
                    connection.execute(insert(schema.CellClassRow), rows)
                meta = {"project_name": project_name, "class_set_name": classes.name}
                connection.execute(insert(schema.Meta), [{"key": k, "value": v} for k, v in meta.items()])
        except BaseException:
            engine.dispose()
            raise
        note_opened(store)
        return store

    @classmethod
    def open(cls, folder: Path, *, back_up: bool = True, upgrade: bool = True, task: Task = SILENT) -> Store:
        """Open the store. An older one is backed up and upgraded, with progress reported to `task`.

        A folder that cannot be written (full disk, read-only) is opened read-only: `why_read_only` gives the reason.
        With `back_up` false, the caller makes the usual backup. Raises NotAProjectError, NewerProjectError,
        OlderProjectError (with `upgrade` false), DamagedProjectError, StorageError (locked, or old and read-only),
        CancelledError (an upgrade was stopped, and the project is unchanged).
        """
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
        engine = _engine_for(database, access)
        store = cls(engine, folder, why_read_only=access.why_not, sync_ms=access.sync_ms)
        note_opened(store)  # before an upgrade, so that no backup is restored during it
        try:
            with storage_problems("opening the project", folder=folder):
                store._check()
                store._bring_up_to_date(upgrade=upgrade, task=task)
            if not store.why_read_only:
                with store.reading() as connection:
                    drop_unsigned(connection, folder)
                for place in (folder, *(folder / name for name in _FOLDERS), *(folder / "models").glob(".run-*")):
                    sweep(place, unowned=True)
                if back_up:
                    # a project on a full disk can still be read
                    with suppress(StorageError):
                        backup.back_up(store)
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(self, *, upgrade: bool, task: Task) -> None:
        try:
            outdated = needs_migration(self._engine)
        except NewerProjectError:
            raise
        except NotAProjectError as error:
            if backup.backups(self.folder):
                raise DamagedProjectError(error.message, folder=self.folder) from error
            raise
        if outdated and self.why_read_only:
            raise StorageError(
                "This project was created by an earlier version and must be upgraded before it can be read.",
                hint=self.why_read_only,
            )
        if outdated and not upgrade:
            raise OlderProjectError("This project was created by an earlier version and must be upgraded.")
        if outdated:
            self._upgrade(task)
        if not self.why_read_only:
            self._close_interrupted_runs()

    def _upgrade(self, task: Task) -> None:
        with self.reading() as connection:
            copied = sum(row_numbers(driver_of(connection)).values())
            passed = sum(rows_to_pass(connection))
        share = copied / (copied + passed) if copied else 1
        copy = backup.back_up(self, force=True, task=task.part(0, share))
        try:
            with self._committing() as connection:
                migrate(connection, task=task.part(share, 1))
        except CancelledError:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def close(self) -> None:
        """Close the database. Committed changes are safe even without it."""
        note_closed(self)
        self._engine.dispose()

    def settle(self) -> None:
        """Store cached counts, and copy the write-ahead log into the database. Other threads can continue.

        Call it on a thread that may wait. Raises StorageError.
        """
        if self.why_read_only:
            return
        unsaved = [*self.counted.unsaved(), *self.cell_tables.unsaved()]
        if unsaved:
            with self._writing, storage_problems("saving the project", folder=self.folder), self._committing() as c:
                for part in unsaved:
                    part.write(c)
            for part in unsaved:
                part.on_saved()
        with storage_problems("saving the project", folder=self.folder), self._engine.connect() as connection:
            # on the driver's connection, because SQLAlchemy would begin a transaction, which prevents the copying
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state. For `queries`."""
        with storage_problems("reading the project", folder=self.folder), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def transact(self, op: str, *, reader: str, origin: object = None) -> Iterator[Transaction]:
        """Run one step of the user atomically; afterwards `tx.changeset` has its changes.

        Raises StorageError, LockedSpecimenError where the step touches a specimen whose report is signed. An error
        inside the block rolls the step back.
        """
        if self.why_read_only:
            raise StorageError(Phrase("The project is read-only and cannot be changed."), hint=self.why_read_only)
        with (
            self._exclusive(op),
            storage_problems(Phrase("the action '{op}'", op=Phrase.of(op)), folder=self.folder),
            self._engine.connect() as connection,
            self._waiting(connection),
        ):
            writing = connection.execution_options(rbc_desk_write=True)
            with writing.begin():
                tx = Transaction(writing, op=op, reader=reader, origin=origin)
                yield tx
                tx.save_log()
                started = time.perf_counter()
            self._commits_ms.append(1000 * (time.perf_counter() - started))

    @property
    def commit_ms(self) -> float:
        """The median time of the last commits in milliseconds."""
        return statistics.median(list(self._commits_ms))  # other threads append

    @contextmanager
    def patience(self, ms: float) -> Iterator[None]:
        """Limit how long steps of this thread wait for other writers before StoreBusyError."""
        before, self._patience.ms = self._patience.ms, ms
        try:
            yield
        finally:
            self._patience.ms = before

    @contextmanager
    def _exclusive(self, op: str) -> Iterator[None]:
        """Keep other threads from writing."""
        ms = self._patience.ms
        if not self._writing.acquire(timeout=-1 if ms is None else ms / 1000):
            raise StoreBusyError(
                Phrase("The action '{op}' has to wait for another one.", op=Phrase.of(op)), hint="Try again."
            )
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def _waiting(self, connection: Connection) -> Iterator[None]:
        """Apply this thread's `patience` to waiting for other processes."""
        ms = self._patience.ms
        if ms is None:
            yield
            return
        driver = driver_of(connection)
        driver.execute(f"PRAGMA busy_timeout={round(ms)}").close()
        try:
            yield
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MS}").close()

    def apply(self, changeset: ChangeSet, *, reader: str, origin: object = None) -> ChangeSet:
        """Apply a change set, such as `changeset.inverse()`; returns it with the new versions of the rows.

        Raises StaleRowError where a row has changed since the change set was made, LockedSpecimenError, StorageError.
        """
        with self.transact(changeset.op, reader=reader, origin=origin) as tx:
            tx.apply(changeset.changes, reverts=changeset.reverts)
            for topic in changeset.more_topics:
                tx.touch(topic)
        return tx.changeset

    def beat(self, run_id: int, *, owner: Process) -> bool:
        """Write a heartbeat of a run's owner; returns False where it no longer owns the run. Never waits long."""
        return beat(self.database, run_id=run_id, owner=owner)

    def check_run(self, run_id: int, *, owner: Process) -> None:
        """Raise RunUnderWayError where `owner` no longer owns the run. Raises StorageError."""
        with self.reading() as connection:
            check_owner(connection, run_id, owner=owner)

    @contextmanager
    def _committing(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
            yield connection

    def verify(self, *, task: Task = SILENT) -> None:
        """Check the whole database with its indexes, on any thread. It takes seconds for a large one.

        Raises DamagedProjectError, StorageError, CancelledError.
        """
        with self.reading() as connection, Meter(task).watching(driver_of(connection)):
            answer = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one()
        self._raise_if_damaged(answer)

    def reindex(self) -> None:
        """Make all indexes anew from the tables. Raises StorageError."""
        with (
            self._exclusive("Repair"),
            storage_problems("repairing the project", folder=self.folder),
            self._committing() as connection,
        ):
            connection.exec_driver_sql("REINDEX")

    def copy_as_it_is(self, target: Path) -> None:
        """Copy the database page by page, damage and all, while others may write. Raises StorageError."""
        with (
            storage_problems("copying the database", folder=self.folder),
            self.reading() as connection,
            closing(sqlite3.connect(target)) as copy,
        ):
            driver_of(connection).backup(copy)

    def _check(self) -> None:
        """Run the fast checks at opening; `verify` runs the others."""
        with self._engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
            if self.database.stat().st_size <= _QUICKLY_CHECKED_BYTES:
                self._raise_if_damaged(connection.execute(text("PRAGMA quick_check(1)")).scalar_one())

    def _raise_if_damaged(self, answer: str) -> None:
        if answer != "ok":
            raise DamagedProjectError(
                Phrase("The project file is damaged ({answer}).", answer=answer), folder=self.folder
            )

    def _close_interrupted_runs(self) -> None:
        """Mark runs whose process is gone as interrupted. Runs of live processes do not change."""
        table = schema.TrainingRunTable
        with self._committing() as connection:
            rows = connection.execute(select(table.__table__).where(table.status == "running")).all()
            orphaned = [row.id for row in rows if run_status(row)[0] != "running"]
            if orphaned:
                connection.execute(update(table).where(table.id.in_(orphaned)).values(status="interrupted"))


def no_database(folder: Path) -> NotAProjectError | DamagedProjectError:
    """The error for a folder without a database; a folder with backups can be restored."""
    message = Phrase("{folder} is not a project: it contains no {database}.", folder=folder, database=DATABASE)
    if backup.backups(folder):
        return DamagedProjectError(message, folder=folder)
    return NotAProjectError(message, hint="Choose a project folder, or create a new project there.")


def _engine_for(database: Path, access: Access) -> Engine:
    if access.why_not:
        return reading_engine(database, with_log=has_log(database))
    return sqlite_engine(database)
