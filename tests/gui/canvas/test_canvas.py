"""The canvas driven by mouse and keys, in image pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas import ImageLevels
from rbc_desk.ui.canvas.cells.index import CellIndex
from tests.gui.gestures import LEFT, NO_KEYS, click_image, drag_image, hover_image, wheel_image
from tests.gui.six_cells import CELLS, CLASSES, cell, colours_on_rim, share_near

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_picture_is_fitted_and_stays_so_when_the_window_grows(canvas, qtbot):
    small = canvas.scale_factor
    canvas.resize(1200, 900)
    qtbot.waitUntil(lambda: canvas.scale_factor > small)
    assert canvas.viewport().rect().contains(canvas.image_to_view(320, 240))
    assert canvas.viewport().rect().contains(canvas.image_to_view(0, 0))


def test_the_wheel_zooms_at_the_cursor(canvas):
    before, scale = canvas.image_to_view(260, 58), canvas.scale_factor
    wheel_image(canvas, 260, 58, notches=4)
    assert canvas.scale_factor > 1.8 * scale
    assert (canvas.image_to_view(260, 58) - before).manhattanLength() <= 3


def test_a_middle_drag_pans(canvas):
    canvas.zoom_to(4.0)
    start = canvas.image_to_view(160, 120)
    drag_image(canvas, (160, 120), (180, 130), button=Qt.MouseButton.MiddleButton)
    assert (canvas.image_to_view(160, 120) - start - QPoint(80, 40)).manhattanLength() <= 2


def test_with_space_held_the_left_button_pans_and_selects_nothing(canvas):
    start = canvas.image_to_view(160, 120)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag_image(canvas, (40, 40), (90, 90))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.image_to_view(160, 120) != start
    assert canvas.selection == frozenset()


def test_a_click_selects_and_a_click_on_the_ground_lets_go(canvas, qtbot):
    with qtbot.waitSignal(canvas.cell_clicked) as clicked:
        click_image(canvas, 65, 55)
    assert clicked.args[0] == 1
    assert canvas.selection == {1}
    click_image(canvas, 110, 110)
    assert canvas.selection == frozenset()


def test_control_and_shift_extend_the_selection(canvas):
    click_image(canvas, 60, 60)
    click_image(canvas, 160, 64, modifiers=CONTROL)
    click_image(canvas, 260, 58, modifiers=SHIFT)
    assert canvas.selection == {1, 2, 3}
    click_image(canvas, 160, 64, modifiers=CONTROL)
    assert canvas.selection == {1, 3}


def test_a_rubber_band_selects_the_cells_with_their_centre_in_it(canvas):
    drag_image(canvas, (20, 20), (200, 110))
    assert canvas.selection == {1, 2}
    drag_image(canvas, (20, 115), (110, 210), modifiers=SHIFT)
    assert canvas.selection == {1, 2, 4}


def test_dragging_a_selected_cell_asks_for_it_to_be_moved(canvas, qtbot):
    click_image(canvas, 60, 60)
    with qtbot.waitSignal(canvas.circle_changed) as moved:
        drag_image(canvas, (60, 60), (90, 80))
    cell_id, circle = moved.args
    assert cell_id == 1
    assert (circle.x, circle.y, circle.r) == pytest.approx((90, 80, 20), abs=1)


def test_dragging_the_rim_of_a_selected_cell_asks_for_another_radius(canvas, qtbot):
    click_image(canvas, 60, 60)
    with qtbot.waitSignal(canvas.circle_changed) as resized:
        drag_image(canvas, (80, 60), (90, 60))
    circle = resized.args[1]
    assert (circle.x, circle.y) == (60, 60)
    assert circle.r == pytest.approx(30, abs=1)


def test_several_selected_cells_move_together(canvas, qtbot):
    canvas.select({1, 2})
    with qtbot.waitSignal(canvas.circles_changed) as moved:
        drag_image(canvas, (60, 60), (60, 80))
    assert {i: round(c.y) for i, c in moved.args[0].items()} == {1: 80, 2: 84}


def test_escape_takes_a_drag_back(canvas, qtbot):
    click_image(canvas, 60, 60)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.image_to_view(60, 60))
    QTest.mouseMove(canvas.viewport(), canvas.image_to_view(120, 60))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(canvas.circle_changed):
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.image_to_view(120, 60))
    assert canvas.layer.drafts == {}


@pytest.mark.parametrize("start", [(160, 64), (180, 64)], ids=["moving it", "resizing it"])
def test_a_gesture_ends_when_its_cell_vanishes(canvas, qtbot, start):
    canvas.select({2})
    first = canvas.image_to_view(*start)
    QTest.mousePress(canvas.viewport(), LEFT, NO_KEYS, first)
    QTest.mouseMove(canvas.viewport(), first + QPoint(30, 0))
    assert canvas.layer.drafts
    canvas.set_cells([c for c in CELLS if c.id != 2], CLASSES)
    assert not canvas.layer.drafts
    with qtbot.assertNotEmitted(canvas.circle_changed):
        QTest.mouseMove(canvas.viewport(), first + QPoint(60, 0))
        QTest.mouseRelease(canvas.viewport(), LEFT, NO_KEYS, first + QPoint(60, 0))


def test_a_rubber_band_taken_back_selects_nothing_that_is_gone_meanwhile(canvas):
    canvas.select({1, 2})
    first = canvas.image_to_view(110, 110)
    QTest.mousePress(canvas.viewport(), LEFT, NO_KEYS, first)
    QTest.mouseMove(canvas.viewport(), canvas.image_to_view(300, 200))
    canvas.set_cells([c for c in CELLS if c.id != 2], CLASSES)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selection == {1}


def test_a_canvas_that_is_not_editable_moves_nothing(canvas, qtbot):
    canvas.set_editable(False)
    click_image(canvas, 60, 60)
    with qtbot.assertNotEmitted(canvas.circle_changed):
        drag_image(canvas, (60, 60), (90, 80))


def test_in_draw_mode_a_drag_draws_from_the_centre_outward(canvas, qtbot):
    canvas.set_draw_mode(True)
    with qtbot.waitSignal(canvas.circle_drawn) as drawn:
        drag_image(canvas, (200, 200), (215, 200))
    circle = drawn.args[0]
    assert (circle.x, circle.y, circle.r) == pytest.approx((200, 200, 15), abs=1)


def test_in_draw_mode_a_click_draws_a_circle_of_the_usual_size(canvas, qtbot):
    canvas.set_draw_mode(True)
    with qtbot.waitSignal(canvas.circle_drawn) as drawn:
        click_image(canvas, 200, 200)
    assert drawn.args[0].r == 20


def test_a_rejected_cell_can_only_be_hit_when_shown(canvas):
    click_image(canvas, 160, 160)
    assert canvas.selection == frozenset()
    canvas.set_show_rejected(True)
    click_image(canvas, 160, 160)
    assert canvas.selection == {5}


def test_arrows_step_in_reading_order_and_between_rows(canvas):
    visited = []
    for key in (Qt.Key.Key_Right,) * 4 + (Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
        visited += canvas.selection
    assert visited == [1, 2, 3, 4, 1, 1]


def test_a_step_out_of_sight_brings_the_cell_into_sight(canvas):
    canvas.zoom_to_cell(1)
    canvas.zoom_to(20.0)
    canvas.go_to(6)
    assert canvas.viewport().rect().contains(canvas.image_to_view(250, 160))


def test_the_cell_under_the_cursor_is_told(canvas, qtbot):
    with qtbot.waitSignal(canvas.hovered) as told:
        hover_image(canvas, 262, 60)
    assert told.args == [3]
    hover_image(canvas, 110, 110)
    assert canvas.hovered_id == 0


def test_a_label_is_a_solid_line_in_the_class_colour_and_a_prediction_a_dashed_one(canvas):
    solid = share_near(colours_on_rim(canvas, CELLS[1].circle), "#d55e00")
    dashed = share_near(colours_on_rim(canvas, CELLS[2].circle), "#007a5a")
    assert solid > 0.8
    assert 0.25 < dashed < 0.8


def test_hidden_circles_leave_the_bare_picture(canvas):
    canvas.set_overlay_visible(False)
    assert share_near(colours_on_rim(canvas, CELLS[1].circle), "#dcdcdc") == 1.0


def test_holding_h_peeks_below_the_circles(canvas):
    QTest.keyPress(canvas, Qt.Key.Key_H)
    assert not canvas.overlay_visible
    QTest.keyRelease(canvas, Qt.Key.Key_H)
    assert canvas.overlay_visible


def test_the_pixels_shown_are_those_of_the_picture(canvas):
    pixels = np.zeros((240, 320, 3), np.uint8)
    pixels[:120] = (200, 30, 60)
    canvas.set_cells((), CLASSES)
    canvas.set_image(pixels)
    shot = canvas.viewport().grab().toImage()
    assert shot.pixelColor(canvas.image_to_view(100, 60)).getRgb()[:3] == (200, 30, 60)
    assert shot.pixelColor(canvas.image_to_view(100, 180)).getRgb()[:3] == (0, 0, 0)


def test_zoomed_out_a_large_picture_is_drawn_from_a_small_level():
    levels = ImageLevels.of(np.zeros((2000, 3000, 3), np.uint8))
    assert levels.for_scale(1.0).width() == 3000
    assert levels.for_scale(0.25).width() == 750


def test_reading_order_goes_by_rows_that_are_not_quite_straight():
    index = CellIndex([cell(1, 200, 50), cell(2, 50, 62), cell(3, 120, 44), cell(4, 20, 130), cell(5, 90, 120)])
    assert index.reading_order == [2, 3, 1, 4, 5]


def test_a_circle_is_a_cell_once_more_within_half_of_the_smaller_radius():
    index = CellIndex([cell(1, 50, 50, r=20), cell(2, 80, 50, r=20)])
    assert index.like(Circle(60, 50, 20)) == 1
    assert index.like(Circle(61, 50, 20)) == 0
    assert index.like(Circle(71, 50, 20)) == 2
    assert index.like(Circle(56, 50, 10)) == 0
    assert CellIndex().like(Circle(60, 50, 20)) == 0


def test_of_overlapping_cells_the_one_with_the_nearer_centre_is_hit():
    index = CellIndex([cell(1, 50, 50, r=40), cell(2, 70, 50, r=10)])
    assert index.at(68, 50) == 2
    assert index.at(45, 50) == 1
    assert index.at(300, 50) == 0
