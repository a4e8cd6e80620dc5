"""Adds the source of a smear's scale."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("smear", sa.Column("scale_source", sa.String(), nullable=True))
    # Until now a scale could come from the file alone.
    smear = sa.table("smear", sa.column("um_per_px"), sa.column("scale_source"))
    op.execute(smear.update().where(smear.c.um_per_px.is_not(None)).values(scale_source="file"))
