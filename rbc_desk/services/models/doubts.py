"""Finds labels that are probably wrong, because a model contradicts them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.editions import require_torch
from rbc_desk.core.errors import FullEditionNeededError, NotEnoughDataError, WeightsNotHereError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, csv_table
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.label_errors import doubtful
from rbc_desk.learn.networks.registry import QUICK_NETWORK
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import provenance, snapshots
from rbc_desk.services.datasets.crops import store_crops
from rbc_desk.services.datasets.features import features_of
from rbc_desk.services.detection.tables import circle_columns
from rbc_desk.services.models import evaluation, part_predictions
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

LEAST = 20
"""The smallest number of labelled cells that can be checked."""


@dataclass(frozen=True, slots=True)
class LabelDoubt:
    """A cell whose label is probably wrong: `code` is the label, `rather` the class it looks like."""

    cell_id: int
    code: str
    rather: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """Doubtful labels among `n_cells` checked ones, most doubtful first; `how` describes the check."""

    cells: tuple[LabelDoubt, ...]
    n_cells: int
    how: Phrase


def find_doubtful_labels(project: Project, *, model_id: int, task: Task = SILENT) -> Doubts:
    """Check every label by cross-validation: each cell is classified by a model trained on the others.

    Where the ImageNet weights for this are not available, and in the light edition, the given model checks the cells
    held out from its training. Raises NotEnoughDataError, BundleError, CancelledError.
    """
    try:
        ids, targets, probabilities, codes = _cross_validated(project, task=task)
        how = Phrase("Each cell was checked by a model trained on the others.")
    except (WeightsNotHereError, FullEditionNeededError):
        (ids, targets, probabilities, codes), known = _set_aside(project, model_id=model_id, task=task)
        how = Phrase("The model checked the cells that were held out.")
        if not known:
            how = Phrase(
                "The model checked all cells. It may have been trained on the same labels and then finds "
                "fewer doubtful ones."
            )
    if len(ids) < LEAST:
        raise NotEnoughDataError("There are too few labelled cells to check.", hint="Label more cells first.")
    doubtful_at = [
        i for i in doubtful(targets, probabilities).tolist() if int(probabilities[i].argmax()) != int(targets[i])
    ]
    visible = labelling.labelled_by_reader(project, {ids[i]: codes[int(targets[i])] for i in doubtful_at})
    cells = [
        LabelDoubt(
            ids[i], codes[int(targets[i])], codes[int(probabilities[i].argmax())], float(probabilities[i].max())
        )
        for i in doubtful_at
        if ids[i] in visible
    ]
    return Doubts(tuple(cells), len(ids), how)


class _DoubtRow(NamedTuple):
    image: str
    cell: Cell
    doubt: LabelDoubt


_DOUBT_COLUMNS: tuple[ReportColumn[_DoubtRow], ...] = (
    ReportColumn.in_files("image", attrgetter("image")),
    *circle_columns(attrgetter("cell.circle")),
    ReportColumn.in_files("class", attrgetter("doubt.code")),
    ReportColumn.in_files("rather", attrgetter("doubt.rather")),
    ReportColumn.in_files("confidence", attrgetter("doubt.confidence"), in_csv="{:.4f}".format),
)


def write_doubtful_labels(project: Project, doubts: Doubts, file: Path) -> None:
    """Write doubts as CSV: smear, circle in pixels, label, class it looks like, confidence. Raises StorageError."""
    ids = [one.cell_id for one in doubts.cells]
    cells = {cell.id: cell for cell in labelling.some_cells(project, cell_ids=ids)}
    names = {info.id: info.name for info in library.smears(project)}
    rows = (_DoubtRow(names.get(c.smear_id, ""), c, one) for one in doubts.cells if (c := cells.get(one.cell_id)))
    write_text(file, csv_table(_DOUBT_COLUMNS, rows))


_Predicted = tuple[list[int], NDArray[np.int64], NDArray[np.floating], tuple[str, ...]]


def _cross_validated(project: Project, *, task: Task) -> _Predicted:
    require_torch()
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
    from rbc_desk.learn.fit.cross_validation import cross_validated
    from rbc_desk.learn.fit.features import Backbone
    from rbc_desk.store import queries

    spec = TrainSpec(mode="quick", network=QUICK_NETWORK)
    backbone = Backbone(spec, task=task)
    labelled = snapshots.labelled_cells(project)
    counts = snapshots.overview(project).counts
    codes = tuple(code for code, n in counts.items() if n >= snapshots.MIN_CELLS_PER_CLASS)
    store_crops(project, task=task)
    usable = [item for item in labelled if item.code in codes]
    rows = queries.crops(project.store, cell_ids=[item.cell.id for item in usable], recipe_hash=DEFAULT_RECIPE.hash)
    usable = [item for item in usable if item.cell.id in rows]
    targets = np.array([codes.index(item.code) for item in usable], np.int64)
    if len(usable) < LEAST:
        return [], targets, np.zeros((0, len(codes))), codes
    pngs = [rows[item.cell.id].png for item in usable]
    features = features_of(project, pngs, spec=spec, backbone=backbone, task=task)
    probabilities = cross_validated(
        spec, features=features, targets=targets, groups=[item.smear_id for item in usable], codes=codes,
        task=task,
    )  # fmt: skip
    return [item.cell.id for item in usable], targets, probabilities, codes


def _set_aside(project: Project, *, model_id: int, task: Task) -> tuple[_Predicted, bool]:
    """Predictions of the model on the held-out parts, and whether the model is known not to be trained on them."""
    predictor = Predictor(evaluation.bundle_folder(project, model_id=model_id))
    code_map = evaluation.model(project, model_id=model_id).code_map
    ground = provenance.evaluation_snapshot(project, predictor.bundle, task=task)
    snapshot_id = ground.snapshot.id
    ids: list[int] = []
    targets, probabilities = [], []
    for part in evaluation.JUDGED:
        predictions = part_predictions.predict_part(
            project, predictor=predictor, code_map=code_map, snapshot_id=snapshot_id, part=part, task=task,
        )  # fmt: skip
        ids += predictions.cell_ids
        targets.append(predictions.targets)
        probabilities.append(predictions.probabilities)
    return (ids, np.concatenate(targets), np.concatenate(probabilities), code_map.shown), ground.known
