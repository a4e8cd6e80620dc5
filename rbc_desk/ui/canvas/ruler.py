"""A ruler on the image: drawn with the mouse, ends draggable, moved by arrow keys."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.keys.physical_keys import ARROWS
from rbc_desk.ui.kit.theme import accent, readable_on, tabular_font

_GRIP_PX = 12
_TICK_PX = 9.0
_ABOVE_ALL = 1000.0


class _LineItem(QGraphicsItem):
    """The line with a tick at either end and its length; widths are in screen pixels."""

    def __init__(self, canvas: CellsView) -> None:
        super().__init__()
        self._canvas = canvas
        self.line = QLineF()
        self.setZValue(_ABOVE_ALL)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self._canvas.sceneRect()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:  # fmt: skip
        if self.line.isNull():
            return
        transform = painter.worldTransform()
        first, last = transform.map(self.line.p1()), transform.map(self.line.p2())
        colour = accent(self._canvas.palette())
        along = QLineF(first, last)
        across = QPointF(-along.dy(), along.dx()) / max(along.length(), 1e-6) * _TICK_PX
        strokes = [along, *(QLineF(end - across, end + across) for end in (first, last))]
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in (QPen(QColor(255, 255, 255, 210), 5), QPen(colour, 2)):
            painter.setPen(pen)
            painter.drawLines(strokes)
        text = f"{self.line.length():.1f} px"
        painter.setFont(tabular_font())
        metrics = QFontMetricsF(painter.font())
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 6)
        box.moveCenter(along.center() + QPointF(0, box.height() + 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(readable_on(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class Ruler(QObject):
    """While active, the left button draws a line on the canvas (Shift keeps it horizontal or vertical).

    Wheel, middle button and Space pan and zoom as usual. Arrow keys move the last set end by one pixel, with Shift by
    ten. `changed` carries the line in image pixels. `left` is emitted when Escape is pressed.
    """

    changed = Signal(QLineF)
    drawn = Signal(QLineF)  # the button was released
    left = Signal()

    def __init__(self, canvas: CellsView, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._item = _LineItem(canvas)
        self._active = self._dragging = self._space = False
        self._last_end = 1

    @property
    def active(self) -> bool:
        return self._active

    @property
    def line(self) -> QLineF:
        """The line from end to end in image pixels; null if none is drawn."""
        return QLineF(self._item.line)

    def set_active(self, on: bool) -> None:
        """Take over the left button, or release it and remove the line."""
        if on == self._active:
            return
        self._active, self._dragging, self._space = on, False, False
        self._item.line = QLineF()
        if on:
            self._canvas.scene().addItem(self._item)
            self._canvas.installEventFilter(self)
            self._canvas.viewport().installEventFilter(self)
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._canvas.scene().removeItem(self._item)
            self._canvas.removeEventFilter(self)
            self._canvas.viewport().removeEventFilter(self)
            self._canvas.viewport().unsetCursor()

    def clear(self) -> None:
        """Remove the line."""
        self._set(QLineF())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._canvas.viewport():
            return self._on_mouse(event)
        if isinstance(event, QKeyEvent) and watched is self._canvas:
            return self._on_key(event)
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        kind = event.type()
        pressed = kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if pressed and event.button() == Qt.MouseButton.LeftButton and not self._space:
            self._begin(at)
            return True
        if kind == QEvent.Type.MouseMove and self._dragging:
            self._drag(at, straight=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if kind == QEvent.Type.MouseButtonRelease and self._dragging:
            self._dragging = False
            self.drawn.emit(self.line)
            return True
        # without a pressed button the canvas would set its own cursor
        return kind == QEvent.Type.MouseMove and not event.buttons() and not self._space

    def _begin(self, at: QPoint) -> None:
        self._dragging = True
        ends = (self._item.line.p1(), self._item.line.p2())
        for index, end in enumerate(ends):
            near = (self._canvas.image_to_view(end.x(), end.y()) - at).manhattanLength() <= _GRIP_PX
            if near and not self._item.line.isNull():
                self._last_end = index
                return
        self._last_end = 1
        point = self._inside(self._canvas.view_to_image(at))
        self._set(QLineF(point, point))

    def _drag(self, at: QPoint, *, straight: bool) -> None:
        point = self._inside(self._canvas.view_to_image(at))
        fixed = self._item.line.p1() if self._last_end else self._item.line.p2()
        if straight:
            level = abs(point.x() - fixed.x()) >= abs(point.y() - fixed.y())
            point = QPointF(point.x(), fixed.y()) if level else QPointF(fixed.x(), point.y())
        self._set(QLineF(fixed, point) if self._last_end else QLineF(point, fixed))

    def _on_key(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = pressed
            return False
        if event.key() == Qt.Key.Key_Escape:
            if pressed:
                self.left.emit()
            return True
        if event.key() not in ARROWS or self._item.line.isNull():
            return False
        if pressed:
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            step = QPointF(*ARROWS[Qt.Key(event.key())]) * far
            line = self.line
            if self._last_end:
                line.setP2(self._inside(line.p2() + step))
            else:
                line.setP1(self._inside(line.p1() + step))
            self._set(line)
        return True

    def _inside(self, point: QPointF) -> QPointF:
        area = self._canvas.picture
        return QPointF(min(max(point.x(), area.left()), area.right()), min(max(point.y(), area.top()), area.bottom()))

    def _set(self, line: QLineF) -> None:
        if not math.isfinite(line.length()):
            return
        self._item.line = line
        self._canvas.viewport().update()
        self.changed.emit(line)
