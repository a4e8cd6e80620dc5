"""How well live learning does on smears that it has not seen, against the number of labels; and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.live.head import UNKNOWN_DECAY, Floats, fit_head, softmax

FOLDS = 5
SHARES = (0.125, 0.25, 0.5, 1.0)
"""The points of the learning curve: the first labels, as shares of all."""
FEWEST = 10
"""Labels of a class, on two smears at least, before its figures mean anything."""
ENOUGH_LABELS = 60
LITTLE = 0.01
"""A macro F1 that rises less from half of the labels to all of them is as good as unchanged."""
_TEMPERATURES = np.geomspace(0.5, 4.0, 31)
_FEWEST_TO_CALIBRATE = 40


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Figures on smears whose labels were not learned from, with `n_labels` labels; 0 is the starter alone."""

    n_labels: int
    macro_f1: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class ClassLabels:
    """The labels of a class: their number, the number of their smears, and the class's F1 on other smears."""

    code: str
    n_labels: int
    n_smears: int
    f1: float


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """`points` by number of labels; `probabilities` [n, C] of each labelled cell by a head that knows no label of its
    smear, calibrated with `temperature`.
    """

    points: tuple[CurvePoint, ...]
    classes: tuple[ClassLabels, ...]
    temperature: float
    probabilities: Floats

    @property
    def gained_lately(self) -> float:
        """The rise of macro F1 from half of the labels to all."""
        by_n = [point.macro_f1 for point in self.points]
        return by_n[-1] - by_n[-2]

    @property
    def wanted(self) -> ClassLabels | None:
        """The class to label next; None where the labels are enough for now.

        First a class with fewer than FEWEST labels or labels on one smear only, the one with the fewest; then, while
        there are fewer than ENOUGH_LABELS labels or macro F1 still rises by LITTLE, the one with the lowest F1.
        """
        short = [one for one in self.classes if one.n_labels < FEWEST or one.n_smears < 2]
        if short:
            return min(short, key=lambda one: (one.n_labels, one.n_smears, one.code))
        if self.points[-1].n_labels >= ENOUGH_LABELS and self.gained_lately < LITTLE:
            return None
        return min(self.classes, key=lambda one: (one.f1, one.code), default=None)


def learning_curve(
    features: Floats,
    *,
    offset: Floats,
    targets: NDArray[np.integer],
    smears: NDArray[np.integer],
    codes: Sequence[str],
    decay: Floats | float = UNKNOWN_DECAY,
    task: Task = SILENT,
) -> LearningCurve | None:
    """The curve of labels [n] in the order in which they were given, cross-validated by `smears` [n].

    None where all labels are on one smear, or of one class. Raises CancelledError.
    """
    folds = folds_of(smears)
    if folds.max(initial=0) < 1 or len(np.unique(targets)) < 2:
        return None
    n, n_classes = offset.shape
    points = [_point(0, offset, targets, n_classes=n_classes)]
    logits = offset.copy()
    for share in SHARES:
        for train, test in _parts(folds):
            task.raise_if_stopped()
            some = train[: max(1, round(share * len(train)))]
            head = fit_head(features[some], offset=offset[some], targets=targets[some], decay=decay)
            logits[test] = head.logits(features[test], offset[test])
        points.append(_point(round(share * n), logits, targets, n_classes=n_classes))
    temperature = fitted_temperature(logits, targets)
    f1 = f1_of(logits.argmax(1), targets, n_classes=n_classes)
    classes = tuple(
        ClassLabels(code, int(of_class.sum()), len(np.unique(smears[of_class])), float(f1[place]))
        for place, code in enumerate(codes)
        if (of_class := targets == place).any()
    )
    return LearningCurve(tuple(points), classes, temperature, softmax(logits / np.float32(temperature)))


def folds_of(smears: NDArray[np.integer], *, folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each cell: smears stay together, and the folds get about as many cells each."""
    names, of_cell = np.unique(smears, return_inverse=True)
    sizes = np.bincount(of_cell, minlength=len(names))
    filled = np.zeros(max(1, min(folds, len(names))), np.int64)
    fold = np.zeros(len(names), np.int64)
    for name in np.argsort(-sizes, kind="stable"):
        fold[name] = int(filled.argmin())
        filled[fold[name]] += sizes[name]
    return fold[of_cell]


def _parts(folds: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    for fold in range(int(folds.max()) + 1):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)


def _point(n_labels: int, logits: Floats, targets: NDArray[np.integer], *, n_classes: int) -> CurvePoint:
    found = logits.argmax(1)
    return CurvePoint(
        n_labels, macro_f1(found, targets, n_classes=n_classes), float((found == targets).mean(dtype=np.float64))
    )


def f1_of(found: NDArray[np.integer], targets: NDArray[np.integer], *, n_classes: int) -> NDArray[np.float64]:
    """The F1 of each class; 0 for one that is neither found nor there."""
    right = np.bincount(targets[found == targets], minlength=n_classes).astype(np.float64)
    both = np.bincount(found, minlength=n_classes) + np.bincount(targets, minlength=n_classes)
    return np.asarray(2 * right / np.maximum(both, 1))


def macro_f1(found: NDArray[np.integer], targets: NDArray[np.integer], *, n_classes: int) -> float:
    """The mean F1 of the classes that occur in `targets`."""
    return float(f1_of(found, targets, n_classes=n_classes)[np.unique(targets)].mean())


def fitted_temperature(logits: Floats, targets: NDArray[np.integer]) -> float:
    """The temperature of the smallest log loss; 1 where there are too few labels to tell."""
    if len(targets) < _FEWEST_TO_CALIBRATE:
        return 1.0
    rows = np.arange(len(targets))
    shifted = logits - logits.max(1, keepdims=True)

    def loss(temperature: float) -> float:
        scaled = shifted / np.float32(temperature)
        return float((np.log(np.exp(scaled).sum(1)) - scaled[rows, targets]).mean())

    return float(min(_TEMPERATURES, key=loss))
