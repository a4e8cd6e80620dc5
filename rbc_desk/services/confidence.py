"""A fresh bundle's confidence set right on the validation part, which chose the epoch and reports no result."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.services import datasets
from rbc_desk.services.project import Project


def calibrate_bundle(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> float:
    """Choose temperature and threshold of the bundle in `folder` on the validation part and store them there.

    Returns the temperature: 1, and no threshold, where that part has too few cells or a single class.
    Raises BundleError.
    """
    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn import certainty
    from rbc_desk.learn.bundle import set_temperature
    from rbc_desk.learn.predict import Predictor

    predictor = Predictor(folder, device=device)
    bundle = predictor.bundle
    recipe = CropRecipe(**bundle.crop_recipe)
    crops = datasets.load_part(project, snapshot_id=snapshot_id, part="validation", codes=bundle.codes, recipe=recipe)
    if len(crops) < certainty.LEAST_CELLS or len(set(crops.targets.tolist())) < 2:
        return bundle.temperature
    raw = certainty.tempered(predictor.probabilities(crops.pixels), temperature=1 / bundle.temperature)
    temperature = certainty.fit_temperature(raw, targets=crops.targets)
    scaled = certainty.tempered(raw, temperature=temperature)
    ece = [certainty.expected_error(certainty.reliability(one, targets=crops.targets)) for one in (raw, scaled)]
    chosen = certainty.answering(certainty.risk_curve(scaled, targets=crops.targets))
    calibration = {
        "n_cells": len(crops),
        "ece_before": ece[0],
        "ece_after": ece[1],
        "right": chosen.right,
        "threshold": chosen.threshold,
    }
    set_temperature(folder, temperature=temperature, metrics={"calibration": calibration})
    return temperature
