"""White cells, platelets and artefacts on the page Label."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from rbc_desk.core.cells import CellKind
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.ui.label.page import LabelPage
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image, hover_image

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
FIRST = (30, 30)


@pytest.fixture
def page(context, qtbot):
    first = add_smear(context.project, seed=1, label=False)
    page = LabelPage(context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=60_000)
    page.activated()
    context.set_smear(first)
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=60_000)
    return page


def test_a_cell_becomes_a_white_cell_by_a_key_and_undo_brings_it_back(page, context, qtbot):
    click_image(page.canvas, *FIRST)
    (chosen,) = page.canvas.selection
    labelling.set_label(context.project, cell_ids=[chosen], code=context.project.class_set().codes[0])
    QTest.keyClick(page.canvas, KEY.Key_W, SHIFT)
    qtbot.waitUntil(lambda: len(page.cells) == 11, timeout=60_000)
    assert chosen not in page.canvas.layer.by_id
    (white,) = kinds.other_objects(context.project, smear_id=context.smear_id)
    assert (white.id, white.kind) == (chosen, CellKind.WHITE)
    assert labelling.counts(context.project) == {}
    context.undo_stack.undo()
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=60_000)
    assert labelling.some_cells(context.project, cell_ids=[chosen])[0].label is not None


def test_other_objects_are_shown_on_demand_told_by_a_tooltip_and_can_become_red_cells(page, context, qtbot):
    ids = [cell.id for cell in page.cells]
    click_image(page.canvas, *FIRST)
    (chosen,) = page.canvas.selection
    QTest.keyClick(page.canvas, KEY.Key_P, SHIFT)
    qtbot.waitUntil(lambda: len(page.cells) == 11, timeout=60_000)
    assert chosen not in page.canvas.layer.by_id
    QTest.keyClick(page.canvas, KEY.Key_O, SHIFT)
    assert page.canvas.layer.by_id[chosen].kind is CellKind.PLATELET
    hover_image(page.canvas, 5, 5)  # where the cursor is already, no move is reported
    hover_image(page.canvas, *FIRST)
    assert page.canvas.viewport().toolTip() == "Platelet"
    page.edits.select_all()
    assert page.canvas.selection == set(ids) - {chosen}
    page.canvas.select(())
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, KEY.Key_R, SHIFT)
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=60_000)
    assert kinds.other_objects(context.project, smear_id=context.smear_id) == ()
    assert page.view_state()["switches"]["otherObjectsAction"]


def test_the_menu_of_a_cell_offers_that_it_is_no_red_cell(page):
    click_image(page.canvas, *FIRST)
    menu = page.acts.menu(page)
    (other,) = [m for m in menu.findChildren(QMenu) if m.objectName() == "notRedMenu"]
    assert [a.text() for a in other.actions()] == ["White cell", "Platelet", "Artefact", "Red cell"]
