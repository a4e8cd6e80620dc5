"""Figures from probabilities (paper, section 4.2): accuracy, F1, AUROC, confusion matrix, ROC curves."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rbc_desk.core.events import Scores
from rbc_desk.core.models.results import ClassScores, Evaluation, RocCurve
from rbc_desk.learn.metrics.calibration import Threshold
from rbc_desk.learn.metrics.detailed_metrics import depth_from_json, in_depth


def evaluate(
    probabilities: NDArray[np.floating[Any]],
    *,
    targets: NDArray[np.int64] | Sequence[int],
    codes: Sequence[str],
    smears: Sequence[int] | None = None,
    temperature: float = 1.0,
    threshold: Threshold | None = None,
) -> Evaluation:
    """All figures of `probabilities` [N, C] against `targets` [N]; with `smears` [N], also the detailed ones.

    `temperature`: the scaling of the probabilities. `threshold`: the confidence from which to answer, if it was
    chosen on other cells. Undefined figures are None: the precision of a class never predicted, and recall, F1 and
    AUROC of an absent class. Raises ValueError if there are no cells, sizes do not match, or a number is not finite.
    """
    scores, truth = _checked(probabilities, targets, n_classes=len(codes))
    confusion = _confusion(scores, truth)
    f1 = _f1(confusion)
    curves = tuple(
        _roc(scores[:, i], truth == i, code=code)
        for i, code in enumerate(codes)
        if 0 < (truth == i).sum() < len(truth)
    )
    auroc = {curve.code: curve.auroc for curve in curves}
    per_class = tuple(
        ClassScores(
            code=code,
            support=int(confusion[i].sum()),
            precision=_ratio(confusion[i, i], confusion[:, i].sum()),
            recall=_ratio(confusion[i, i], confusion[i].sum()),
            f1=f1[i],
            auroc=auroc.get(code),
        )
        for i, code in enumerate(codes)
    )
    quick = _scores(confusion, list(auroc.values()))
    return Evaluation(
        codes=tuple(codes),
        n_cells=len(truth),
        accuracy=quick.accuracy,
        macro_f1=quick.macro_f1,
        auroc=quick.auroc,
        per_class=per_class,
        confusion=as_rows(confusion),
        roc=curves,
        depth=None
        if smears is None
        else in_depth(
            scores, targets=truth, codes=codes, smears=smears, temperature=temperature, threshold=threshold
        ),
    )


def quick_scores(
    probabilities: NDArray[np.floating[Any]], *, targets: NDArray[np.int64]
) -> tuple[Scores, tuple[tuple[int, ...], ...]]:
    """The epoch's figures and confusion matrix, by the same rules as `evaluate`, without the curves."""
    from sklearn.metrics import roc_auc_score

    scores, truth = _checked(probabilities, targets, n_classes=np.shape(probabilities)[1])
    confusion = _confusion(scores, truth)
    present = [i for i in range(scores.shape[1]) if 0 < (truth == i).sum() < len(truth)]
    aurocs = [float(roc_auc_score(truth == i, scores[:, i])) for i in present]
    return _scores(confusion, aurocs), as_rows(confusion)


def as_rows(matrix: NDArray[np.int64]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(n) for n in row) for row in matrix)


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """A JSON value; `from_json` restores the evaluation."""
    return dataclasses.asdict(evaluation)


def from_json(value: dict[str, Any]) -> Evaluation:
    """Parse a value of `to_json`. Raises KeyError or TypeError for any other value."""
    return Evaluation(
        codes=tuple(value["codes"]),
        n_cells=value["n_cells"],
        accuracy=value["accuracy"],
        macro_f1=value["macro_f1"],
        auroc=value["auroc"],
        per_class=tuple(ClassScores(**row) for row in value["per_class"]),
        confusion=tuple(tuple(row) for row in value["confusion"]),
        roc=tuple(
            RocCurve(
                code=curve["code"],
                false_positive_rate=tuple(curve["false_positive_rate"]),
                true_positive_rate=tuple(curve["true_positive_rate"]),
                auroc=curve["auroc"],
            )
            for curve in value["roc"]
        ),
        depth=depth_from_json(value["depth"]) if value.get("depth") else None,
    )


def _checked(
    probabilities: ArrayLike, targets: ArrayLike, *, n_classes: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    scores, truth = np.asarray(probabilities, np.float64), np.asarray(targets, np.int64)
    if not len(truth):
        raise ValueError("there are no cells to evaluate on")
    if scores.shape != (len(truth), n_classes):
        raise ValueError(f"{len(truth)} cells of {n_classes} classes need as many probabilities, not {scores.shape}")
    if not 0 <= truth.min() <= truth.max() < n_classes:
        raise ValueError(f"targets must lie in 0..{n_classes - 1}")
    if not np.isfinite(scores).all():
        raise ValueError("probabilities must be finite")
    return scores, truth


def _confusion(scores: NDArray[np.float64], truth: NDArray[np.int64]) -> NDArray[np.int64]:
    matrix = np.zeros((scores.shape[1], scores.shape[1]), np.int64)
    np.add.at(matrix, (truth, scores.argmax(1)), 1)
    return matrix


def _ratio(part: int, whole: int) -> float | None:
    return float(part / whole) if whole else None


def _f1(confusion: NDArray[np.int64]) -> list[float | None]:
    """2 tp / (2 tp + fp + fn): 0 for a present class never predicted, None for an absent one."""
    predicted, true = confusion.sum(0), confusion.sum(1)
    return [_ratio(2 * confusion[i, i], predicted[i] + true[i]) if true[i] else None for i in range(len(confusion))]


def _scores(confusion: NDArray[np.int64], aurocs: Sequence[float]) -> Scores:
    return Scores(
        accuracy=float(np.trace(confusion) / confusion.sum()),
        macro_f1=float(np.mean([f for f in _f1(confusion) if f is not None])),
        auroc=float(np.mean(aurocs)) if aurocs else None,
    )


def _roc(scores: NDArray[np.float64], positive: NDArray[np.bool_], *, code: str) -> RocCurve:
    from sklearn.metrics import roc_auc_score, roc_curve

    false, true, _ = roc_curve(positive, scores)
    return RocCurve(code, tuple(map(float, false)), tuple(map(float, true)), float(roc_auc_score(positive, scores)))
