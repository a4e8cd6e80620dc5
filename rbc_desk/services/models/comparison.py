"""Compares two bundles on the same cells, with a test of significance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.results import Difference
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets import provenance
from rbc_desk.services.models import evaluation, judging
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
    """`first` and `second` on one frozen part. `note` names what speaks against believing it."""

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
    """Judge both models on the part of the first one's snapshot, on the cells of classes that both know.

    Where the first one comes from elsewhere: on that part of a fresh snapshot of all labels.
    Raises NotEnoughDataError where there are none, BundleError, CancelledError.
    """
    import numpy as np

    from rbc_desk.learn.answer.predict import Predictor
    from rbc_desk.learn.metrics.compare import difference

    evaluation.check_part(part)
    names = {model.id: model.name for model in evaluation.models(project)}
    predictors = [
        Predictor(evaluation.bundle_folder(project, model_id=number), device=device)
        for number in (model_id, other_id)
    ]
    snapshot_id = provenance.ground(project, predictors[0].bundle, task=task).snapshot.id
    maps = [evaluation.model(project, model_id=number).code_map for number in (model_id, other_id)]
    codes = tuple(code for code in maps[0].shown if code in maps[1].shown)
    told, given, targets = [], [], []
    for predictor, code_map in zip(predictors, maps, strict=True):
        found = judging.judged(
            project, predictor=predictor, code_map=code_map, snapshot_id=snapshot_id, part=part, only=codes,
            task=task,
        )  # fmt: skip
        if not found.cell_ids:
            raise NotEnoughDataError(
                Phrase("The {part} part contains no cells of the classes that both models know.", part=Phrase(part)),
                hint="Compare models with the same classes.",
            )
        # a class that the other does not know is wrong for these cells, whatever it is called
        index = np.array([codes.index(c) if c in codes else len(codes) for c in found.codes])
        told.append(index[found.probabilities.argmax(1)])
        targets.append(index[found.targets])
        given.append((found.cell_ids, found.smear_ids))
    found.warn(task)
    (cells, smears), (others, _) = given
    if cells != others:
        raise NotEnoughDataError(
            "The models were evaluated on different cells.", hint="Check that all smears can be read."
        )
    fields = duplicates.fields_of(project, smears, task=task)
    outcome = difference(told[0], told[1], targets=targets[0], smears=fields, n_classes=len(codes))
    judged = set(cells)
    notes = [
        _seen(project, predictor.bundle, judged=judged, flattered=flattered, unknown=unknown)
        for predictor, flattered, unknown in zip(predictors, _FLATTERED, _UNKNOWN, strict=True)
    ]
    told_notes = Phrase.joined(" ", [note for note in notes if note])
    return Comparison(names[model_id], names[other_id], part, outcome, told_notes)


def figures(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON values."""
    import dataclasses

    return dataclasses.asdict(comparison)


def _seen(project: Project, bundle: Bundle, *, judged: set[int], flattered: Phrase, unknown: Phrase) -> Phrase | None:
    """What a model may have learned of these cells."""
    own = provenance.learned_from(project, bundle)
    if own is None:
        return unknown
    n = len(judged & provenance.seen_cells(project, snapshot_id=own.id))
    return Phrase(flattered.template, n=n) if n else None
