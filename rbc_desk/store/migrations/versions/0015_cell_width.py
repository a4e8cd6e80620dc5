"""Adds the width of a typical cell set for a specimen, and whether a detection was unsure of the one it measured."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("specimen", sa.Column("cell_width_px", sa.Double(), nullable=True))
    op.add_column(
        "detection_run", sa.Column("width_unsure", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
