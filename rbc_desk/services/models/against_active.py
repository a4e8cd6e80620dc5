"""Measures a new model against the project's own active one, on labelled cells that neither has learned from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.models.against_starter import NOTHING_MEASURED, AgainstStarter
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.services.models.against_starter import compare
from rbc_desk.services.models.quality import quality_of
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.store.rows import ModelInfo

KEY = "against_active"
"""The comparison among the metrics of a model."""


def measure(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> AgainstStarter | None:
    """Compare the bundle in `folder` with the active model, in the place of the starter.

    None where no model is active, or a starter is. Cells that the active model learned from are left out; where no
    other is left, nothing is measured. Raises BundleError where one of both cannot be used.
    """
    from rbc_desk.store import queries

    active = next((one for one in queries.models(project.store) if one.active), None)
    if active is None or quality_of(active).starter:
        return None
    learned = _learned_from(project, active)
    if learned is None:
        return NOTHING_MEASURED
    return compare(project, folder, active, snapshot_id=snapshot_id, leave_out=learned, device=device)


def _learned_from(project: Project, model: ModelInfo) -> frozenset[int] | None:
    """The ids of the cells that a model was trained or validated on; None where that is not known."""
    from rbc_desk.store import queries

    snapshot_id = next((run.snapshot_id for run in queries.runs(project.store) if run.id == model.run_id), None)
    if snapshot_id is None:
        return None
    return frozenset(
        cell.cell_id
        for part in ("train", "validation")
        for cell in queries.frozen_cells(project.store, snapshot_id, part=part, viewpoint=EVERYBODY)
    )


def against_of(project: Project, *, run_id: int | None) -> Phrase | None:
    """How the model of a run did when it was trained, and whether it is used; None where it has no model."""
    from rbc_desk.store import queries

    model = next((one for one in queries.models(project.store) if run_id and one.run_id == run_id), None)
    if model is None:
        return None
    used = _ACTIVE if model.active else _WAITING
    found = AgainstStarter.from_json(model.metrics.get(KEY))
    if found is None:
        return used
    if not found.n_cells:
        return Phrase.joined(" ", [_UNMEASURED, used])
    figures = Phrase(
        "Macro F1 {new}; the model before {before} on the same {n} cells.",
        new=found.own.words(), before=found.starter.words(), n=found.n_cells,
    )  # fmt: skip
    return Phrase.joined(" ", [figures, used])


_ACTIVE = Phrase("It is the active model.")
_WAITING = Phrase("It is not the active model; Evaluate and Classify offer it.")
_UNMEASURED = Phrase("It could not be compared with the model before, because no labelled cell was new to both.")
