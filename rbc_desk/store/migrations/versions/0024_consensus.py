"""Adds the classes that a reader decided on where readers disagree."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "consensus",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cell_id", sa.Integer(), sa.ForeignKey("cell.id"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_index("uq_consensus_shown", "consensus", ["cell_id"], unique=True, sqlite_where=sa.text("NOT removed"))
