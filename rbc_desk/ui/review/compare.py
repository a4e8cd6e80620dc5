"""The column beside the current cell: its labels, candidate classes and examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.models.live_predictions import LIVE_MODEL
from rbc_desk.services.models import evaluation, review
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING, heading_font, restyle
from rbc_desk.ui.review.candidates import EXAMPLES, Candidate, Candidates
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.models.review import ExampleSet
    from rbc_desk.services.project.project import Project

MOST = 5
"""The maximum number of candidate classes shown."""
WANT_MS = 20
"""The delay after a key before images are prepared, so that the next cell is painted first."""


class Comparison(QWidget):
    """Reads the reader's labelled cells in a job; until then only probabilities are shown."""

    chosen = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._classes: ClassSet | None = None
        self.atlas: ExampleSet | None = None
        self._codes: dict[int, tuple[str, ...]] = {}
        self._shown: tuple[Cell, Sequence[Cell]] | None = None
        self._kept: dict[tuple[int, str | None], list[Candidate]] = {}  # called often, so local
        self._examples: dict[int, Cell] = {}
        self._want_soon = QTimer(self, singleShot=True, interval=WANT_MS)
        self._want_soon.timeout.connect(self._want)
        self.title = QLabel(objectName="reviewCellName")
        self.title.setFont(heading_font(scale=SUBHEADING))
        self.about = quiet("", wrap=True)
        self.about.setObjectName("reviewCellAbout")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.pictures = Pictures(self)
        self.rows = Candidates(self.pictures)
        self.rows.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addSpacing(GRID)
        column.addWidget(self.rows, 1)

    def set_project(self, project: Project | None) -> None:
        self.pictures.set_project(project)
        self.atlas, self._codes, self._shown, self._kept, self._examples = None, {}, None, {}, {}

    def set_classes(self, classes: ClassSet | None) -> None:
        self._classes, self._kept = classes, {}

    def gather(self, project: Project | None, cells: Sequence[Cell], *, codes: Mapping[int, tuple[str, ...]]) -> None:
        """Examples to compare these cells with. `codes`: the classes of each model's probabilities."""
        self._codes, self._kept = dict(codes), {}
        if project is None or not cells:
            return
        if self.pictures.smears is None:
            self.pictures.set_project(project)

        def work(task: Task) -> ExampleSet:
            return review.atlas(project, cells, task=task)

        self._context.jobs.start(
            work, title=self.tr("loading examples"), on_success=self._on_atlas, supersede="atlas"
        )

    def _on_atlas(self, atlas: ExampleSet) -> None:
        self.atlas, self._kept = atlas, {}
        if self._shown is not None:
            self._show_rows(*self._shown)

    def show_cell(self, cell: Cell, *, following: Sequence[Cell], smear: str) -> str:
        """Show the candidates of a cell; returns a description of them."""
        self._shown = cell, following
        title, about = self._answers_for(cell)
        self.title.setText(title)
        self.about.setText(f"{about}\n{smear}" if about else smear)
        if self.title.property("muted") != (cell.human_code is None):
            self.title.setProperty("muted", cell.human_code is None)
            restyle(self.title)
        self._show_rows(cell, following)
        return f"{title}. {about}"

    def _answers_for(self, cell: Cell) -> tuple[str, str]:
        if cell.state is CellState.REJECTED:
            return self.tr("Rejected (not a cell)"), self.tr("Press Delete to undo")
        if cell.label is not None:
            lines = [self.tr("Your label. Press Enter to keep it.")]
            lines += [f"{other.reader}: {self._name(other.code)}" for other in cell.others]
            return self._name(cell.label), "\n".join(lines)
        if cell.others:
            by = "\n".join(f"{other.reader}: {self._name(other.code)}" for other in cell.others)
            return self._name(cell.others[0].code), f"{by}\n" + self.tr(
                "Labelled by another reader. Press Enter to confirm."
            )
        if cell.prediction is not None:
            return self._name(cell.prediction.code), self.tr("Model prediction. Press Enter to confirm.")
        return self.tr("Unlabelled"), self.tr("Press the key of its class")

    def _name(self, code: str) -> str:
        return translated(self._classes.name_of(code)) if self._classes is not None else code

    def _show_rows(self, cell: Cell, following: Sequence[Cell]) -> None:
        rows = self._candidates(cell)
        self.rows.show_candidates(rows)
        every = [*rows, *(row for other in following[1:] for row in self._candidates(other))]
        self._examples = {example.id: example for row in every for example in row.examples}
        self._want_soon.start()

    @Slot()
    def _want(self) -> None:
        self.pictures.request(tuple(self._examples.values()), side=self.rows.side)

    def _candidates(self, cell: Cell) -> list[Candidate]:
        key = cell.id, cell.human_code
        if key not in self._kept:
            if len(self._kept) > 200:
                self._kept.clear()
            self._kept[key] = self._made(cell)
        return self._kept[key]

    def _made(self, cell: Cell) -> list[Candidate]:
        classes, atlas = self._classes, self.atlas
        if classes is None:
            return []
        probabilities = self._probabilities_of(cell)
        if probabilities:
            order = sorted((c for c in probabilities if c in classes), key=lambda code: -probabilities[code])
        elif atlas is not None:
            order = sorted(classes.codes, key=lambda code: atlas.distance(cell.id, code=code))
        else:
            order = list(classes.codes)
        order = order[:MOST]
        if (human := cell.human_code) is not None and human in classes and human not in order:
            order[-1:] = [human]
        return [
            Candidate(
                classes[code],
                self._context.keys.class_key(classes, code),
                probabilities.get(code, 0.0) if probabilities else None,
                self._examples_of(cell, code=code),
            )
            for code in order
        ]

    def _examples_of(self, cell: Cell, *, code: str) -> tuple[Cell, ...]:
        """The most similar labelled cells of a class; the cell itself is one if it is shown again."""
        if self.atlas is None:
            return ()
        found = self.atlas.nearest(cell.id, code=code, n=EXAMPLES + 1)
        return tuple(example for example in found if example.id != cell.id)[:EXAMPLES]

    def forget_shown(self) -> None:
        """The predictions of the cells have changed."""
        self._kept.clear()

    def _probabilities_of(self, cell: Cell) -> dict[str, float]:
        prediction = cell.prediction
        if prediction is None or self._context.project is None:
            return {}
        if prediction.model_id == LIVE_MODEL:
            live = self._context.live.predictions
            codes = live.codes if live is not None else ()
            return dict(zip(codes, prediction.probabilities, strict=False))
        if prediction.model_id not in self._codes:  # a model that was added after the queue was read
            found = {model.id: model.shown_codes for model in evaluation.models(self._context.project)}
            self._codes = {prediction.model_id: ()} | found
        return dict(zip(self._codes.get(prediction.model_id, ()), prediction.probabilities, strict=False))
