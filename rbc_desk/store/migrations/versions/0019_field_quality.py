"""Adds the measured quality of fields, and who counts a field although its quality would leave it out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "field_quality",
        sa.Column("smear_id", sa.Integer(), sa.ForeignKey("smear.id"), primary_key=True),
        sa.Column("measured_by", sa.Integer(), nullable=False),
        sa.Column("cell_px", sa.Double(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("measured_at", sa.String(), nullable=False),
    )
    for name in ("overruled_by", "overruled_at"):
        op.add_column("smear", sa.Column(name, sa.String(), nullable=True))
