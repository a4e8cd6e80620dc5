"""Calibrates a new bundle on the validation part. That part also selects the epoch, so it gives no final results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk.learn.bundles.bundle import add_metrics
from rbc_desk.learn.bundles.card import VALIDATION, evaluation_metrics
from rbc_desk.learn.metrics import calibration as certainty
from rbc_desk.learn.metrics.confusions import KEY, Confusions
from rbc_desk.learn.metrics.evaluate import evaluate
from rbc_desk.services.datasets.snapshot_crops import load_cells
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def calibrate_bundle(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> float:
    """Choose temperature and threshold on the validation part, and store them in the bundle with that part's metrics.

    Returns the temperature. Where the part has too few cells or a single class, the temperature is 1 and there is no
    threshold. Raises BundleError.
    """
    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn.answer.predict import Predictor

    predictor = Predictor(folder, device=device)
    bundle = predictor.bundle
    recipe = CropRecipe(**bundle.crop_recipe)
    loaded = load_cells(
        project, snapshot_id=snapshot_id, part="validation", codes=bundle.codes, recipe=recipe,
        input_px=bundle.input_px,
    )  # fmt: skip
    crops = loaded.crops
    if not len(crops):
        return bundle.temperature
    fields = duplicates.fields_of(project, loaded.smear_ids)
    probabilities: NDArray[np.floating[Any]] = predictor.probabilities(crops.pixels)
    temperature = bundle.temperature
    threshold = certainty.Threshold(certainty.RIGHT, None, len(set(fields)))
    calibration: dict[str, Any] = {"n_cells": len(crops)}
    if len(crops) >= certainty.LEAST_CELLS and len(set(crops.targets.tolist())) > 1:
        raw = certainty.tempered(probabilities, temperature=1 / bundle.temperature)
        temperature = certainty.fit_temperature(raw, targets=crops.targets)
        probabilities = certainty.tempered(raw, temperature=temperature)
        ece = [
            certainty.expected_error(certainty.reliability(one, targets=crops.targets))
            for one in (raw, probabilities)
        ]
        threshold = certainty.chosen_threshold(probabilities, targets=crops.targets, smears=fields)
        calibration |= {"ece_before": ece[0], "ece_after": ece[1]}
    # always stored: without it an evaluation would choose a threshold on the cells that it measures
    calibration |= {"right": threshold.right, "threshold": threshold.confidence, "n_smears": threshold.n_smears}
    figures = evaluate(
        probabilities,
        targets=crops.targets,
        codes=bundle.codes,
        smears=fields,
        temperature=temperature,
    )
    confusions = Confusions.of(probabilities, targets=crops.targets, smears=fields, codes=bundle.codes)
    add_metrics(
        folder,
        temperature=temperature,
        metrics={"calibration": calibration, VALIDATION: evaluation_metrics(figures) | {KEY: confusions.to_json()}},
    )
    return temperature
