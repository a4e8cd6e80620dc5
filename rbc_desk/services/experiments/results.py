"""The result of a protocol unit, as stored in its file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GRID = 101
"""ROC curves are kept at so many false positive rates from 0 to 1."""


@dataclass(frozen=True, slots=True)
class EpochFigures:
    """One epoch. Of a final training the validation figures are of cells that it learned from."""

    train_loss: float
    validation_loss: float
    accuracy: float
    macro_f1: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class Tested:
    """The one evaluation on the test part.

    `spans`: by figure its 95 % interval by smear. `roc`: by class the true positive rates on the grid; "" is their
    mean over the classes.
    """

    n_cells: int
    n_smears: int
    accuracy: float
    macro_f1: float
    auroc: float | None
    calibration_error: float
    f1: dict[str, float | None]
    confusion: tuple[tuple[int, ...], ...]
    roc: dict[str, tuple[float, ...]]
    spans: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A finished unit: how long, on what, epoch by epoch, which epoch was kept, and the test where it was tested."""

    hash: str
    key: dict[str, Any]
    seconds: float
    device: str
    computing: str
    train_counts: tuple[int, ...]
    history: tuple[EpochFigures, ...]
    best_epoch: int
    test: Tested | None = None
    app_version: str = ""
    on_imagenet: bool | None = None
    """Whether it began with ImageNet weights; None in what an earlier version wrote."""

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> UnitResult:
        """Raises ValueError, KeyError or TypeError for what `to_json` did not write."""
        value = json.loads(text)
        test = value["test"]
        if test is not None:
            test = Tested(
                **{
                    **test,
                    "confusion": tuple(map(tuple, test["confusion"])),
                    "roc": {code: tuple(rates) for code, rates in test["roc"].items()},
                    "spans": {name: (low, high) for name, (low, high) in test["spans"].items()},
                }
            )
        history = tuple(EpochFigures(**row) for row in value["history"])
        counts = tuple(value["train_counts"])
        return cls(**{**value, "test": test, "history": history, "train_counts": counts})


def chosen_epoch(folds: Sequence[UnitResult]) -> int:
    """The epoch (from 1) of the lowest validation loss, the mean over the folds (section 4.2)."""
    n = min(len(fold.history) for fold in folds)
    losses = [sum(fold.history[i].validation_loss for fold in folds) for i in range(n)]
    return min(range(n), key=lambda i: losses[i]) + 1


def validation_f1(folds: Sequence[UnitResult]) -> float:
    """Macro F1 at the chosen epoch, the mean over the folds."""
    index = chosen_epoch(folds) - 1
    return sum(fold.history[index].macro_f1 for fold in folds) / len(folds)
