"""The change log as a chain: each entry hashes its content and the hash of its predecessor.

The hash of an entry is the SHA-256 of the previous hash (64 zeros before the first entry), followed by each of
`FIELDS` as the number of its UTF-8 bytes, a colon and those bytes, or `-:` where it is NULL. `before` and `after` are
hashed as the text that is stored. Entries are appended inside a writing transaction, of which a database has one at a
time (SQLite by itself, PostgreSQL by a lock), so that several writers append to one chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, String, Text, cast, column, table

from rbc_desk.core.history.audit import NO_ENTRY, ChainHead

FIELDS = (
    *("id", "at", "reader", "op", "step", "entity", "entity_id", "source", "undoes"),
    *("before", "after"),
)
LOG = table(
    "change_log",
    *(column(name, Integer if name in ("id", "entity_id") else String) for name in FIELDS[:-2]),
    *(column(name, Text) for name in FIELDS[-2:]),
    column("hash", String),
)
"""The log with `before` and `after` as the stored text."""
TRIGGERS = (
    """CREATE TRIGGER change_log_no_update BEFORE UPDATE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
    """CREATE TRIGGER change_log_no_delete BEFORE DELETE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
    # INSERT OR REPLACE would get past the two others
    """CREATE TRIGGER change_log_at_the_end BEFORE INSERT ON change_log
WHEN NEW.id <= coalesce((SELECT max(id) FROM change_log), 0) OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
)
# Statements of the driver take half the time of compiled ones, and every label ends here.
_HEAD = "SELECT id, hash FROM change_log ORDER BY id DESC LIMIT 1"
_APPEND = (
    "INSERT INTO change_log (id, at, reader, op, step, entity, entity_id, source, undoes, before, after, hash)"
    " VALUES ({signs})"
)
_SIGNS = {"qmark": "?", "pyformat": "%s"}
FIELDS_AS_STORED = (*(LOG.c[name] for name in FIELDS[:-2]), *(cast(LOG.c[name], Text) for name in FIELDS[-2:]))


def entry_hash(previous: str, values: Sequence[str | int | None]) -> str:
    """The hash of an entry with these values of `FIELDS`: 64 hexadecimal digits."""
    parts = [previous.encode()]
    for value in values:
        if value is None:
            parts.append(b"-:")
        else:
            data = str(value).encode()
            parts += (b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def head(connection: Connection) -> ChainHead:
    """The newest entry of the log; `NO_ENTRY` where it is empty."""
    statement = connection.get_execution_options().get("rbc_desk_head", _HEAD)
    row = connection.exec_driver_sql(statement).one_or_none()
    return NO_ENTRY if row is None else ChainHead(row[0], row[1])


def append(connection: Connection, lines: Iterable[dict[str, Any]]) -> None:
    """Append entries, given as their fields without the number; `before` and `after` are JSON values.

    Call it within a writing transaction.
    """
    last = head(connection)
    number, previous = last.entry, last.hash
    rows = []
    for line in lines:
        number += 1
        told = [line[name] for name in FIELDS[1:-2]]
        values = (number, *told, json.dumps(line["before"]), json.dumps(line["after"]))
        previous = entry_hash(previous, values)
        rows.append((*values, previous))
    if rows:
        signs = ", ".join([_SIGNS[connection.dialect.paramstyle]] * len(rows[0]))
        connection.exec_driver_sql(_APPEND.format(signs=signs), rows)
