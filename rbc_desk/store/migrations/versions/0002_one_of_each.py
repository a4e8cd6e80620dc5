"""Makes an image unique among the visible smears, and a code unique among the classes in use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
passes = ("smear",)


def upgrade() -> None:
    connection = op.get_bind()
    smear = sa.table("smear", sa.column("id"), sa.column("sha256"), sa.column("removed"))
    cell_class = sa.table("cell_class", sa.column("id"), sa.column("code"), sa.column("removed"))
    # A smear that came in twice may carry labels: it stays, under a hash that no file has.
    for row_id in _later_twins(connection, smear, smear.c.sha256):
        marked = smear.c.sha256 + sa.literal(f"-{row_id}")
        connection.execute(smear.update().where(smear.c.id == row_id).values(sha256=marked))
    for row_id in _later_twins(connection, cell_class, cell_class.c.code):
        connection.execute(cell_class.update().where(cell_class.c.id == row_id).values(removed=sa.true()))
    for table, column in (("smear", "sha256"), ("cell_class", "code")):
        op.create_index(
            f"uq_{table}_shown",
            table,
            [column],
            unique=True,
            sqlite_where=sa.text("NOT removed"),
            postgresql_where=sa.text("NOT removed"),
        )


def _later_twins(connection: sa.Connection, table: sa.TableClause, column: sa.ColumnClause[str]) -> list[int]:
    """The rows shown that share `column` with an earlier row shown."""
    query = sa.select(table.c.id, column).where(sa.not_(table.c.removed)).order_by(table.c.id)
    seen: set[str] = set()
    twins = []
    for row_id, value in connection.execute(query):
        if value in seen:
            twins.append(row_id)
        seen.add(value)
    return twins
