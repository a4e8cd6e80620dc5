"""What an evaluation says: figures, a confusion matrix and curves, ready for tables, plots and JSON."""

from __future__ import annotations

from dataclasses import dataclass


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
class Evaluation:
    """A model on one part of a snapshot (paper, Table 1 and Fig. 10, 11).

    `macro_f1` and `auroc` are means over the classes that stand in the part. `confusion[i][j]` counts cells of
    true class `codes[i]` told as `codes[j]`.
    """

    codes: tuple[str, ...]
    n_cells: int
    accuracy: float
    macro_f1: float
    auroc: float | None
    per_class: tuple[ClassScores, ...]
    confusion: tuple[tuple[int, ...], ...]
    roc: tuple[RocCurve, ...]

    @property
    def confusion_row_percent(self) -> tuple[tuple[float | None, ...], ...]:
        """The confusion matrix as percent of each true class; None in the row of an absent class."""
        rows: list[tuple[float | None, ...]] = []
        for row in self.confusion:
            total = sum(row)
            rows.append(tuple(100 * n / total if total else None for n in row))
        return tuple(rows)
