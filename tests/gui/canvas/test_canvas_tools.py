"""Lasso, nudging, display and overlays of the canvas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rbc_desk.core.display import DisplaySettings
from rbc_desk.ui.canvas.display_panel import DisplayPanel
from rbc_desk.ui.canvas.overlays import CanvasOverlays
from tests.gui.gestures import click_image, drag_image, hover_image

KEY = Qt.Key
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton


def draw_around(canvas, corners, *, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press at the first corner, go along the others, release at the last."""
    places = [canvas.image_to_view(*corner) for corner in corners]
    QTest.mousePress(canvas.viewport(), LEFT, modifiers, places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas.viewport(), place)
    QTest.mouseRelease(canvas.viewport(), LEFT, modifiers, places[-1])


# around 1 and 2 and 4, past 5, leaving out 3 and 6: no box selects these three alone
AROUND = [(20, 20), (200, 20), (200, 90), (100, 100), (100, 200), (20, 200)]


def test_alt_and_a_drag_around_cells_select_them(canvas):
    draw_around(canvas, AROUND, modifiers=ALT)
    assert canvas.selection == {1, 2, 4}


def test_with_the_lasso_on_a_plain_drag_selects_and_shift_extends(canvas):
    click_image(canvas, 260, 58)
    canvas.set_lasso(True)
    draw_around(canvas, AROUND, modifiers=SHIFT)
    assert canvas.selection == {1, 2, 3, 4}
    draw_around(canvas, AROUND)
    assert canvas.selection == {1, 2, 4}


def test_a_lasso_is_told_once_and_escape_takes_it_back(canvas, qtbot):
    told = []
    canvas.selection_changed.connect(told.append)
    draw_around(canvas, AROUND, modifiers=ALT)
    assert told == [frozenset({1, 2, 4})]
    canvas.set_lasso(True)
    QTest.mousePress(canvas.viewport(), LEFT, pos=canvas.image_to_view(230, 30))
    QTest.mouseMove(canvas.viewport(), canvas.image_to_view(300, 30))
    QTest.mouseMove(canvas.viewport(), canvas.image_to_view(280, 100))
    QTest.keyClick(canvas, KEY.Key_Escape)
    assert canvas.selection == {1, 2, 4}
    QTest.keyClick(canvas, KEY.Key_Escape)
    assert not canvas.lasso


def test_a_click_with_the_lasso_selects_the_cell_below(canvas):
    canvas.set_lasso(True)
    click_image(canvas, 60, 60)
    assert canvas.selection == {1}


@pytest.mark.parametrize("held", [ALT, CONTROL])
def test_arrows_with_alt_or_control_nudge_by_a_pixel_and_with_shift_by_ten(canvas, qtbot, held):
    canvas.select({1, 2})
    with qtbot.waitSignal(canvas.nudged) as asked:
        QTest.keyClick(canvas, KEY.Key_Right, held)
    assert {i: (c.x, c.y, c.r) for i, c in asked.args[0].items()} == {1: (61, 60, 20), 2: (161, 64, 20)}
    with qtbot.waitSignal(canvas.nudged) as asked:
        QTest.keyClick(canvas, KEY.Key_Up, held | SHIFT)
    assert asked.args[0][1].y == 50


def test_plus_and_minus_change_the_radius_by_a_pixel_down_to_two(canvas, qtbot):
    canvas.select({1})
    with qtbot.waitSignal(canvas.nudged) as asked:
        QTest.keyClick(canvas, KEY.Key_Plus)
    assert asked.args[0][1].r == 21
    canvas.nudge(dr=-100)
    with qtbot.waitSignal(canvas.nudged) as asked:
        QTest.keyClick(canvas, KEY.Key_Minus)
    assert asked.args[0][1].r == 19


def test_a_cell_is_not_nudged_off_the_picture(canvas, qtbot):
    canvas.select({1})
    with qtbot.waitSignal(canvas.nudged) as asked:
        canvas.nudge(dx=-500)
    assert asked.args[0][1].x == 0


def test_nothing_selected_or_a_picture_to_look_at_only_is_not_nudged(canvas, qtbot):
    with qtbot.assertNotEmitted(canvas.nudged):
        QTest.keyClick(canvas, KEY.Key_Right, CONTROL)
        canvas.select({1})
        canvas.set_editable(False)
        QTest.keyClick(canvas, KEY.Key_Right, CONTROL)


# the look


@pytest.fixture
def panel(canvas, qtbot):
    made = DisplayPanel(canvas)
    qtbot.addWidget(made)
    return made


