"""Adds what a worklist and a report say of a specimen: the animal or patient, the visit, and who reviewed it.

Specimens without smears are removed: smears were given others, and only the code was known of them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    names = ("breed", "age", "sex", "patient", "vet", "objective", "collected_on", "comment")
    for name in (*names, "reviewed_at", "reviewed_by"):
        op.add_column("specimen", sa.Column(name, sa.String(), nullable=True))
    op.execute("UPDATE specimen SET removed = true WHERE id NOT IN (SELECT specimen_id FROM smear WHERE NOT removed)")
