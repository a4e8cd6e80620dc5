"""Adds the shares of labels that are divided among classes, in snapshots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("snapshot_item", sa.Column("shares", sa.JSON(), nullable=True))
