"""The store of a project: opened with care, read by `queries`, written by `transact` alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, text, update

from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.errors import NotAProjectError, StorageError, storage_error
from rbc_desk.core.phrases import Phrase
from rbc_desk.store import backup, schema
from rbc_desk.store.engine import sqlite_engine, storage_troubles
from rbc_desk.store.migrations import migrate, needs_migration
from rbc_desk.store.transaction import Transaction

DATABASE = "project.sqlite"


class Store:
    """Usable from every thread: each call takes a connection of its own, and writers wait for one another."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._writing = threading.RLock()
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, *, project_name: str, classes: ClassSet) -> Store:
        """Make the store in an empty project folder. Raises StorageError."""
        try:
            for name in ("smears", "models", "backups"):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, doing="making the project") from error
        engine = sqlite_engine(folder / DATABASE)
        store = cls(engine, folder)
        try:
            with storage_troubles("making the project"), store._committing() as connection:
                migrate(connection)
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
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open the store; an older one is backed up, then brought up to date.

        Raises NotAProjectError, NewerProjectError, StorageError (damaged, locked, read-only).
        """
        if not (folder / DATABASE).is_file():
            raise NotAProjectError(
                Phrase("{folder} holds no {database}.", folder=folder, database=DATABASE),
                hint="Choose a project's folder.",
            )
        engine = sqlite_engine(folder / DATABASE)
        store = cls(engine, folder)
        try:
            with storage_troubles("opening the project"):
                store._check()
                if needs_migration(engine):
                    backup.back_up(store, force=True)
                    with store._committing() as connection:
                        migrate(connection)
                store._close_interrupted_runs()
            # A full disk must not keep anybody from looking at the project.
            with suppress(StorageError):
                backup.back_up(store)
        except BaseException:
            engine.dispose()
            raise
        return store

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def close(self) -> None:
        """Let go of the file. What was committed is safe without it."""
        self._engine.dispose()

    def settle(self) -> None:
        """Copy what the write-ahead log holds into the database, while others go on: for a thread that may wait."""
        with storage_troubles("saving the project"), self._engine.connect() as connection:
            # on the driver's own connection: SQLAlchemy would begin a transaction, within which nothing is copied
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state. For `queries`."""
        with storage_troubles("reading the project"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def transact(self, op: str, *, reader: str, origin: object = None) -> Iterator[Transaction]:
        """One step of the user's, committed whole or not at all; afterwards `tx.changeset` says what it changed.

        Raises StorageError; an error inside takes everything back.
        """
        with (
            self._writing,
            storage_troubles(Phrase("the step '{op}'", op=Phrase.of(op))),
            self._engine.connect() as connection,
        ):
            writing = connection.execution_options(rbc_desk_write=True)
            with writing.begin():
                tx = Transaction(writing, op=op, reader=reader, origin=origin)
                yield tx
                tx.close()

    def apply(self, changeset: ChangeSet, *, reader: str, origin: object = None) -> ChangeSet:
        """Carry out a step as data, such as `changeset.inverse()`; return it with the rows' new versions.

        Raises StaleRowError where a row is no longer as the step found it, StorageError.
        """
        with self.transact(changeset.op, reader=reader, origin=origin) as tx:
            tx.carry_out(changeset.changes)
            for topic in changeset.more_topics:
                tx.touch(topic)
        return tx.changeset

    @contextmanager
    def _committing(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
            yield connection

    def _check(self) -> None:
        with self._engine.connect() as connection:
            answer = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        if answer != "ok":
            raise StorageError(
                Phrase("The project's file is damaged ({answer}).", answer=answer),
                hint="Take the newest copy from its folder backups, named project.sqlite.",
            )

    def _close_interrupted_runs(self) -> None:
        table = schema.TrainingRunTable
        with self._committing() as connection:
            connection.execute(update(table).where(table.status == "running").values(status="interrupted"))
