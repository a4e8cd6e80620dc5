"""Adds aliases of class codes (merged classes, classes of a model), and the class names of a model."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    removed: sa.Column[bool] = sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    op.create_table(
        "class_alias",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("model_id", sa.Integer(), sa.ForeignKey("model.id"), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=True),
        removed,
    )
    op.create_index("ix_class_alias_model_id", "class_alias", ["model_id"])
    op.add_column("model", sa.Column("class_names", sa.JSON(), nullable=False, server_default="[]"))
