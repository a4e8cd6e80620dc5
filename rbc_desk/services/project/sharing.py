"""Projects that several readers share: making one on a server, and reaching the server of one."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from rbc_desk.core.errors import OlderProjectError
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.passwords import save_password
from rbc_desk.services.project.project import create_project


def has_driver() -> bool:
    """Whether this installation can connect to a server."""
    return find_spec("psycopg") is not None


def database_url(*, server: str, database: str, user: str) -> str:
    """The URL of a database, without a password. `server` may be NAME, NAME:PORT or the folder of a socket.

    Raises SettingsError where a part is missing or cannot be.
    """
    from rbc_desk.store.postgres.url import composed_url, shown

    return shown(composed_url(server=server, database=database, user=user))


def create_shared(
    folder: Path, *, url: str, password: str, class_set: str, reader: str, name: str, task: Task = SILENT
) -> None:
    """Make a project with an empty database on a server. A `password` is tried, then kept in the system's keyring.

    Takes as long as the server does. Raises as `create_project` and `passwords.save_password` do, and CancelledError:
    then nothing was made.
    """
    if password:
        save_password(url, password)
    task.raise_if_stopped()
    create_project(folder, class_set=class_set, reader=reader, name=name, url=url).close()


def reach(folder: Path) -> None:
    """Connect once to the server of a shared project, which may take seconds.

    Raises StorageError where it cannot be reached, and the other errors of opening.
    """
    from rbc_desk.store.store import Store

    try:
        Store.open(folder, back_up=False, upgrade=False).close()
    except OlderProjectError:
        return
