"""Two bundles on the same cells: which of them is better, and whether that may be chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.results import Difference
from rbc_desk.services import datasets, evaluation
from rbc_desk.services.project import Project


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
    report: Reporter = silent,
    stop: StopToken | None = None,
    device: str = "auto",
) -> Comparison:
    """Judge both models on the part of the first one's snapshot, on the cells of classes that both know.

    Raises NotEnoughDataError where there are none, BundleError, CancelledError.
    """
    import numpy as np

    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn.compare import difference
    from rbc_desk.learn.predict import Predictor
    from rbc_desk.store import queries

    evaluation.check_part(part)
    names = {model.id: model.name for model in evaluation.models(project)}
    snapshot = queries.snapshot_of_model(project.store, model_id)
    snapshot_id = snapshot.id if snapshot else datasets.freeze(project, report=report, stop=stop).id
    predictors = [
        Predictor(evaluation.bundle_folder(project, model_id=number), device=device)
        for number in (model_id, other_id)
    ]
    codes = tuple(code for code in predictors[0].bundle.codes if code in predictors[1].bundle.codes)
    told, cells, targets, smears = [], [], [], []
    for predictor in predictors:
        bundle, recipe = predictor.bundle, CropRecipe(**predictor.bundle.crop_recipe)
        crops = datasets.load_part(
            project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=recipe, report=report, stop=stop
        )
        smears.append(
            datasets.cells_of_part(project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=recipe)[1]
        )
        if not len(crops):
            raise NotEnoughDataError(
                Phrase("The {part} part holds no cell of the classes that both models know.", part=Phrase(part)),
                hint="Compare models of the same classes.",
            )
        answers = predictor.probabilities(crops.pixels, report=report, stop=stop).argmax(1)
        # a class that the other does not know is wrong for these cells, whatever it is called
        index = np.array([codes.index(c) if c in codes else len(codes) for c in bundle.codes])
        told.append(index[answers])
        targets.append(crops.targets)
        cells.append(len(crops))
    if cells[0] != cells[1]:
        raise NotEnoughDataError("The models were given different cells.", hint="Check that all smears can be read.")
    found = difference(told[0], told[1], targets=targets[0], smears=smears[0], n_classes=len(codes))
    return Comparison(names[model_id], names[other_id], part, found, str(_seen(project, other_id, snapshot_id, part)))


def figures(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON values."""
    import dataclasses

    return dataclasses.asdict(comparison)


def _seen(project: Project, other_id: int, snapshot_id: int, part: str) -> Phrase | str:
    """What the second model may have learnt of these cells."""
    from rbc_desk.store import queries

    own = queries.snapshot_of_model(project.store, other_id)
    if own is None:
        return Phrase("Where the second model learnt is not known here: it may have seen these cells.")
    if own.id == snapshot_id:
        return ""
    judged = {item.cell_id for item in queries.snapshot_items(project.store, snapshot_id) if item.split == part}
    learnt = {item.cell_id for item in queries.snapshot_items(project.store, own.id) if item.split == "train"}
    n = len(judged & learnt)
    return Phrase("The second model learnt from {n} of these cells: it is flattered.", n=n) if n else ""
