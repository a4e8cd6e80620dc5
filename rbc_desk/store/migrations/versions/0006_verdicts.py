"""A cell keeps what each reader said of its circle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    verdicts: sa.Column[object] = sa.Column("verdicts", sa.JSON(none_as_null=True), nullable=True)
    op.add_column("cell", verdicts)
    cell = sa.table("cell", sa.column("state"), sa.column("updated_by"), sa.column("verdicts", sa.JSON))
    # Until now only the last word stood there; it was most likely of who changed the cell last.
    said = sa.select(cell.c.updated_by, cell.c.state).where(cell.c.state != "proposed").distinct()
    connection = op.get_bind()
    for reader, state in connection.execute(said).all():
        theirs = (cell.c.updated_by == reader, cell.c.state == state)
        connection.execute(cell.update().where(*theirs).values(verdicts={reader: state}))
