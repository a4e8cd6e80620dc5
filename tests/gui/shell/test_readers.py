"""The reader: changed in the window, shown on labels, hidden from a blinded reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.times import clock
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import differential
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.project import readers
from rbc_desk.services.smears import library
from rbc_desk.settings.files import save
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.app import open_window
from rbc_desk.ui.canvas.marks import mark_of
from rbc_desk.ui.smears.smear_table import PLACE
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image

FIRST = (30, 30)


@pytest.fixture
def make_window(qtbot, monkeypatch):
    monkeypatch.delenv("RBC_DESK_READER", raising=False)
    made = []

    def make(project=None):
        window = open_window(QApplication.instance(), project=project)
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield make
    for window in made:
        window.context.shut_down()


@pytest.fixture
def folder(context):
    """A project where Ann labelled the first six cells of one smear normal."""
    context.set_reader("Ann")
    smear = add_smear(context.project, seed=1, label=False)
    ids = [cell.id for cell in labelling.cells(context.project, smear_id=smear)]
    labelling.set_label(context.project, cell_ids=ids[:6], code="normal")
    where = context.project.folder
    context.close_project()
    return where


@pytest.fixture
def bobs_window(make_window, folder, qtbot):
    """Bob at the page Label of Ann's project."""
    save(settings_file(), reader="Bob")
    window = make_window(folder)
    window.go("label")
    page = window.page("label")
    window.context.set_smear(library.smears(window.context.project)[0].id)
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def choose(window, name):
    next(act for act in window.readers.choices if name in (act.data(), act.objectName())).trigger()


def test_an_empty_name_cannot_be_given(make_window, qtbot):
    window = make_window()
    window.change_reader()
    field, ok = window.findChild(QLineEdit, "readerNameField"), window.findChild(QPushButton, "readerNameOk")
    field.setText("   ")
    assert not ok.isEnabled()
    field.setText("Dr Somchai")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not window.reader_bar.isVisible()
    assert window.context.reader == "Dr Somchai"
    window.change_reader()
    window.findChild(QToolButton, "readerBarClose").click()
    assert not window.reader_bar.isVisible()
    assert window.context.reader == "Dr Somchai"


def test_the_chip_lists_the_readers_of_the_project(bobs_window):
    names = [act.data() for act in bobs_window.readers.choices if act.data()]
    assert names == ["Ann", "Bob"]
    assert bobs_window.findChild(QToolButton, "readerChip").text() == "Bob"


def test_another_readers_label_is_shown_as_theirs_with_name_and_time(bobs_window):
    page = bobs_window.page("label")
    click_image(page.canvas, *FIRST)
    cell = page.cells[0]
    assert page.panel.cell.name.text() == "Normal"
    assert f"by Ann, {clock(cell.others[0].at)}" in page.panel.cell.state.text()
    mark = mark_of(cell, {c.code: c for c in page.classes})
    assert (mark.dotted, mark.dashed, mark.letters) == (True, False, "N*")
    assert page.panel.count_texts("normal") == ("6", "6")


def test_enter_on_anothers_label_makes_it_ones_own(bobs_window):
    page = bobs_window.page("label")
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    mine = labelling.cells(bobs_window.context.project, smear_id=bobs_window.context.smear_id)[0]
    assert (mine.label, mine.labelled_by, mine.state) == ("normal", "Bob", CellState.CONFIRMED)


def test_blinded_the_others_are_hidden_everywhere_and_the_window_says_so(bobs_window, qtbot):
    page, context = bobs_window.page("label"), bobs_window.context
    chip = bobs_window.findChild(QToolButton, "blindedChip")
    assert not chip.isVisible()
    choose(bobs_window, "readBlindedAction")
    assert chip.isVisible()
    click_image(page.canvas, *FIRST)
    assert page.panel.cell.name.text() == "Unlabelled"
    assert "Ann" not in page.panel.cell.state.text()
    assert page.panel.count_texts("normal") == ("0", "0")
    assert all(mark_of(c, {k.code: k for k in page.classes}).letters == "" for c in page.cells)
    assert all(
        row.count == 0 for row in differential.differential(context.project, smear_ids=[context.smear_id]).rows
    )
    bobs_window.go("smears")
    assert library.smears(context.project)[0].n_labelled == 0


