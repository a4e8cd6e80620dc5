"""The engine on a PostgreSQL server: connections, transactions, and the lock that lets one writer at a time write."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from rbc_desk.core.errors import StorageError
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.postgres.passwords import kept_password
from rbc_desk.store.postgres.problems import not_connected, storage_problems
from rbc_desk.store.postgres.roles.members import SEARCH_PATH
from rbc_desk.store.postgres.url import is_remote

OLDEST = 15
WAIT_MS = 5000
"""How long a writer waits for another one by default."""
_CONNECT_S = 10
# A computer that loses its power in the middle of a step must not keep the lock for the two hours of the default.
_SESSION = (
    "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4;"
    "SET idle_in_transaction_session_timeout = '10min'"
)
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITERS = 0x72626364
"""The number of the advisory lock: one writer of a database at a time, so that all append to one chain."""
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {ms};"
    f"SELECT pg_advisory_xact_lock({_WRITERS}); SET LOCAL lock_timeout = 0"
)


def postgres_engine(url: URL) -> Engine:
    """An engine on a database. Raises StorageError where the driver is not installed; connects later.

    A password comes from where PostgreSQL's own programs find one (PGPASSWORD, a password file, a service), otherwise
    from the system's keyring.
    """
    try:
        import psycopg
    except ImportError as error:
        raise StorageError(
            Phrase("The driver for PostgreSQL is not installed."),
            hint=Phrase('Install it with: pip install "rbc-desk[postgresql]". Then start RBC Desk again.'),
        ) from error
    engine = create_engine(url, connect_args=_options(url), pool_pre_ping=True)
    found: list[str] = []  # the password, once one is known to be needed

    @event.listens_for(engine, "do_connect")
    def _do_connect(_dialect: Any, _record: Any, arguments: Any, options: dict[str, Any]) -> Any:
        if found:
            options["password"] = found[0]
        try:
            return psycopg.connect(*arguments, **options)
        except psycopg.OperationalError as error:
            asked = error.pgconn is not None and (error.pgconn.needs_password or error.pgconn.used_password)
            if not asked or (password := kept_password(url)) is None or password == options.get("password"):
                raise not_connected(error, url=url) from error
        try:
            connection = psycopg.connect(*arguments, **options | {"password": password})
        except psycopg.OperationalError as error:
            raise not_connected(error, url=url) from error
        found[:] = [password]
        return connection

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        check_version(connection.info.server_version)
        connection.execute(_SESSION)
        connection.execute(SEARCH_PATH)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        write = _WRITE.format(ms=round(options.get("rbc_desk_wait_ms", WAIT_MS)))
        begin = write if options.get("rbc_desk_write", False) else _READ
        connection.exec_driver_sql(options.get("rbc_desk_begin", begin))

    return engine


def _options(url: URL) -> dict[str, Any]:
    options: dict[str, Any] = {
        "autocommit": True,  # the transactions are begun below
        "connect_timeout": _CONNECT_S,
        "application_name": "RBC Desk",
        "client_encoding": "utf8",
        # a network that swallows everything is noticed after some seconds, not after two hours
        "keepalives_idle": 4,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 8000,
    }
    if is_remote(url) and "PGSSLMODE" not in os.environ:
        options["sslmode"] = "require"  # libpq's default falls back to plain text
    return {name: value for name, value in options.items() if name not in url.query}


def try_password(url: URL, password: str) -> None:
    """Raise StorageError where the server does not accept the password."""
    with storage_problems("trying the password", url=url):
        import psycopg

        named = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
        options: dict[str, Any] = _options(url) | named | {"password": password}
        psycopg.connect(**options).close()


def check_version(version: int) -> None:
    """Raise StorageError for a server that is too old; `version` is as libpq gives it, such as 150004."""
    if version < OLDEST * 10000:
        raise StorageError(
            Phrase("The server has PostgreSQL {version}, which is too old.", version=f"{version // 10000}"),
            hint=Phrase("RBC Desk needs PostgreSQL {n} or newer. Ask the administrator.", n=OLDEST),
        )
