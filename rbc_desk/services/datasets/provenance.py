"""Finds the snapshot that a model was trained on, by the hash in its bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.bundles.bundle import Bundle
    from rbc_desk.store.rows import SnapshotInfo

LEARNED = ("train", "validation")
"""The parts that a model learns from: the weights from training, epoch, temperature and threshold from validation."""


@dataclass(frozen=True, slots=True)
class EvaluationSnapshot:
    """The snapshot that a model is evaluated on; `known`: it is the one that the model was trained on."""

    snapshot: SnapshotInfo
    known: bool


def training_snapshot(project: Project, bundle: Bundle) -> SnapshotInfo | None:
    """The project's snapshot that a bundle was trained on; None where it was trained on other data."""
    from rbc_desk.store import queries

    found = (one for one in queries.snapshots(project.store) if one.content_hash == bundle.snapshot_hash)
    return next(found, None)


def evaluation_snapshot(project: Project, bundle: Bundle, *, task: Task = SILENT) -> EvaluationSnapshot:
    """The snapshot to evaluate a bundle on: its own, or else a new one of all labels, split by specimen.

    Raises NotEnoughDataError, CancelledError.
    """
    from rbc_desk.store import queries

    snapshot = training_snapshot(project, bundle)
    if snapshot is not None:
        return EvaluationSnapshot(snapshot, known=True)
    snapshot_id = snapshots.freeze(project, task=task).id
    return EvaluationSnapshot(queries.snapshot(project.store, snapshot_id), known=False)


def learned_cells(project: Project, *, snapshot_id: int) -> set[int]:
    """The ids of the cells that a model of this snapshot has learned from."""
    from rbc_desk.store import queries

    return {
        item.cell_id
        for item in queries.snapshot_items(project.store, snapshot_id, viewpoint=EVERYBODY)
        if item.split in LEARNED
    }
