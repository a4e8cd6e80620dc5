"""Chooses the kind of database of a project."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.files.store_place import StorePlace, is_shared, read_place
from rbc_desk.store.backend import Backend
from rbc_desk.store.sqlite.backend import SqliteBackend


def open_backend(folder: Path) -> Backend:
    """The database of the project in `folder`. Raises NotAProjectError, DamagedProjectError, StorageError."""
    if is_shared(folder):
        place = read_place(folder)
        from rbc_desk.store.postgres.backend import PostgresBackend
        from rbc_desk.store.postgres.url import checked_url

        return PostgresBackend(checked_url(place.url), folder=folder)
    return SqliteBackend.open(folder)


def new_backend(folder: Path, *, url: str | None) -> tuple[Backend, StorePlace | None]:
    """A new database in `folder`, or at a URL, with what its file in the folder is to say.

    Raises SettingsError for an unsuitable URL, StorageError.
    """
    if url is None:
        return SqliteBackend.create(folder), None
    from rbc_desk.store.postgres.backend import PostgresBackend
    from rbc_desk.store.postgres.url import checked_url, shown

    checked = checked_url(url)
    return PostgresBackend(checked, folder=folder), StorePlace(shown(checked))
