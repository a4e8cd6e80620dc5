"""The bar that says that the size of the cells is uncertain, and sets it by a drag across one cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLineF, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from rbc_desk.core.history.changes import Change, ChangeSet, Entity, Topic
from rbc_desk.services.detection import cell_width, find_with_width
from rbc_desk.services.models import starter
from rbc_desk.services.smears import calibration
from rbc_desk.services.smears.calibration import Scope
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.ruler import Ruler
from rbc_desk.ui.dialogs.starter_classes import Counting, before_presorting
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.follower import Follower
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button


def _may_find_cells(change: Change) -> bool:
    """Whether cells appeared or disappeared, or a smear or its specimen was edited."""
    if change.entity is not Entity.CELL:
        return change.entity is not Entity.CELL_LABEL
    return change.before is None or change.after is None or "removed" in change.after


class CellSizeBar(QFrame):
    """Visible while the size of the cells on the current smear is uncertain, or is being set on `canvas`.

    `shown_id` returns the smear on the canvas, 0 if there is none. `dragging_changed` tells whether the left button
    measures a cell.
    """

    dragging_changed = Signal(bool)

    def __init__(
        self, context: AppContext, *, canvas: CellsView, shown_id: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cellSizeBar")
        self.setProperty("banner", True)
        self._context, self._canvas, self._shown_id = context, canvas, shown_id
        self._uncertain = self._pending = False
        self.text = QLabel(objectName="cellSizeText", wordWrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = button("", name="cellSizeButton")
        self.ruler = Ruler(canvas, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.text)
        layout.addWidget(self.button)
        self.button.clicked.connect(lambda _checked=False: self.set_dragging(not self.ruler.active))
        self.ruler.left.connect(partial(self.set_dragging, False))
        self.ruler.drawn.connect(self._on_drawn)
        self._follower = Follower(context, widget=canvas, topics={Topic.SMEARS, Topic.CELLS, Topic.PROJECT})
        self._follower.changed.connect(self._on_changed)
        self._follower.caught_up.connect(self._refresh)
        for signal in (self._follower.project_changed, self._follower.smear_changed):
            signal.connect(self._on_other_smear)
        self._follower.forgotten.connect(self._on_other_smear)
        # a detection that did not take the image for a smear changes no cell
        context.jobs.ended.connect(self._refresh)
        self._show_state()

    def set_dragging(self, on: bool) -> None:
        """Let the next drag measure a cell, as soon as the current smear is on the canvas; or stop it."""
        can = bool(self._context.smear_id) and not self._context.why_not_edit
        ready = self._shown_id() == self._context.smear_id
        self._pending = on and can and not ready
        was, active = self.ruler.active, on and can and ready
        self.ruler.set_active(active)
        self._show_state()
        if active:
            self._canvas.setFocus()
        if active != was:
            self.dragging_changed.emit(active)

    @Slot()
    def picture_loaded(self) -> None:
        """The current smear is on the canvas now."""
        if self._pending:
            self.set_dragging(True)

    @Slot()
    def _on_other_smear(self) -> None:
        if self.ruler.active:
            self.set_dragging(False)
        self._refresh()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        """Refresh, unless only cells were labelled, confirmed or moved, which happens at every key."""
        only_edited = changeset.changes and not any(map(_may_find_cells, changeset.changes))
        if not only_edited:
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        project, smear_id = self._context.project, self._context.smear_id
        if not self._canvas.isVisible():
            return
        state = None
        if project is not None and smear_id:
            state = self._context.guard(cell_width.of_smear, project, smear_id=smear_id)
        self._uncertain = state is not None and state.uncertain
        self._show_state()

    def _show_state(self) -> None:
        dragging = self.ruler.active
        if dragging:
            self.text.setText(self.tr("Drag across one cell, from edge to edge. Esc cancels."))
        else:
            self.text.setText(self.tr("The size of the cells is uncertain. Drag across one cell to set it."))
        self.button.setText(self.tr("Cancel") if dragging else self.tr("Set cell size"))
        permit(self.button, can=True, why_not=self._context.why_not_edit)
        self.setVisible(dragging or self._uncertain)

    @Slot(QLineF)
    def _on_drawn(self, line: QLineF) -> None:
        """Set the size for the specimen and find its cells again, as one step. A mere click sets nothing."""
        if self._context.project is None or line.length() < cell_width.POSSIBLE_PX[0]:
            self.ruler.clear()
            return
        self.set_dragging(False)
        before_presorting(self._context, parent=self, then=partial(self._find, line.length()))

    def _find(self, width_px: float, classify: bool, counted_as: Counting | None) -> None:
        project, smear_id = self._context.opened, self._context.smear_id
        self._context.edit_jobs.start(
            partial(
                starter.find_and_presort,
                partial(find_with_width.find_with_width, project, smear_id=smear_id, width_px=width_px),
                project=project,
                smear_ids=calibration.smears_in(project, smear_id=smear_id, scope=Scope.SPECIMEN),
                classify=classify,
                counted_as=counted_as,
            ),
            title=self.tr("finding cells"),
            as_one_step=find_with_width.set_as_one_step,
        )
