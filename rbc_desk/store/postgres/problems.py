"""Errors of PostgreSQL, translated for users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rbc_desk.core.errors import RbcDeskError, StaleRowError, StorageError, StoreBusyError
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.postgres.url import server_of, shown

if TYPE_CHECKING:
    import psycopg

_ADMINISTRATOR = Phrase("Ask the administrator of the database.")
_AGAIN = Phrase("Nothing saved before is lost. Try again when the server can be reached.")
_UNIQUE = "23505"
_BUSY = ("55P03", "57014", "40P01", "40001")
_GONE = ("08", "57P")
_HINTS = {
    "53100": Phrase("The disk of the server is full. Nothing saved before is lost. Ask its administrator."),
    "53300": Phrase("The server has no connection left. Close the project elsewhere, or ask the administrator."),
    "42501": Phrase("Your account may not do this in the database. Ask its administrator."),
    "25006": Phrase("The server takes no changes at present. Ask its administrator."),
    "22P05": Phrase("The database does not have all characters. It must be made with the encoding UTF-8."),
}  # fmt: skip

_DENIED = "42501"
_WHO_MAY = {
    "consensus": Phrase("Only an adjudicator or an administrator decides on a consensus."),
    "control_cell": Phrase("Only an adjudicator or an administrator marks control cells."),
    "cell_class": Phrase("Only an administrator changes the classes."),
    "class_alias": Phrase("Only an administrator changes the classes."),
    "meta": Phrase("Only an administrator changes what concerns all readers."),
    "smear": Phrase("Only an administrator removes smears."),
    "cell_label": Phrase("Everybody labels in their own name."),
    "cell": Phrase("Another reader may have worked with these cells. Ask an administrator."),
}
"""Who may write a table of a project with roles."""


@contextmanager
def storage_problems(doing: str, *, url: URL) -> Iterator[None]:
    """Translate database errors into StorageError with a hint.

    Raises StaleRowError where the same row exists already because somebody else wrote it.
    """
    import psycopg

    try:
        yield
    except (SQLAlchemyError, psycopg.Error) as error:
        raise error_for(error, doing=doing, url=url) from error


def error_for(error: Exception, *, doing: str, url: URL) -> RbcDeskError:
    """The error for users."""
    import psycopg

    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlstate", None) or ""
    if code == _UNIQUE:
        return StaleRowError(
            Phrase("Could not finish {doing}: the same item already exists.", doing=Phrase.of(doing)),
            hint="It was added in the meantime. Check the current state, then try again.",
        )
    if getattr(cause, "pgconn", None) is not None and not code:
        return not_connected(cause, url=url)
    text = _first_line(cause)
    message = Phrase("Could not finish {doing}: {text}.", doing=Phrase.of(doing), text=text)
    if code == _DENIED and "owner" not in text and (table := re.search(rf"\b({'|'.join(_WHO_MAY)})\b", text)):
        return StorageError(
            Phrase("Could not finish {doing}: your role in this project does not allow it.", doing=Phrase.of(doing)),
            hint=_WHO_MAY[table[1]],
        )
    if code in _BUSY:
        return StoreBusyError(message, hint=Phrase("Another reader is saving. Try again."))
    if code.startswith(_GONE) or (not code and isinstance(cause, psycopg.OperationalError)):
        return StorageError(
            Phrase("The connection to the server {server} was lost.", server=server_of(url)), hint=_AGAIN
        )
    return StorageError(message, hint=_HINTS.get(code, _ADMINISTRATOR))


def not_connected(cause: psycopg.Error, *, url: URL) -> StorageError:
    """The error for a connection that was not made."""
    server, tried = server_of(url), cause.pgconn
    user = url.username or (tried.user.decode(errors="replace") if tried is not None else "")
    if tried is not None and tried.needs_password:
        return StorageError(
            Phrase("The server {server} asks for the password of {user}: none was found.", server=server, user=user),
            hint=Phrase("Save it once with: rbc-desk project password {url}", url=shown(url)),
        )
    if tried is not None and tried.used_password and "password" in str(cause):
        return StorageError(
            Phrase("The server {server} does not accept the password of {user}.", server=server, user=user),
            hint=Phrase("Save the right one with: rbc-desk project password {url}", url=shown(url)),
        )
    text = _first_line(cause)
    if "SSL" in text and "FATAL" not in text:  # not a rule of access that names it
        return StorageError(
            Phrase("No encrypted connection to the server {server} was made: {text}.", server=server, text=text),
            hint=Phrase("Ask the administrator to set TLS up, or for the URL to use."),
        )
    if "FATAL" not in text:
        text = text.split("failed: ")[-1]  # after the address, which is told already
        return StorageError(
            Phrase("The server {server} does not answer: {text}.", server=server, text=text),
            hint=Phrase("Is it running, and is this computer connected to its network? {again}", again=_AGAIN),
        )
    text = text.split("FATAL:")[-1].strip()
    return StorageError(
        Phrase("The server {server} refused the connection: {text}.", server=server, text=text), hint=_ADMINISTRATOR
    )


def _first_line(cause: object) -> str:
    lines = str(cause).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(cause).__name__
