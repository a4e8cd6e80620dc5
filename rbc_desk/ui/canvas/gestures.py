"""Mouse gestures between press and release, one small class each."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas.cells.view import SMALLEST_RADIUS_PX, CellsView
from rbc_desk.ui.kit.theme import accent

CLICK_SLACK = 4
"""A press that moves less than this many screen pixels is a click."""

UNSTEADY_SLACK = 10
"""The same for a pen and a finger, which move a little while they tap."""


class Gesture:
    """A gesture that begins with a press at `start` (screen pixels). `moved` is set once it is more than a click."""

    cursor: Qt.CursorShape | None = None
    changes: frozenset[int] = frozenset()
    """The cells that it moves or resizes. The gesture ends if they disappear."""
    slack = CLICK_SLACK

    def __init__(self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self.canvas = canvas
        self.start = start
        self.at = start
        self.modifiers = modifiers
        self.moved = False

    def move(self, at: QPoint) -> None:
        self.moved = self.moved or (at - self.start).manhattanLength() >= self.slack
        last, self.at = self.at, at
        if self.moved:
            self.drag(last)

    def drag(self, last: QPoint) -> None:
        """Handle a mouse move from `last` to `self.at`."""

    def finish(self) -> None:
        """Handle the release of the button."""

    def cancel(self) -> None:
        """Undo the effect of the gesture (Escape)."""

    def paint(self, painter: QPainter) -> None:
        """Draw above everything, in screen pixels."""

    @property
    def extends(self) -> bool:
        return bool(self.modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))

    def in_image(self, point: QPoint) -> QPointF:
        return self.canvas.view_to_image(point)


class Pan(Gesture):
    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: QPoint) -> None:
        self.canvas.pan_by(at - self.at)
        self.at = at


class Band(Gesture):
    """A rubber-band selection; a click if the mouse does not move."""

    def __init__(self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._before = canvas.selection

    def drag(self, last: QPoint) -> None:
        box = QRectF(self.in_image(self.start), self.in_image(self.at)).normalized()
        hit = self.canvas.layer.index.inside(box.left(), box.top(), x1=box.right(), y1=box.bottom())
        self.canvas.layer.selected = hit | self._before if self.extends else hit
        self.canvas.viewport().update()

    def finish(self) -> None:
        if not self.moved:
            self.canvas.click(self.start, modifiers=self.modifiers)
            return
        chosen, self.canvas.layer.selected = self.canvas.layer.selected, self._before
        self.canvas.select(chosen)

    def cancel(self) -> None:
        self.canvas.layer.selected = self._before

    def paint(self, painter: QPainter) -> None:
        if not self.moved:
            return
        colour = accent(self.canvas.palette())
        fill = QColor(colour)
        fill.setAlpha(36)
        painter.setPen(QPen(QColor(255, 255, 255, 160), 3))
        painter.setBrush(fill)
        box = QRectF(QPointF(self.start), QPointF(self.at)).normalized()
        painter.drawRect(box)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


class Lasso(Gesture):
    """A free line around cells; a click if the mouse does not move."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._before = canvas.selection
        self._line = [self.in_image(start)]

    def drag(self, last: QPoint) -> None:
        self._line.append(self.in_image(self.at))
        corners = np.array([(point.x(), point.y()) for point in self._line])
        hit = self.canvas.layer.index.within(corners)
        self.canvas.layer.selected = hit | self._before if self.extends else hit
        self.canvas.viewport().update()

    def finish(self) -> None:
        if not self.moved:
            self.canvas.click(self.start, modifiers=self.modifiers)
            return
        chosen, self.canvas.layer.selected = self.canvas.layer.selected, self._before
        self.canvas.select(chosen)

    def cancel(self) -> None:
        self.canvas.layer.selected = self._before

    def paint(self, painter: QPainter) -> None:
        if not self.moved:
            return
        colour = accent(self.canvas.palette())
        fill = QColor(colour)
        fill.setAlpha(36)
        shape = QPolygonF([QPointF(self.canvas.image_to_view(p.x(), p.y())) for p in self._line])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(255, 255, 255, 160), 3))
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.2))
        painter.drawPolygon(shape)


class MoveCells(Gesture):
    """Drags all selected cells on the image, or onto the drop target beside it; a click if the mouse does
    not move.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._before = {i: canvas.layer.circle(i) for i in canvas.selection}
        self.changes = frozenset(self._before)

    def drag(self, last: QPoint) -> None:
        place = self.canvas.drop_place
        if place is not None and place.over(self._on_screen()):
            self.canvas.layer.drafts = {}  # the cells keep their positions
            self.canvas.layer.update()
            return
        delta = self.in_image(self.at) - self.in_image(self.start)
        self.canvas.layer.drafts = {
            i: self.canvas.kept_inside(c.moved(dx=delta.x(), dy=delta.y())) for i, c in self._before.items()
        }
        self.canvas.layer.update()

    def finish(self) -> None:
        if not self.moved:
            self.canvas.click(self.start, modifiers=self.modifiers)
            return
        place = self.canvas.drop_place
        if place is not None and place.drop(self._before, self._on_screen()):
            self.canvas.layer.drafts = {}
        else:
            self.canvas.commit_drafts()

    def cancel(self) -> None:
        self.canvas.layer.drafts = {}
        if self.canvas.drop_place is not None:
            self.canvas.drop_place.leave()

    def _on_screen(self) -> QPoint:
        return self.canvas.viewport().mapToGlobal(self.at)


class ResizeCell(Gesture):
    """Drags the rim of the only selected cell; its centre stays."""

    def __init__(
        self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier, cell_id: int
    ) -> None:  # fmt: skip
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._id = cell_id
        self.changes = frozenset({cell_id})
        self._circle = canvas.layer.circle(cell_id)
        # the press need not hit the rim exactly: its offset is kept while dragging
        self._offset = self._circle.r - self._distance(start)

    def _distance(self, point: QPoint) -> float:
        at = self.in_image(point)
        return math.hypot(at.x() - self._circle.x, at.y() - self._circle.y)

    def drag(self, last: QPoint) -> None:
        radius = max(SMALLEST_RADIUS_PX, self._distance(self.at) + self._offset)
        self.canvas.layer.drafts = {self._id: self._circle.resized(radius)}
        self.canvas.layer.update()

    def finish(self) -> None:
        if self.moved:
            self.canvas.commit_drafts()
        else:
            self.canvas.click(self.start, modifiers=self.modifiers)

    def cancel(self) -> None:
        self.canvas.layer.drafts = {}


class DrawCircle(Gesture):
    """A new cell: dragged from its centre outward, or a click for one of the typical size."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CellsView, *, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._set(canvas.typical_radius)

    def _set(self, radius: float) -> None:
        at = self.in_image(self.start)
        self.canvas.layer.new_circle = Circle(at.x(), at.y(), radius)
        self.canvas.layer.update()

    def drag(self, last: QPoint) -> None:
        delta = self.in_image(self.at) - self.in_image(self.start)
        self._set(max(SMALLEST_RADIUS_PX, math.hypot(delta.x(), delta.y())))

    def finish(self) -> None:
        circle, self.canvas.layer.new_circle = self.canvas.layer.new_circle, None
        if circle is not None and self.canvas.holds(circle):
            self.canvas.circle_drawn.emit(circle)

    def cancel(self) -> None:
        self.canvas.layer.new_circle = None
