"""Detailed evaluation: intervals by smear, precision-recall, calibration, risk-coverage; to and from JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import Answering, Depth, Figure, PrCurve, ReliabilityBin, RiskCurve
from rbc_desk.learn.metrics import calibration
from rbc_desk.learn.metrics.bootstrap import DRAWS, bootstrapped


def in_depth(
    probabilities: NDArray[np.floating[Any]],
    *,
    targets: NDArray[np.int64],
    codes: Sequence[str],
    smears: Sequence[int],
    temperature: float = 1.0,
    threshold: calibration.Threshold | None = None,
    draws: int = DRAWS,
) -> Depth:
    """Evaluate `probabilities` [N, C], already scaled by `temperature`. `smears` [N]: the smear of each cell.

    `threshold` was chosen on other cells. Without one, it is chosen on these.
    """
    used = threshold or calibration.chosen_threshold(probabilities, targets=targets, smears=smears)
    scores = np.asarray(probabilities, float)
    raw = calibration.tempered(scores, temperature=1 / temperature) if temperature != 1 else scores
    bins = calibration.reliability(scores, targets=targets)
    risk = calibration.risk_curve(scores, targets=targets)
    present = [i for i in range(len(codes)) if 0 < (targets == i).sum() < len(targets)]
    return Depth(
        n_smears=len(set(smears)),
        figures=bootstrapped(scores, targets=targets, codes=codes, groups=smears, draws=draws),
        pr=tuple(_pr(scores[:, i], targets == i, code=codes[i]) for i in present),
        reliability=bins,
        ece_raw=calibration.expected_error(calibration.reliability(raw, targets=targets)),
        ece=calibration.expected_error(bins),
        temperature=temperature,
        risk=risk,
        answering=calibration.answered(
            scores, targets=targets, smears=smears, threshold=used, aside=threshold is not None
        ),
    )


def depth_from_json(value: dict[str, Any]) -> Depth:
    """Parse a `Depth`. Raises KeyError or TypeError for any other value."""
    risk, found = value["risk"], value["answering"]
    return Depth(
        n_smears=value["n_smears"],
        figures=tuple(Figure(**row) for row in value["figures"]),
        pr=tuple(
            PrCurve(row["code"], tuple(row["recall"]), tuple(row["precision"]), row["average_precision"])
            for row in value["pr"]
        ),
        reliability=tuple(ReliabilityBin(**row) for row in value["reliability"]),
        ece_raw=value["ece_raw"],
        ece=value["ece"],
        temperature=value["temperature"],
        risk=RiskCurve(tuple(risk["coverage"]), tuple(risk["risk"]), tuple(risk["confidence"])),
        answering=Answering(**found) if found else Answering(calibration.RIGHT, None, 0.0, None),
    )


def _pr(scores: NDArray[np.floating[Any]], positive: NDArray[np.bool_], *, code: str) -> PrCurve:
    from sklearn.metrics import average_precision_score, precision_recall_curve

    precision, recall, _ = precision_recall_curve(positive, scores)
    return PrCurve(
        code,
        tuple(map(float, recall[::-1])),
        tuple(map(float, precision[::-1])),
        float(average_precision_score(positive, scores)),
    )
