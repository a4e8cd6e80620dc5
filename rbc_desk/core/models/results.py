"""Results of an evaluation: figures, a confusion matrix and curves, for tables, plots and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rbc_desk.core.phrases import Phrase

LEAST_SMEARS = 5
"""The minimum number of smears for estimating the variation between smears."""
OVERALL: Mapping[str, Phrase] = {
    "accuracy": Phrase("accuracy"),
    "balanced_accuracy": Phrase("balanced accuracy"),
    "macro_f1": Phrase("macro F1"),
    "weighted_f1": Phrase("weighted F1"),
    "macro_auroc": Phrase("AUROC"),
    "macro_average_precision": Phrase("average precision"),
}
"""The displayed names of the figures over all classes."""


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
    """A ROC curve of one class against the rest (paper, Fig. 10): arrays of equal length, ascending from 0 to 1."""

    code: str
    false_positive_rate: tuple[float, ...]
    true_positive_rate: tuple[float, ...]
    auroc: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by name, of one class (`code`) or of all (""), with a 95 % interval if there is one."""

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
    """Cells of similar confidence: their mean confidence, the share that is right, and their number."""

    confidence: float
    right: float
    n_cells: int


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """`risk` is the share of wrong answers if only cells with at least `confidence` (the share `coverage`) are
    answered.
    """

    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    confidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """A confidence threshold: `coverage` of the cells are answered, and `reached` of the answers are right.

    The threshold was chosen so that `right` of the answers are right on new smears, using `chosen_on` smears (0: by
    an older version, over single cells). `aside`: those smears are in the validation part, so the cells here are an
    independent test; otherwise the threshold was chosen on the same cells, which is optimistic. A threshold of None
    means that the smears support none.

    `reached` was measured on `n_smears` smears, with a 95 % interval by smear from `low` to `high` (None: too few
    smears). It is None if no cell is answered.
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
    """Details of an evaluation beyond its basic figures.

    `figures` have intervals by smear, over `n_smears` smears. `ece_raw` is the calibration error before scaling by
    `temperature`, `ece` the one after.
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
        """One of `figures`; None if it is not among them."""
        return next((one for one in self.figures if one.name == name and one.code == code), None)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A model on one part of a snapshot (paper, Table 1 and Fig. 10, 11).

    `macro_f1` and `auroc` are means over the classes present in the part. `confusion[i][j]` counts cells of true
    class `codes[i]` predicted as `codes[j]`.
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
    predicted: tuple[int, ...]

    def where(self, *, true: int, predicted: int) -> tuple[int, ...]:
        """The ids of the cells in one entry of the confusion matrix."""
        rows = zip(self.cells, self.true, self.predicted, strict=True)
        return tuple(cell for cell, actual, answer in rows if (actual, answer) == (true, predicted))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two models on the same cells, second minus first.

    `only_first` and `only_second` count cells that only that model gets right; `p_value` is McNemar's. `figures` are
    the differences in accuracy and F1 with intervals by smear.
    """

    n_cells: int
    n_smears: int
    only_first: int
    only_second: int
    p_value: float
    figures: tuple[Figure, ...]
