"""Gives and takes the roles of accounts on a shared project, and finds the role of the account that is connected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from rbc_desk.core.errors import SettingsError, StorageError
from rbc_desk.core.members import Member, Role
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.postgres.roles import functions, masks
from rbc_desk.store.postgres.roles.rules import BLINDED, HIDDEN, MEMBERS, OPEN, POLICIES, WRITTEN

HEAD = "SELECT id, hash FROM change_log_head()"
"""The newest entry of the change log, for an account that may not read it."""
# The views come before the tables for who may use them; not for the owner, who may everything.
SEARCH_PATH = (
    f"SELECT set_config('search_path', '{BLINDED}, ' || current_setting('search_path'), false) FROM pg_namespace"
    f" WHERE nspname = '{BLINDED}' AND has_schema_privilege(oid, 'USAGE') AND NOT pg_has_role(nspowner, 'USAGE')"
)
_OWNS = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('change_log')"
_IS_SET_UP = f"SELECT to_regclass('{MEMBERS}') IS NOT NULL"
_COLUMNS = f"SELECT login, reader, role, blinded FROM {MEMBERS}"
_UNLIMITED = (
    "SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, (SELECT relowner FROM pg_class"
    " WHERE oid = to_regclass('change_log')), 'USAGE') FROM pg_roles WHERE rolname = %s"
)


def member_connected(connection: Connection) -> Member | None:
    """The role of the account; None for the owner of the tables, and where nobody was given one.

    Raises StorageError for an account without one where others have one: the server shows it nothing.
    """
    if not connection.exec_driver_sql(_IS_SET_UP).scalar() or connection.exec_driver_sql(_OWNS).scalar():
        return None
    if not connection.exec_driver_sql(f"SELECT has_table_privilege('{MEMBERS}', 'SELECT')").scalar():
        raise _no_role()
    row = connection.exec_driver_sql(f"{_COLUMNS} WHERE login = session_user").one_or_none()
    if row is None:
        raise _no_role()
    return _member(row)


def _no_role() -> StorageError:
    return StorageError(
        Phrase("Your account has no role in this project."),
        hint=Phrase("Ask its administrator to give you one with: rbc-desk project roles PROJECT grant"),
    )


def members(connection: Connection) -> tuple[Member, ...]:
    """All accounts with a role, by name; for who is no administrator only the own one."""
    if not connection.exec_driver_sql(_IS_SET_UP).scalar():
        return ()
    return tuple(map(_member, connection.exec_driver_sql(f"{_COLUMNS} ORDER BY login").all()))


def grant(connection: Connection, member: Member) -> None:
    """Give an account its role, in place of an earlier one. Call it within a writing transaction.

    The first one turns the rules of rows on. Raises SettingsError for an account that does not exist or that nothing
    can limit, StorageError where the present account does not own the tables.
    """
    _require_owner(connection)
    _require_limited(connection, member.login)
    set_up(connection)
    values = (member.login, member.reader, member.role.value, member.blinded)
    connection.exec_driver_sql(f"DELETE FROM {MEMBERS} WHERE login = %s", (member.login,))
    connection.exec_driver_sql(f"INSERT INTO {MEMBERS} VALUES (%s, %s, %s, %s)", values)
    for one in members(connection):  # their views were made anew too
        _give(_Place(connection), one)


def revoke(connection: Connection, login: str) -> Member:
    """Take the role of an account away; returns what it was. Raises SettingsError where it has none, StorageError."""
    _require_owner(connection)
    found = {one.login: one for one in members(connection)}
    if login not in found:
        raise SettingsError(
            Phrase("The account {login} has no role in this project.", login=login),
            hint=Phrase("Those that have one: {names}.", names=", ".join(found) or "–"),
        )
    connection.exec_driver_sql(f"DELETE FROM {MEMBERS} WHERE login = %s", (login,))
    _take(_Place(connection), login)
    return found[login]


@contextmanager
def renewed(connection: Connection) -> Iterator[None]:
    """Within the block tables can be changed: rules and views depend on them, and are made anew after it."""
    if connection.exec_driver_sql(_IS_SET_UP).scalar():
        place = _Place(connection)
        for table, rules in POLICIES.items():
            for command in rules:
                place.run(f"DROP POLICY IF EXISTS {_policy(command)} ON {{schema}}.{{table}}", table=table)
        for table in masks.MASKS:
            place.run("DROP VIEW IF EXISTS {blinded}.{table}", table=table)
    yield
    _refresh(connection)


def _refresh(connection: Connection) -> None:
    """Bring rules and privileges up to date after an upgrade of the tables; nothing where there are none."""
    if connection.exec_driver_sql(_IS_SET_UP).scalar():
        set_up(connection)
        for member in members(connection):
            _give(_Place(connection), member)


def set_up(connection: Connection) -> None:
    """Make the table of members, the functions, triggers, policies and views, or make them anew."""
    place = _Place(connection)
    place.run("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC")  # old servers let everybody
    place.run(functions.TABLE)
    for statement in (*functions.FUNCTIONS, *functions.triggers()):
        place.run(statement)
    for table, rules in POLICIES.items():
        place.run("ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY", table=table)
        for command, rule in rules.items():
            name, words = _policy(command), _rule(command, rule)
            place.run(f"DROP POLICY IF EXISTS {name} ON {{schema}}.{{table}}", table=table)
            place.run(f"CREATE POLICY {name} ON {{schema}}.{{table}} FOR {command} {words}", table=table)
    place.run("CREATE SCHEMA IF NOT EXISTS {blinded}")
    for table in masks.MASKS:
        place.run("ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY", table=table)
        place.run("DROP POLICY IF EXISTS member_all ON {schema}.{table}", table=table)
        place.run(f"CREATE POLICY member_all ON {{schema}}.{{table}} USING {HIDDEN}", table=table)
        for statement in masks.statements(table, place.columns(table)):
            place.run(statement)


def _policy(command: str) -> str:
    return f"member_{command.lower()}"


def _rule(command: str, rows: str) -> str:
    """The words of a policy: the rows that a statement may find, and those that it may leave behind."""
    found, left = f"USING ({rows})", f"WITH CHECK ({rows})"
    return {"INSERT": left, "UPDATE": f"{found} {left}"}.get(command, found)


def _give(place: _Place, member: Member) -> None:
    """The privileges of a role, in place of those that the account has."""
    login = member.login
    _take(place, login)
    place.run("GRANT USAGE ON SCHEMA {schema} TO {login}", login=login)
    place.run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {login}", login=login)
    if member.blinded:
        place.run("GRANT USAGE ON SCHEMA {blinded} TO {login}", login=login)
    known = OPEN | POLICIES.keys() | masks.MASKS.keys()
    for table in place.tables():
        if member.blinded and table not in known:
            continue
        where = "{blinded}" if member.blinded and table in masks.MASKS else "{schema}"
        place.run(f"GRANT SELECT ON {where}.{{table}} TO {{login}}", table=table, login=login)
    for table, what in WRITTEN[member.role].items():
        where = "{blinded}" if member.blinded and table in masks.MASKS else "{schema}"
        place.run(f"GRANT {what} ON {where}.{{table}} TO {{login}}", table=table, login=login)


def _take(place: _Place, login: str) -> None:
    for schema in ("{schema}", "{blinded}"):
        place.run(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {{login}}", login=login)
        place.run(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {{login}}", login=login)
    place.run("REVOKE ALL ON SCHEMA {blinded} FROM {login}", login=login)


class _Place:
    """The schema of the project's tables, and statements about it, whose names the driver quotes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        query = "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('change_log')"
        self._schema: str = connection.exec_driver_sql(query).scalar_one()

    def run(self, statement: str, **names: str) -> None:
        from psycopg import sql

        driver: Any = self._connection.connection.driver_connection
        quoted = {name: sql.Identifier(value) for name, value in names.items()}
        text: Any = statement
        # the server has quoted the schema where that is needed
        driver.execute(sql.SQL(text).format(schema=sql.SQL(self._schema), blinded=sql.Identifier(BLINDED), **quoted))

    def columns(self, table: str) -> list[str]:
        query = (
            "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0"
            " AND NOT attisdropped ORDER BY attnum"
        )
        return [*self._connection.exec_driver_sql(query, (f"{self._schema}.{table}",)).scalars()]

    def tables(self) -> list[str]:
        query = (
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' ORDER BY relname"
        )
        return [*self._connection.exec_driver_sql(query, (self._schema,)).scalars()]


def _member(row: Any) -> Member:
    return Member(row[0], row[1], Role(row[2]), row[3])


def _require_owner(connection: Connection) -> None:
    if not connection.exec_driver_sql(_OWNS).scalar():
        raise StorageError(
            Phrase("Only the owner of the database can give and take roles."),
            hint=Phrase("Open the project with the account that made it."),
        )


def _require_limited(connection: Connection, login: str) -> None:
    unlimited = connection.exec_driver_sql(_UNLIMITED, (login,)).scalar()
    if unlimited is None:
        raise SettingsError(
            Phrase("The server has no account {login}.", login=login),
            hint=Phrase("Let its administrator make one with: createuser {login}", login=login),
        )
    if unlimited:
        raise SettingsError(
            Phrase(
                "The account {login} owns the database or administers the server: no role limits it.", login=login
            ),
            hint=Phrase("Give the role to an account of the reader's own."),
        )
