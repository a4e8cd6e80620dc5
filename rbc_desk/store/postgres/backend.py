"""A project's database on a PostgreSQL server."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    ForeignKeyConstraint,
    Integer,
    Text,
    and_,
    cast,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from rbc_desk.core.errors import NewerProjectError, NotAProjectError, SettingsError, StorageError
from rbc_desk.core.files.processes import Process
from rbc_desk.core.files.store_place import STORE_FILE
from rbc_desk.core.members import Member
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import now
from rbc_desk.store import migrations
from rbc_desk.store.backend import Roles
from rbc_desk.store.owners import is_of
from rbc_desk.store.postgres.append_only import TRIGGERS
from rbc_desk.store.postgres.engine import postgres_engine
from rbc_desk.store.postgres.indexes import problems_of_indexes
from rbc_desk.store.postgres.listening import Listener
from rbc_desk.store.postgres.problems import storage_problems
from rbc_desk.store.postgres.roles import members
from rbc_desk.store.postgres.url import server_of
from rbc_desk.store.schema.entities import METADATA
from rbc_desk.store.schema.tables import TrainingRunTable
from rbc_desk.store.writing.chain import LOG

_UTF8 = "UTF8"
_BEAT = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = 200; SET LOCAL synchronous_commit = off"
)  # fmt: skip


class PostgresBackend:
    """See `store.backend.Backend`. Backups and the repair of pages are the server's own matter."""

    def __init__(self, url: URL, *, folder: Path, why_read_only: str = "") -> None:
        self.folder = folder
        self.url = url
        self.engine = postgres_engine(url)
        self.why_read_only = why_read_only
        self.sync_ms = 0.0
        self.member: Member | None = None

    @property
    def database(self) -> Path:
        return self.folder / STORE_FILE

    def problems(self, doing: str) -> AbstractContextManager[None]:
        return storage_problems(doing, url=self.url)

    @contextmanager
    def waiting(self, connection: Connection, ms: float) -> Iterator[None]:
        connection.execution_options(rbc_desk_wait_ms=ms)
        yield

    def create_tables(self, connection: Connection) -> None:
        if (encoding := connection.exec_driver_sql("SHOW server_encoding").scalar()) != _UTF8:
            raise SettingsError(
                Phrase("The database {name} has the encoding {encoding}.", name=self.url.database, encoding=encoding),
                hint=Phrase("Make one for the project with: createdb --encoding UTF8 --template template0 NAME"),
            )
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")  # images are copied meanwhile
        if inspect(connection).get_table_names():
            raise SettingsError(
                Phrase("The database {name} is not empty.", name=self.url.database),
                hint=Phrase("Make one for the project with: createdb --encoding UTF8 --template template0 NAME"),
            )
        migrations.create_tables(connection, triggers=TRIGGERS)

    def check(self) -> None:
        started = time.perf_counter()
        with self.engine.connect() as connection:
            asleep, allowed = connection.exec_driver_sql(
                "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,"
                " to_regclass('change_log') IS NULL OR has_table_privilege(to_regclass('change_log'), 'INSERT')"
            ).one()
            self.sync_ms = 1000 * (time.perf_counter() - started)
            self.member = members.member_connected(connection)
        if self.member is not None:
            self.engine.update_execution_options(rbc_desk_head=members.HEAD)
        if asleep:
            self.why_read_only = Phrase("The server {server} takes no changes.", server=server_of(self.url))
        elif not allowed:
            self.why_read_only = Phrase("Your account of the database may read only.")

    def is_outdated(self) -> bool:
        try:
            return migrations.needs_migration(self.engine)
        except NewerProjectError:
            raise
        except NotAProjectError as error:
            raise NotAProjectError(
                Phrase(
                    "The database {name} on {server} holds no project: making it was not completed.",
                    name=self.url.database,
                    server=server_of(self.url),
                ),
                hint=Phrase("Delete the folder and make the project again, or restore the database from a dump."),
            ) from error  # fmt: skip

    def upgrade(self, *, task: Task) -> None:
        if self.member is not None:
            raise StorageError(
                Phrase("This project was created by an earlier version and must be upgraded before it can be read."),
                hint=Phrase("Only the owner of the database can upgrade it: let them open the project once."),
            )
        writing = self.engine.connect().execution_options(rbc_desk_write=True)
        with writing as connection, connection.begin(), members.renewed(connection):
            migrations.migrate(connection, task=task)

    def back_up(self) -> None:
        """Nothing: `pg_dump` and the server's archive do it."""

    def settle(self) -> None:
        """Nothing: the server does it."""

    def beat(self, run_id: int, *, owner: Process) -> bool:
        table = TrainingRunTable
        statement = update(table).where(table.id == run_id, *is_of(owner)).values(heartbeat_at=now())
        try:
            with self.engine.connect().execution_options(rbc_desk_begin=_BEAT) as connection, connection.begin():
                return connection.execute(statement).rowcount > 0
        except (SQLAlchemyError, StorageError):
            return True  # another writer holds the row, or the server is away

    def problems_found(self, connection: Connection, *, task: Task = SILENT, most: int = 1) -> Sequence[str]:
        """Read every row, so that the server compares the checksums of its pages, where it has any.

        Indexes are compared with their tables where the database has the extension amcheck.
        """
        found: list[str] = []
        for table in METADATA.sorted_tables:
            task.raise_if_stopped()
            try:
                with connection.begin_nested():
                    connection.execute(select(func.count(cast(table.table_valued(), Text))))
            except SQLAlchemyError as error:
                found.append(f"{table.name}: {error}")
                if len(found) == most:
                    break
        return found if len(found) == most else found + problems_of_indexes(connection, task=task, most=most)

    def broken_references(self, connection: Connection) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        keys = [(t, c) for t in METADATA.sorted_tables for c in t.constraints if isinstance(c, ForeignKeyConstraint)]
        for table, key in keys:
            pairs = [(e.parent, e.column) for e in key.elements]
            parent = key.referred_table.alias()
            same = and_(*(own == parent.c[other.name] for own, other in pairs))
            missing = and_(*(own.is_not(None) for own, _ in pairs), parent.c[pairs[0][1].name].is_(None))
            query = select(func.count()).select_from(table.outerjoin(parent, same)).where(missing)
            if n := connection.execute(query).scalar_one():
                pair = (table.name, key.referred_table.name)
                found[pair] = found.get(pair, 0) + n
        return found

    def reindex(self, connection: Connection) -> None:
        for table in METADATA.sorted_tables:
            connection.exec_driver_sql(f"REINDEX TABLE {connection.dialect.identifier_preparer.format_table(table)}")

    def copy_as_it_is(self, connection: Connection, target: Path) -> bool:
        return False

    def fill(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        from psycopg import sql

        driver: Any = connection.connection.driver_connection
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {table} ({names}) FROM STDIN").format(table=sql.Identifier(table), names=names)
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def filled(self, connection: Connection) -> None:
        for table in METADATA.sorted_tables:
            key = table.autoincrement_column
            if key is None or not isinstance(key.type, Integer) or table.name == LOG.name:
                continue
            newest = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, newest, False)))

    def roles(self) -> Roles:
        return members

    def listener(self) -> Listener:
        return Listener(self.engine)

    def close(self) -> None:
        self.engine.dispose()
