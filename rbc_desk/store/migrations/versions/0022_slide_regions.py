"""Adds the slide that a field is a region of, and the hashes by which an image without metadata is recognised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    for name in ("source_sha256", "pixels_sha256", "slide_name", "slide_hash"):
        op.add_column("smear", sa.Column(name, sa.String(), nullable=True))
    for name in ("slide_x", "slide_y"):
        op.add_column("smear", sa.Column(name, sa.Integer(), nullable=True))
