"""Calibration of confidences, and the confidence above which a model may answer alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import Answering, ReliabilityBin, RiskCurve
from rbc_desk.learn.metrics.right_share import bounds, least_confidence

BINS = 15
RIGHT = 0.95
LEAST_CELLS = 20
Floats = NDArray[np.floating[Any]]


def reliability(probabilities: Floats, *, targets: NDArray[np.int64], bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Confidence and share of right answers in bins of equal width; empty bins are left out."""
    scores = np.asarray(probabilities, float)
    confidence, right = scores.max(1), scores.argmax(1) == targets
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return tuple(
        ReliabilityBin(float(confidence[place == b].mean()), float(right[place == b].mean()), int((place == b).sum()))
        for b in range(bins)
        if (place == b).any()
    )


def expected_error(bins: tuple[ReliabilityBin, ...]) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy over cells (Guo et al., 2017)."""
    n = sum(one.n_cells for one in bins)
    return sum(one.n_cells * abs(one.confidence - one.right) for one in bins) / n


def tempered(probabilities: Floats, *, temperature: float) -> NDArray[np.float64]:
    """softmax(logits / temperature) of probabilities softmax(logits): classes keep their order."""
    logits = np.log(np.maximum(np.asarray(probabilities, float), 1e-38)) / temperature
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float64)


def fit_temperature(probabilities: Floats, *, targets: NDArray[np.int64]) -> float:
    """The temperature (0.05 to 20) with the lowest mean log loss on these cells; 1 with fewer than `LEAST_CELLS`."""
    from scipy.optimize import minimize_scalar

    if len(targets) < LEAST_CELLS:
        return 1.0
    logits = np.log(np.maximum(np.asarray(probabilities, float), 1e-38))

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        top = scaled.max(1)
        total = top + np.log(np.exp(scaled - top[:, None]).sum(1))
        return float((total - scaled[np.arange(len(targets)), targets]).mean())

    found = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20.0)), method="bounded")
    return float(np.exp(found.x))


def risk_curve(probabilities: Floats, *, targets: NDArray[np.int64]) -> RiskCurve:
    """The share of errors among the answered cells, when the most certain cells are answered first.

    Cells of equal confidence are answered together.
    """
    scores = np.asarray(probabilities, float)
    confidence, wrong = scores.max(1), scores.argmax(1) != targets
    order = np.argsort(-confidence, kind="stable")
    ranked = confidence[order]
    ends = np.flatnonzero(np.r_[ranked[1:] != ranked[:-1], True])
    answered = ends + 1
    risk = np.cumsum(wrong[order])[ends] / answered
    return RiskCurve(
        tuple(map(float, answered / len(targets))), tuple(map(float, risk)), tuple(map(float, ranked[ends]))
    )


@dataclass(frozen=True, slots=True)
class Threshold:
    """A confidence above which a share `right` of the answers is right on new smears; None if there is none.

    `n_smears`: the number of smears that it was chosen on; 0 if an older version chose it on single cells.
    """

    right: float
    confidence: float | None
    n_smears: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.right <= 1 or not (self.confidence is None or 0 <= self.confidence <= 1):
            raise ValueError("a threshold and what it is to reach lie in 0..1")
        if self.n_smears < 0:
            raise ValueError("a number of smears is not negative")


def chosen_threshold(
    probabilities: Floats, *, targets: NDArray[np.int64], smears: Sequence[int], right: float = RIGHT
) -> Threshold:
    """Choose the threshold on these cells, by whole smears."""
    scores, place = np.asarray(probabilities, float), np.asarray(smears)
    least = least_confidence(scores.max(1), is_right=scores.argmax(1) == targets, smears=place, share=right)
    return Threshold(right, least, len(set(smears)))


def threshold_of(metrics: Mapping[str, Any]) -> Threshold | None:
    """The threshold in a bundle's metrics; None in older bundles, or if there is none."""
    try:
        kept = metrics["calibration"]
        chosen = kept["threshold"]
        n_smears = int(kept.get("n_smears", 0))
        return Threshold(float(kept["right"]), None if chosen is None else float(chosen), n_smears)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def answered(
    probabilities: Floats, *, targets: NDArray[np.int64], smears: Sequence[int], threshold: Threshold, aside: bool
) -> Answering:
    """Evaluate a threshold on these cells; `aside`: it was chosen on other cells."""
    scores = np.asarray(probabilities, float)
    least = threshold.confidence
    is_answered = scores.max(1) >= least if least is not None else np.zeros(len(scores), bool)
    n, right = int(is_answered.sum()), scores.argmax(1) == targets
    found = Answering(threshold.right, least, n / len(scores), None, aside=aside, chosen_on=threshold.n_smears)
    if not n:
        return found
    names, place = np.unique(np.asarray(smears)[is_answered], return_inverse=True)
    ends = bounds(np.bincount(place, weights=right[is_answered]).astype(float), np.bincount(place)) or (None, None)
    return replace(found, reached=float(right[is_answered].mean()), n_smears=len(names), low=ends[0], high=ends[1])
