"""White cells, platelets and artefacts on the page Label."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from rbc_desk.core.cells.cell import CellKind
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


@pytest.mark.parametrize(
    ("key", "name"),
    [("W", "White cell"), ("P", "Platelet"), ("A", "Artefact")],
    ids=["white", "platelet", "artefact"],
)
def test_the_panel_names_the_kind_of_a_selected_object_and_not_its_former_class(page, context, qtbot, key, name):
    click_image(page.canvas, *FIRST)
    (chosen,) = page.canvas.selection
    code = context.project.class_set().codes[0]
    context.commit(lambda project: labelling.set_label(project, cell_ids=[chosen], code=code))
    QTest.keyClick(page.canvas, KEY.Key_O, SHIFT)
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, getattr(KEY, f"Key_{key}"), SHIFT)
    qtbot.waitUntil(lambda: len(page.cells) == 11, timeout=60_000)
    page.canvas.select({chosen})
    box = page.panel.cell
    assert (box.name.text(), box.state.text()) == (name, "Not counted as a red cell")
    QTest.keyClick(page.canvas, KEY.Key_R, SHIFT)
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=60_000)
    page.canvas.select({chosen})
    assert box.name.text() == context.project.class_set()[code].name


@pytest.mark.parametrize("size", [(1024, 640), (880, 560)], ids=["1024x640", "880x560"])
def test_no_line_of_the_panel_overlaps_another_in_a_small_window(label_window, qtbot, size):
    page = label_window.page("label")
    kinds.set_kind(page.context.project, cell_ids=[cell.id for cell in page.cells[:2]], kind=CellKind.WHITE)
    page.context.project_changed.emit(page.context.project)
    qtbot.waitUntil(lambda: page.panel.summary.text() == "10 cells, 10 unlabelled")
    page.sizes.toggle.click()
    label_window.resize(*size)
    for chosen in (set(), {page.cells[0].id}, {cell.id for cell in page.cells[:3]}):
        page.canvas.select(chosen)
        qtbot.waitUntil(lambda: overlaps(page.panel.widget()) == [])


def overlaps(inside: QWidget) -> list[str]:
    """The widgets side by side in a layout that overlap, and the wrapped labels that are lower than their words."""
    faults = []
    for parent in (inside, *inside.findChildren(QWidget)):
        own = [w for w in parent.children() if isinstance(w, QWidget) and w.isVisible() and not w.isWindow()]
        if parent.isVisible() and parent.layout() is not None:
            pairs = combinations(own, 2)
            faults += [
                f"{a.objectName()} {b.objectName()}" for a, b in pairs if a.geometry().intersects(b.geometry())
            ]
        faults += [
            w.objectName()
            for w in own
            if isinstance(w, QLabel) and w.wordWrap() and w.text() and w.height() < w.heightForWidth(w.width())
        ]
    return faults
