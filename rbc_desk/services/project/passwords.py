"""Passwords of databases on servers, in the keyring of the system."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.files.store_place import is_shared, read_place
from rbc_desk.services.project.project import project_folder


def url_of(target: str) -> str:
    """The URL of the database of a project's folder; anything else is taken as a URL."""
    folder = project_folder(Path(target))
    return read_place(folder).url if is_shared(folder) else target


def save_password(target: str, password: str) -> None:
    """Save the password of a database in the keyring, after trying it.

    Raises SettingsError for what is no URL, StorageError where the server refuses it or there is no keyring.
    """
    from rbc_desk.store.postgres.engine import try_password
    from rbc_desk.store.postgres.passwords import keep_password
    from rbc_desk.store.postgres.url import checked_url

    url = checked_url(url_of(target))
    try_password(url, password)
    keep_password(url, password)


def forget_password(target: str) -> bool:
    """Delete the password of a database from the keyring; False where there was none. Raises SettingsError."""
    from rbc_desk.store.postgres import passwords
    from rbc_desk.store.postgres.url import checked_url

    return passwords.forget_password(checked_url(url_of(target)))
