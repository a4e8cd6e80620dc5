"""The smear with its cells: display, selection, and edits by gesture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.display import DisplaySettings
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas.cells.layer import CellLayer
from rbc_desk.ui.canvas.image_item import ImageItem, ImageLevels, Levels
from rbc_desk.ui.canvas.zoom import ZoomView
from rbc_desk.ui.kit.cell_drag import DropPlace

_RIM_PX = 6.0

SMALLEST_RADIUS_PX = 2.0
"""The minimum radius of a drawn or resized circle, in image pixels."""


class CellsView(ZoomView):
    """Shows a smear and its cells. All coordinates in its interface are pixels of the original.

    It changes no data: requested edits are emitted as signals, and `set_cells` shows the result. Circles can be
    moved, resized and drawn only after `set_editable(True)`.
    """

    cell_clicked = Signal(int, object)  # id, Qt.KeyboardModifier
    circle_drawn = Signal(object)  # Circle
    circle_changed = Signal(int, object)  # id, Circle: one cell was moved or resized
    circles_changed = Signal(object)  # dict[int, Circle]: several cells were moved together
    selection_changed = Signal(object)  # frozenset[int]
    hovered = Signal(int)  # 0: none
    draw_mode_changed = Signal(bool)
    uncertain_changed = Signal(float)  # the score below which cells are marked as uncertain
    lasso_changed = Signal(bool)  # whether the lasso is on
    nudged = Signal(object)  # dict[int, Circle]: the selected cells, moved or resized by a key
    pointed = Signal(object)  # QPointF in image pixels; None: the cursor left
    picture_changed = Signal()
    look_changed = Signal()
    menu_requested = Signal(int, QPoint)  # cell id (0: none), global position

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
        self.drop_place: DropPlace | None = None  # target outside the view for dragged cells
        self._editable = False
        self._drawing = False
        self._lassoing = False
        self._overlay = True
        self._peeking = False
        self._radius: float | None = None

    # content

    def set_image(self, image: NDArray[np.uint8] | Levels | None) -> None:
        """Show an image (uint8 RGB, H x W x 3) or its prepared levels; None shows nothing."""
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
        """Display the image with these settings; its pixels stay unchanged."""
        if look != self.image.look:
            self.image.set_look(look)
            self.look_changed.emit()

    def set_cells(self, cells: Sequence[Cell], class_set: ClassSet | None) -> None:
        """Show these cells; removed cells leave the selection."""
        before, hovered = self.selection, self.hovered_id
        self.layer.set_cells(cells, class_set)
        if self.selection != before:
            self.selection_changed.emit(self.selection)
        if self.hovered_id != hovered:
            self.hovered.emit(self.hovered_id)

    def show_preview(self, cells: Mapping[int, Cell]) -> None:
        """Paint these cells (by id) as they are expected to be; `set_cells` later brings the stored result."""
        self.layer.set_cells([cells.get(cell.id, cell) for cell in self.layer.all_cells], self.layer.classes)
        self.viewport().repaint()

    def set_show_rejected(self, shown: bool) -> None:
        """Show rejected cells as ghosts, so that they can be restored."""
        self.layer.set_show_rejected(shown)

    def set_outlines(self, shown: bool) -> None:
        """Draw the outlines of cells that are not round instead of their circles."""
        self.layer.set_outlines(shown)

    def set_uncertain_below(self, score: float) -> None:
        """Mark proposed cells whose detection score is below this value; 0 marks none."""
        if score != self.layer.uncertain_below:
            self.layer.set_uncertain_below(score)
            self.uncertain_changed.emit(score)

    @property
    def uncertain_ids(self) -> list[int]:
        """The marked cells in reading order."""
        return [i for i in self.layer.index.reading_order if self.layer.is_uncertain(self.layer.by_id[i])]

    def step_uncertain(self, by: int) -> None:
        """Select the next or previous marked cell and bring it into view; wraps around at the end."""
        ids = self.uncertain_ids
        if not ids:
            return
        current = next(iter(self.selection)) if len(self.selection) == 1 else 0
        start = ids.index(current) if current in ids else (-1 if by > 0 else 0)
        self.go_to(ids[(start + by) % len(ids)])

    def set_editable(self, editable: bool) -> None:
        self._editable = self.layer.handles = editable
        self.layer.update()

    def set_typical_radius(self, radius_px: float | None) -> None:
        """The radius of a circle drawn by a click; None: the median of the visible cells."""
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
        """Hide the cells while a key is held."""
        self._peeking = on
        self.layer.setVisible(self._overlay and not on)

    # selection

    @property
    def selection(self) -> frozenset[int]:
        return self.layer.selected

    @property
    def hovered_id(self) -> int:
        return self.layer.hovered

    def select(self, ids: Iterable[int]) -> None:
        """Select exactly these cells, as far as they are visible."""
        chosen = frozenset(ids) & self.layer.by_id.keys()
        if chosen != self.layer.selected:
            self.layer.selected = frozenset(chosen)
            self.layer.update()
            self.selection_changed.emit(self.selection)

    def click(self, at: QPoint, *, modifiers: Qt.KeyboardModifier) -> None:
        """Select the cell at this point. Ctrl toggles its selection, Shift adds it."""
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
        """The cell at a viewport point; 0 if there is none or the overlay is hidden."""
        if not self.layer.isVisible():
            return 0
        point = self.view_to_image(at)
        return self.layer.index.at(point.x(), point.y(), slack=3 / self.scale_factor)

    def step(self, *, columns: int = 0, rows: int = 0) -> None:
        """Select the next cell in reading order, or the nearest in the next row, and bring it into view."""
        current = next(iter(self.selection)) if len(self.selection) == 1 else self.hovered_id
        self.go_to(self.layer.index.step(current, columns=columns, rows=rows))

    def go_to(self, cell_id: int) -> None:
        """Select a cell and pan only as far as needed to show it. Unknown ids are ignored."""
        if cell_id in self.layer.by_id:
            self.select({cell_id})
            self.reveal(_rectangle(self.layer.circle(cell_id)))

    def reveal_selection(self) -> None:
        """Bring the selected cells into view: pan minimally to a single one, fit the image for several."""
        boxes = [_rectangle(self.layer.circle(cell_id)) for cell_id in self.selection]
        if len(boxes) == 1:
            self.reveal(boxes[0])
        elif not all(map(self.visible_part().contains, boxes)):
            self.fit()

    def zoom_to_cell(self, cell_id: int) -> None:
        """Centre a cell and zoom until it takes a fifth of the view."""
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
        """With the lasso the left button draws around the cells to select. Holding Alt does the same."""
        if on != self._lassoing:
            self._lassoing = on
            self.lasso_changed.emit(on)

    def nudge(self, *, dx: float = 0, dy: float = 0, dr: float = 0) -> None:
        """Request that the selected cells move by (`dx`, `dy`) image pixels and their radius grows by `dr`."""
        if not self._editable or not self.selection or self.layer.drafts:
            return
        moved = {}
        for cell_id in self.selection:
            circle = self.layer.circle(cell_id)
            wanted = Circle(circle.x + dx, circle.y + dy, max(circle.r + dr, SMALLEST_RADIUS_PX))
            moved[cell_id] = self.kept_inside(wanted)
        self.nudged.emit(moved)

    def holds(self, circle: Circle) -> bool:
        """Whether the circle's centre lies on the image."""
        return self.picture.contains(QPointF(circle.x, circle.y))

    def kept_inside(self, circle: Circle) -> Circle:
        """The circle with its centre moved back onto the image."""
        x = min(max(circle.x, 0.0), self.picture.width())
        y = min(max(circle.y, 0.0), self.picture.height())
        return Circle(x, y, circle.r)

    def commit_drafts(self) -> None:
        """Request the circles as drawn, after a drag has ended."""
        drafts = dict(self.layer.drafts)
        if len(drafts) == 1:
            self.circle_changed.emit(*drafts.popitem())
        elif drafts:
            self.circles_changed.emit(drafts)
        self.layer.drafts = {}  # after the signal, so that the circles do not jump back in between
        self.layer.update()

    def rim_at(self, at: QPoint) -> int:
        """The selected cell whose rim is under the point; 0 if there is none."""
        if not self._editable or len(self.selection) != 1 or not self.layer.isVisible():
            return 0
        (cell_id,) = self.selection
        circle = self.layer.circle(cell_id)
        point = self.view_to_image(at)
        distance = math.hypot(point.x() - circle.x, point.y() - circle.y)
        slack = min(_RIM_PX / self.scale_factor, 0.35 * circle.r)  # the centre of a small cell still moves it
        return cell_id if abs(distance - circle.r) <= slack else 0


def _rectangle(circle: Circle) -> QRectF:
    return QRectF(circle.x - circle.r, circle.y - circle.r, circle.diameter, circle.diameter)
