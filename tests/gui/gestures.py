"""Mouse gestures on a canvas, in image pixels."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbc_desk.ui.canvas import SmearCanvas

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def hover_image(canvas: SmearCanvas, x: float, y: float) -> None:
    QTest.mouseMove(canvas.viewport(), canvas.image_to_view(x, y))


def click_image(canvas: SmearCanvas, x: float, y: float, button=LEFT, modifiers=NO_KEYS) -> None:
    QTest.mouseClick(canvas.viewport(), button, modifiers, canvas.image_to_view(x, y))


def drag_image(canvas: SmearCanvas, start, end, button=LEFT, modifiers=NO_KEYS) -> None:
    """Press at `start`, move in four steps, release at `end`; both are (x, y)."""
    first, last = canvas.image_to_view(*start), canvas.image_to_view(*end)
    QTest.mousePress(canvas.viewport(), button, modifiers, first)
    for step in range(1, 5):
        QTest.mouseMove(canvas.viewport(), first + (last - first) * step / 4)
    QTest.mouseRelease(canvas.viewport(), button, modifiers, last)


def wheel_image(canvas: SmearCanvas, x: float, y: float, *, notches: int) -> None:
    at = QPointF(canvas.image_to_view(x, y))
    event = QWheelEvent(
        at,
        QPointF(canvas.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
