"""Adds to models how their cells were split, and how many of each class they got right."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_MODEL = sa.table("model", sa.column("id"), sa.column("run_id"), sa.column("metrics", sa.JSON()))
_RUN = sa.table("training_run", sa.column("id"), sa.column("snapshot_id"))
_SNAPSHOT = sa.table("snapshot", sa.column("id"), sa.column("facts", sa.JSON()))
_EVALUATION = sa.table(
    "evaluation", sa.column("id"), sa.column("model_id"), sa.column("split"), sa.column("metrics", sa.JSON())
)
_FIELDS = {"test": "tested", "validation": "validated"}


def upgrade() -> None:
    connection = op.get_bind()
    joined = _RUN.join(_SNAPSHOT, _RUN.c.snapshot_id == _SNAPSHOT.c.id)
    query = sa.select(_RUN.c.id, _SNAPSHOT.c.facts).select_from(joined)
    facts = {row.id: row.facts for row in connection.execute(query)}
    tallies: dict[int, dict[str, list[list[Any]]]] = {}
    for row in connection.execute(sa.select(_EVALUATION).order_by(_EVALUATION.c.id)):
        if row.split in _FIELDS:  # the newest of each part stays
            tallies.setdefault(row.model_id, {})[_FIELDS[row.split]] = _tallied(_value(row.metrics))
    for row in connection.execute(sa.select(_MODEL)).all():
        split = _value(facts[row.run_id])["split"] if row.run_id in facts else None
        standing: dict[str, Any] = {"split": split, "validated": [], "tested": []} | tallies.get(row.id, {})
        if split is not None or row.id in tallies:
            metrics = _value(row.metrics) | {"standing": standing}
            connection.execute(_MODEL.update().where(_MODEL.c.id == row.id).values(metrics=metrics))


def _tallied(metrics: dict[str, Any]) -> list[list[Any]]:
    rows = zip(metrics.get("codes", []), metrics.get("confusion", []), strict=False)
    return [[code, sum(row), row[index]] for index, (code, row) in enumerate(rows)]


def _value(stored: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
    return found
