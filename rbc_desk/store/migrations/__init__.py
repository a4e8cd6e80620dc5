"""Migrates a database to the program's revision, on an open engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from rbc_desk.core.errors import NewerProjectError, NotAProjectError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.meter import Meter, driver_of, row_numbers
from rbc_desk.store.schema import Base

_MESSAGE = Phrase("upgrading the project")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@cache
def _revisions() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@cache
def _newest_tables() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    tables = Base.metadata.sorted_tables
    indexes = sorted((index for table in tables for index in table.indexes), key=lambda index: str(index.name))
    statements: list[ExecutableDDLElement] = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return tuple(str(statement.compile(dialect=dialect)) for statement in statements)


def create_tables(connection: Connection) -> None:
    """Create the current tables in an empty database, which is much faster than running every revision."""
    for statement in _newest_tables():
        connection.exec_driver_sql(statement)
    MigrationContext.configure(connection).stamp(_revisions(), "head")


def needs_migration(engine: Engine) -> bool:
    """Whether the database is older than the program.

    Raises NewerProjectError where it is newer, NotAProjectError where this program did not create it.
    """
    script = _revisions()
    known = {revision.revision for revision in script.walk_revisions()}
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise NewerProjectError(
            "This project was made by a newer version of RBC Desk.", hint="Install the newest version to open it."
        )
    if current is None:
        raise NotAProjectError(
            "This project's file holds no project: it was cut off while it was made, or another program wrote it.",
            hint="Take the newest copy from its folder backups, named project.sqlite, or make a new project.",
        )
    return current != script.get_current_head()


def rows_to_pass(connection: Connection, *, to: str = "head") -> list[int]:
    """The number of rows that each missing revision up to `to` reads or writes, in order."""
    current = MigrationContext.configure(connection).get_current_revision()
    missing = [*_revisions().iterate_revisions(to, current or "base")][::-1]
    rows = row_numbers(driver_of(connection))
    return [sum(rows.get(table, 0) for table in getattr(step.module, "passes", ())) for step in missing]


def migrate(connection: Connection, *, to: str = "head", task: Task = SILENT) -> None:
    """Run every missing revision up to `to` within the connection's transaction.

    Progress is reported to `task`. Raises CancelledError when it is stopped; the caller must roll back then.
    """
    driver = driver_of(connection)
    work = rows_to_pass(connection, to=to)
    meter = Meter(task, total=sum(work), message=_MESSAGE)
    following = iter(work)
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["on_version_apply"] = lambda **_: meter.begin(next(following, 0))
    with meter.watching(driver):
        meter.begin(next(following, 0))
        command.upgrade(config, to)
        meter.end()
