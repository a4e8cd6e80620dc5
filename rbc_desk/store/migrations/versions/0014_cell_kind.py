"""Adds the kind of object that a circle encloses; every circle so far is a red cell's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
passes = ("cell",)


def upgrade() -> None:
    op.add_column("cell", sa.Column("kind", sa.String(), nullable=False, server_default="red"))
    op.add_column("cell", sa.Column("kinds", sa.String(), nullable=True))
    op.add_column("smear_count", sa.Column("others", sa.JSON(), nullable=False, server_default="{}"))
    # counting red cells must not read the rows, which are wide
    op.drop_index("ix_cell_of_smear", "cell")
    columns = ["smear_id", "removed", "kind", "kinds", "state", "verdicts", "x", "y", "r", "score"]
    op.create_index("ix_cell_of_smear", "cell", columns)
