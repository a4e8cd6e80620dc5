"""The gallery driven by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from rbc_desk.services.cells import labelling
from tests.gui.gallery_helpers import (
    CTRL,
    KEY,
    LEFT,
    NONE,
    SHIFT,
    click,
    drag,
    hover,
    in_bin,
    labels,
    middle,
    open_gallery,
    pictures,
    show_whole_project,
    shown,
)
from tests.gui.label.test_label_page import opened


@pytest.fixture
def page(context, qtbot):
    """The gallery in front: twelve labelled cells on the first smear, twelve proposed on the second."""
    return open_gallery(context, qtbot)


@pytest.fixture
def whole(page, qtbot):
    """The same with the whole project's cells."""
    show_whole_project(page, qtbot)
    return page


def test_g_brings_the_cells_in_a_bin_a_class(page):
    assert page.views.current is page.gallery
    counts = {b.key: len(b.numbers) for b in page.gallery.area.bins}
    assert counts == {"normal": 6, "hypochromia": 6}
    QTest.keyClick(page.gallery.area, KEY.Key_S)
    assert page.views.current is page.picture


def test_pictures_come_for_what_is_in_sight(page, qtbot):
    area = page.gallery.area
    qtbot.waitUntil(lambda: len(pictures(page)) == 12)
    cell = page.gallery.board.cells[0]
    picture = area.pictures.of(cell).toImage()
    assert picture.width() == area.tile
    ink = picture.pixelColor(area.tile // 2, area.tile // 8)
    assert ink.red() - ink.green() > 30  # the cell's rim, not the glass
    drawn = area.viewport().grab().toImage()
    at = middle(page, cell.id)
    inside = at - area.rect_of(cell.id).topLeft()
    assert drawn.pixelColor(at) == picture.pixelColor(inside)


def test_a_key_gives_its_class_to_the_tile_under_the_cursor(page):
    cell_id = in_bin(page, "normal")[0]
    hover(page, cell_id)
    QTest.keyClick(page.gallery.area, KEY.Key_1)
    assert labels(page, [cell_id]) == {"codocyte"}
    assert in_bin(page, "codocyte") == [cell_id]


def test_cells_dragged_to_another_bin_get_its_class_as_one_step(page):
    ids = in_bin(page, "normal")[:3]
    click(page, ids[0])
    for other in ids[1:]:
        click(page, other, CTRL)
    assert page.context.selection == set(ids)
    drag(page, middle(page, ids[1]), page.gallery.area.header_rect("hypochromia").center())
    assert labels(page, ids) == {"hypochromia"}
    assert set(in_bin(page, "hypochromia")) > set(ids)
    page.context.undo_stack.undo()
    assert labels(page, ids) == {"normal"}
    assert not set(in_bin(page, "hypochromia")) & set(ids)


def test_dropped_on_the_bin_without_a_class_they_lose_theirs(page):
    first, cell_id = in_bin(page, "hypochromia")[:2]
    page.context.edit(labelling.set_label(page.context.project, cell_ids=[first], code=None))
    drag(page, middle(page, cell_id), page.gallery.area.header_rect("").center())
    assert labels(page, [cell_id]) == {None}


def test_escape_takes_a_drag_back(page):
    cell_id, viewport = in_bin(page, "normal")[0], page.gallery.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, middle(page, cell_id))
    target = page.gallery.area.header_rect("hypochromia").center()
    QTest.mouseMove(viewport, (middle(page, cell_id) + target) / 2)
    QTest.mouseMove(viewport, target)
    QTest.keyClick(page.gallery.area, KEY.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, NONE, target)
    assert labels(page, [cell_id]) == {"normal"}


def test_a_rubber_band_selects_what_it_touches_and_control_adds(page):
    area, ids = page.gallery.area, in_bin(page, "normal")
    first, third = area.rect_of(ids[0]), area.rect_of(ids[2])
    drag(page, first.topLeft() + QPoint(-4, 4), third.center())
    assert page.context.selection == set(ids[:3])
    click(page, in_bin(page, "hypochromia")[0], CTRL)
    assert len(page.context.selection) == 4


def test_shift_selects_the_run_between_and_control_a_everything(page):
    ids = in_bin(page, "normal")
    click(page, ids[1])
    click(page, ids[4], SHIFT)
    assert page.context.selection == set(ids[1:5])
    QTest.keyClick(page.gallery.area, KEY.Key_A, CTRL)
    assert len(page.context.selection) == 12


def test_arrows_go_from_tile_to_tile_and_shift_extends(page):
    order = page.gallery.area.order()
    click(page, order[0])
    QTest.keyClick(page.gallery.area, KEY.Key_Right)
    assert page.context.selection == {order[1]}
    QTest.keyClick(page.gallery.area, KEY.Key_Right, SHIFT)
    assert page.context.selection == set(order[1:3])
    QTest.keyClick(page.gallery.area, KEY.Key_End)
    assert page.context.selection == {order[-1]}


def test_smear_and_gallery_have_one_selection(page):
    cell_id = in_bin(page, "normal")[2]
    click(page, cell_id)
    QTest.keyClick(page.gallery.area, KEY.Key_S)
    assert page.canvas.selection == {cell_id}
    other = in_bin(page, "hypochromia")[0]
    page.canvas.select({other})
    QTest.keyClick(page.canvas, KEY.Key_G)
    assert page.gallery.area.selection == {other}