@pytest.fixture
def judged_window(bobs_window):
    """Where Ann rejected three further cells and confirmed one without a class."""
    context = bobs_window.context
    ann = readers.as_reader(context.project, name="Ann")
    ids = [cell.id for cell in bobs_window.page("label").cells]
    for some, state in ((ids[6:9], CellState.REJECTED), (ids[9:10], CellState.CONFIRMED)):
        context.announce(labelling.set_state(ann, cell_ids=some, state=state))
    return bobs_window


def state_in_table(window):
    table = window.page("smears").model
    return table.index(0, PLACE["state"]).data()


def test_blinded_the_status_bar_the_table_and_the_panel_count_nothing_that_others_did(judged_window, qtbot):
    page = judged_window.page("label")
    reviewed = judged_window.findChild(QLabel, "reviewedLabel")
    qtbot.waitUntil(lambda: reviewed.text() == "7 of 9 reviewed")
    assert "3 rejected" in page.panel.summary.text()
    choose(judged_window, "readBlindedAction")
    qtbot.waitUntil(lambda: reviewed.text() == "0 of 12 reviewed")
    assert page.panel.summary.text() == "12 cells, 12 unlabelled"
    judged_window.go("smears")
    assert state_in_table(judged_window) == "12 to review"


def test_blinded_the_cells_that_others_judged_are_drawn_like_any_proposal(judged_window):
    page = judged_window.page("label")
    classes = {k.code: k for k in page.classes}
    marks = [mark_of(cell, classes) for cell in page.cells]
    assert all(mark != marks[-1] for mark in marks[:10])
    choose(judged_window, "readBlindedAction")
    assert len(page.cells) == 12
    marks = [mark_of(cell, classes) for cell in page.cells]
    assert all(mark == marks[-1] for mark in marks)
    assert {cell.state for cell in page.cells} == {CellState.PROPOSED}


def test_blinded_the_review_and_the_gallery_hold_what_others_judged_and_rejected(judged_window, qtbot):
    page = judged_window.page("label")
    choose(judged_window, "readBlindedAction")
    page.views.show_view("galleryViewAction")
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 12)
    page.views.show_view("reviewViewAction")
    page.review.bar.source.setCurrentIndex(page.review.bar.source.findData(QueueSource.UNLABELLED))
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) == 12)
    page.review.bar.source.setCurrentIndex(page.review.bar.source.findData(QueueSource.DISAGREEMENT))
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) == 0)


def test_blinded_rejecting_what_another_rejected_is_a_step_of_ones_own(judged_window, qtbot):
    page, context = judged_window.page("label"), judged_window.context
    choose(judged_window, "readBlindedAction")
    click_image(page.canvas, 142, 86)  # the seventh cell
    QTest.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert [cell.state for cell in page.cells[6:9]] == [CellState.REJECTED, CellState.PROPOSED, CellState.PROPOSED]
    qtbot.waitUntil(lambda: judged_window.findChild(QLabel, "reviewedLabel").text() == "0 of 11 reviewed")
    context.undo_stack.undo()
    assert page.cells[6].state is CellState.PROPOSED
    assert (
        labelling.cells(readers.as_reader(context.project, name="Ann"), smear_id=context.smear_id)[6].state
        == "rejected"
    )


def test_blinded_reading_is_still_on_after_the_project_is_opened_again(bobs_window, folder):
    choose(bobs_window, "readBlindedAction")
    bobs_window.context.close_project()
    bobs_window.context.open_project(folder)
    assert bobs_window.findChild(QToolButton, "blindedChip").isVisible()
    choose(bobs_window, "Ann")
    assert not bobs_window.findChild(QToolButton, "blindedChip").isVisible()


def test_another_reader_sits_down_and_labels_under_the_own_name(bobs_window, qtbot):
    page, context = bobs_window.page("label"), bobs_window.context
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, Qt.Key.Key_1)
    assert context.undo_stack.canUndo()
    bobs_window.findChild(QAction, "change_reader").trigger()
    field = bobs_window.findChild(QLineEdit, "readerNameField")
    qtbot.keyClicks(field, "Cy")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bobs_window.findChild(QToolButton, "readerChip").text() == "Cy"
    assert not context.undo_stack.canUndo()
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, Qt.Key.Key_2)
    cell = labelling.cells(context.project, smear_id=context.smear_id)[0]
    assert (cell.label, cell.labelled_by) == ("hypochromia", "Cy")
    assert [(o.reader, o.code) for o in cell.others] == [("Bob", "codocyte"), ("Ann", "normal")]
    assert readers.known(context.project) == ("Ann", "Bob", "Cy")