def shown_at(canvas, x, y):
    return canvas.viewport().grab().toImage().pixelColor(canvas.image_to_view(x, y)).getRgb()[:3]


def test_sliders_change_what_is_shown_and_never_the_pixels(canvas, panel):
    before = canvas.image.levels.pixels.copy()
    panel.sliders["brightness"].setValue(-50)
    panel.sliders["warmth"].setValue(30)
    tables = DisplaySettings(brightness=-0.5, warmth=0.3).tables()
    assert shown_at(canvas, 110, 110) == tuple(int(table[220]) for table in tables)
    assert (canvas.image.levels.pixels == before).all()
    panel.reset.click()
    assert shown_at(canvas, 110, 110) == (220, 220, 220)
    assert panel.sliders["brightness"].value() == 0


def test_the_white_balance_makes_the_empty_ground_grey(canvas, panel):
    pixels = np.full((240, 320, 3), (226, 214, 180), np.uint8)
    pixels[100:140, 100:140] = (150, 70, 90)
    canvas.set_image(pixels)
    panel.auto.click()
    red, green, blue = shown_at(canvas, 20, 20)
    assert max(red, green, blue) - min(red, green, blue) <= 3
    assert shown_at(canvas, 120, 120)[1] < 120


def test_in_a_look_the_picture_keeps_its_border_and_its_circles(canvas, panel):
    plain = canvas.viewport().grab().toImage()
    panel.sliders["contrast"].setValue(1)
    dressed = canvas.viewport().grab().toImage()
    corner = canvas.image_to_view(0, 0)
    for dx in range(-4, 5):
        one, other = (image.pixelColor(corner.x() + dx, corner.y() + 200) for image in (plain, dressed))
        assert abs(one.red() - other.red()) <= 4
    on_rim = canvas.image_to_view(160 - 20, 64)
    assert plain.pixelColor(on_rim) == dressed.pixelColor(on_rim)


# the corners


@pytest.fixture
def furniture(canvas):
    made = CanvasOverlays(canvas)
    made.set_um_per_px(0.25)
    return made


def test_the_scale_bar_is_as_long_as_it_says(canvas, furniture):
    for zoom in (1.0, 3.7, 0.6):
        canvas.zoom_to(zoom)
        length, unit = furniture.bar.text.split()
        assert unit == "µm"
        assert furniture.bar.length_px == pytest.approx(float(length) / 0.25 * canvas.scale_factor)
        assert 55 < furniture.bar.length_px <= 150
    furniture.set_um_per_px(None)
    assert furniture.bar.text.endswith("px")


def test_the_cursors_place_is_told_in_pixels_and_micrometres(canvas, furniture):
    hover_image(canvas, 100, 40)
    place, micrometres = furniture.read_out.text.split("   ")
    x, y = (int(part) for part in place.removesuffix(" px").split(", "))
    assert abs(x - 100) <= 1
    assert abs(y - 40) <= 1
    assert micrometres.startswith(("24.", "25."))
    assert furniture.read_out.isVisible()
    hover_image(canvas, -15, 40)
    assert not furniture.read_out.isVisible()


def test_the_minimap_is_there_while_something_is_out_of_sight(canvas, furniture):
    assert not furniture.minimap.isVisible()
    canvas.zoom_to(6.0)
    assert furniture.minimap.isVisible()
    canvas.fit()
    assert not furniture.minimap.isVisible()


def test_a_click_or_drag_on_the_minimap_goes_there(canvas, furniture):
    canvas.zoom_to(8.0)
    minimap = furniture.minimap
    QTest.mousePress(minimap, LEFT, pos=QPoint(minimap.width() // 4, minimap.height() // 4))
    centre = canvas.visible_part().center()
    assert (centre.x(), centre.y()) == pytest.approx((80, 60), abs=3)
    QTest.mouseMove(minimap, QPoint(minimap.width() * 3 // 4, minimap.height() // 2))
    QTest.mouseRelease(minimap, LEFT, pos=QPoint(minimap.width() * 3 // 4, minimap.height() // 2))
    centre = canvas.visible_part().center()
    assert centre.x() == pytest.approx(240, abs=3)
    assert canvas.scale_factor == pytest.approx(8.0)


def test_the_corners_let_a_rubber_band_through(canvas, furniture):
    low_left = canvas.view_to_image(QPoint(20, canvas.height() - 14))
    drag_image(canvas, (low_left.x(), low_left.y()), (100, 130))
    assert canvas.selection == {4}
