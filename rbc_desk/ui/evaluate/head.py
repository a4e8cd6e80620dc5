"""The head of an evaluation: its result in a sentence, the actions, and all figures, unfolded on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rbc_desk.core.models.result_text import result_text
from rbc_desk.core.models.results import Evaluation
from rbc_desk.ui.evaluate.details import figures_text
from rbc_desk.ui.keys.commands import FOLDED_BY
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.widgets.figures import FigureRow, score
from rbc_desk.ui.widgets.fold import Fold
from rbc_desk.ui.widgets.texts import heading, quiet, tight
from rbc_desk.ui.widgets.warning import WarningBanner
from rbc_desk.ui.widgets.wrap import WrapRow


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
    """Warns if the split inflates the result or cells were left out. `words` says how the cells were split off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = quiet("", wrap=True)
        self.words.setObjectName("noteLabel")
        self.banner = WarningBanner(name="flatteryWarning")
        self.left_out = WarningBanner(name="leftOutWarning")
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        for part in (self.banner, self.left_out):
            column.addWidget(part)

    def show_record(self, record: Any) -> None:
        split = translated(record.note) or self.tr("Split by {0}.").format(translated(record.split_by))
        self.banner.show_text(split if record.flatters else "")
        self.words.setText(split)
        self.words.setVisible(not record.flatters)  # the banner says it then
        self.left_out.show_text(translated(record.left_out))

    def text(self) -> str:
        return self.words.text()


class EvaluationHead(QWidget):
    """The model and its result in plain words. The figures over all classes unfold below."""

    def __init__(self, actions: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = quiet("", wrap=True)
        self.title.setObjectName("evaluationTitle")
        self.result = heading("", scale=SUBHEADING)
        self.result.setObjectName("resultLabel")
        self.result.setWordWrap(True)
        self.note, self.figures = TestPartNote(), OverallFigures()
        self.words = QLabel("", objectName="depthLabel", wordWrap=True)
        self.fold = Fold(self.tr("All figures"), name="allFiguresButton")
        self.fold.setProperty("quiet", True)
        self.details = QWidget()
        self.details.setProperty(FOLDED_BY, self.fold)
        inside = QVBoxLayout(self.details)
        tight(inside)
        inside.setSpacing(GRID)
        for part in (self.figures, self.note.words, self.words):
            inside.addWidget(part)
        row = WrapRow()
        row.addWidget(self.fold)
        row.add_stretch()
        for action in actions:
            row.addWidget(action)
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.result)
        column.addWidget(self.note)
        column.addLayout(row)
        column.addWidget(self.details)
        self.fold.toggled.connect(self.details.setVisible)
        self.details.hide()

    def show_record(self, record: Any, *, shown: Callable[[str], str]) -> None:
        """Show an evaluation. `shown` gives the name of a class by its code."""
        result = record.evaluation
        name, part = translated(record.model_name), translated(record.part)
        self.title.setText(self.tr("{0}, {1} part").format(name, part))
        self.result.setText(translated(result_text(result, shown=shown)))
        self.note.show_record(record)
        self.figures.show_evaluation(result)
        self.words.setText(figures_text(result.depth, part=record.part) if result.depth is not None else "")
