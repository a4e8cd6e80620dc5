"""Shows the selection of the page Label in the side column, and goes to a cell on its smear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.cells.cell import CellKind, SmearInfo
from rbc_desk.core.classes import ClassSet
from rbc_desk.services.cells import labelling
from rbc_desk.ui.label.details.cell_details import CellBox
from rbc_desk.ui.label.details.class_probabilities import ClassProbabilities
from rbc_desk.ui.label.details.explanation import ExplanationView
from rbc_desk.ui.label.picture import PictureView
from rbc_desk.ui.pages.cell_view import LabelViews
from rbc_desk.ui.state.app_context import AppContext


class SelectedCells:
    """Shows the selection in `box`: all details of a single cell, or the number of several."""

    def __init__(self, context: AppContext, *, box: CellBox, views: LabelViews, why: ExplanationView) -> None:
        self._context, self._box, self._views, self._why = context, box, views, why
        self._probabilities = ClassProbabilities()

    def forget_models(self) -> None:
        """Clear cached models after some were added or removed."""
        self._probabilities.forget()

    def show(self, *, classes: ClassSet | None, smears: Sequence[SmearInfo]) -> None:
        """Show the selection of the visible view."""
        active_cells, ids = self._views.current.active_cells, self._context.selection
        cell = active_cells.cell(next(iter(ids))) if len(ids) == 1 else None
        if cell is None or classes is None:
            self._box.show_number(active_cells.count(ids))
            self._why.show(None, classes=classes)
            return
        of_model = self._probabilities.of(
            cell, project=self._context.project, classes=classes, live=self._context.live.predictions
        )
        info = next((s for s in smears if s.id == cell.smear_id), None)
        self._box.show_cell(
            cell,
            pixels=self._views.pixels_of(cell.smear_id),
            classes=classes,
            probabilities=of_model if cell.kind is CellKind.RED else (),
            bars=not self._views.current.shows_probabilities,
            um_per_px=info.um_per_px if info is not None else None,
        )
        self._why.show(cell, classes=classes)


class GoToCell(QObject):
    """Shows a cell on its smear from any view; on another smear after that has loaded."""

    def __init__(self, context: AppContext, *, picture: PictureView, views: LabelViews, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._picture, self._views = context, picture, views
        self._pending_id = 0

    @Slot(int)
    def go(self, cell_id: int) -> None:
        """Go to the cell. Nothing happens if the cell no longer exists."""
        found = self._context.guard(labelling.some_cells, self._context.opened, cell_ids=[cell_id])
        if not found:
            return
        self._views.show_view(self._picture.name)
        self._pending_id = cell_id
        self._context.set_smear(found[0].smear_id)
        self.arrive()

    def arrive(self) -> None:
        """Go to the requested cell after the cells of its smear were shown."""
        canvas = self._picture.canvas
        if self._pending_id and self._pending_id in canvas.layer.by_id:
            wanted, self._pending_id = self._pending_id, 0
            canvas.select({wanted})
            canvas.zoom_to_cell(wanted)
