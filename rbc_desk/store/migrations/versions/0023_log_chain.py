"""Makes the change log append-only, and chains its entries by their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
passes = ("change_log",)

_BLOCK = 5000
_READ = sa.text(
    "SELECT id, at, reader, op, step, entity, entity_id, source, undoes, CAST(before AS TEXT), CAST(after AS TEXT)"
    " FROM change_log WHERE id > :last ORDER BY id LIMIT :block"
)
_WRITE = sa.text("UPDATE change_log SET hash = :hash WHERE id = :row_id")
_TRIGGERS = (
    """CREATE TRIGGER change_log_no_update BEFORE UPDATE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
    """CREATE TRIGGER change_log_no_delete BEFORE DELETE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
    """CREATE TRIGGER change_log_at_the_end BEFORE INSERT ON change_log
WHEN NEW.id <= coalesce((SELECT max(id) FROM change_log), 0) OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
)


def upgrade() -> None:
    op.add_column("change_log", sa.Column("source", sa.String(), nullable=False, server_default=""))
    op.add_column("change_log", sa.Column("undoes", sa.String(), nullable=True))
    op.add_column("change_log", sa.Column("hash", sa.String(), nullable=False, server_default=""))
    op.drop_index("ix_change_log_step", "change_log")
    op.create_index("ix_change_log_row", "change_log", ["entity", "entity_id"])
    connection = op.get_bind()
    previous, last = "0" * 64, 0
    while rows := connection.execute(_READ, {"last": last, "block": _BLOCK}).all():
        hashes = []
        for row in rows:
            previous = _hash(previous, row)
            hashes.append({"row_id": row[0], "hash": previous})
        connection.execute(_WRITE, hashes)
        last = rows[-1][0]
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)
    meta = sa.table("meta", sa.column("key"), sa.column("value"))
    # what the log of an earlier version says of a row may not be all that happened to it
    connection.execute(sa.insert(meta).values(key="log_chained_after", value=str(last)))


# A copy, because a migration does the same for ever, whatever becomes of `store.writing.chain`.
def _hash(previous: str, values: Sequence[str | int | None]) -> str:
    parts = [previous.encode()]
    for value in values:
        if value is None:
            parts.append(b"-:")
        else:
            data = str(value).encode()
            parts += (b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(parts)).hexdigest()
