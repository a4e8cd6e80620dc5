"""Orders the index of a smear's cells by id, and renames the quality in the metrics of models."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
passes = ("cell",)

_MODEL = sa.table("model", sa.column("id"), sa.column("metrics", sa.JSON()))


def upgrade() -> None:
    # with the id before the state, a new state does not move the cell to another place of the index
    op.drop_index("ix_cell_of_smear", "cell")
    columns = ["smear_id", "removed", "kind", "id", "kinds", "state", "verdicts", "x", "y", "r", "score"]
    op.create_index("ix_cell_of_smear", "cell", columns)
    connection = op.get_bind()
    for row in connection.execute(sa.select(_MODEL)).all():
        metrics = json.loads(row.metrics) if isinstance(row.metrics, str) else row.metrics
        if "standing" in metrics:
            metrics["quality"] = metrics.pop("standing")
            connection.execute(_MODEL.update().where(_MODEL.c.id == row.id).values(metrics=metrics))
