"""The page Classify: finds and classifies the cells of a smear, counts them, and lists uncertain ones for review."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.counting.differential import Differential
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import classification, differential, evaluation, quality, review, starter
from rbc_desk.services.smears import library
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.classify.active_cells import ClassifyActiveCells
from rbc_desk.ui.classify.adding import SmearAdding
from rbc_desk.ui.classify.bar import ClassifyBar, NothingYet
from rbc_desk.ui.classify.doubt import SmearDoubt
from rbc_desk.ui.classify.job import classified_as_one_step, find_and_classify, find_and_presort_smear
from rbc_desk.ui.classify.review_list import MOST
from rbc_desk.ui.classify.side import ClassifySide
from rbc_desk.ui.dialogs.starter_classes import Counting, ask_for_classes, before_presorting
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.fitness_bar import FitnessBar
from rbc_desk.ui.pages.follower import Missed
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.pages.standing_line import StandingLine
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.edit_jobs import SteppingWork
from rbc_desk.ui.state.saving import Outcome
from rbc_desk.ui.widgets.warning import WarningBanner


class ClassifyPage(Page):
    """The smear with coloured cells; the differential count and the review list in the right column."""

    title = "Classify"
    icon_name = "classify"
    topics = frozenset({Topic.MODELS, Topic.SMEARS, Topic.CLASSES, Topic.PREDICTIONS, Topic.CELLS, Topic.LABELS})
    open_requested = Signal(str)  # the page to go to
    cells_requested = Signal(object, str, str)  # ids, description, view

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("classifyPage")
        self.bar = ClassifyBar()
        self.canvas = SmearCanvas()
        self.model_warning = WarningBanner(name="classifyModelWarning")
        self.standing, self.doubt = StandingLine(context), SmearDoubt(context)
        self.fitness = FitnessBar(context, page=self, name="classifyFitness")
        self.side = ClassifySide(context)
        self.active_cells = ClassifyActiveCells(self.canvas, review=self.side.review)
        self.empty = NothingYet()
        self.adding = SmearAdding(context, page=self, run=self._run)
        self._job: Job | None = None
        self._shown_smear = 0
        self._has_cells = False
        self._saving: set[int] = set()  # cells whose new class is being saved
        context.saving.drained.connect(self._on_drained)
        self._lay_out()
        self._connect()

    def side_panel(self) -> QWidget:
        return self.side

    def _lay_out(self) -> None:
        self._body = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self.model_warning)
        layout.addWidget(self.standing)
        layout.addWidget(self.doubt)
        layout.addWidget(self.fitness)
        layout.addLayout(self._body, 1)
        # after the stack has a parent: widgets added before would briefly appear as windows
        self._body.addWidget(self.empty)
        self._body.addWidget(self.canvas)

    def _connect(self) -> None:
        self.bar.models.activated.connect(self._on_model_chosen)
        self.bar.smears.activated.connect(lambda: self.context.set_smear(self.bar.smears.currentData() or 0))
        self.bar.open_button.clicked.connect(self.adding.ask)
        self.bar.export_button.clicked.connect(self._on_export)
        self.bar.detect_button.clicked.connect(self._on_detect)
        self.bar.classify_button.clicked.connect(self._on_classify)
        self.empty.way_on.clicked.connect(self._on_way_on)
        self.empty.other_starter.clicked.connect(self._on_starter)
        self.canvas.selection_changed.connect(self._on_selected_on_canvas)
        self.side.domain.adapt_requested.connect(self._on_adapt)
        self.side.review.cell_chosen.connect(self._on_cell_chosen)
        self.side.review.class_requested.connect(self._label)
        self.side.review.confirm_requested.connect(self._confirm)

    # the context

    @Slot()
    def forget(self) -> None:
        self._shown_smear = 0
        self.canvas.set_image(None)
        self.doubt.show_smear(0)
        self.side.clear()
        self.side.review.forget_thumbnails()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: ChangeSet) -> None:
        shown = not changes.smear_ids or self.context.smear_id in changes.smear_ids
        if changes.touches(Topic.MODELS, Topic.SMEARS, Topic.CLASSES, Topic.PREDICTIONS):
            self.refresh()
        elif changes.touches(Topic.CELLS, Topic.LABELS) and shown:
            self._show_cells()
            self._enable()

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the models, the smears and the cells of the current smear again."""
        project = self.context.project
        models = (self.context.guard(evaluation.models, project) or ()) if project is not None else ()
        smears = self.context.counting.smears()
        self.context.keep_smear_among(smears)
        warned = self.context.guard(quality.warnings_by_model, project) if project is not None else None
        warnings = {model_id: translated(words) for model_id, words in (warned or {}).items()}
        self.bar.offer(models=models, warnings=warnings, smears=smears, smear_id=self.context.smear_id)
        self.model_warning.show_text(warnings.get(self.bar.models.currentData(), "") if models else "")
        self.standing.show_model(self.bar.models.currentData())
        has_starter = False
        if project is not None and smears and not models:
            has_starter = self.context.guard(starter.has_starter, project) is True
        self.bar.setVisible(bool(smears))
        self.empty.show_for(has_models=bool(models), has_smears=bool(smears), has_starter=has_starter)
        ready = models and smears and self.context.smear_id
        self._body.setCurrentWidget(self.canvas if ready else self.empty)
        self._show_smear()
        self._show_cells()
        self._enable()

    def _show_smear(self) -> None:
        """Load the image of the current smear in a job, once."""
        project, smear_id = self.context.project, self.context.smear_id
        if project is None or not smear_id or smear_id == self._shown_smear or not self.isVisible():
            return
        self._shown_smear = smear_id
        self.doubt.show_smear(smear_id)
        self.context.jobs.start(
            lambda _task: library.load_pixels(project, smear_id=smear_id),
            title=self.tr("reading the smear"),
            on_success=partial(self._on_pixels, smear_id),
            supersede="classify-pixels",
        )

    def _on_pixels(self, smear_id: int, pixels: Any) -> None:
        if smear_id != self.context.smear_id:
            self._shown_smear = 0  # the page was hidden in the meantime and is out of date
            return
        self.canvas.set_image(pixels)
        self.canvas.fit()
        if not self.follower.miss(Topic.CELLS):
            self._show_cells()

    def _show_cells(self) -> None:
        project, smear_id = self.context.project, self.context.smear_id
        if project is None or not smear_id:
            self._has_cells = False
            self.side.clear()
            return
        classes = project.class_set()
        cells = self.context.guard(labelling.cells, project, smear_id=smear_id) or ()
        self._has_cells = any(cell.state is not CellState.REJECTED for cell in cells)
        self.canvas.set_cells(cells, classes)
        queue = self.context.guard(classification.review_queue, project, smear_id=smear_id) or ()
        self.context.jobs.start(
            lambda _task: differential.differential(project, smear_ids=[smear_id]),
            title=self.tr("counting classes"),
            on_success=partial(self._on_counted, smear_id),
            supersede="classify-differential",
            listed=False,
        )
        self.side.set_queue([cell for cell in queue if cell.id not in self._saving], classes=classes)
        missing = self.side.review.without_thumbnail()[:MOST]
        if missing and self.isVisible():
            self.context.jobs.start(
                lambda _task: (missing, classification.crops_for_view(project, smear_id=smear_id, cells=missing)),
                title=self.tr("cropping cells"),
                on_success=lambda result: self.side.review.set_thumbnails(*result),
                supersede="classify-crops",
            )

    def _on_counted(self, smear_id: int, found: Differential) -> None:
        if smear_id == self.context.smear_id:
            self.side.show_differential(found, why_not_label=self.context.why_not_edit)
            self.fitness.refresh()  # counting rates a field that was not rated yet

    @Slot()
    def _enable(self) -> None:
        busy = self._job is not None and not self._job.ended
        self.bar.enable(
            has_project=self.context.project is not None,
            why_not=self.context.why_not_edit,
            has_smear=bool(self.context.smear_id),
            has_cells=self._has_cells,
            busy=busy,
        )

    # actions

    def _run(self, work: SteppingWork, *, title: str, as_one_step: Any, done: Any = None) -> None:
        self._job = self.context.edit_jobs.start(work, title=title, as_one_step=as_one_step, on_success=done)
        self._job.finished.connect(self._enable)
        self._enable()

    @Slot()
    def _on_model_chosen(self, *_: object) -> None:
        if self.context.project is not None:
            model_id = self.bar.models.currentData()
            self.context.commit(lambda project: evaluation.activate(project, model_id=model_id))

    @Slot()
    def _on_detect(self) -> None:
        before_presorting(self.context, parent=self, then=self._find)

    def _find(self, classify: bool, counted_as: Counting | None) -> None:
        project, ids = self.context.opened, [self.context.smear_id]
        work = partial(
            starter.find_and_presort,
            partial(find_cells.detect_smears, project, smear_ids=ids),
            project=project,
            smear_ids=ids,
            classify=classify,
            counted_as=counted_as,
        )
        self._run(work, title=self.tr("finding cells"), as_one_step=find_cells.found_as_one_step)

    @Slot()
    def _on_classify(self) -> None:
        model_id = self.bar.models.currentData()
        work = partial(find_and_classify, self.context.opened, smear_id=self.context.smear_id, model_id=model_id)
        self._run(work, title=self.tr("classifying"), as_one_step=classified_as_one_step, done=self._on_classified)

    @Slot()
    def _on_starter(self) -> None:
        """Classify with the starter; its classes are shown first where they are not those of the project."""
        project = self.context.opened
        offer = self.context.guard(starter.offer, project)
        if offer is None or not offer.unmatched:
            self._presort(True, None)
        else:
            ask_for_classes(offer, classes=project.class_set(), can_skip=False, parent=self, then=self._presort)

    def _presort(self, _classify: bool, counted_as: Counting | None) -> None:
        work = partial(
            find_and_presort_smear, self.context.opened, smear_id=self.context.smear_id, counted_as=counted_as
        )
        self._run(work, title=self.tr("classifying"), as_one_step=classified_as_one_step, done=self._on_classified)

    @Slot(object)
    def _on_classified(self, _result: object) -> None:
        if self.isVisible():
            self.side.review.setFocus()

    @Slot()
    def _on_adapt(self) -> None:
        """Label the cells of the smear that teach the model most, then train."""
        project, ids, live = self.context.opened, [self.context.smear_id], self.context.live.predictions
        self.context.jobs.start(
            lambda task: review.cells_to_adapt(project, smear_ids=ids, live=live, task=task),
            title=self.tr("choosing cells"),
            on_success=lambda found: self.cells_requested.emit(found, self.tr("To adapt the model"), "adapt"),
            supersede="classify-adapt",
        )

    @Slot()
    def _on_way_on(self) -> None:
        if self.empty.goal == "open":
            self.adding.ask()
        elif self.empty.goal == "starter":
            self._on_starter()
        else:
            self.open_requested.emit(self.empty.goal)

    @Slot()
    def _on_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export classes"), "predictions.csv", "CSV (*.csv)")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> int | None:
        """Write the smear's classes as CSV; return the number of rows."""
        if self.context.project is None:
            return None
        return self.context.guard(
            classification.export_predictions, self.context.project, smear_ids=[self.context.smear_id], path=path
        )

    # review

    @Slot(int)
    def _on_cell_chosen(self, cell_id: int) -> None:
        self.context.set_selection([cell_id])
        self.canvas.zoom_to_cell(cell_id)

    @Slot(object)
    def _on_selected_on_canvas(self, ids: frozenset[int]) -> None:
        if self.isVisible():  # a hidden page only removes cells that no longer exist
            self.context.set_selection(ids)

    @Slot(object)
    def _on_selection_changed(self, ids: frozenset[int]) -> None:
        """Show the selection on the image, and a single selected cell also in the list."""
        self.canvas.select(ids)
        chosen = self.canvas.selection
        if chosen:
            self.side.review.show_cell(next(iter(chosen)) if len(chosen) == 1 else 0)

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        super()._on_caught_up(missed)
        if missed.selection:
            self._on_selection_changed(self.context.selection)
            self.canvas.reveal_selection()

    @Slot(str)
    def _label(self, code: str) -> None:
        self._change(labelling.set_label, code=code)

    @Slot()
    def _confirm(self) -> None:
        self._change(labelling.confirm)

    def _change(self, step: Any, **values: Any) -> None:
        ids = self.active_cells.targets
        if not ids:
            return
        self._saving.update(ids)

        def saved(_step: ChangeSet) -> None:
            self._saving.difference_update(ids)

        how = self.context.commit(lambda project: step(project, cell_ids=ids, **values), cell_ids=ids, on_saved=saved)
        if how is Outcome.REFUSED:
            self._saving.difference_update(ids)
            return
        if how is Outcome.SAVING:  # on a slow disk, the next key is for the next cell all the same
            self.side.review.remove_cells(ids)
        self._show_next()

    @Slot()
    def _on_drained(self) -> None:
        failed, self._saving = bool(self._saving), set()
        if failed and not self.follower.miss(Topic.CELLS):
            self._show_cells()

    def _show_next(self) -> None:
        """Make the cell that moved under the pointer the next active one."""
        if self.side.review.current_id:
            self._on_cell_chosen(self.side.review.current_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        classes = self.context.project.class_set() if self.context.project is not None else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif (code := self.context.keys.class_of(event, classes)) is not None:
            self._label(code)
        else:
            super().keyPressEvent(event)
