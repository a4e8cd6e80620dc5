"""Makes the index of a cell's labels hold the current ones only.

With the earlier labels it grew with every change of a label, and each change moved a row within it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.drop_index("ix_cell_label_of_cell", "cell_label")
    # with the truth value in it, SQLite answers queries from the index alone
    op.create_index(
        "ix_cell_label_current",
        "cell_label",
        ["cell_id", "reader", "code", "created_at", "is_current"],
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )
