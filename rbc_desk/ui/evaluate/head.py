"""The head of an evaluation: figures over all classes, and how its cells were split off."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.results import Evaluation
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.figures import FigureRow, score
from rbc_desk.ui.widgets.texts import quiet, tight
from rbc_desk.ui.widgets.warning import WarningBanner


class OverallFigures(FigureRow):
    """Accuracy and F1, their macro and weighted variants, AUROC, and the number of cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        names = [
            ("accuracy", self.tr("Accuracy")),
            ("balanced", self.tr("Balanced accuracy")),
            ("macroF1", self.tr("Macro F1")),
            ("weightedF1", self.tr("Weighted F1")),
            ("auroc", self.tr("AUROC")),
            ("n", self.tr("Cells (n)")),
        ]
        super().__init__(names, parent=parent)

    def show_evaluation(self, result: Evaluation) -> None:
        """Show an evaluation. One by an older version has no balanced accuracy and no weighted F1."""
        values = {"accuracy": result.accuracy, "macroF1": result.macro_f1, "auroc": result.auroc}
        for key, name in (("balanced", "balanced_accuracy"), ("weightedF1", "weighted_f1")):
            figure = result.depth.figure(name) if result.depth is not None else None
            values[key] = figure.value if figure is not None else None
        self.show_values(**{key: score(value) for key, value in values.items()}, n=f"{result.n_cells:,}")


class TestPartNote(QWidget):
    """How the evaluated cells were split off. A banner warns if this inflates the result or cells were left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = quiet("", wrap=True)
        self.words.setObjectName("noteLabel")
        self.banner = WarningBanner(name="flatteryWarning")
        self.left_out = WarningBanner(name="leftOutWarning")
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        for part in (self.words, self.banner, self.left_out):
            column.addWidget(part)

    def show_record(self, record: Any) -> None:
        split = translated(record.note) or self.tr("Split by {0}.").format(translated(record.split_by))
        self.banner.show_text(split if record.flatters else "")
        self.words.setText(split)
        self.words.setVisible(not record.flatters)
        self.left_out.show_text(translated(record.left_out))

    def text(self) -> str:
        return self.words.text()
