"""How many cells of a smear are labelled is the sum over their classes: no column of its own."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.drop_column("smear_count", "n_labelled")
