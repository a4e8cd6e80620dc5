"""Provenance of a model: finds the snapshot that it was trained on by its hash, wherever the bundle's folder is."""

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
"""The parts that a model has learned from: weights from the one, epoch, temperature and threshold from the other."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The snapshot that a model is judged on; `known`: it is the one that the model learned from."""

    snapshot: SnapshotInfo
    known: bool


def learned_from(project: Project, bundle: Bundle) -> SnapshotInfo | None:
    """The project's snapshot that a bundle learned from; None where it learned elsewhere."""
    from rbc_desk.store import queries

    found = (one for one in queries.snapshots(project.store) if one.content_hash == bundle.snapshot_hash)
    return next(found, None)


def ground(project: Project, bundle: Bundle, *, task: Task = SILENT) -> Ground:
    """What a bundle is judged on: the snapshot that it learned from, else a fresh one of all labels by specimen.

    Raises NotEnoughDataError, CancelledError.
    """
    from rbc_desk.store import queries

    own = learned_from(project, bundle)
    if own is not None:
        return Ground(own, known=True)
    fresh = snapshots.freeze(project, task=task).id
    return Ground(queries.snapshot(project.store, fresh), known=False)


def seen_cells(project: Project, *, snapshot_id: int) -> set[int]:
    """The cells that a model of this snapshot has learned from."""
    from rbc_desk.store import queries

    return {
        item.cell_id
        for item in queries.snapshot_items(project.store, snapshot_id, viewpoint=EVERYBODY)
        if item.split in LEARNED
    }
