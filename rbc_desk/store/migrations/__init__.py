"""Migrates a database to the program's revision, on an open engine."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from rbc_desk.core.errors import NewerProjectError, NotAProjectError


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def needs_migration(engine: Engine) -> bool:
    """Whether the database is older than the program.

    Raises NewerProjectError where it is newer, NotAProjectError where it is none of ours.
    """
    script = ScriptDirectory.from_config(_config())
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


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Run every missing revision up to `to` in the connection's transaction: all or none."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
