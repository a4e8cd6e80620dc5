"""The result of a protocol unit, as stored in its file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GRID = 101
"""The number of false positive rates, from 0 to 1, at which ROC curves are stored."""


@dataclass(frozen=True, slots=True)
class EpochFigures:
    """The metrics of one epoch. In a final training, the validation metrics are measured on training cells."""

    train_loss: float
    validation_loss: float
    accuracy: float
    macro_f1: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class Tested:
    """The single evaluation on the test part.

    `spans`: 95 % intervals by smear, by metric. `roc`: the true positive rates on the grid by class; "" is their mean
    over the classes.
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
    """The result of a finished unit. `test` is None where it was not tested."""

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
    """Whether training started from ImageNet weights; None in results of an earlier version."""

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> UnitResult:
        """Parse the text of `to_json`. Raises ValueError, KeyError or TypeError for any other text."""
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
    """The epoch (from 1) with the lowest mean validation loss over the folds (section 4.2)."""
    n = min(len(fold.history) for fold in folds)
    losses = [sum(fold.history[i].validation_loss for fold in folds) for i in range(n)]
    return min(range(n), key=lambda i: losses[i]) + 1


def validation_f1(folds: Sequence[UnitResult]) -> float:
    """Mean macro F1 over the folds at the chosen epoch."""
    index = chosen_epoch(folds) - 1
    return sum(fold.history[index].macro_f1 for fold in folds) / len(folds)
