"""Passwords of databases in the keyring of the system: never in a file of ours."""

from __future__ import annotations

from sqlalchemy import URL

from rbc_desk.core.errors import StorageError
from rbc_desk.core.phrases import Phrase

_SERVICE = "RBC Desk"


def _name(url: URL) -> str:
    """The name of an entry: user, server and database."""
    host = url.host or url.query.get("host") or url.query.get("service") or ""
    place = host if isinstance(host, str) else ",".join(host)
    return f"{url.username or ''}@{place}:{url.port or 5432}/{url.database or ''}"


def kept_password(url: URL) -> str | None:
    """The password in the keyring; None where there is none, or no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(_SERVICE, _name(url))
    except KeyringError:
        return None


def keep_password(url: URL, password: str) -> None:
    """Save a password in the keyring. Raises StorageError where the system has none."""
    hint = Phrase("Save it in the file that PostgreSQL reads, ~/.pgpass, or give it in PGPASSWORD.")
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise StorageError(Phrase("The package keyring is not installed."), hint=hint) from error
    try:
        keyring.set_password(_SERVICE, _name(url), password)
    except KeyringError as error:
        raise StorageError(Phrase("This system has no keyring that could keep the password."), hint=hint) from error


def forget_password(url: URL) -> bool:
    """Delete a password from the keyring; False where there was none."""
    if kept_password(url) is None:
        return False
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, _name(url))
    except KeyringError:
        return False
    return True
