"""Labelling on the page Label, on a real project."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling
from rbc_desk.ui.label.page import LabelPage
from rbc_desk.ui.state.saving import Saving
from tests.gui.conftest import RADIUS, add_smear
from tests.gui.gestures import click_image, drag_image, hover_image

KEY = Qt.Key
FIRST = (30, 30)  # the first cell's centre


@pytest.fixture
def page(context, qtbot):
    """The page on the first of two smears with twelve proposed cells each."""
    first = add_smear(context.project, seed=1, label=False)
    add_smear(context.project, seed=2, label=False)
    page = opened(context, qtbot)
    context.set_smear(first)
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    return page


def opened(context, qtbot):
    page = LabelPage(context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    return page


def press(page, key):
    QTest.keyClick(page.canvas, key)


def press_with(page, key, modifier):
    QTest.keyClick(page.canvas, key, modifier)


def stored(page):
    """The smear's cells in reading order, as the store has them."""
    return labelling.cells(page.context.project, smear_id=page.context.smear_id)


def test_without_smears_the_page_leads_to_smears(context, qtbot):
    page = opened(context, qtbot)
    with qtbot.waitSignal(page.open_requested) as asked:
        page.findChild(object, "goToSmearsButton").click()
    assert asked.args == ["smears"]


def test_a_digit_labels_the_selected_cell_and_goes_on_to_the_next(page):
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_3)
    first, second = stored(page)[:2]
    assert (first.label, first.state) == ("normal", CellState.CONFIRMED)
    assert page.canvas.selection == {second.id}


def test_with_advance_off_the_selection_stays(page):
    page.panel.advance.setChecked(False)
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_1)
    assert page.canvas.selection == {stored(page)[0].id}


def test_with_nothing_selected_a_key_labels_the_cell_under_the_cursor(page):
    hover_image(page.canvas, 86, 30)
    press(page, KEY.Key_2)
    assert stored(page)[1].label == "hypochromia"
    assert page.canvas.selection == frozenset()


def test_a_key_labels_all_selected_cells_as_one_step(page):
    drag_image(page.canvas, (5, 5), (235, 58))
    press(page, KEY.Key_1)
    assert [cell.label for cell in stored(page)[:5]] == ["codocyte"] * 4 + [None]
    assert page.context.undo_stack.count() == 1
    page.context.undo_stack.undo()
    assert all(cell.label is None for cell in stored(page))


def test_delete_rejects_and_undo_brings_the_cell_back(page):
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_Delete)
    assert stored(page)[0].state is CellState.REJECTED
    assert stored(page)[0].id not in page.canvas.layer.by_id
    page.context.undo_stack.undo()
    assert stored(page)[0].state is CellState.PROPOSED
    assert stored(page)[0].id in page.canvas.layer.by_id


def test_backspace_on_a_shown_rejected_cell_takes_the_rejection_back(page):
    page.panel.show_rejected.setChecked(True)
    page.panel.advance.setChecked(False)
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_Backspace)
    press(page, KEY.Key_Backspace)
    assert stored(page)[0].state is CellState.PROPOSED


def test_enter_confirms(page):
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_Return)
    assert stored(page)[0].state is CellState.CONFIRMED


def test_a_drag_moves_the_cell_in_the_store_as_one_step(page):
    click_image(page.canvas, *FIRST)
    drag_image(page.canvas, FIRST, (40, 36))
    circle = stored(page)[0].circle
    assert (circle.x, circle.y) == pytest.approx((40, 36), abs=1)
    assert page.context.undo_stack.count() == 1
    page.context.undo_stack.undo()
    assert (stored(page)[0].circle.x, stored(page)[0].circle.y) == FIRST
    assert page.canvas.layer.circle(stored(page)[0].id) == stored(page)[0].circle


def test_n_and_a_click_add_a_cell_that_a_key_then_labels(page):
    page.panel.advance.setChecked(False)
    press(page, KEY.Key_N)
    click_image(page.canvas, 58, 58)
    press(page, KEY.Key_1)
    added = [cell for cell in stored(page) if cell.circle.x == pytest.approx(58, abs=1)]
    assert [(c.label, c.is_manual) for c in added] == [("codocyte", True)]
    assert added[0].circle.r == RADIUS


def test_the_counts_follow_every_label_and_undo(page):
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_3)
    press(page, KEY.Key_3)
    assert page.panel.count_texts("normal") == ("2", "2")
    page.context.undo_stack.undo()
    assert page.panel.count_texts("normal") == ("1", "1")


