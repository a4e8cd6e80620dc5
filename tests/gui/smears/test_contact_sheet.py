"""Smears as a contact sheet: the same smears, selection and actions as the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbc_desk.ui.smears.smear_table import PLACE
from tests.gui.conftest import add_smear
from tests.gui.smears_helpers import settle

LEFT = Qt.MouseButton.LeftButton


def test_the_contact_sheet_selects_opens_and_removes_smears_and_comes_back(window, qtbot):
    context, page = window.context, window.page("smears")
    ids = [add_smear(context.project, seed=seed, label=False) for seed in (1, 2, 3)]
    page.refresh()
    settle(qtbot, window)
    page.sheet_action.trigger()
    assert page.sheet.isVisible()
    assert not page.table.isVisible()

    def place(row):
        return page.sheet.visualRect(page.model.index(row, 0)).center()

    QTest.mouseClick(page.sheet.viewport(), LEFT, pos=place(0))
    QTest.mouseClick(page.sheet.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, place(2))
    assert page.selected_ids() == [ids[0], ids[2]]
    assert context.smear_id == ids[2]
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.mouseClick(page.sheet.viewport(), LEFT, pos=place(1))
        QTest.mouseDClick(page.sheet.viewport(), LEFT, pos=place(1))
    assert (opened.args, context.smear_id) == (["label"], ids[1])
    window.go("smears")
    page.remove_action.trigger()
    qtbot.waitUntil(lambda: len(page.model.smears) == 2)
    state = page.view_state()
    page.sheet_action.trigger()
    assert page.table.isVisible()
    page.restore_view_state(state)
    assert page.sheet.isVisible()


def test_a_tile_shows_the_picture_of_its_smear(window, qtbot):
    page = window.page("smears")
    add_smear(window.context.project, seed=1, label=False)
    page.refresh()
    settle(qtbot, window)
    page.sheet_action.trigger()
    qtbot.waitUntil(lambda: not page.model.missing_thumbnails())
    tile = page.sheet.visualRect(page.model.index(0, 0))

    def colours():
        image = page.sheet.viewport().grab(tile).toImage()
        return {image.pixel(x, y) for x in range(20, 120, 7) for y in range(20, 80, 7)}

    qtbot.waitUntil(lambda: len(colours()) > 20)
    spoken = page.sheet.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.model.smears[0].name in spoken
    assert page.model.index(0, PLACE["state"]).data() in spoken
