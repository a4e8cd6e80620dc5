"""Half cells, platelets, white cells and artefacts at the end of the gallery."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.ui.gallery.aside import Aside
from tests.gui.gallery_helpers import CTRL, KEY, LEFT, NONE, SHIFT, click, drag, in_bin, middle, open_gallery, shown


@pytest.fixture
def page(context, qtbot):
    page = open_gallery(context, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def folded(page, key):
    area = page.gallery.area
    return area.rect_of(in_bin(page, key)[0]) is None


def add(context, *, x, kind=CellKind.RED):
    with context.project.store.transact("Add", reader=context.project.reader) as tx:
        row = {"smear_id": context.smear_id, "x": x, "y": 170.0, "r": 14.0, "state": CellState.PROPOSED}
        cell_id = tx.insert(Entity.CELL, {**row, "at_border": False})
    if kind is not CellKind.RED:
        kinds.set_kind(context.project, cell_ids=[cell_id], kind=kind)
    return cell_id


def test_they_are_folded_at_first_look_and_a_click_and_a_key_unfold_them(context, qtbot, page):
    half, platelet = add(context, x=60.0), add(context, x=120.0, kind=CellKind.PLATELET)
    context.project_changed.emit(context.project)
    shown(page, qtbot, 14)
    assert (in_bin(page, Aside.CUT), in_bin(page, Aside.PLATELETS)) == ([half], [platelet])
    assert (folded(page, Aside.CUT), folded(page, Aside.PLATELETS)) == (True, True)
    assert page.gallery.bar.count.text() == "13 cells"
    area = page.gallery.area
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    QTest.mouseClick(area.viewport(), LEFT, NONE, area.header_rect(Aside.PLATELETS).center())
    assert (folded(page, Aside.CUT), folded(page, Aside.PLATELETS)) == (True, False)
    QTest.keyClick(area, KEY.Key_O, SHIFT)
    assert (folded(page, Aside.CUT), folded(page, Aside.PLATELETS)) == (False, False)


def test_a_cell_that_is_a_platelet_goes_to_the_end_and_undo_brings_it_back(context, qtbot, page):
    (first, *_rest) = in_bin(page, "normal")
    click(page, first)
    QTest.keyClick(page.gallery.area, KEY.Key_P, SHIFT)
    qtbot.waitUntil(lambda: first not in in_bin(page, "normal"))
    assert in_bin(page, Aside.PLATELETS) == [first]
    context.undo_stack.undo()
    qtbot.waitUntil(lambda: first in in_bin(page, "normal"))
    assert not any(bin_.aside for bin_ in page.gallery.area.bins)


def test_a_drag_makes_an_artefact_and_none_gives_a_class_to_one(context, qtbot, page):
    other = add(context, x=120.0, kind=CellKind.ARTEFACT)
    context.project_changed.emit(context.project)
    shown(page, qtbot, 13)
    page.gallery.area.fold_asides(on=False)
    page.resize(1200, 1200)
    (first, *_rest) = in_bin(page, "normal")
    drag(page, middle(page, first), page.gallery.area.header_rect(Aside.ARTEFACTS).center())
    qtbot.waitUntil(lambda: sorted(in_bin(page, Aside.ARTEFACTS)) == sorted([first, other]))
    drag(page, middle(page, other), page.gallery.area.header_rect("hypochromia").center())
    assert other in in_bin(page, Aside.ARTEFACTS)
    assert labelling.some_cells(context.project, cell_ids=[other]) == ()


def test_all_cells_are_selected_without_what_stands_aside(context, qtbot, page):
    half = add(context, x=60.0)
    context.project_changed.emit(context.project)
    shown(page, qtbot, 13)
    QTest.keyClick(page.gallery.area, KEY.Key_A, CTRL)
    assert (len(context.selection), half in context.selection) == (12, False)
    assert Circle(60.0, 170.0, 14.0).cut_by_border(width=240, height=180)
