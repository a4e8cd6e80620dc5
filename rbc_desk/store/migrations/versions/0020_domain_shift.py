"""Adds how far a smear lies from those that a model was trained on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "domain_shift",
        sa.Column("smear_id", sa.Integer(), sa.ForeignKey("smear.id"), primary_key=True),
        sa.Column("model_id", sa.Integer(), sa.ForeignKey("model.id"), primary_key=True),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.Column("n_cells", sa.Integer(), nullable=False),
        sa.Column("measured_at", sa.String(), nullable=False),
    )
