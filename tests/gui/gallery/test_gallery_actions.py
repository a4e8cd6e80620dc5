"""Actions of the gallery apply to visible cells, one gesture at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import library
from tests.gui.gallery_helpers import (
    CTRL,
    KEY,
    LEFT,
    NONE,
    RIGHT,
    click,
    hover,
    in_bin,
    labels,
    middle,
    open_gallery,
    point_at,
    press,
    settle,
    show_whole_project,
    shown,
)
from tests.gui.gestures import drag_image


@pytest.fixture
def page(context, qtbot):
    """The gallery in front: twelve labelled cells on the first smear, twelve proposed on the second."""
    return open_gallery(context, qtbot)


def others(page):
    """The cells of the smear that is not the current one."""
    there = next(info.id for info in library.smears(page.context.project) if info.id != page.context.smear_id)
    return [cell.id for cell in labelling.cells(page.context.project, smear_id=there)]


def test_a_key_passes_over_what_is_selected_on_another_smear_and_takes_the_tile_under_the_cursor(page):
    elsewhere, here = others(page)[0], in_bin(page, "normal")[0]
    page.context.set_selection({elsewhere})
    assert page.gallery.area.selection == frozenset() == frozenset(page.gallery.active_cells.targets)
    hover(page, here)
    press(page, KEY.Key_1)
    assert labels(page, [here]) == {"codocyte"}
    assert labels(page, [elsewhere]) == {None}


def test_of_a_selection_over_several_smears_a_key_takes_what_the_gallery_shows(page, qtbot):
    elsewhere, here = others(page), in_bin(page, "normal")
    page.context.set_selection({*elsewhere, *here})
    press(page, KEY.Key_2)
    assert labels(page, here) == {"hypochromia"}
    assert labels(page, elsewhere) == {None}
    show_whole_project(page, qtbot)
    assert page.gallery.area.selection == {*elsewhere, *here}


def test_a_key_for_several_cells_that_are_out_of_sight_brings_them_into_sight_first(page, qtbot):
    show_whole_project(page, qtbot)
    page.resize(page.width(), 420)
    area, bar = page.gallery.area, page.gallery.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    first = area.order()[:2]
    bar.setValue(bar.maximum())
    assert not {cell.id for cell in area.visible_cells()} & set(first)
    page.context.set_selection(first)
    bar.setValue(bar.maximum())
    before = labels(page, first)
    press(page, KEY.Key_2)
    assert labels(page, first) == before
    assert {cell.id for cell in area.visible_cells()} & set(first)
    press(page, KEY.Key_2)
    assert labels(page, first) == {"hypochromia"}


def test_selecting_none_lets_go_of_what_is_not_shown_too(page):
    page.context.set_selection(others(page))
    press(page, KEY.Key_Escape)
    assert page.context.selection == frozenset()


def test_the_box_of_the_selected_cell_follows_what_the_gallery_shows(page, qtbot):
    show_whole_project(page, qtbot)
    elsewhere = others(page)[0]
    page.gallery.area.go_to(elsewhere)
    assert page.panel.cell.name.text() == "Unlabelled"
    page.gallery.bar.scope.setCurrentIndex(0)
    shown(page, qtbot, 12)
    assert page.panel.cell.name.text() == "No cell selected"


def test_a_rejected_cell_is_no_longer_in_hand_and_is_again_when_it_comes_back(page):
    page.panel.advance.setChecked(False)
    cell_id = in_bin(page, "normal")[0]
    click(page, cell_id)
    press(page, KEY.Key_Delete)
    assert page.gallery.active_cells.targets != (cell_id,)
    page.context.undo_stack.undo()
    assert page.gallery.area.selection == {cell_id}


def test_a_band_on_the_smear_is_selected_in_the_gallery_and_a_click_there_on_the_smear(page):
    press(page, KEY.Key_S)
    drag_image(page.canvas, (5, 5), (235, 58))
    row = page.canvas.selection
    assert len(row) == 4
    QTest.keyClick(page.canvas, KEY.Key_G)
    assert page.gallery.area.selection == page.context.selection == row
    fifth = next(c.id for c in page.gallery.board.cells if c.id not in row)
    click(page, fifth, CTRL)
    press(page, KEY.Key_1)
    assert labels(page, [*row, fifth]) == {"codocyte"}
    press(page, KEY.Key_S)
    assert page.canvas.selection == page.context.selection == {*row, fifth}


def test_the_selected_cell_is_in_sight_when_the_gallery_comes_to_the_front(page):
    area = page.gallery.area
    page.gallery.bar.size_slider.setValue(192)
    last = area.order()[-1]
    press(page, KEY.Key_S)
    page.canvas.select({last})
    QTest.keyClick(page.canvas, KEY.Key_G)
    assert area.viewport().rect().contains(area.rect_of(last))


def test_when_tiles_scroll_below_a_cursor_that_rests_a_key_takes_the_one_now_there(page):
    area = page.gallery.area
    page.gallery.bar.size_slider.setValue(192)
    first = in_bin(page, "normal")[0]
    area.reveal(first)
    at = middle(page, first)
    point_at(page, at)
    assert area.hovered_id == first
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + 200)  # a row and its gap
    now = next(cell.id for cell in area.visible_cells() if area.rect_of(cell.id).contains(at))
    assert now != first
    press(page, KEY.Key_1)
    assert labels(page, [now]) == {"codocyte"}
    assert labels(page, [first]) == {"normal"}


def begin_drag(page, cell_id, target):
    viewport = page.gallery.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, middle(page, cell_id))
    QTest.mouseMove(viewport, (middle(page, cell_id) + target) / 2)
    QTest.mouseMove(viewport, target)


def test_a_right_click_amid_a_drag_is_passed_over(page, qtbot):
    area = page.gallery.area
    first, second = in_bin(page, "normal")[:2]
    target = area.header_rect("hypochromia").center()
    begin_drag(page, first, target)
    with qtbot.assertNotEmitted(area.menu_requested):
        QTest.mouseClick(area.viewport(), RIGHT, NONE, target)
        at = middle(page, first)
        where = area.viewport().mapToGlobal(at)
        QApplication.sendEvent(area.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    QTest.mouseRelease(area.viewport(), LEFT, NONE, target)
    assert labels(page, [first]) == {"hypochromia"}
    click(page, second)
    assert labels(page, [second]) == {"normal"}


def lose_the_keys(page):
    page.gallery.bar.scope.setFocus()


def have_a_cell_changed(page):
    other = in_bin(page, "hypochromia")[0]
    page.context.edit(labelling.set_state(page.context.project, cell_ids=[other], state=CellState.REJECTED))


@pytest.mark.parametrize("interrupt", [lambda page: press(page, KEY.Key_Escape), lose_the_keys, have_a_cell_changed])
def test_a_drag_ends_with_escape_with_the_focus_and_when_tiles_stand_otherwise(page, interrupt):
    first, second = in_bin(page, "normal")[:2]
    target = page.gallery.area.header_rect("hypochromia").center()
    begin_drag(page, first, target)
    interrupt(page)
    QTest.mouseRelease(page.gallery.area.viewport(), LEFT, NONE, target)
    click(page, second)
    assert labels(page, [first, second]) == {"normal"}


def test_escape_takes_a_rubber_band_back_with_what_it_selected(page):
    area, ids = page.gallery.area, in_bin(page, "normal")
    click(page, ids[5])
    start, end = area.rect_of(ids[0]).topLeft() + QPoint(-4, 4), area.rect_of(ids[2]).center()
    QTest.mousePress(area.viewport(), LEFT, NONE, start)
    QTest.mouseMove(area.viewport(), (start + end) / 2)
    QTest.mouseMove(area.viewport(), end)
    assert page.context.selection == set(ids[:3])
    press(page, KEY.Key_Escape)
    QTest.mouseRelease(area.viewport(), LEFT, NONE, end)
    assert page.context.selection == {ids[5]}


def test_a_tile_is_in_sight_when_half_of_it_is(page):
    area = page.gallery.area
    page.gallery.bar.size_slider.setValue(192)
    cell_id = area.order()[0]
    bar = area.verticalScrollBar()
    centre = area.rect_of(cell_id).top() + bar.value() + area.tile // 2
    for top, seen in ((centre, True), (centre + 1, False)):
        bar.setValue(top)
        assert bar.value() == top
        assert (cell_id in [cell.id for cell in area.visible_cells()]) is seen
    last = area.order()[-1]
    bar.setValue(0)
    centre = area.rect_of(last).top() + area.tile // 2
    for top, seen in ((centre - area.viewport().height(), True), (centre - area.viewport().height() - 1, False)):
        bar.setValue(top)
        assert (last in [cell.id for cell in area.visible_cells()]) is seen


def test_page_keys_scroll_the_whole_projects_gallery_and_keep_smear_and_selection(page, qtbot):
    show_whole_project(page, qtbot)
    page.gallery.bar.size_slider.setValue(192)
    area, bar, smear = page.gallery.area, page.gallery.area.verticalScrollBar(), page.context.smear_id
    bar.setValue(0)
    area.select(area.order()[:3])
    chosen = page.context.selection
    press(page, KEY.Key_PageDown)
    assert bar.value() == min(area.viewport().height(), bar.maximum()) > 0
    press(page, KEY.Key_End)
    assert bar.value() == bar.maximum()
    press(page, KEY.Key_PageUp)
    assert bar.value() < bar.maximum()
    press(page, KEY.Key_Home)
    assert bar.value() == 0
    assert (page.context.smear_id, page.context.selection) == (smear, chosen)


def test_page_keys_go_from_smear_to_smear_where_one_smear_is_shown(page, qtbot):
    first = page.context.smear_id
    press(page, KEY.Key_PageDown)
    assert page.context.smear_id != first
    settle(page, qtbot)
    press(page, KEY.Key_PageUp)
    assert page.context.smear_id == first
