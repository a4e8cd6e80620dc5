"""Compares two bundles on the same cells, with a test of significance."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.models.results import Difference
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.metrics.compare import difference
from rbc_desk.services.datasets import provenance
from rbc_desk.services.models import evaluation, part_predictions
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates

if TYPE_CHECKING:
    from rbc_desk.learn.bundles.bundle import Bundle


_FLATTERED = (
    Phrase("The first model was trained or selected on {n} of these cells, so its figures are too optimistic."),
    Phrase("The second model was trained or selected on {n} of these cells, so its figures are too optimistic."),
)
_UNKNOWN = (
    Phrase("The training data of the first model are unknown. It may have been trained on these cells."),
    Phrase("The training data of the second model are unknown. It may have been trained on these cells."),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The models `first` and `second` on one frozen part. `note` says why the figures may be too optimistic."""

    first: str
    second: str
    part: str
    difference: Difference
    note: str


def compare(
    project: Project,
    *,
    model_id: int,
    other_id: int,
    part: str = "test",
    task: Task = SILENT,
    device: str = "auto",
) -> Comparison:
    """Evaluate both models on a part of the first model's snapshot, on the cells of classes that both know.

    Where the first model was not trained in this project, a new snapshot of all labels is used.
    Raises NotEnoughDataError where there are no such cells, BundleError, CancelledError.
    """
    evaluation.check_part(part)
    names = {model.id: model.name for model in evaluation.models(project)}
    predictors = [
        Predictor(evaluation.bundle_folder(project, model_id=number), device=device)
        for number in (model_id, other_id)
    ]
    snapshot_id = provenance.evaluation_snapshot(project, predictors[0].bundle, task=task).snapshot.id
    maps = [evaluation.model(project, model_id=number).code_map for number in (model_id, other_id)]
    codes = tuple(code for code in maps[0].shown if code in maps[1].shown)
    predictions, cells_and_smears, targets = [], [], []
    for predictor, code_map in zip(predictors, maps, strict=True):
        found = part_predictions.predict_part(
            project, predictor=predictor, code_map=code_map, snapshot_id=snapshot_id, part=part, only=codes,
            task=task,
        )  # fmt: skip
        if not found.cell_ids:
            raise NotEnoughDataError(
                Phrase("The {part} part contains no cells of the classes that both models know.", part=Phrase(part)),
                hint="Compare models with the same classes.",
            )
        # predictions of a class that the other model does not know all count as one wrong class
        index = np.array([codes.index(c) if c in codes else len(codes) for c in found.codes])
        predictions.append(index[found.probabilities.argmax(1)])
        targets.append(index[found.targets])
        cells_and_smears.append((found.cell_ids, found.smear_ids))
    found.warn(task)
    (cells, smears), (others, _) = cells_and_smears
    if cells != others:
        raise NotEnoughDataError(
            "The models were evaluated on different cells.", hint="Check that all smears can be read."
        )
    fields = duplicates.fields_of(project, smears, task=task)
    outcome = difference(predictions[0], predictions[1], targets=targets[0], smears=fields, n_classes=len(codes))
    evaluated = set(cells)
    notes = [
        _seen(project, predictor.bundle, evaluated=evaluated, warning=warning, unknown=unknown)
        for predictor, warning, unknown in zip(predictors, _FLATTERED, _UNKNOWN, strict=True)
    ]
    note = Phrase.joined(" ", [note for note in notes if note])
    return Comparison(names[model_id], names[other_id], part, outcome, note)


def figures(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON values."""
    return dataclasses.asdict(comparison)


def _seen(
    project: Project, bundle: Bundle, *, evaluated: set[int], warning: Phrase, unknown: Phrase
) -> Phrase | None:
    """Warn where a model has, or may have, learned from these cells."""
    snapshot = provenance.training_snapshot(project, bundle)
    if snapshot is None:
        return unknown
    n = len(evaluated & provenance.learned_cells(project, snapshot_id=snapshot.id))
    return Phrase(warning.template, n=n) if n else None
