"""Adds what each reader said about a cell's circle."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
passes = ("cell", "cell")


def upgrade() -> None:
    op.add_column("cell", sa.Column("verdicts", sa.String(), nullable=True))
    cell = sa.table("cell", sa.column("state"), sa.column("updated_by"), sa.column("verdicts"))
    # Until now only the last word stood there; it was most likely of who changed the cell last.
    said = sa.select(cell.c.updated_by, cell.c.state).where(cell.c.state != "proposed").distinct()
    connection = op.get_bind()
    for reader, state in connection.execute(said).all():
        theirs = (cell.c.updated_by == reader, cell.c.state == state)
        connection.execute(
            cell.update().where(*theirs).values(verdicts=json.dumps({reader: state}, ensure_ascii=False))
        )
