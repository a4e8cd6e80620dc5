"""Adding and dragging cells on the page Label, in haste and with other changes between."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.gui.conftest import RADIUS, add_smear
from tests.gui.gestures import LEFT, NO_KEYS, click_image, drag_image
from tests.gui.label.test_label_page import FIRST, KEY, opened, press, stored

FREE = (58, 58)  # ground between the cells


@pytest.fixture
def page(context, qtbot):
    """The page on a smear with twelve proposed cells, in Add mode."""
    smear = add_smear(context.project, seed=1, label=False)
    page = opened(context, qtbot)
    context.set_smear(smear)
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    press(page, KEY.Key_N)
    return page


def test_a_double_click_adds_one_cell_and_selects_it(page):
    at = page.canvas.image_to_view(*FREE)
    QTest.mouseClick(page.canvas.viewport(), LEFT, NO_KEYS, at)
    QTest.mouseDClick(page.canvas.viewport(), LEFT, NO_KEYS, at)
    QTest.mouseRelease(page.canvas.viewport(), LEFT, NO_KEYS, at)
    (added,) = [cell for cell in stored(page) if cell.is_manual and cell.circle.x == pytest.approx(FREE[0], abs=1)]
    assert page.canvas.selection == {added.id}
    assert page.context.undo_stack.count() == 1


def test_a_click_on_a_cell_selects_it_instead_of_adding_another(page):
    click_image(page.canvas, FIRST[0] + RADIUS / 2 - 1, FIRST[1])
    assert len(stored(page)) == 12
    assert page.canvas.selection == {stored(page)[0].id}


def test_a_click_beside_a_cells_middle_and_a_small_circle_drawn_in_it_add_a_cell(page):
    click_image(page.canvas, FIRST[0] + RADIUS / 2 + 2, FIRST[1])
    assert len(stored(page)) == 13
    drag_image(page.canvas, (86 + 4, 30), (86 + 8, 30))
    assert len(stored(page)) == 14


def test_taking_back_a_cell_while_it_is_dragged_ends_the_drag_without_a_word(page):
    click_image(page.canvas, *FREE)
    press(page, KEY.Key_Escape)
    problems = []
    page.context.failed.connect(problems.append)
    first = page.canvas.image_to_view(*FREE)
    QTest.mousePress(page.canvas.viewport(), LEFT, NO_KEYS, first)
    QTest.mouseMove(page.canvas.viewport(), first + QPoint(20, 0))
    assert page.canvas.layer.drafts
    page.context.undo_stack.undo()
    assert not page.canvas.layer.drafts
    QTest.mouseRelease(page.canvas.viewport(), LEFT, NO_KEYS, first + QPoint(40, 0))
    assert not problems
    assert len(stored(page)) == 12
