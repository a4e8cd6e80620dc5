"""Adds the bit depth by which a smear's 16-bit values are reduced to 8 bits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
passes = ("smear",)

_EARLIER_RULE = 0  # as in imaging.formats.channels


def upgrade() -> None:
    # stored crops show these smears as they were read then, and must go on matching their pictures
    op.add_column("smear", sa.Column("sample_bits", sa.Integer(), nullable=True))
    op.execute(f"UPDATE smear SET sample_bits = {_EARLIER_RULE}")
