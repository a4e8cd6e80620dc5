"""The file that makes a folder a project whose database lies on a server. It names the database, never a password."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError, storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase

DATABASE = "project.sqlite"
"""The database of a project that is in its folder."""
STORE_FILE = "project-store.toml"
_ABOUT = (
    "# The database of this project. Images, models and signed reports lie in this folder, which all readers share.\n"
    "# No password is kept here.\n"
)


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the database of a project lies: a URL of SQLAlchemy without a password."""

    url: str


def is_project(folder: Path) -> bool:
    """Whether the folder has a database, or the file that names one on a server."""
    return (folder / DATABASE).is_file() or is_shared(folder)


def is_shared(folder: Path) -> bool:
    """Whether the project's database lies on a server."""
    return (folder / STORE_FILE).is_file()


def read_place(folder: Path) -> StorePlace:
    """Read the place of the database. Raises NotAProjectError where the file cannot be understood, StorageError."""
    path = folder / STORE_FILE
    try:
        url = tomllib.loads(path.read_text("utf-8")).get("url")
    except OSError as error:
        raise storage_error(error, doing="opening the project") from error
    except ValueError:
        url = None
    if not isinstance(url, str):
        raise NotAProjectError(
            Phrase("The file {name} does not name the database of the project.", name=STORE_FILE),
            hint=Phrase('It must have a line such as: url = "postgresql+psycopg://anna@server/database"'),
        )
    return StorePlace(url)


def write_place(folder: Path, place: StorePlace) -> None:
    """Write the file. Raises StorageError."""
    quoted = place.url.replace("\\", "\\\\").replace('"', '\\"')
    write_text(folder / STORE_FILE, f'{_ABOUT}url = "{quoted}"\n')
