"""The smear with its cells: the main view of the page Label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from rbc_desk.core.cells.cell import Cell, CellKind
from rbc_desk.services.smears import library
from rbc_desk.ui.canvas import ImageLevels, SmearCanvas
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.label.scale.card import CalibrationCard
from rbc_desk.ui.pages.active_cells import VisibleActiveCells, awaits_class
from rbc_desk.ui.pages.cell_size_bar import CellSizeBar
from rbc_desk.ui.pages.cell_view import LabelView
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.task import Task


class CanvasActiveCells(VisibleActiveCells):
    """The current cells on the canvas."""

    def __init__(self, canvas: SmearCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def _chosen(self) -> tuple[int, ...]:
        if self._canvas.selection:
            return tuple(sorted(self._canvas.selection))
        return (self._canvas.hovered_id,) if self._canvas.hovered_id else ()

    @property
    def single(self) -> bool:
        return len(self._canvas.selection) == 1

    def cell(self, cell_id: int) -> Cell | None:
        return self._canvas.layer.by_id.get(cell_id)

    def shown(self, ids: Sequence[int]) -> Mapping[int, Cell]:
        known = self._canvas.layer.by_id
        return {i: known[i] for i in ids if i in known}

    def count(self, ids: Collection[int]) -> int:
        return len(self.shown(tuple(ids)))

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        return [i for i, cell in self.shown(tuple(ids)).items() if cell.human_code != code]

    def next_awaiting(self, cell_id: int) -> int:
        order, known = list(self._canvas.layer.index.reading_order), self._canvas.layer.by_id
        at = order.index(cell_id) if cell_id in known and cell_id in order else len(order)
        return next((i for i in (*order[at + 1 :], *order[:at]) if i in known and awaits_class(known[i])), 0)

    def select_all(self) -> None:
        self._canvas.select(i for i, cell in self._canvas.layer.by_id.items() if cell.kind is CellKind.RED)

    def go_to(self, cell_id: int) -> None:
        self._canvas.go_to(cell_id)

    def show_preview(self, cells: Mapping[int, Cell]) -> None:
        self._canvas.show_preview(cells)


class PictureView(LabelView):
    """Reads and scales a smear's image in a job.

    `loaded` is emitted when it is on the canvas, `smear_left` before it is removed. `shown_id` is the smear on the
    canvas, 0 if there is none.
    """

    name = "smearViewAction"
    loaded = Signal(int)
    smear_left = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.canvas = SmearCanvas()
        context.project_changed.connect(self._on_project_changed)
        self._on_project_changed()
        self.scale_card = CalibrationCard(context, canvas=self.canvas)
        self.size_bar = CellSizeBar(context, canvas=self.canvas, shown_id=lambda: self.shown_id)
        self.scale_card.open_changed.connect(self._on_scale_card)
        self.size_bar.dragging_changed.connect(self._on_size_dragged)
        self.loaded.connect(self.size_bar.picture_loaded)
        self.shown_id = 0
        self._wanted_id = 0  # the smear whose image is shown or being loaded
        self._active_cells = CanvasActiveCells(self.canvas)
        self._actions: Sequence[QAction] = ()
        self._layers = QGridLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.setSpacing(0)
        self._layers.addWidget(self.canvas, 1, 0)
        self._layers.addWidget(self.size_bar, 0, 0)
        self._layers.addWidget(self.scale_card, 1, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def show_overlay(self, hint: QWidget) -> None:
        """Put a hint over the lower edge of the image."""
        self._layers.addWidget(hint, 1, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)

    @Slot(bool)
    def _on_scale_card(self, is_open: bool) -> None:
        if is_open:
            self.size_bar.set_dragging(False)

    @Slot(bool)
    def _on_size_dragged(self, on: bool) -> None:
        if on:
            self.scale_card.set_open(False)

    def set_tools(self, actions: Sequence[QAction]) -> None:
        self._actions = actions

    @property
    def active_cells(self) -> CanvasActiveCells:
        return self._active_cells

    def tools(self) -> Sequence[QAction]:
        return self._actions

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        levels = self.canvas.image.levels
        return levels.pixels if isinstance(levels, ImageLevels) and smear_id == self.shown_id else None

    def activated(self) -> None:
        """Take the focus and show the selected cells, because keys apply to them."""
        self.canvas.setFocus()
        self.canvas.reveal_selection()

    @Slot()
    def _on_project_changed(self, *_: object) -> None:
        self.canvas.set_editable(not self._context.why_not_edit)

    def show_smear(self, smear_id: int) -> None:
        """Load the smear's image; 0 clears the canvas. Nothing happens for the smear already shown."""
        if smear_id == self._wanted_id:
            return
        self._wanted_id = smear_id
        self.shown_id = 0
        self.smear_left.emit()
        project = self._context.project
        if not smear_id or project is None:
            self.canvas.set_image(None)
            return

        def work(task: Task) -> ImageLevels:
            pixels = library.load_pixels(project, smear_id=smear_id)
            task.raise_if_stopped()
            return ImageLevels.of(pixels)

        self._context.jobs.start(
            work,
            title=self.tr("opening the smear"),
            on_success=partial(self._on_loaded, smear_id),
            on_failure=self._on_not_loaded,
            supersede="label-picture",
        )

    def clear(self) -> None:
        """Drop everything of the previous project."""
        self._wanted_id = self.shown_id = 0
        self.smear_left.emit()
        self.canvas.set_image(None)

    def _on_loaded(self, smear_id: int, levels: ImageLevels) -> None:
        if smear_id != self._wanted_id:
            return
        self.shown_id = smear_id
        self.canvas.set_image(levels)
        self.loaded.emit(smear_id)

    def _on_not_loaded(self, error: JobError) -> None:
        self.canvas.set_image(None)
        self._context.failed.emit(error)
