"""Calibrates a new bundle on the validation part. That part also selects the epoch, so it gives no final results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk.learn.answer.predict import Answers, Predictor
from rbc_desk.learn.bundles.bundle import add_metrics
from rbc_desk.learn.bundles.card import VALIDATION, evaluation_metrics
from rbc_desk.learn.metrics import calibration as certainty
from rbc_desk.learn.metrics.confusions import KEY, Confusions
from rbc_desk.learn.metrics.evaluate import evaluate
from rbc_desk.learn.metrics.training_domain import MOST_CELLS, fit_domain
from rbc_desk.services.models.part_predictions import PartAnswers, answer_part
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def calibrate_bundle(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> float:
    """Choose temperature and threshold on the validation part, and store them in the bundle with that part's metrics
    and with what the training cells look like.

    Returns the temperature. Where the part has too few cells or a single class, the temperature is 1 and there is no
    threshold. Raises BundleError.
    """
    predictor = Predictor(folder, device=device)
    bundle = predictor.bundle
    cells = _answered(project, predictor, snapshot_id=snapshot_id, part="validation")
    targets = cells.targets
    if not len(targets):
        return bundle.temperature
    fields = duplicates.fields_of(project, cells.smear_ids)
    probabilities: NDArray[np.floating[Any]] = cells.answers.probabilities
    temperature = bundle.temperature
    threshold = certainty.Threshold(certainty.RIGHT, None, len(set(fields)))
    calibration: dict[str, Any] = {"n_cells": len(targets)}
    if len(targets) >= certainty.LEAST_CELLS and len(set(targets.tolist())) > 1:
        raw = certainty.tempered(probabilities, temperature=1 / bundle.temperature)
        temperature = certainty.fit_temperature(raw, targets=targets)
        probabilities = certainty.tempered(raw, temperature=temperature)
        ece = [certainty.expected_error(certainty.reliability(one, targets=targets)) for one in (raw, probabilities)]
        threshold = certainty.chosen_threshold(probabilities, targets=targets, smears=fields)
        calibration |= {"ece_before": ece[0], "ece_after": ece[1]}
    # always stored: without it an evaluation would choose a threshold on the cells that it measures
    calibration |= {"right": threshold.right, "threshold": threshold.confidence, "n_smears": threshold.n_smears}
    figures = evaluate(
        probabilities,
        targets=targets,
        codes=bundle.codes,
        smears=fields,
        temperature=temperature,
    )
    confusions = Confusions.of(probabilities, targets=targets, smears=fields, codes=bundle.codes)
    add_metrics(
        folder,
        temperature=temperature,
        metrics={"calibration": calibration, VALIDATION: evaluation_metrics(figures) | {KEY: confusions.to_json()}},
        training_domain=_domain(project, predictor, snapshot_id=snapshot_id, held_out=cells.answers, smears=fields),
    )
    return temperature


def training_domain_of(project: Project, folder: Path, *, snapshot_id: int, device: str = "auto") -> dict[str, Any]:
    """The statistics of a bundle's training cells on a snapshot, for a bundle without them. Raises BundleError."""
    predictor = Predictor(folder, device=device)
    cells = _answered(project, predictor, snapshot_id=snapshot_id, part="validation")
    fields = duplicates.fields_of(project, cells.smear_ids)
    return _domain(project, predictor, snapshot_id=snapshot_id, held_out=cells.answers, smears=fields)


def _domain(
    project: Project, predictor: Predictor, *, snapshot_id: int, held_out: Answers, smears: Sequence[int]
) -> dict[str, Any]:
    """What the training cells look like, with the limit from smears of the validation part; {} without features."""
    if held_out.features is None:
        return {}
    cells = _answered(project, predictor, snapshot_id=snapshot_id, part="train", most=MOST_CELLS)
    learned = cells.answers.features
    if learned is None:
        return {}
    domain = fit_domain(learned, targets=cells.targets)
    return domain.with_limit(held_out.features, smears=smears).to_json() if domain is not None else {}


def _answered(
    project: Project, predictor: Predictor, *, snapshot_id: int, part: str, most: int | None = None
) -> PartAnswers:
    return answer_part(
        project, predictor=predictor, snapshot_id=snapshot_id, part=part, codes=predictor.bundle.codes, most=most
    )
