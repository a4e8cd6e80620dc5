"""Adds control cells, and the answers to hidden repeats and control cells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "control_cell",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cell_id", sa.Integer(), sa.ForeignKey("cell.id"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_table(
        "check_answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cell_id", sa.Integer(), sa.ForeignKey("cell.id"), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    _once("control_cell", "cell_id")
    _once("check_answer", "cell_id", "reader")


def _once(table: str, *columns: str) -> None:
    op.create_index(f"uq_{table}_shown", table, [*columns], unique=True, sqlite_where=sa.text("NOT removed"))
