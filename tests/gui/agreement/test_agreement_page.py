"""The page Agreement: figures, disagreements and their consensus, and nothing of it in a blinded reading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidget, QToolButton

from rbc_desk.core.counting.repeats import NO_CLASS
from rbc_desk.services.agreement import checks
from rbc_desk.services.cells import labelling
from rbc_desk.services.project import readers
from rbc_desk.store import queries
from rbc_desk.ui.agreement.page import AgreementPage
from tests.gui.conftest import add_smear

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def cells(context):
    """Two smears that Ann and Bob labelled; Bob took three cells for codocytes."""
    context.set_reader("Ann")
    project, found = context.project, []
    bob = readers.as_reader(project, name="Bob")
    for seed in (1, 2):
        found += labelling.cells(project, smear_id=add_smear(project, seed=seed, label=True))
    for code in ("normal", "hypochromia"):
        labelling.set_label(bob, cell_ids=[one.id for one in found if one.label == code], code=code)
    labelling.set_label(bob, cell_ids=[one.id for one in (*found[:2], found[20])], code="codocyte")
    return found


@pytest.fixture
def page(context, qtbot):
    page = AgreementPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def read(page, qtbot):
    qtbot.waitUntil(lambda: page.compared is not None)
    return page.disagreements


def rows(table):
    return [[table.item(i, j).text() for j in range(table.columnCount())] for i in range(table.rowCount())]


def decided(page):
    project = page.context.project
    return queries.consensus(project.store, viewpoint=project.viewpoint, ids=None)


def test_the_result_leads_and_the_tables_and_the_matrix_follow(cells, page, qtbot):
    read(page, qtbot)
    assert page.result.text().startswith("Ann and Bob agree on 21 of 24 cells; Cohen's kappa 0.7")
    figures = dict(rows(page.figures.overall))
    assert figures["Same class"].startswith("88 % (83–92)")
    assert "Weighted kappa" not in figures
    qtbot.mouseClick(page.figures.ordered, LEFT, pos=QPoint(8, page.figures.ordered.height() // 2))
    assert {"Weighted kappa", "Ordinal alpha"} <= dict(rows(page.figures.overall)).keys()
    names = page.figures.matrix.grid.names
    assert dict(zip(names, page.figures.matrix.texts, strict=True))[names[-1]][-1] == "10"
    assert {name: n for name, n, *_ in rows(page.figures.by_class)}["Normal"] == "22"


def test_a_key_and_a_click_decide_and_undo_takes_back(cells, page, qtbot):
    view = read(page, qtbot)
    page.tabs.setCurrentIndex(1)
    first, second = cells[0].id, cells[1].id
    assert view.current.cell_id == first
    assert [row[0].split("\n")[1:] for row in rows(view.choices.table)[:3]] == [["Ann"], ["Bob"], []]
    key = page.context.project.class_set().key_of("codocyte")
    QTest.keyClick(view.stage, key)
    assert decided(page) == {first: "codocyte"}
    assert view.current.cell_id == second
    view.choices.table.cellClicked.emit(0, 0)
    assert decided(page) == {first: "codocyte", second: cells[1].label}
    assert view.current.cell_id == cells[20].id
    page.context.undo()
    assert decided(page) == {first: "codocyte"}
    assert view.current.cell_id == second
    QTest.keyClick(view.stage, KEY.Key_Left)
    QTest.keyClick(view.stage, KEY.Key_Delete)
    assert decided(page) == {}
    page.context.undo()
    assert decided(page) == {first: "codocyte"}
    assert [one.label for one in labelling.some_cells(page.context.project, cell_ids=[first])] == [cells[0].label]


def test_an_entry_of_the_matrix_opens_its_cells(cells, page, qtbot):
    view = read(page, qtbot)
    codes = page.compared.found.codes
    page.figures.matrix.opened.emit(codes.index(cells[1].label), codes.index("codocyte"))
    assert page.tabs.currentIndex() == 1
    assert {one.labels["Ann"] for one in view._queue} == {cells[1].label}
    filter_chip = view.findChild(QToolButton, "disagreementFilter")
    assert filter_chip.isVisible()
    qtbot.mouseClick(filter_chip, LEFT)
    assert len(view._queue) == 3


def test_a_blinded_reader_finds_no_name_no_number_and_no_key_that_decides(cells, page, qtbot):
    view = read(page, qtbot)
    page.context.set_blinded(True)
    texts = [label.text() for label in page.findChildren(QLabel)]
    texts += [text for table in page.findChildren(QTableWidget) for row in rows(table) for text in row]
    texts += [page.tabs.tabText(1), view.stage.accessibleName(), view.filter.text()]
    assert not [text for text in texts if "Bob" in text or any(letter.isdigit() for letter in text)]
    assert page.findChild(QLabel, "agreementResult").text() == ""
    QTest.keyClick(view.stage, page.context.project.class_set().key_of("codocyte"))
    page.refresh()
    page.context.set_blinded(False)
    read(page, qtbot)
    assert decided(page) == {}


def test_without_a_second_reader_the_page_leads_to_label(context, page, qtbot):
    add_smear(context.project, seed=1, label=True)
    page.refresh()
    qtbot.waitUntil(page.empty.label_button.isVisible)
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.empty.label_button, LEFT)
    assert asked.args == ["label"]


def test_a_lone_reader_turns_hidden_repeats_on_and_finds_their_answers(context, page, qtbot):
    smear = add_smear(context.project, seed=1, label=True)
    page.refresh()
    qtbot.waitUntil(lambda: page.tabs.isTabVisible(2))
    assert not page.tabs.isTabVisible(1)
    page.tabs.setCurrentIndex(2)
    assert page.checks.nothing.isVisible()
    page.checks.share.setFocus()
    QTest.keyClick(page.checks.share, KEY.Key_Down)
    qtbot.waitUntil(lambda: checks.repeat_plan(context.project) is not None)
    assert checks.repeat_plan(context.project).share == 0.05
    first, second, *_ = labelling.cells(context.project, smear_id=smear)
    checks.answer(context.project, cell_id=first.id, code=first.label)
    checks.answer(context.project, cell_id=second.id, code=NO_CLASS)
    page.refresh()
    qtbot.waitUntil(lambda: page.checks.table.rowCount() == 1)
    assert rows(page.checks.table)[0][:3] == [context.project.reader, "2", "50 %"]
    assert "Not a red cell" in [row[0] for row in rows(page.checks.of_repeats)]
    assert not page.checks.of_controls.isVisible()


def test_cells_with_a_consensus_become_control_cells_are_shown_and_removed(cells, page, qtbot):
    view = read(page, qtbot)
    page.tabs.setCurrentIndex(1)
    QTest.keyClick(view.stage, page.context.project.class_set().key_of("codocyte"))
    page.refresh()
    qtbot.waitUntil(page.checks.use_decided.isEnabled)
    page.tabs.setCurrentIndex(2)
    qtbot.mouseClick(page.checks.use_decided, LEFT)
    qtbot.waitUntil(lambda: page.checks.controls.text() == "Control cells: 1")
    with qtbot.waitSignal(page.cells_requested) as asked:
        qtbot.mouseClick(page.checks.show_controls, LEFT)
    assert asked.args == [(cells[0].id,), "Control cells", "gallery"]
    qtbot.mouseClick(page.checks.remove_controls, LEFT)
    qtbot.waitUntil(lambda: page.checks.controls.text() == "Control cells: 0")
    page.context.undo()
    qtbot.waitUntil(lambda: page.checks.controls.text() == "Control cells: 1")
    page.context.set_blinded(True)
    assert not page.tabs.isTabVisible(2)
    assert page.checks.controls.text() == ""
