"""Compares runs: settings that differ, and figures of their best epochs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.services.training.runs import differing
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, heading_font
from rbc_desk.ui.widgets.figures import NOTHING, fill, make_table, score
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.services.training.runs import RunSummary

_FIGURES = ("validation_loss", "accuracy", "macro_f1", "auroc", "test")


def _words() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "validation_loss": tr("RunComparison", "Validation loss"),
        "accuracy": tr("RunComparison", "Accuracy"),
        "macro_f1": tr("RunComparison", "Macro F1"),
        "auroc": tr("RunComparison", "AUROC"),
        "test": tr("RunComparison", "Macro F1 (test)"),
    }


class RunComparison(QWidget):
    """A table with a column per run. The best value of a figure is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runComparison")
        self.table = make_table([""], name="comparisonTable")
        self.table.setAccessibleName(self.tr("Runs compared"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(quiet(self.tr("Results of the best epoch, and settings that differ"), wrap=True))
        layout.addWidget(self.table, 1)

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        words = _words()
        figures = [[_figure(one, name) for one in runs] for name in _FIGURES]
        rows = [[words[name], *map(score, values)] for name, values in zip(_FIGURES, figures, strict=True)]
        epochs = [f"{one.best_epoch} / {one.epochs_done}" if one.epochs_done else NOTHING for one in runs]
        rows.append([self.tr("Best epoch / epochs done"), *epochs])
        rows += [
            [translated(title), *(translated(v) or NOTHING for v in values)] for title, values in differing(runs)
        ]
        names = [self.tr("Run {0}").format(one.run.id) for one in runs]
        self.table.setColumnCount(len(runs) + 1)
        self.table.setHorizontalHeaderLabels(["", *names])
        fill(self.table, rows, numbers_from=1)
        for row, (name, values) in enumerate(zip(_FIGURES, figures, strict=True)):
            known = [value for value in values if value is not None]
            if len(set(known)) < 2:
                continue
            best = min(known) if name == "validation_loss" else max(known)
            for column, value in enumerate(values, start=1):
                if value == best:
                    font = QFont(self.table.font())
                    font.setWeight(heading_font().weight())
                    self.table.item(row, column).setFont(font)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The table as text: for each row name, the value of every run."""
        table = self.table
        return {
            table.item(row, 0).text(): tuple(table.item(row, c).text() for c in range(1, table.columnCount()))
            for row in range(table.rowCount())
        }


def _figure(one: RunSummary, name: str) -> float | None:
    return one.test_macro_f1 if name == "test" else one.figures.get(name)
