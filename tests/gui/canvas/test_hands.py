"""Touch pads, touch screens, pens and high-density screens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.gestures import LEFT, NO_KEYS

ROOT = Path(__file__).resolve().parents[3]
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton


def two_fingers_scroll(canvas, at, *, px, modifiers=NO_KEYS):
    place = QPointF(at)
    event = QWheelEvent(
        place,
        QPointF(canvas.viewport().mapToGlobal(at)),
        px,
        px * 4,
        NONE,
        modifiers,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def native(canvas, kind, at, *, value=0.0, delta=None):
    place = QPointF(at)
    where = QPointF(canvas.viewport().mapToGlobal(at))
    pad = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, pad, 2, place, place, where, value, delta or QPointF())
    QApplication.sendEvent(canvas.viewport(), event)


def test_two_fingers_on_a_touch_pad_pan_and_zoom_with_control(canvas):
    canvas.zoom_to(4.0)
    at = canvas.image_to_view(160, 120)
    two_fingers_scroll(canvas, at, px=QPoint(-30, 18))
    assert (canvas.image_to_view(160, 120) - at - QPoint(-30, 18)).manhattanLength() <= 2
    assert canvas.scale_factor == 4.0
    two_fingers_scroll(canvas, at, px=QPoint(0, 30), modifiers=CONTROL)
    assert canvas.scale_factor > 4.5


def test_a_pinch_on_a_touch_pad_zooms_between_the_fingers_and_a_double_tap_fits(canvas):
    at, fitted = canvas.image_to_view(260, 58), canvas.scale_factor
    for _ in range(5):
        native(canvas, Qt.NativeGestureType.ZoomNativeGesture, at, value=0.1)
    assert canvas.scale_factor == pytest.approx(fitted * 1.1**5, rel=0.01)
    assert (canvas.image_to_view(260, 58) - at).manhattanLength() <= 4
    native(canvas, Qt.NativeGestureType.PanNativeGesture, at, delta=QPointF(12, -7))
    assert (canvas.image_to_view(260, 58) - at - QPoint(12, -7)).manhattanLength() <= 5
    native(canvas, Qt.NativeGestureType.SmartZoomNativeGesture, at)
    assert canvas.is_fitted
    native(canvas, Qt.NativeGestureType.SmartZoomNativeGesture, at)
    assert canvas.scale_factor == 1.0


def test_a_pinch_on_a_touch_screen_zooms_and_pans_and_gives_up_what_one_finger_began(canvas, qtbot):
    view = canvas.viewport()
    screen = QTest.createTouchDevice()
    before, scale = canvas.view_to_image(QPoint(300, 300)), canvas.scale_factor
    QTest.mousePress(view, LEFT, NO_KEYS, QPoint(20, 20))  # a finger that would draw a box
    QTest.touchEvent(view, screen).press(0, QPoint(250, 300)).press(1, QPoint(350, 300)).commit()
    for step in range(1, 11):
        left, right = QPoint(250 - 6 * step, 300 + 4 * step), QPoint(350 + 6 * step, 300 + 4 * step)
        QTest.touchEvent(view, screen).move(0, left).move(1, right).commit()
    assert canvas.scale_factor > 1.5 * scale
    middle = canvas.image_to_view(before.x(), before.y())
    assert (middle - QPoint(300, 340)).manhattanLength() < 30
    QTest.touchEvent(view, screen).release(0, left).release(1, right).commit()
    QTest.mouseRelease(view, LEFT, NO_KEYS, QPoint(400, 400))
    assert canvas.selection == frozenset()


def test_the_tap_of_a_pen_may_wobble(canvas):
    pen = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        2,
    )
    at = canvas.image_to_view(canvas.layer.cells[0].circle.x, canvas.layer.cells[0].circle.y)
    off = at + QPoint(5, 4)
    for kind, place, buttons in (
        (QEvent.Type.MouseButtonPress, at, LEFT),
        (QEvent.Type.MouseMove, off, LEFT),
        (QEvent.Type.MouseButtonRelease, off, NONE),
    ):
        spot, where = QPointF(place), QPointF(canvas.viewport().mapToGlobal(place))
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        QApplication.sendEvent(canvas.viewport(), QMouseEvent(kind, spot, spot, where, button, buttons, NO_KEYS, pen))
    assert canvas.selection == {canvas.layer.cells[0].id}


_ON_SCREEN = """
import sys
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from rbc_desk.ui.canvas import SmearCanvas
from tests.gui.six_cells import CELLS, CLASSES
canvas = SmearCanvas()
canvas.resize(400, 300)
canvas.show()
QTest.qWaitForWindowExposed(canvas)
pixels = np.full((240, 320, 3), 220, np.uint8)
pixels[120:128, 160:168] = (255, 0, 0)
canvas.set_image(pixels)
canvas.zoom_to(1.0)
shot = canvas.grab()
ratio = shot.devicePixelRatio()
image = shot.toImage()
red = [(x, y) for x in range(image.width()) for y in range(image.height())
       if image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 110]
at = canvas.image_to_view(160, 120)
xs, ys = [x for x, _ in red], [y for _, y in red]
canvas.set_cells(CELLS, CLASSES)
circle = CELLS[0].circle
QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.image_to_view(circle.x, circle.y))
print(ratio, min(xs) - at.x() * ratio, min(ys) - at.y() * ratio, max(xs) + 1 - min(xs), max(ys) + 1 - min(ys),
      canvas.selection == {CELLS[0].id})
"""


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_on_every_screen_the_image_is_sharp_and_a_click_hits_its_cell(factor):
    """Each pixel of the image takes as many of the screen as it should, at its place."""
    environment = os.environ | {"QT_SCALE_FACTOR": str(factor), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _ON_SCREEN], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    ratio, dx, dy, width, height, hit = done.stdout.split()
    assert float(ratio) == factor
    assert abs(float(dx)) <= factor
    assert abs(float(dy)) <= factor
    assert abs(int(width) - 8 * factor) <= 1
    assert abs(int(height) - 8 * factor) <= 1
    assert hit == "True"
