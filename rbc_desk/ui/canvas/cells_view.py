"""The smear with its cells: what is shown, what is selected, what a gesture may change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry import Circle
from rbc_desk.core.look import DisplaySettings
from rbc_desk.ui.canvas.cell_layer import CellLayer
from rbc_desk.ui.canvas.image_item import ImageItem, ImageLevels
from rbc_desk.ui.canvas.zoom import ZoomView
from rbc_desk.ui.kit.cell_drag import DropPlace

_RIM_PX = 6.0

SMALLEST_RADIUS_PX = 2.0
"""Of a circle that is drawn or resized, in pixels of the picture."""


class CellsView(ZoomView):
    """Shows a smear and its cells; all coordinates that it takes and gives are pixels of the original.

    It changes nothing itself: what the hands ask for comes as signals, and `set_cells` brings the result.
    Circles can be moved, resized and drawn only after `set_editable(True)`.
    """

    cell_clicked = Signal(int, object)  # id, Qt.KeyboardModifier
    circle_drawn = Signal(object)  # Circle
    circle_changed = Signal(int, object)  # id, Circle: one cell was moved or resized
    circles_changed = Signal(object)  # dict[int, Circle]: several were moved together
    selection_changed = Signal(object)  # frozenset[int]
    hovered = Signal(int)  # 0: none
    draw_mode_changed = Signal(bool)
    unsure_changed = Signal(float)  # the score below which cells are marked
    lasso_changed = Signal(bool)  # whether the left button draws around cells
    nudged = Signal(object)  # dict[int, Circle]: the selected cells, moved or resized by a key
    pointed = Signal(object)  # QPointF in pixels of the picture; None: the cursor left
    picture_changed = Signal()
    look_changed = Signal()
    menu_wanted = Signal(int, QPoint)  # cell id (0: none), global position

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("smearCanvas")
        self.setAccessibleName(self.tr("Smear"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.image = ImageItem()
        self.layer = CellLayer()
        self.scene().addItem(self.image)
        self.scene().addItem(self.layer)
        self.drop_place: DropPlace | None = None  # outside, for cells that are dragged there
        self._editable = False
        self._drawing = False
        self._lassoing = False
        self._overlay = True
        self._peeking = False
        self._radius: float | None = None

    # what is shown

    def set_image(self, image: NDArray[np.uint8] | ImageLevels | None) -> None:
        """Show pixels (uint8 RGB, H x W x 3), or levels made of them elsewhere; None shows nothing."""
        levels = ImageLevels.of(image) if isinstance(image, np.ndarray) else image
        self.image.set_levels(levels)
        area = self.image.boundingRect()
        self.layer.set_area(area.adjusted(-area.width(), -area.height(), area.width(), area.height()))
        self.set_picture(area)
        self.picture_changed.emit()

    @property
    def look(self) -> DisplaySettings:
        return self.image.look

    def set_look(self, look: DisplaySettings) -> None:
        """Show the picture so; the pixels that it is made of stay as they are."""
        if look != self.image.look:
            self.image.set_look(look)
            self.look_changed.emit()

    def set_cells(self, cells: Sequence[Cell], class_set: ClassSet | None) -> None:
        """Show these cells; a selection of cells that are gone goes with them."""
        before, hovered = self.selection, self.hovered_id
        self.layer.set_cells(cells, class_set)
        if self.selection != before:
            self.selection_changed.emit(self.selection)
        if self.hovered_id != hovered:
            self.hovered.emit(self.hovered_id)

    def show_ahead(self, cells: Mapping[int, Cell]) -> None:
        """Paint these cells (by id) at once as they are about to be; `set_cells` then brings what came of it."""
        self.layer.set_cells([cells.get(cell.id, cell) for cell in self.layer.all_cells], self.layer.classes)
        self.viewport().repaint()

    def set_show_rejected(self, shown: bool) -> None:
        """Show rejected cells as ghosts, so that they can be taken back."""
        self.layer.set_show_rejected(shown)

    def set_outlines(self, shown: bool) -> None:
        """Draw the outlines of cells that are not round instead of their circles."""
        self.layer.set_outlines(shown)

    def set_unsure_below(self, score: float) -> None:
        """Mark the proposed cells whose detection score is below this; 0 marks none."""
        if score != self.layer.unsure_below:
            self.layer.set_unsure_below(score)
            self.unsure_changed.emit(score)

    @property
    def unsure_ids(self) -> list[int]:
        """The marked cells in reading order."""
        return [i for i in self.layer.index.reading_order if self.layer.is_unsure(self.layer.by_id[i])]

    def step_unsure(self, by: int) -> None:
        """Select the next (or the previous) marked cell and bring it into view; past the end it starts again."""
        ids = self.unsure_ids
        if not ids:
            return
        current = next(iter(self.selection)) if len(self.selection) == 1 else 0
        start = ids.index(current) if current in ids else (-1 if by > 0 else 0)
        self.go_to(ids[(start + by) % len(ids)])

    def set_editable(self, editable: bool) -> None:
        self._editable = self.layer.handles = editable
        self.layer.update()

    def set_typical_radius(self, radius_px: float | None) -> None:
        """The radius that a click in draw mode gives; None: the median of the cells shown."""
        self._radius = radius_px

    @property
    def typical_radius(self) -> float:
        return self._radius or self.layer.index.median_radius or max(self.picture.height() / 24, 4.0)

    def set_overlay_visible(self, visible: bool) -> None:
        self._overlay = visible
        self.layer.setVisible(visible and not self._peeking)

    @property
    def overlay_visible(self) -> bool:
        return self.layer.isVisible()

    def peek(self, on: bool) -> None:
        """Hide the cells for as long as a key is held."""
        self._peeking = on
        self.layer.setVisible(self._overlay and not on)

    # what is chosen

    @property
    def selection(self) -> frozenset[int]:
        return self.layer.selected

    @property
    def hovered_id(self) -> int:
        return self.layer.hovered

    def select(self, ids: Iterable[int]) -> None:
        """Select these cells (those that are shown) and nothing else."""
        chosen = frozenset(ids) & self.layer.by_id.keys()
        if chosen != self.layer.selected:
            self.layer.selected = frozenset(chosen)
            self.layer.update()
            self.selection_changed.emit(self.selection)

    def click(self, at: QPoint, *, modifiers: Qt.KeyboardModifier) -> None:
        """What a click there does: select; Ctrl turns a cell's selection around, Shift adds it."""
        cell_id = self.cell_at(at)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.select(self.selection ^ {cell_id} if cell_id else self.selection)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.select(self.selection | {cell_id} if cell_id else self.selection)
        else:
            self.select({cell_id} if cell_id else ())
        if cell_id:
            self.cell_clicked.emit(cell_id, modifiers)

    def cell_at(self, at: QPoint) -> int:
        """The cell below a point of the viewport, 0 where there is none or the overlay is hidden."""
        if not self.layer.isVisible():
            return 0
        point = self.view_to_image(at)
        return self.layer.index.at(point.x(), point.y(), slack=3 / self.scale_factor)

    def step(self, *, columns: int = 0, rows: int = 0) -> None:
        """Select the next cell in reading order, or the nearest of the next row, and bring it into view."""
        current = next(iter(self.selection)) if len(self.selection) == 1 else self.hovered_id
        self.go_to(self.layer.index.step(current, columns=columns, rows=rows))

    def go_to(self, cell_id: int) -> None:
        """Select a cell and pan as little as it takes to see it; an unknown one is ignored."""
        if cell_id in self.layer.by_id:
            self.select({cell_id})
            self.reveal(_rectangle(self.layer.circle(cell_id)))

    def reveal_selection(self) -> None:
        """Bring the selected cells in sight: one by panning as little as it takes, several by fitting the picture."""
        boxes = [_rectangle(self.layer.circle(cell_id)) for cell_id in self.selection]
        if len(boxes) == 1:
            self.reveal(boxes[0])
        elif not all(map(self.part_in_sight().contains, boxes)):
            self.fit()

    def zoom_to_cell(self, cell_id: int) -> None:
        """Bring a cell to the middle, a fifth of the view large."""
        if cell_id in self.layer.by_id:
            circle = self.layer.circle(cell_id)
            room = min(self.viewport().width(), self.viewport().height())
            self.show_at(QPointF(circle.x, circle.y), scale=room / 5 / circle.diameter)

    # editing

    def set_draw_mode(self, on: bool) -> None:
        """In draw mode the left button adds cells."""
        on = on and self._editable
        if on != self._drawing:
            self._drawing = on
            self.draw_mode_changed.emit(on)

    @property
    def lasso(self) -> bool:
        return self._lassoing

    def set_lasso(self, on: bool) -> None:
        """With the lasso the left button draws around the cells to select; so it does anyhow with Alt held."""
        if on != self._lassoing:
            self._lassoing = on
            self.lasso_changed.emit(on)

    def nudge(self, *, dx: float = 0, dy: float = 0, dr: float = 0) -> None:
        """Ask for the selected cells to be moved by pixels of the picture, their radius to grow by `dr`."""
        if not self._editable or not self.selection or self.layer.drafts:
            return
        moved = {}
        for cell_id in self.selection:
            circle = self.layer.circle(cell_id)
            wanted = Circle(circle.x + dx, circle.y + dy, max(circle.r + dr, SMALLEST_RADIUS_PX))
            moved[cell_id] = self.kept_inside(wanted)
        self.nudged.emit(moved)

    def holds(self, circle: Circle) -> bool:
        """Whether its centre lies on the picture."""
        return self.picture.contains(QPointF(circle.x, circle.y))

    def kept_inside(self, circle: Circle) -> Circle:
        """The circle with its centre brought back onto the picture."""
        x = min(max(circle.x, 0.0), self.picture.width())
        y = min(max(circle.y, 0.0), self.picture.height())
        return Circle(x, y, circle.r)

    def commit_drafts(self) -> None:
        """A drag ended: ask for the circles as they were drawn."""
        drafts = dict(self.layer.drafts)
        if len(drafts) == 1:
            self.circle_changed.emit(*drafts.popitem())
        elif drafts:
            self.circles_changed.emit(drafts)
        self.layer.drafts = {}  # after the answer: the circles do not jump back in between
        self.layer.update()

    def rim_at(self, at: QPoint) -> int:
        """The selected cell whose rim is below the point, 0 where there is none."""
        if not self._editable or len(self.selection) != 1 or not self.layer.isVisible():
            return 0
        (cell_id,) = self.selection
        circle = self.layer.circle(cell_id)
        point = self.view_to_image(at)
        distance = math.hypot(point.x() - circle.x, point.y() - circle.y)
        slack = min(_RIM_PX / self.scale_factor, 0.35 * circle.r)  # the middle of a small cell still moves it
        return cell_id if abs(distance - circle.r) <= slack else 0


def _rectangle(circle: Circle) -> QRectF:
    return QRectF(circle.x - circle.r, circle.y - circle.r, circle.diameter, circle.diameter)
