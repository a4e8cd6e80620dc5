"""Measures a project's own model against its starter model, and says which is used and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.against_starter import NOTHING_MEASURED, AgainstStarter, Score
from rbc_desk.core.models.code_map import CodeMap, follow
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.metrics.compare import paired_scores
from rbc_desk.services.models import part_predictions
from rbc_desk.services.models.quality import AGAINST, quality_of
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates

if TYPE_CHECKING:
    from rbc_desk.services.models.part_predictions import PartPredictions
    from rbc_desk.store.rows import ModelInfo

_PART = "test"


def measure(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> AgainstStarter | None:
    """Compare the bundle in `folder` with the project's starter model on the test part of its snapshot.

    None where the project has no starter. Raises BundleError where one of both cannot be used.
    """
    starter = starter_of(project)
    return compare(project, folder, starter, snapshot_id=snapshot_id, device=device) if starter is not None else None


def compare(
    project: Project,
    folder: Path,
    other: ModelInfo,
    *,
    snapshot_id: int,
    leave_out: Collection[int] = (),
    device: str = "auto",
) -> AgainstStarter:
    """Compare the bundle in `folder` with a model of the project on the test part of a snapshot.

    `leave_out`: ids of cells that do not count. Raises BundleError where one of both cannot be used.
    """
    from rbc_desk.store import queries

    own = Predictor(folder, device=device)
    known, merged = project.class_set().codes, queries.merged_codes(project.store)
    codes = own.bundle.codes
    own_map = CodeMap(codes, tuple(follow(code, merged=merged, known=known) for code in codes))
    theirs = Predictor(project.folder / other.folder, device=device)
    first = part_predictions.predict_part(
        project, predictor=own, code_map=own_map, snapshot_id=snapshot_id, part=_PART
    ).without(leave_out)
    second = part_predictions.predict_part(
        project, predictor=theirs, code_map=other.code_map, snapshot_id=snapshot_id, part=_PART, only=first.codes
    )
    if not first.cell_ids:
        return NOTHING_MEASURED
    told = first.probabilities.argmax(1)
    fields = duplicates.fields_of(project, first.smear_ids)
    scores = paired_scores(
        told, _told_of_same(first, second), targets=first.targets, smears=fields, n_classes=len(first.codes)
    )
    (own_score, *own_span), (other_score, *other_span), gap = scores
    may_be_chance = gap is None or gap[0] <= 0 <= gap[1]
    return AgainstStarter(
        Score(own_score, *own_span), Score(other_score, *other_span), len(first.cell_ids), may_be_chance
    )


def _told_of_same(first: PartPredictions, second: PartPredictions) -> NDArray[np.int64]:
    """What the second model says of the cells of the first, in its classes; another class, or no answer because the
    model does not know the cell's class, is one class beyond.
    """
    beyond = len(first.codes)
    found = np.full(len(first.cell_ids), beyond, np.int64)
    index = np.array([first.codes.index(code) if code in first.codes else beyond for code in second.codes])
    place = {cell_id: at for at, cell_id in enumerate(first.cell_ids)}
    for cell_id, answer in zip(second.cell_ids, second.probabilities.argmax(1).tolist(), strict=True):
        if cell_id in place:
            found[place[cell_id]] = index[answer]
    return found


def starter_of(project: Project) -> ModelInfo | None:
    """The project's newest copy of a starter model."""
    from rbc_desk.store import queries

    return next((one for one in queries.models(project.store) if quality_of(one).starter), None)


def against_of(model: ModelInfo) -> AgainstStarter | None:
    """How the model did against the starter when it was trained; None where it was not compared."""
    return AgainstStarter.from_json(model.metrics.get(AGAINST))


def standings(project: Project) -> Mapping[int, Phrase]:
    """What to say beside a model, by id: own models against the starter, and the starter beside the newest."""
    from rbc_desk.store import queries

    models = queries.models(project.store)
    active = next((one for one in models if one.active), None)
    said: dict[int, Phrase] = {}
    for model in models:
        if (found := against_of(model)) is not None:
            said[model.id] = found.words(own_is_used=active is None or not quality_of(active).starter)
    newest = next(iter(said.values()), None)
    if newest is not None:
        said |= {model.id: newest for model in models if quality_of(model).starter}
    return said


def standing(project: Project) -> Phrase | None:
    """What to say of the project's newest own model that was compared with a starter; None where there is none."""
    return next(iter(standings(project).values()), None)


def sorted_by_starter(project: Project) -> bool:
    """Whether new cells are classified by a starter model, because the project has no better one."""
    from rbc_desk.store import queries

    active = next((one for one in queries.models(project.store) if one.active), None)
    return active is not None and quality_of(active).starter
