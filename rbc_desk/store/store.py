"""The store of a project: opened safely, read by `queries`, written only by `transact`."""

from __future__ import annotations

import statistics
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import OlderProjectError, StorageError, StoreBusyError, storage_error
from rbc_desk.core.files.atomic import sweep
from rbc_desk.core.files.processes import Process
from rbc_desk.core.files.store_place import write_place
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.members import Member
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.backend import Backend
from rbc_desk.store.backends import new_backend, open_backend
from rbc_desk.store.counts.cell_tables import CellTables
from rbc_desk.store.counts.smear_counts import CountedSmears
from rbc_desk.store.owners import check_owner, run_status
from rbc_desk.store.report_files import REPORTS, drop_unsigned
from rbc_desk.store.schema import tables as schema
from rbc_desk.store.sqlite.backend import damaged
from rbc_desk.store.writing.chain import head
from rbc_desk.store.writing.transaction import Transaction

_FOLDERS = ("smears", "models", "backups", REPORTS)
_COMMITS = 5
_OWN_STEPS = 10_000


class _Patience(threading.local):
    """Per thread; None means the default."""

    ms: float | None = None


class Store:
    """The store of a project. Usable from every thread: each call uses its own connection, and writers wait."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._engine = backend.engine
        self._writing = threading.RLock()
        self.counted, self.cell_tables = CountedSmears(), CellTables()
        self._patience = _Patience()
        self._commits_ms = deque([backend.sync_ms], maxlen=_COMMITS)
        self.own_steps = deque[str](maxlen=_OWN_STEPS)
        """The ids of this store's latest steps in the change log: the others are of other programs."""
        self.head_when_opened = 0
        """The number of the newest entry of the change log when the store was opened."""
        self.folder = backend.folder

    @classmethod
    def create(cls, folder: Path, *, project_name: str, classes: ClassSet, url: str | None = None) -> Store:
        """Create the store in an empty project folder, or with `url` on a server, in an empty database.

        Raises SettingsError for an unsuitable URL or database, StorageError.
        """
        with cls.being_made(folder, url=url, doing="creating the project") as (store, connection):
            rows = [
                {"code": c.code, "name": c.name, "colour": c.colour, "letters": c.letters, "ordinal": i}
                for i, c in enumerate(classes)
            ]
            if rows:
                connection.execute(insert(schema.CellClassRow), rows)
            meta = {"project_name": project_name, "class_set_name": classes.name}
            connection.execute(insert(schema.Meta), [{"key": k, "value": v} for k, v in meta.items()])
        return store

    @classmethod
    @contextmanager
    def being_made(cls, folder: Path, *, url: str | None, doing: str) -> Iterator[tuple[Store, Connection]]:
        """A store with empty tables, to be filled through the connection; only after the block there is a project."""
        make_folders(folder)
        try:
            backend, place = new_backend(folder, url=url)
        except BaseException:
            _remove_empty_folders(folder)
            raise
        store = cls(backend)
        try:
            with backend.problems(doing), store._committing() as connection:
                backend.create_tables(connection)
                yield store, connection
                if place is not None:
                    # before the commit, which is the moment from which on there is a project
                    write_place(folder, place)
        except BaseException:
            store.close()
            if place is not None:
                backend.database.unlink(missing_ok=True)
            _remove_empty_folders(folder)
            raise

    @classmethod
    def open(cls, folder: Path, *, back_up: bool = True, upgrade: bool = True, task: Task = SILENT) -> Store:
        """Open the store. An older one is backed up and upgraded, with progress reported to `task`.

        A folder that cannot be written (full disk, read-only) is opened read-only: `why_read_only` gives the reason.
        With `back_up` false, the caller makes the usual backup. Raises NotAProjectError, NewerProjectError,
        OlderProjectError (with `upgrade` false), DamagedProjectError, StorageError (locked, or old and read-only),
        CancelledError (an upgrade was stopped, and the project is unchanged).
        """
        backend = open_backend(folder)
        store = cls(backend)
        try:
            with backend.problems("opening the project"):
                backend.check()
                store._bring_up_to_date(upgrade=upgrade, task=task)
                with store.reading() as connection:
                    store.head_when_opened = head(connection).entry
            if not store.why_read_only:
                with store.reading() as connection:
                    drop_unsigned(connection, folder)
                for place in (folder, *(folder / name for name in _FOLDERS), *(folder / "models").glob(".run-*")):
                    sweep(place, unowned=True)
                if back_up:
                    # a project on a full disk can still be read
                    with suppress(StorageError):
                        backend.back_up()
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(self, *, upgrade: bool, task: Task) -> None:
        outdated = self.backend.is_outdated()
        if outdated and self.why_read_only:
            raise StorageError(
                "This project was created by an earlier version and must be upgraded before it can be read.",
                hint=self.why_read_only,
            )
        if outdated and not upgrade:
            raise OlderProjectError("This project was created by an earlier version and must be upgraded.")
        if outdated:
            self.backend.upgrade(task=task)
        if not self.why_read_only:
            self._close_interrupted_runs()

    @property
    def why_read_only(self) -> str:
        """Why the project cannot be written, as a text for users; empty where it can."""
        return self.backend.why_read_only

    @property
    def member(self) -> Member | None:
        """The role of the account that opened the project; None where no role limits it."""
        return self.backend.member

    @property
    def database(self) -> Path:
        """The file in the folder that is the database, or names it."""
        return self.backend.database

    def close(self) -> None:
        """Close the database. Committed changes are safe even without it."""
        self.backend.close()

    def settle(self) -> None:
        """Store cached counts, and let the database tidy up. Other threads can continue.

        Call it on a thread that may wait. Raises StorageError.
        """
        if self.why_read_only:
            return
        unsaved = [*self.counted.unsaved(), *self.cell_tables.unsaved()]
        if unsaved:
            with self._writing, self.backend.problems("saving the project"), self._committing() as connection:
                for part in unsaved:
                    part.write(connection)
            for part in unsaved:
                part.on_saved()
        with self.backend.problems("saving the project"):
            self.backend.settle()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state. For `queries`."""
        with self.backend.problems("reading the project"), self._engine.connect() as connection:
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
            self.backend.problems(Phrase("the action '{op}'", op=Phrase.of(op))),
            self._engine.connect() as connection,
            self._waiting(connection),
        ):
            writing = connection.execution_options(rbc_desk_write=True)
            with writing.begin():
                tx = Transaction(writing, op=op, reader=reader, origin=origin)
                yield tx
                tx.save_log()
                self.own_steps.extend(tx.changeset.steps)
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
                Phrase("The action '{op}' could not start while another change was being saved.", op=Phrase.of(op)),
                hint="Try again.",
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
        with self.backend.waiting(connection, ms):
            yield

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
        return self.backend.beat(run_id, owner=owner)

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
        if found := self.problems_found(task=task, most=1):
            raise damaged(found[0], folder=self.folder)

    def problems_found(self, *, task: Task = SILENT, most: int) -> tuple[str, ...]:
        """What a full check of the database says, in lines; empty where it is sound.

        Raises StorageError, CancelledError.
        """
        with self.reading() as connection:
            return tuple(self.backend.problems_found(connection, task=task, most=most))

    def broken_references(self) -> Mapping[tuple[str, str], int]:
        """The number of rows that refer to a row that does not exist, by their table and the other one."""
        with self.reading() as connection:
            return self.backend.broken_references(connection)

    def reindex(self) -> None:
        """Make all indexes anew from the tables. Raises StorageError."""
        with (
            self._exclusive("Repair"),
            self.backend.problems("repairing the project"),
            self._committing() as connection,
        ):
            self.backend.reindex(connection)

    def copy_as_it_is(self, target: Path) -> None:
        """Copy the database, damage and all, while others may write. Raises StorageError.

        Nothing where the database is a server's, whose backups are its own matter.
        """
        with self.backend.problems("copying the database"), self.reading() as connection:
            self.backend.copy_as_it_is(connection, target)

    def _close_interrupted_runs(self) -> None:
        """Mark runs whose process is gone as interrupted. Runs of live processes do not change."""
        table = schema.TrainingRunTable
        query = select(table.__table__).where(table.status == "running")
        with self._engine.connect() as connection:
            if connection.execute(query).first() is None:
                return
        with self._committing() as connection:
            orphaned = [row.id for row in connection.execute(query) if run_status(row)[0] != "running"]
            connection.execute(update(table).where(table.id.in_(orphaned)).values(status="interrupted"))


def make_folders(folder: Path) -> None:
    """Make the folders of a project. Raises StorageError."""
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, doing="creating the project") from error


def _remove_empty_folders(folder: Path) -> None:
    """Remove what `make_folders` made, so that the next try finds an empty folder."""
    for name in _FOLDERS:
        with suppress(OSError):
            (folder / name).rmdir()
