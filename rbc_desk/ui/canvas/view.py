"""The canvas: the smear, its cells, and editing by mouse and keys."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QInputDevice, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.gestures import (
    UNSTEADY_SLACK,
    Band,
    DrawCircle,
    Gesture,
    Lasso,
    MoveCells,
    Pan,
    ResizeCell,
)
from rbc_desk.ui.canvas.image_item import Levels
from rbc_desk.ui.keys.physical_keys import ARROWS, meant_key
from rbc_desk.ui.kit.theme import mix

_NUDGING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_GROWTH = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1}


class SmearCanvas(CellsView):
    """The canvas with mouse and keys. One gesture runs between press and release; Escape cancels it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gesture: Gesture | None = None
        self._space = False
        self.draw_mode_changed.connect(lambda _on: self._apply_theme())
        self.lasso_changed.connect(lambda _on: self._apply_theme())

    def set_image(self, image: NDArray[np.uint8] | Levels | None) -> None:
        self._cancel_gesture()
        super().set_image(image)

    def set_cells(self, cells: Sequence[Cell], class_set: ClassSet | None) -> None:
        super().set_cells(cells, class_set)
        if self._gesture is not None and not self._gesture.changes <= self.layer.by_id.keys():
            self._cancel_gesture()

    def fingers_began(self) -> None:
        self._cancel_gesture()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, button = event.position().toPoint(), event.button()
        if self._gesture is not None or self.picture.isEmpty():
            return
        if button == Qt.MouseButton.RightButton:
            self._ask_menu(at, event.globalPosition().toPoint())
            return
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._space):
            self._gesture = Pan(self, start=at, modifiers=event.modifiers())
        elif button == Qt.MouseButton.LeftButton:
            self._gesture = self._begin(at, event.modifiers())
        if self._gesture is not None and _is_unsteady(event):
            self._gesture.slack = UNSTEADY_SLACK
        self._apply_theme()

    def _begin(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> Gesture:
        if self._drawing:
            return DrawCircle(self, start=at, modifiers=modifiers)
        if self._lassoing or modifiers & Qt.KeyboardModifier.AltModifier:
            return Lasso(self, start=at, modifiers=modifiers)
        if rim := self.rim_at(at):
            return ResizeCell(self, start=at, modifiers=modifiers, cell_id=rim)
        if self._editable and self.cell_at(at) in self.selection:
            return MoveCells(self, start=at, modifiers=modifiers)
        return Band(self, start=at, modifiers=modifiers)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self.pointed.emit(None if self.picture.isEmpty() else self.view_to_image(at))
        if self._gesture is not None:
            self._gesture.move(at)
            return
        self._hover(self.cell_at(at))
        self._apply_theme(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish()
            self.viewport().update()
            self._apply_theme(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # a double click counts as two clicks

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(0)
        self.pointed.emit(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = meant_key(event).key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS and plain:
            columns, rows = ARROWS[Qt.Key(key)]
            self.step(columns=columns, rows=rows)
        elif key in ARROWS and event.modifiers() & _NUDGING:
            by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            columns, rows = ARROWS[Qt.Key(key)]
            self.nudge(dx=by * columns, dy=by * rows)
        elif key in _GROWTH and not event.modifiers() & _NUDGING:
            self.nudge(dr=_GROWTH[Qt.Key(key)])
        elif key == Qt.Key.Key_Space:
            self._space = True
            self._apply_theme()
        elif key == Qt.Key.Key_H and plain:
            self.peek(True)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            event.ignore()  # the page has its own keys, so the scrolling keys of the base class are not used

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Space:
            self._space = False
            self._apply_theme()
        elif meant_key(event).key() == Qt.Key.Key_H:
            self.peek(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False  # another widget will receive the release
        self.peek(False)
        super().focusOutEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._gesture is not None:
            painter.save()
            painter.resetTransform()
            self._gesture.paint(painter)
            painter.restore()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        palette = self.palette()
        painter.fillRect(rect, mix(palette.windowText().color(), palette.window().color(), share=0.10))

    # internals

    def _ask_menu(self, at: QPoint, where: QPoint) -> None:
        cell_id = self.cell_at(at)
        if cell_id and cell_id not in self.selection:
            self.select({cell_id})
        self.menu_requested.emit(cell_id, where)

    def _escape(self) -> None:
        if self._gesture is not None:
            self._cancel_gesture()
        elif self._drawing:
            self.set_draw_mode(False)
        elif self._lassoing:
            self.set_lasso(False)
        else:
            self.select(())

    def _cancel_gesture(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self.layer.selected &= self.layer.by_id.keys()  # cells that were selected may no longer exist
            self.viewport().update()
            self._apply_theme()

    def _hover(self, cell_id: int) -> None:
        if cell_id != self.layer.hovered:
            self.layer.hovered = cell_id
            self.layer.update()
            self.hovered.emit(cell_id)

    def _apply_theme(self, at: QPoint | None = None) -> None:
        """Set the cursor that shows what a press would do."""
        if self._gesture is not None and self._gesture.cursor is not None:
            shape = self._gesture.cursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._drawing or self._lassoing:
            shape = Qt.CursorShape.CrossCursor
        elif at is not None and (rim := self.rim_at(at)):
            shape = _resize_cursor(self.layer.circle(rim), self.view_to_image(at))
        else:
            shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


def _is_unsteady(event: QMouseEvent) -> bool:
    """Whether a pen or a finger pressed, which moves a little during a tap."""
    kinds = QInputDevice.DeviceType.Stylus, QInputDevice.DeviceType.TouchScreen
    return event.device().type() in kinds


def _resize_cursor(circle: Circle, at: QPointF) -> Qt.CursorShape:
    angle = math.degrees(math.atan2(at.y() - circle.y, at.x() - circle.x)) % 180
    shapes = (
        Qt.CursorShape.SizeHorCursor,
        Qt.CursorShape.SizeFDiagCursor,
        Qt.CursorShape.SizeVerCursor,
        Qt.CursorShape.SizeBDiagCursor,
    )
    return shapes[round(angle / 45) % 4]
