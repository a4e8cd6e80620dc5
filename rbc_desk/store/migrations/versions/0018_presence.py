"""Adds which findings that no cell count gives (rouleaux, agglutination) a reader saw on a specimen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("specimen", sa.Column("presence", sa.JSON(), nullable=True))
