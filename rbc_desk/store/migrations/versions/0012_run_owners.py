"""Adds owner and frozen inputs to training runs, and the circles of the cells to snapshots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("training_run", sa.Column("frozen", sa.JSON(), nullable=True))
    op.add_column("training_run", sa.Column("owner_host", sa.String(), nullable=True))
    op.add_column("training_run", sa.Column("owner_place", sa.String(), nullable=True))
    op.add_column("training_run", sa.Column("owner_pid", sa.Integer(), nullable=True))
    op.add_column("training_run", sa.Column("owner_started", sa.Double(), nullable=True))
    op.add_column("training_run", sa.Column("heartbeat_at", sa.String(), nullable=True))
    for name in ("x", "y", "r"):
        op.add_column("snapshot_item", sa.Column(name, sa.Double(), nullable=True))
