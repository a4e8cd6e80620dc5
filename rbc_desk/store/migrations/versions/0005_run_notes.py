"""Adds to training runs a note, the requested split, the cause of a failure, and whether the run is hidden."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("cause", "note", "split_by"):
        op.add_column("training_run", sa.Column(name, sa.String(), nullable=False, server_default=""))
    removed: sa.Column[bool] = sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    op.add_column("training_run", removed)
