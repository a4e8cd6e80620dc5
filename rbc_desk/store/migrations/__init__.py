"""Migrates a database to the program's revision, on an open engine.

Alembic takes a third of a second to load, so only an upgrade loads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Dialect, Engine, String, column, inspect, table
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from rbc_desk.core.errors import NewerProjectError, NotAProjectError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.meter import Meter, driver_of, row_numbers
from rbc_desk.store.schema.entities import METADATA
from rbc_desk.store.writing.chain import TRIGGERS

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_MESSAGE = Phrase("upgrading the project")
_VERSION_TABLE = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
"""As Alembic makes it."""


@cache
def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, the oldest first: the numbers of the files in `versions`."""
    return tuple(sorted(file.stem[:4] for file in (Path(__file__).parent / "versions").glob("[0-9]*.py")))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@cache
def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


@lru_cache(maxsize=2)
def _newest_tables(dialect: Dialect) -> tuple[str, ...]:
    tables = METADATA.sorted_tables
    indexes = sorted((index for table in tables for index in table.indexes), key=lambda index: str(index.name))
    statements: list[ExecutableDDLElement] = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return tuple(str(statement.compile(dialect=dialect)) for statement in statements)


def create_tables(connection: Connection, *, triggers: Sequence[str] = TRIGGERS) -> None:
    """Create the current tables in an empty database, which is much faster than running every revision."""
    for statement in (*_newest_tables(connection.dialect), *triggers, _VERSION_TABLE):
        connection.exec_driver_sql(statement)
    version = table("alembic_version", column("version_num", String))
    connection.execute(version.insert().values(version_num=revisions()[-1]))


def _revision(connection: Connection) -> str | None:
    """The revision of a database; None where this program did not create it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()


def needs_migration(engine: Engine) -> bool:
    """Whether the database is older than the program.

    Raises NewerProjectError where it is newer, NotAProjectError where this program did not create it.
    """
    with engine.connect() as connection:
        current = _revision(connection)
    if current is not None and current not in revisions():
        raise NewerProjectError(
            "This project was made by a newer version of RBC Desk.", hint="Install the newest version to open it."
        )
    if current is None:
        raise NotAProjectError(
            "This project's file holds no project: making it was not completed, or another program wrote it.",
            hint="Take the newest copy from its folder backups, named project.sqlite, or make a new project.",
        )
    return current != revisions()[-1]


def rows_to_pass(connection: Connection, *, to: str = "head") -> list[int]:
    """The number of rows that each missing revision up to `to` reads or writes, in order."""
    missing = [*_scripts().iterate_revisions(to, _revision(connection) or "base")][::-1]
    rows = row_numbers(driver_of(connection))
    return [sum(rows.get(table, 0) for table in getattr(step.module, "passes", ())) for step in missing]


def migrate(connection: Connection, *, to: str = "head", task: Task = SILENT) -> None:
    """Run every missing revision up to `to` within the connection's transaction.

    Progress is reported to `task`. Raises CancelledError when it is stopped; the caller must roll back then.
    """
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    if connection.dialect.name != "sqlite":  # only SQLite tells how far a statement has come
        task.raise_if_stopped()
        config.attributes["on_version_apply"] = lambda **_: task.raise_if_stopped()
        command.upgrade(config, to)
        return
    driver = driver_of(connection)
    work = rows_to_pass(connection, to=to)
    meter = Meter(task, total=sum(work), message=_MESSAGE)
    following = iter(work)
    config.attributes["on_version_apply"] = lambda **_: meter.begin(next(following, 0))
    with meter.watching(driver):
        meter.begin(next(following, 0))
        command.upgrade(config, to)
        meter.end()
