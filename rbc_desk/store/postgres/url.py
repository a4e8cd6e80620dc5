"""URLs of databases on a PostgreSQL server."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase

DRIVER = "postgresql+psycopg"
_SAME = ("postgresql", "postgres", DRIVER)
_EXAMPLE = Phrase("Example: postgresql+psycopg://anna@server/database")


def checked_url(text: str) -> URL:
    """The URL of a database. Raises SettingsError where it is none, or has a password, which others would see."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise SettingsError(Phrase("{text} is not the URL of a database.", text=text), hint=_EXAMPLE) from error
    if url.drivername not in _SAME:
        raise SettingsError(Phrase("Projects can be shared on PostgreSQL only, not on {name}.", name=url.drivername),
                            hint=_EXAMPLE)  # fmt: skip
    if url.password or "password" in url.query:
        raise SettingsError(
            Phrase("The URL of the database must not have a password, which others could read."),
            hint=Phrase(
                "Leave it out. Save it once with: rbc-desk project password {url}",
                url=shown(url.difference_update_query(["password"])),
            ),
        )
    return url.set(drivername=DRIVER)


def composed_url(*, server: str, database: str, user: str) -> URL:
    """The URL of a database from what a reader types. `server`: its name, NAME:PORT, or the folder of a socket.

    Raises SettingsError where a part is missing or cannot be.
    """
    server, database, user = server.strip(), database.strip(), user.strip()
    for text, missing in (
        (server, Phrase("Give the name of the server.")),
        (database, Phrase("Give the name of the database.")),
        (user, Phrase("Give the name of your account on the server.")),
    ):
        if not text:
            raise SettingsError(missing)
    if server.startswith("/"):
        return URL.create(DRIVER, username=user, database=database, query={"host": server})
    host, port = server, ""
    if server.startswith("["):  # an address that has colons itself
        host, _, port = server[1:].partition("]")
        port = port.removeprefix(":")
    elif server.count(":") == 1:
        host, _, port = server.partition(":")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16):
        raise SettingsError(Phrase("{text} is not the port of a server.", text=port))
    return URL.create(DRIVER, username=user, host=host, port=int(port) if port else None, database=database)


def shown(url: URL) -> str:
    """The URL as text, without any password."""
    return url._replace(password=None).render_as_string(hide_password=False)


def server_of(url: URL) -> str:
    """The server as it is told to users."""
    host = url.host or url.query.get("host") or url.query.get("service") or "localhost"
    name = host if isinstance(host, str) else ", ".join(host)
    return f"{name}:{url.port}" if url.port else name


def is_remote(url: URL) -> bool:
    """Whether the server is named, and is not this machine."""
    host = url.host or url.query.get("host")
    if not host or "service" in url.query:
        return False  # a socket, or as libpq's own settings say
    names = [host] if isinstance(host, str) else list(host)
    return not all(name.startswith("/") or name in ("localhost", "127.0.0.1", "::1") for name in names)
