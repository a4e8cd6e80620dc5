"""The page Label: confirm, correct and label the cells of a smear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.history.audit import Subject
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.canvas.tools import SmearTools
from rbc_desk.ui.gallery.view import GalleryView
from rbc_desk.ui.label.actions import LabelActions
from rbc_desk.ui.label.advance import AdvanceSwitch
from rbc_desk.ui.label.class_drop import ClassDrop
from rbc_desk.ui.label.details.explanation import ExplanationView
from rbc_desk.ui.label.details.selection import GoToCell, SelectedCells
from rbc_desk.ui.label.detect import SmearDetection
from rbc_desk.ui.label.edits import LabelEdits
from rbc_desk.ui.label.empty import NoCellsHint, NoSmears
from rbc_desk.ui.label.learning import LearningSection
from rbc_desk.ui.label.other_objects import OtherObjects
from rbc_desk.ui.label.panel import LabelPanel
from rbc_desk.ui.label.picture import PictureView
from rbc_desk.ui.label.similar import SimilarCells
from rbc_desk.ui.label.sizes import SizesSection
from rbc_desk.ui.label.smear_cells import CELL_TOPICS, DelayedCounts, SmearCells
from rbc_desk.ui.label.starter_note import StarterNote
from rbc_desk.ui.label.strip import SmearStrip
from rbc_desk.ui.label.toolbar_state import ToolbarState
from rbc_desk.ui.label.view_state import LabelViewState
from rbc_desk.ui.pages.cell_view import LabelView, LabelViews
from rbc_desk.ui.pages.follower import Missed
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.review.view import ReviewView
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import tight

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


class LabelPage(Page):
    """Shows the current smear with its cells and updates from the bus."""

    title = "Label"
    icon_name = "label"
    open_requested = Signal(str)  # the page to go to
    log_requested = Signal(object)  # the subject
    training_requested = Signal(str)  # of a whole network, after live learning; the preset

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("labelPage")
        self.views = LabelViews(self)
        self.picture = PictureView(context)
        self.canvas, self.scale_card = self.picture.canvas, self.picture.scale_card
        self.panel = LabelPanel(context.keys)
        self.edits = LabelEdits(context, canvas=self.canvas, active_cells=self.picture.active_cells, parent=self)
        drop = ClassDrop(panel=self.panel, edits=self.edits)
        self.canvas.drop_place = drop
        mine = (self, self.panel)
        self.acts = LabelActions(context, canvas=self.canvas, edits=self.edits, widgets=mine, parent=self)
        self.picture.set_tools(self.acts.view_actions)
        self.others = OtherObjects(context, canvas=self.canvas, action=self.acts.other_objects, parent=self)
        self.gallery = GalleryView(context)
        self.gallery.area.drop_place = drop
        self.views.add(self.picture, self.acts.smear_view)
        self.views.add(self.gallery, self.acts.gallery_view)
        self.review = ReviewView(context)
        self.review.set_tools((self.acts.circles,))
        self.views.add(self.review, self.acts.review_view)
        self.strip = SmearStrip(previous=self.acts.previous, next_=self.acts.next, views=self.views)
        self.tools = SmearTools(self.canvas, look_action=self.acts.look, parent=self)
        self.sizes = SizesSection(context, views=self.views)
        self.panel.add_section(self.sizes)
        self.learning, self.starter_note = LearningSection(context), StarterNote(context)
        self.panel.add_learning(self.starter_note)
        self.panel.add_learning(self.learning)
        self.smear_cells = SmearCells(context)  # the value of `cells`
        self._state = LabelViewState(
            self.canvas,
            switches=(self.acts.circles, self.acts.other_objects, self.panel.show_rejected, self.sizes.toggle),
            choices=(self.sizes.scope,),
            parent=self,
        )
        self.classes: ClassSet | None = None
        self._smears: tuple[SmearInfo, ...] = ()
        why = ExplanationView(context, box=self.panel.cell, action=self.acts.why, parent=self)
        self._chosen = SelectedCells(context, box=self.panel.cell, views=self.views, why=why)
        self._go_to_cell = GoToCell(context, picture=self.picture, views=self.views, parent=self)
        beside = (self.strip, self.panel, self.acts)
        self._toolbar_state = ToolbarState(
            context, views=self.views, review=self.review, beside=beside, go_to_cell=self._go_to_cell
        )
        AdvanceSwitch(context, box=self.panel.advance, followers=(self.edits, self.review))
        SimilarCells(context, edits=self.edits, action=self.acts.similar, show=self.show_similar, parent=self)
        self.acts.log.triggered.connect(self._on_log)
        self._late = DelayedCounts(self)
        self._detection = SmearDetection(context, page=self)
        self._lay_out()
        self._connect()
        self._read_classes(context.project)

    def actions_for_toolbar(self) -> list[QAction]:
        return [self.acts.detect, self.acts.add, self.acts.lasso]

    def side_panel(self) -> QWidget:
        return self.panel

    def view_state(self) -> dict[str, Any]:
        return {**self._state.values(), **self.views.view_state()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        self._state.restore(state)
        self.views.restore_view_state(state)

    def activated(self) -> None:
        self.views.current.activated()

    cells = property(lambda self: self.smear_cells.cells)

    # construction

    def _lay_out(self) -> None:
        self._no_smears = NoSmears()
        self._no_smears.way_on.clicked.connect(lambda: self.open_requested.emit("smears"))
        work = QWidget()
        column = QVBoxLayout(work)
        tight(column)
        self._hint = NoCellsHint(find=self.acts.detect)
        self.picture.show_overlay(self._hint)
        column.addWidget(self.strip)
        column.addWidget(self.views.stack, 1)
        self._body = QStackedLayout(self)
        self._body.addWidget(self._no_smears)
        self._body.addWidget(work)

    def _connect(self) -> None:
        context, acts = self.context, self.acts
        self.strip.stepped.connect(context.set_smear)
        acts.detect.triggered.connect(self._detection.start)
        acts.sort.triggered.connect(self._sort_view_in_front)
        self._detection.changed.connect(self._on_detection_changed)
        self.others.changed.connect(self._on_detection_changed)
        self.views.changed.connect(self._on_view_changed)
        self.views.gathered.connect(self._show_selection)
        self.picture.smear_left.connect(self._state.on_smear_left)
        self.picture.loaded.connect(self._on_loaded)
        acts.calibrate.toggled.connect(self.scale_card.set_open)
        self.scale_card.open_changed.connect(acts.calibrate.setChecked)
        self.panel.class_chosen.connect(self.edits.give)
        self._state.changed.connect(self.state_changed)
        self.panel.show_rejected.toggled.connect(self.canvas.set_show_rejected)
        self.canvas.selection_changed.connect(self._on_selected_on_canvas)
        self.gallery.opened.connect(self._go_to_cell.go)
        self.gallery.class_given.connect(self.edits.give_to)
        self.gallery.confirmed.connect(self.edits.confirm_these)
        self.gallery.kind_given.connect(self.edits.set_kind_of)
        self.acts.other_objects.toggled.connect(lambda on: self.gallery.area.fold_asides(on=not on))
        self.review.open_requested.connect(self.open_requested)
        self.review.training_requested.connect(self.training_requested)
        self.review.compare.chosen.connect(self.edits.give)
        self.edits.done.connect(self._on_edited)
        self._late.due.connect(self._on_count_due)
        self.context.counting.arrived.connect(self._on_counted)
        self.learning.training_requested.connect(self.training_requested)
        self.context.live.updated.connect(self._on_live_updated)
        acts.circles.toggled.connect(self.review.stage.set_circle_shown)
        self.gallery.area.menu_requested.connect(acts.pop_up_menu)
        self.canvas.menu_requested.connect(acts.pop_up_menu)

    @Slot()
    def _sort_view_in_front(self) -> None:
        if self.gallery.isVisible():
            self.gallery.sort_again()
        elif self.review.bar.sort.isVisible():
            self.review.bar.sort.click()

    # reading

    def refresh(self) -> None:
        """Read everything again: smears, classes, the current smear."""
        project = self.context.project
        self._smears = self.context.counting.smears()
        self._chosen.forget_models()
        self.starter_note.refresh()
        self._read_classes(project)
        self._body.setCurrentIndex(1 if self._smears else 0)
        self.context.keep_smear_among(self._smears)
        self._show_smear()
        self._arrive()

    def _read_classes(self, project: Project | None) -> None:
        self.classes = self.context.guard(project.class_set) if project else None
        self.acts.set_classes(self.classes)
        self.panel.set_classes(self.classes)
        self.learning.set_classes(self.classes)
        self.views.set_classes(self.classes)

    def _show_smear(self) -> None:
        smear_id = self.context.smear_id if self._info(self.context.smear_id) else 0
        self._toolbar_state.show(self._smears)
        self.acts.set_smear_shown(bool(smear_id))
        self.scale_card.show_smear(self._info(smear_id), smears=self._smears)
        self.picture.show_smear(smear_id)
        self._show_cells()

    def _info(self, smear_id: int) -> SmearInfo | None:
        return next((s for s in self._smears if s.id == smear_id), None)

    def calibrate(self) -> None:
        """Open the card that sets the scale (micrometres per pixel)."""
        self.acts.calibrate.setChecked(True)

    def set_cell_size(self) -> None:
        """Let the next drag on the smear set the size of its cells."""
        self.views.show_view(self.picture.name)
        self.picture.size_bar.set_dragging(True)

    @Slot(int)
    def _on_loaded(self, smear_id: int) -> None:
        self._state.on_smear_shown(smear_id)
        if self.follower.miss(Topic.CELLS):
            return
        self._show_cells()
        self._arrive()

    def _arrive(self) -> None:
        """Select the cells that were chosen before the image was loaded."""
        self.canvas.select(self.context.selection)
        self._go_to_cell.arrive()

    @Slot()
    def _on_detection_changed(self) -> None:
        if not self.follower.miss(Topic.CELLS):
            self._show_cells()

    def _show_cells(self, after: ChangeSet | None = None) -> None:
        """Read the cells and show them; `after` a change only the changed ones."""
        ready = self.context.project is not None and self.picture.shown_id != 0
        self.smear_cells.read(self.picture.shown_id) if after is None else self.smear_cells.catch_up((after,))
        info = self._info(self.picture.shown_id)
        self.tools.show_smear(info)
        self.canvas.set_typical_radius(info.typical_diameter_px / 2 if info and not self.cells else None)
        self._show_circles()
        self.panel.set_counts(self.cells, in_project=self.smear_cells.in_project)
        self._hint.setVisible(ready and not self.cells and not self._detection.running)
        self.acts.set_can_detect(ready and not self._detection.running)
        self._show_selection()

    def _show_circles(self) -> None:
        # painted first, so that red cells lie on top
        others = self.others.of_smear(self.picture.shown_id)
        self.canvas.set_cells((*others, *self.cells), self.classes)

    @Slot()
    def _show_selection(self) -> None:
        self._chosen.show(classes=self.classes, smears=self._smears)

    # navigation

    def show_gallery(self, ids: Iterable[int], title: str) -> None:
        """Show only these cells in the gallery, with a title."""
        self.gallery.show_only(ids, title)
        self.views.show_view(self.gallery.name)

    @Slot()
    def _on_log(self) -> None:
        targets = self.edits.targets
        if len(targets) == 1 and targets[0] not in self.edits.active_cells.repeated:
            self.log_requested.emit(Subject(cell_id=targets[0]))

    def show_similar(self, ids: Sequence[int], title: str) -> None:
        """Show these cells in the gallery in this order, with a title."""
        self.gallery.show_similar(ids, title)
        self.views.show_view(self.gallery.name)

    def show_review(self, ids: Iterable[int], title: str, *, then_train: bool = False) -> None:
        """Show these cells in the review in this order, with a title. `then_train`: in the end offer to train."""
        self.review.show_only(ids, title, then_train=then_train)
        self.views.show_view(self.review.name)

    # changes elsewhere

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.touches(Topic.SMEARS, Topic.PROJECT, Topic.CLASSES, Topic.MODELS):
            self.refresh()
        elif changeset.touches(*CELL_TOPICS):
            if changeset.touches(Topic.PREDICTIONS):
                self.starter_note.refresh()
            if self.views.current is not self.picture:  # the canvas is updated when it becomes visible
                self._late.begin(changeset)
            else:
                self._show_cells(changeset)

    @Slot()
    def _on_live_updated(self) -> None:
        if self.follower.miss(Topic.PREDICTIONS):
            return
        if self.views.current is not self.picture:
            self._late.behind = True
        else:
            self.smear_cells.show_live()
            self._show_circles()
        self._show_selection()

    @Slot()
    def _on_counted(self) -> None:
        """The counts of the project are now complete."""
        if not self.follower.miss(Topic.LABELS):
            self._smears = self.context.counting.smears()
            self.smear_cells.count()
            self.panel.set_counts(self.cells, in_project=self.smear_cells.in_project)

    @Slot()
    def _on_count_due(self) -> None:
        if self.follower.miss(Topic.LABELS):
            self._late.end()
            return
        if self._late.behind and self.context.project is not None:
            self.smear_cells.catch_up(self._late.take())
            self.panel.set_counts(self.cells, in_project=self.smear_cells.in_project)
        self._show_selection()

    @Slot()
    def forget(self) -> None:
        self.tools.look.forget()
        self.picture.clear()
        self._late.end()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        super()._on_caught_up(missed)
        if missed.selection:
            self._on_selection_changed(self.context.selection)
            self.canvas.reveal_selection()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        self._show_smear()

    @Slot(object)
    def _on_selected_on_canvas(self, ids: frozenset[int]) -> None:
        if self.canvas.isVisible():  # a hidden canvas shows only the selected cells that it has
            self.context.set_selection(ids)

    @Slot(object)
    def _on_selection_changed(self, ids: frozenset[int]) -> None:
        self.canvas.select(ids)
        self._late.wait() if self.views.current is self.review else self._show_selection()

    # actions

    @Slot(object)
    def _on_view_changed(self, view: LabelView) -> None:
        self.edits.active_cells = view.active_cells
        if self._late.behind and view is self.picture:
            self._late.end()
            self._show_cells()
        self._show_selection()
        self.state_changed.emit()

    @Slot(object)
    def _on_edited(self, ids: Iterable[int]) -> None:
        if self.views.current is self.review:
            self.review.on_done(ids)