def test_a_double_click_leads_to_the_cell_on_its_smear(whole, qtbot):
    page = whole
    cell = next(c for c in page.gallery.board.cells if c.smear_id != page.context.smear_id)
    page.gallery.area.reveal(cell.id)
    QTest.mouseDClick(page.gallery.area.viewport(), LEFT, NONE, middle(page, cell.id))
    qtbot.waitUntil(lambda: page.canvas.selection == {cell.id})
    assert page.views.current is page.picture
    assert page.context.smear_id == cell.smear_id
    assert page.context.selection == {cell.id}


def test_control_enter_leads_there_too(page, qtbot):
    cell_id = in_bin(page, "normal")[3]
    click(page, cell_id)
    QTest.keyClick(page.gallery.area, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.canvas.selection == {cell_id})
    assert page.views.current is page.picture


def test_the_whole_project_can_be_shown_by_smear_and_by_specimen(whole, qtbot):
    page = whole
    page.gallery.bar.group.setCurrentIndex(1)
    qtbot.waitUntil(lambda: [len(b.numbers) for b in page.gallery.area.bins] == [12, 12])
    assert [b.title for b in page.gallery.area.bins] == ["smear 1.png", "smear 2.png"]
    page.gallery.bar.group.setCurrentIndex(2)
    qtbot.waitUntil(lambda: [b.title for b in page.gallery.area.bins] == ["dog 1", "dog 2"])


def test_a_group_without_cells_is_left_out_and_one_that_becomes_empty_stays(page):
    titles = [bin_.key for bin_ in page.gallery.area.bins]
    assert titles == ["hypochromia", "normal"]
    for cell_id in in_bin(page, "normal"):
        page.context.edit(labelling.set_label(page.context.project, cell_ids=[cell_id], code="codocyte"))
    assert [bin_.key for bin_ in page.gallery.area.bins] == ["codocyte", "hypochromia", "normal"]


def test_a_label_from_elsewhere_moves_the_tile(page):
    cell_id = in_bin(page, "normal")[0]
    page.context.edit(labelling.set_label(page.context.project, cell_ids=[cell_id], code="codocyte"))
    assert in_bin(page, "codocyte") == [cell_id]


def test_a_rejected_cell_leaves_and_undo_brings_it_back(page):
    cell_id = in_bin(page, "normal")[0]
    click(page, cell_id)
    QTest.keyClick(page.gallery.area, KEY.Key_Delete)
    assert cell_id not in page.gallery.board.at
    page.context.undo_stack.undo()
    assert cell_id in in_bin(page, "normal")


def test_a_header_folds_its_bin(page):
    ids, area = in_bin(page, "normal"), page.gallery.area
    QTest.mouseClick(area.viewport(), LEFT, NONE, area.header_rect("normal").center())
    assert all(area.rect_of(i) is None for i in ids)
    area.reveal(ids[0])
    assert area.rect_of(ids[0]) is not None


def test_control_and_the_wheel_make_the_pictures_larger(page, qtbot):
    area = page.gallery.area
    before = area.tile
    page.gallery.bar.size_slider.setValue(before + 40)
    assert area.tile == before + 40
    qtbot.waitUntil(lambda: {p.width() for p in pictures(page)} == {area.tile})
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), wheel)
    assert area.tile == page.gallery.bar.size_slider.value() == before + 32


def test_chosen_cells_are_shown_alone_until_the_filter_is_taken_away(page, qtbot):
    ids = in_bin(page, "normal")[:2]
    page.show_gallery(ids, "Normal taken for hypochromic")
    shown(page, qtbot, 2)
    button = page.gallery.bar.filter
    assert "Normal taken for hypochromic" in button.text()
    QTest.mouseClick(button, LEFT)
    shown(page, qtbot, 12)
    assert not button.isVisible()


def test_without_cells_the_gallery_says_what_to_do(context, qtbot, page):
    page.context.edit(
        labelling.set_state(
            page.context.project, cell_ids=list(page.gallery.board.at), state=labelling.CellState.REJECTED
        )
    )
    shown(page, qtbot, 0)
    assert "Find the cells" in " ".join(
        label.text() for label in page.gallery.findChildren(type(page.gallery.bar.count)) if label.isVisible()
    )


def test_confirm_in_sight_agrees_with_every_prediction_shown(trained_context, qtbot):
    from rbc_desk.services.models import classification, evaluation
    from rbc_desk.services.smears import library

    context = trained_context
    last = library.smears(context.project)[-1]
    model = evaluation.models(context.project)[0]
    classification.classify_smear(context.project, smear_id=last.id, model_id=model.id)
    page = opened(context, qtbot)
    context.set_smear(last.id)
    QTest.keyClick(page.canvas, KEY.Key_G)
    shown(page, qtbot, 12)
    assert labels(page, list(page.gallery.board.at)) == {None}
    button = page.gallery.findChild(QAbstractButton, "confirmVisibleButton")
    qtbot.waitUntil(button.isEnabled)
    QTest.mouseClick(button, LEFT)
    predicted = {c.id: c.prediction.code for c in page.gallery.board.cells}
    stored = labelling.some_cells(context.project, cell_ids=list(predicted))
    assert {c.id: c.label for c in stored} == predicted
    assert not button.isEnabled()
    context.undo_stack.undo()
    assert labels(page, list(predicted)) == {None}
