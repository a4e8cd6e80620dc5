"""Queries on crops, snapshots, runs, models and evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, null, select, tuple_

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.facts import SnapshotFacts
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.owners import run_status
from rbc_desk.store.rows import (
    CropRow,
    EvaluationInfo,
    FrozenCell,
    ModelInfo,
    RunInfo,
    SmearFile,
    SnapshotInfo,
    SnapshotItem,
)
from rbc_desk.store.schema.tables import (
    CellLabelRow,
    CellRow,
    CropTable,
    EvaluationTable,
    ModelTable,
    RunMetricTable,
    SmearRow,
    SnapshotItemTable,
    SnapshotTable,
    TrainingRunTable,
)
from rbc_desk.store.sql.class_maps import maps_of
from rbc_desk.store.store import Store

# A crop has about 30 kB, which limits the result of one statement.
_CHUNK = 2_000
_PAIRS = 400


def crops(store: Store, *, cell_ids: Sequence[int], recipe_hash: str) -> dict[int, CropRow]:
    """Stored crops of one recipe by cell id; cells without one are absent."""
    found: dict[int, CropRow] = {}
    with store.reading() as connection:
        for start in range(0, len(cell_ids), _CHUNK):
            query = select(CropTable.__table__).where(
                CropTable.recipe_hash == recipe_hash, CropTable.cell_id.in_(cell_ids[start : start + _CHUNK])
            )
            for row in connection.execute(query):
                found[row.cell_id] = CropRow(row.cell_id, Circle(row.x, row.y, row.r), row.recipe_hash, row.png)
    return found


def crop_circles(store: Store, *, recipe_hash: str) -> dict[int, Circle]:
    """The circle that each stored crop of a recipe was cut from, by cell id."""
    table = CropTable
    query = select(table.cell_id, table.x, table.y, table.r).where(table.recipe_hash == recipe_hash)
    with store.reading() as connection:
        return {row.cell_id: Circle(row.x, row.y, row.r) for row in connection.execute(query)}


def snapshots(store: Store) -> tuple[SnapshotInfo, ...]:
    """Every snapshot, the newest first."""
    query = select(SnapshotTable.__table__).order_by(SnapshotTable.id.desc())
    with store.reading() as connection:
        return tuple(map(_snapshot, connection.execute(query).all()))


def snapshot(store: Store, snapshot_id: int) -> SnapshotInfo:
    """One snapshot. Raises UnknownNameError."""
    for info in snapshots(store):
        if info.id == snapshot_id:
            return info
    raise UnknownNameError(
        Phrase("The project has no snapshot with the number {snapshot_id}.", snapshot_id=snapshot_id)
    )


def snapshot_items(store: Store, snapshot_id: int, *, viewpoint: Viewpoint) -> tuple[SnapshotItem, ...]:
    """The cells of a snapshot by id; for a blinded reader only those that they labelled with the same class."""
    table = SnapshotItemTable
    query = select(table.__table__).where(table.snapshot_id == snapshot_id, *_visible_items(viewpoint))
    query = query.order_by(table.cell_id)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(
        SnapshotItem(r.cell_id, r.code, r.split, r.cell_row_version, _circle(r.x, r.y, r.r), r.shares) for r in rows
    )


def _visible_items(viewpoint: Viewpoint) -> tuple[ColumnElement[bool], ...]:
    """The conditions for items of a snapshot whose class this reader may see; shares of classes tell of others."""
    if not viewpoint.blinded:
        return ()
    item, own = SnapshotItemTable, CellLabelRow
    mine = (own.cell_id == item.cell_id, own.code == item.code, own.is_current, own.reader == viewpoint.reader)
    return (exists().where(*mine), item.shares.is_(null()))


def frozen_cells(store: Store, snapshot_id: int, *, part: str, viewpoint: Viewpoint) -> tuple[FrozenCell, ...]:
    """The cells of a part by id, as they were when the snapshot was taken.

    For a blinded reader only those that they labelled with the same class.
    """
    item, cell, smear = SnapshotItemTable, CellRow, SmearRow
    query = (
        select(
            item.cell_id, item.code, item.x, item.y, item.r, item.shares, cell.x.label("x_now"),
            cell.y.label("y_now"), cell.r.label("r_now"), cell.removed, cell.smear_id, smear.name, smear.stored_name,
            smear.sha256, smear.sample_bits, smear.typical_diameter_px,
        )
        .join(cell, cell.id == item.cell_id)
        .join(smear, smear.id == cell.smear_id)
        .where(item.snapshot_id == snapshot_id, item.split == part, *_visible_items(viewpoint))
        .order_by(item.cell_id)
    )  # fmt: skip
    with store.reading() as connection:
        rows = connection.execute(query).all()
    found = []
    for row in rows:
        now = Circle(row.x_now, row.y_now, row.r_now)
        circle = _circle(row.x, row.y, row.r) or now
        found.append(
            FrozenCell(
                row.cell_id, row.code, circle, circle == now and not row.removed, row.smear_id,
                SmearFile(row.name, row.stored_name, row.sha256, row.sample_bits, row.typical_diameter_px),
                row.shares,
            )
        )  # fmt: skip
    return tuple(found)


def _circle(x: float | None, y: float | None, r: float | None) -> Circle | None:
    return None if x is None or y is None or r is None else Circle(x, y, r)


def runs(store: Store) -> tuple[RunInfo, ...]:
    """The training runs, newest first. A run whose process is gone counts as interrupted."""
    table = TrainingRunTable
    query = select(table.__table__).where(~table.removed).order_by(table.id.desc())
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(map(_run, rows))


def _run(row: Row[Any]) -> RunInfo:
    status, owner = run_status(row)
    return RunInfo(
        id=row.id,
        snapshot_id=row.snapshot_id,
        status=status,
        spec=row.spec,
        device=row.device,
        error=row.error,
        started_at=row.started_at,
        ended_at=row.ended_at,
        cause=row.cause,
        note=row.note,
        split_by=row.split_by,
        owner=owner,
        frozen=row.frozen,
    )


def removed_runs(store: Store) -> frozenset[int]:
    """The ids of the removed runs."""
    with store.reading() as connection:
        return frozenset(connection.execute(select(TrainingRunTable.id).where(TrainingRunTable.removed)).scalars())


def best_figures(store: Store) -> dict[int, dict[str, float]]:
    """The metrics of the best epoch (lowest validation loss) of each run, by run id.

    `epoch` is the number of that epoch, `epochs` that of finished epochs. Runs without a finished epoch are absent.
    """
    table = RunMetricTable
    losses = (
        select(table.run_id, table.epoch, table.value)
        .where(table.name == "validation_loss", table.value.is_not(None))
        .order_by(table.run_id, table.value, table.epoch)
    )
    found: dict[int, dict[str, float]] = {}
    with store.reading() as connection:
        for row in connection.execute(losses):
            metrics = found.setdefault(row.run_id, {"epoch": row.epoch, "epochs": 0})
            metrics["epochs"] = max(metrics["epochs"], row.epoch)
        best = [(run_id, int(metrics["epoch"])) for run_id, metrics in found.items()]
        for start in range(0, len(best), _PAIRS):
            chosen = tuple_(table.run_id, table.epoch).in_(best[start : start + _PAIRS])
            for row in connection.execute(select(table.__table__).where(chosen, table.value.is_not(None))):
                found[row.run_id][row.name] = row.value
    return found


def run_metrics(store: Store, run_id: int) -> tuple[tuple[int, str, float], ...]:
    """Epoch, name and value of the metrics of a run. Undefined ones are absent."""
    table = RunMetricTable
    query = select(table.epoch, table.name, table.value).where(table.run_id == run_id, table.value.is_not(None))
    with store.reading() as connection:
        return tuple((r.epoch, r.name, r.value) for r in connection.execute(query.order_by(table.epoch)))


def models(store: Store) -> tuple[ModelInfo, ...]:
    """Every model, the newest first."""
    query = select(ModelTable.__table__).order_by(ModelTable.id.desc())
    with store.reading() as connection:
        rows = connection.execute(query).all()
        maps = maps_of(connection) if rows else {}
    return tuple(
        ModelInfo(
            r.id,
            r.run_id,
            r.name,
            r.folder,
            r.network,
            tuple(r.codes),
            r.metrics,
            r.active,
            r.created_at,
            tuple(r.class_names),
            maps[r.id],
        )
        for r in rows
    )


def evaluations(store: Store, model_id: int | None = None) -> tuple[EvaluationInfo, ...]:
    """Every evaluation (of one model), the newest first."""
    query = select(EvaluationTable.__table__).order_by(EvaluationTable.id.desc())
    if model_id is not None:
        query = query.where(EvaluationTable.model_id == model_id)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(EvaluationInfo(r.id, r.model_id, r.snapshot_id, r.split, r.metrics, r.created_at) for r in rows)


def _snapshot(row: Row[Any]) -> SnapshotInfo:
    facts = SnapshotFacts.from_json(row.facts)
    return SnapshotInfo(row.id, row.split_by, row.seed, row.content_hash, tuple(row.codes), facts, row.created_at)