def test_a_click_on_a_class_gives_it_to_the_selection(page):
    click_image(page.canvas, *FIRST)
    table = page.panel.table
    page.panel.resize(300, 700)
    page.panel.show()
    at = table.visualItemRect(table.item(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stored(page)[0].label == "hypochromia"


def test_the_selected_cell_is_described_beside_the_picture(page):
    page.panel.advance.setChecked(False)
    click_image(page.canvas, *FIRST)
    press(page, KEY.Key_3)
    box = page.panel.cell
    assert box.name.text() == "Normal"
    assert box.state.text().startswith("by ")
    assert box.size_label.text() == "⌀ 28.0 px"
    assert not box.preview.pixmap().isNull()


def test_page_down_and_d_go_to_the_next_smear_and_back(page, qtbot):
    first = page.context.smear_id
    press(page, KEY.Key_D)
    assert page.context.smear_id != first
    qtbot.waitUntil(lambda: bool(page.cells) and page.cells[0].smear_id == page.context.smear_id)
    press(page, KEY.Key_PageUp)
    assert page.context.smear_id == first


def test_x_hides_the_circles_and_shows_them_again(page):
    press(page, KEY.Key_X)
    assert not page.canvas.overlay_visible
    press(page, KEY.Key_X)
    assert page.canvas.overlay_visible


def test_the_right_button_offers_the_classes(page):
    click_image(page.canvas, *FIRST, button=Qt.MouseButton.RightButton)
    menu = page.findChild(object, "classMenu")
    assert [action.text() for action in menu.actions()][:3] == [
        "Codocyte (target cell)",
        "Hypochromic cell",
        "Normal",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert stored(page)[0].label == "codocyte"


def test_find_cells_on_a_real_smear_fills_the_canvas(context, qtbot, shared_data):
    from rbc_desk.services.smears import library

    added = library.add_smears(context.project, [shared_data / "chula" / "images" / "67.jpg"])
    page = opened(context, qtbot)
    context.set_smear(added.ids[0])
    qtbot.waitUntil(page.acts.detect.isEnabled)
    hint = page.findChild(object, "noCellsHint")
    assert hint.isVisible()
    page.findChild(object, "hintFindCellsButton").click()
    qtbot.waitUntil(lambda: len(page.canvas.layer.cells) > 40, timeout=30_000)
    assert not hint.isVisible()
    qtbot.waitUntil(lambda: not context.jobs.active)


def test_many_cells_are_painted_in_their_class_and_so_stored(page, context):
    many = 240
    with context.project.store.transact("Add", reader="Ann") as tx:
        places = [(8 + 11.5 * (i % 20), 6 + 14 * (i // 20)) for i in range(many)]
        tx.insert_many(
            Entity.CELL,
            [{"smear_id": context.smear_id, "x": x, "y": y, "r": 4.0, "state": "proposed"} for x, y in places],
        )
    context.announce(tx.changeset)
    press_with(page, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.canvas.selection) == many + 12
    press(page, KEY.Key_1)
    assert {cell.label for cell in stored(page)} == {"codocyte"}
    assert page.cells == stored(page)
    assert page.panel.count_texts("codocyte") == (str(many + 12),) * 2


def test_many_cells_that_somebody_else_holds_look_as_before(page, context, qtbot, monkeypatch):
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)
    monkeypatch.setattr(Saving, "LANE_PATIENCE_MS", 20.0)
    with context.project.store.transact("Add", reader="Ann") as tx:
        rows = [{"smear_id": context.smear_id, "x": i, "y": 90.0, "r": 4.0, "state": "proposed"} for i in range(220)]
        tx.insert_many(Entity.CELL, rows)
    context.announce(tx.changeset)
    press_with(page, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    code = context.project.class_set().codes[0]
    with closing(sqlite3.connect(context.project.store.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # another program writes, and continues until the window has given up
        with qtbot.waitSignal(context.failed) as told:
            press(page, KEY.Key_1)
            assert {cell.label for cell in page.canvas.layer.cells} == {code}
        other.execute("ROLLBACK")
    assert "Another program" in str(told.args[0].hint)
    qtbot.waitUntil(lambda: {cell.label for cell in page.canvas.layer.cells} == {None})


def test_a_run_of_nudges_is_one_step_and_undo_takes_all_of_it_back(page):
    click_image(page.canvas, *FIRST)
    for _ in range(3):
        press_with(page, KEY.Key_Right, Qt.KeyboardModifier.ControlModifier)
    press(page, KEY.Key_Plus)
    circle = stored(page)[0].circle
    assert (circle.x, circle.y, circle.r) == (FIRST[0] + 3, FIRST[1], RADIUS + 1)
    assert page.context.undo_stack.count() == 1
    page.context.undo_stack.undo()
    circle = stored(page)[0].circle
    assert (circle.x, circle.y, circle.r) == (*FIRST, RADIUS)


def test_nudges_of_another_cell_are_another_step(page):
    click_image(page.canvas, *FIRST)
    press_with(page, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    click_image(page.canvas, 86, 30)
    press_with(page, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.context.undo_stack.count() == 2


def test_b_opens_the_pictures_panel_and_each_smear_keeps_its_look(page, qtbot):
    first = page.context.smear_id
    press(page, KEY.Key_B)
    panel = page.tools.look.panel
    assert panel.isVisible()
    panel.sliders["contrast"].setValue(40)
    QTest.keyClick(panel, KEY.Key_Escape)
    assert not panel.isVisible()
    press(page, KEY.Key_D)
    qtbot.waitUntil(lambda: bool(page.cells) and page.cells[0].smear_id != first)
    assert page.canvas.look.is_plain
    press(page, KEY.Key_A)
    qtbot.waitUntil(lambda: bool(page.cells) and page.cells[0].smear_id == first)
    assert page.canvas.look.contrast == pytest.approx(0.4)


def test_l_takes_the_lasso_and_escape_lets_it_go(page):
    press(page, KEY.Key_L)
    assert page.canvas.lasso
    assert page.acts.lasso.isChecked()
    press(page, KEY.Key_Escape)
    assert not page.acts.lasso.isChecked()
