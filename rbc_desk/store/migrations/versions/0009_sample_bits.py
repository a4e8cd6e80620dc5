"""A smear keeps the depth by which its 16-bit values become 8 bits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("smear", sa.Column("sample_bits", sa.Integer(), nullable=True))
