"""Whether a model's confidence can be believed, and what it may answer alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.results import Answering, ReliabilityBin, RiskCurve

BINS = 15
RIGHT = 0.95
LEAST_CELLS = 20
Floats = NDArray[np.floating[Any]]


def reliability(probabilities: Floats, *, targets: NDArray[np.int64], bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Confidence beside the share that is right, in bins of equal width; empty bins are left out."""
    scores = np.asarray(probabilities, float)
    confidence, right = scores.max(1), scores.argmax(1) == targets
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return tuple(
        ReliabilityBin(float(confidence[place == b].mean()), float(right[place == b].mean()), int((place == b).sum()))
        for b in range(bins)
        if (place == b).any()
    )


def expected_error(bins: tuple[ReliabilityBin, ...]) -> float:
    """ECE: how far confidence and what is right lie apart, the mean over cells (Guo et al., 2017)."""
    n = sum(one.n_cells for one in bins)
    return sum(one.n_cells * abs(one.confidence - one.right) for one in bins) / n


def tempered(probabilities: Floats, *, temperature: float) -> NDArray[np.float64]:
    """softmax(logits / temperature) of probabilities softmax(logits): classes keep their order."""
    logits = np.log(np.maximum(np.asarray(probabilities, float), 1e-38)) / temperature
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float64)


def fit_temperature(probabilities: Floats, *, targets: NDArray[np.int64]) -> float:
    """The temperature 0.05..20 of the least mean log loss on these cells; 1 with fewer than `LEAST_CELLS`."""
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
    """The share that is wrong among what is answered, where the surest are answered first.

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


def answering(curve: RiskCurve, *, right: float = RIGHT) -> Answering:
    """The lowest confidence from which `right` of the answers are right, chosen on these very cells."""
    fit = [i for i, risk in enumerate(curve.risk) if 1 - risk >= right]
    if not fit:
        return Answering(right, None, 0.0, None)
    last = fit[-1]
    return Answering(right, curve.confidence[last], curve.coverage[last], 1 - curve.risk[last])


@dataclass(frozen=True, slots=True)
class Threshold:
    """A confidence chosen aside, so that `right` of the answers from it on are right; None where none did."""

    right: float
    confidence: float | None

    def __post_init__(self) -> None:
        if not 0 < self.right <= 1 or not (self.confidence is None or 0 <= self.confidence <= 1):
            raise ValueError("a threshold and what it is to reach lie in 0..1")


def threshold_of(metrics: Mapping[str, Any]) -> Threshold | None:
    """The threshold that stands in a bundle's metrics; None in a bundle of an older version, or where it is none."""
    try:
        kept = metrics["calibration"]
        chosen = kept["threshold"]
        return Threshold(float(kept["right"]), None if chosen is None else float(chosen))
    except (KeyError, TypeError, ValueError):
        return None


def answered(curve: RiskCurve, *, threshold: Threshold) -> Answering:
    """What comes of a threshold that was chosen on other cells."""
    chosen = threshold.confidence
    fit = [] if chosen is None else [i for i, told in enumerate(curve.confidence) if told >= chosen]
    if not fit:
        return Answering(threshold.right, chosen, 0.0, None, aside=True)
    last = fit[-1]
    return Answering(threshold.right, chosen, curve.coverage[last], 1 - curve.risk[last], aside=True)
