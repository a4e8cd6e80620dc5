"""Explains a prediction: the crop that the model saw, with a heat map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`crop`: uint8 [S, S, 3], the network's input. `heat`: [S, S] in 0..1, how much each pixel supports `code`."""

    code: str
    crop: NDArray[np.uint8]
    heat: NDArray[np.float32]


def explain(project: Project, *, cell: Cell, model_id: int, task: Task = SILENT) -> Explanation:
    """Compute the Grad-CAM of a cell's prediction, in the light edition a map by occlusion. Call it in a job.

    Raises BundleError, UnreadableImageError, UnknownNameError where the model was removed, CancelledError.
    """
    from rbc_desk.imaging.cells.crop import CropRecipe

    folder = evaluation.bundle_folder(project, model_id=model_id)
    pixels = library.load_pixels(project, smear_id=cell.smear_id)
    with _ONE_AT_A_TIME:  # a superseded job may still be running
        task.raise_if_stopped()
        predictor = _predictor(folder, (folder / "bundle.json").stat().st_mtime_ns if folder.exists() else 0)
        recipe = CropRecipe(**predictor.bundle.crop_recipe)
        diameter = library.known_smear(project, smear_id=cell.smear_id).typical_diameter_px
        crop = cut_circles(pixels, [cell.circle], recipe=recipe, typical_diameter_px=diameter)
        codes, predicted = predictor.bundle.codes, cell.prediction.code if cell.prediction is not None else ""
        counted_as = evaluation.model(project, model_id=model_id).code_map.counted_as
        probabilities = predictor.probabilities(crop)[0]
        indices = [i for i, code in enumerate(counted_as) if code == predicted] or range(len(codes))
        index = max(indices, key=probabilities.__getitem__)
        shown, heat = predictor.explained(crop[0], index=index)
    return Explanation(codes[index], shown, heat)


@lru_cache(maxsize=1)
def _predictor(folder: Path, _written: int) -> Predictor:
    """Load a model and keep the last one. `_written` (ns) distinguishes bundles written to the same folder."""
    return Predictor(folder, device="cpu")
