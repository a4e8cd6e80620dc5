"""Results of an evaluation: figures, a confusion matrix and curves, for tables, plots and JSON."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SMEARS = 5
"""The least number of smears from which the variation between smears is estimated."""
OVERALL = {
    "accuracy": "accuracy",
    "balanced_accuracy": "balanced accuracy",
    "macro_f1": "macro F1",
    "weighted_f1": "weighted F1",
    "macro_auroc": "AUROC",
    "macro_average_precision": "average precision",
}
"""The figures of all classes together by their names, in words."""


@dataclass(frozen=True, slots=True)
class ClassScores:
    """One class against the rest, each 0..1; None where undefined (no true or no predicted cell of it).

    `support` counts the true cells of the class.
    """

    code: str
    support: int
    precision: float | None
    recall: float | None
    f1: float | None
    auroc: float | None


@dataclass(frozen=True, slots=True)
class RocCurve:
    """A ROC curve of one class against the rest (paper, Fig. 10): equally long, ascending, both from 0 to 1."""

    code: str
    false_positive_rate: tuple[float, ...]
    true_positive_rate: tuple[float, ...]
    auroc: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by name, of one class (`code`) or of all (""), with its 95 % interval where there is one."""

    name: str
    code: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PrCurve:
    """Precision over recall of one class against the rest, recall ascending from 0."""

    code: str
    recall: tuple[float, ...]
    precision: tuple[float, ...]
    average_precision: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Cells of similar confidence: the mean confidence, the share that is right, and their number."""

    confidence: float
    right: float
    n_cells: int


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """`risk`: the share of wrong answers if only cells from `confidence` on (the share `coverage`) are answered."""

    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    confidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """Answering from `threshold` on leaves `coverage` of the cells answered and `reached` of the answers right.

    The threshold was chosen so that `right` of the answers are right on new smears, on `chosen_on` smears (0: by an
    older version, over single cells). `aside`: these were of the validation part, so that the cells here test it;
    else it was chosen on these very cells, which flatters it. None as threshold: the smears bear none.
    `reached` was measured on `n_smears` smears here, with its 95 % interval by smear from `low` to `high` (None: too
    few smears); None where nothing is answered.
    """

    right: float
    threshold: float | None
    coverage: float
    reached: float | None
    aside: bool = False
    chosen_on: int = 0
    n_smears: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Depth:
    """The details of an evaluation beyond its plain figures.

    `figures` have intervals by smear, of which there are `n_smears`. `ece_raw` is the calibration error before, `ece`
    after scaling by `temperature`.
    """

    n_smears: int
    figures: tuple[Figure, ...]
    pr: tuple[PrCurve, ...]
    reliability: tuple[ReliabilityBin, ...]
    ece_raw: float
    ece: float
    temperature: float
    risk: RiskCurve
    answering: Answering

    def figure(self, name: str, code: str = "") -> Figure | None:
        """One of `figures`; None where it is not among them."""
        return next((one for one in self.figures if one.name == name and one.code == code), None)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A model on one part of a snapshot (paper, Table 1 and Fig. 10, 11).

    `macro_f1` and `auroc` are means over the classes that stand in the part. `confusion[i][j]` counts cells of
    true class `codes[i]` predicted as `codes[j]`.
    """

    codes: tuple[str, ...]
    n_cells: int
    accuracy: float
    macro_f1: float
    auroc: float | None
    per_class: tuple[ClassScores, ...]
    confusion: tuple[tuple[int, ...], ...]
    roc: tuple[RocCurve, ...]
    depth: Depth | None = None
    """None in an evaluation by an older version."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A model's answers for a part: cell ids, and the indexes of the true and the predicted class in `codes`."""

    codes: tuple[str, ...]
    cells: tuple[int, ...]
    true: tuple[int, ...]
    told: tuple[int, ...]

    def where(self, *, true: int, told: int) -> tuple[int, ...]:
        """The cells of one field of the confusion matrix."""
        rows = zip(self.cells, self.true, self.told, strict=True)
        return tuple(cell for cell, right, said in rows if (right, said) == (true, told))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two models on the same cells, second minus first.

    `only_first` and `only_second` count the cells that one model alone gets right; `p_value` is McNemar's.
    `figures`: the gain in accuracy and F1 with its interval by smear.
    """

    n_cells: int
    n_smears: int
    only_first: int
    only_second: int
    p_value: float
    figures: tuple[Figure, ...]
