"""Live learning in the window: five labels a class, and the other cells are sorted by themselves."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbc_desk.learn.live.cross_validation import macro_f1
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import starter
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library
from rbc_desk.ui.classify.side import ClassifySide
from rbc_desk.ui.label.page import LabelPage
from rbc_desk.ui.smears.detect.panel import DetectPanel
from rbc_desk.ui.state.app_context import AppContext
from tests.drawn_cells import CODES, PER_CLASS, draw, propose
from tests.gui.gallery_helpers import click, hover, in_bin, press

SMEARS = 3


@pytest.fixture(scope="module")
def sorted_by_the_starter(tmp_path_factory):
    """A closed project whose cells the starter model has classified, and the class of each cell by id."""
    folder = tmp_path_factory.mktemp("live")
    for seed in range(SMEARS):
        draw(folder / f"{seed}.png", seed=seed)
    project = create_project(folder / "project", class_set="paper", reader="Ann")
    library.add_smears(project, sorted(folder.glob("*.png")))
    smears = [info.id for info in library.smears(project)]
    truth = {}
    for smear_id in smears:
        ids = propose(project.store, smear_id=smear_id, reader="Ann")
        truth |= {cell_id: CODES[place // PER_CLASS] for place, cell_id in enumerate(ids)}
    starter.presort(project, smear_ids=smears)
    project.close()
    return folder / "project", truth


@pytest.fixture
def page(sorted_by_the_starter, tmp_path, qtbot, monkeypatch):
    """The gallery of the whole project, when the features of all cells are there."""
    monkeypatch.delenv("RBC_DESK_LIVE_LEARNING")
    folder, _truth = sorted_by_the_starter
    shutil.copytree(folder, tmp_path / "project")
    context = AppContext()
    page = LabelPage(context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.resize(900, 700)
    page.show()
    context.open_project(tmp_path / "project", reader="Ann")
    page.views.show_view(page.gallery.name)
    page.gallery.bar.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == SMEARS * 3 * PER_CLASS and not context.live.busy)
    yield page
    context.shut_down()


def figure(page, truth, *, without):
    """Macro F1 of the classes that the gallery shows for the other cells."""
    table = page.gallery.board.table
    rows = [row for row, cell_id in enumerate(table.ids.tolist()) if cell_id not in without]
    found = np.array([CODES.index(table.codes[table.shown[row]]) for row in rows])
    return macro_f1(found, np.array([CODES.index(truth[table.ids[row]]) for row in rows]), n_classes=len(CODES))


def label_five_of_each(page, truth, qtbot):
    """Label by clicks and keys on the first two smears; returns the cells."""
    chosen = [
        [i for i, code in truth.items() if code == wanted][start : start + 3 - start // PER_CLASS]
        for wanted in CODES
        for start in (0, PER_CLASS)
    ]
    given = []
    for ids in chosen:
        for cell_id in ids:
            page.gallery.area.reveal(cell_id)
            click(page, cell_id)
            press(page, page.context.keys.class_key(page.classes, truth[cell_id]))
            given.append(cell_id)
    qtbot.waitUntil(lambda: page.context.live.n_labels == len(given))
    return given


def test_five_labels_a_class_sort_the_gallery_and_nothing_under_the_cursor_moves(page, sorted_by_the_starter, qtbot):
    truth = sorted_by_the_starter[1]
    by_class = [[cell_id for cell_id, code in truth.items() if code == wanted] for wanted in CODES]
    five = [cell_id for ids in by_class for s in (0, PER_CLASS) for cell_id in ids[s : s + 3]]
    before = figure(page, truth, without=five)
    page.gallery.area.set_tile(48)
    given = label_five_of_each(page, truth, qtbot)
    under = next(cell.id for cell in page.gallery.area.visible_cells()[4:] if cell.id not in given)
    hover(page, under)
    place = page.gallery.area.rect_of(under)
    with qtbot.waitSignal(page.gallery._live_order.sorted_anew):
        pass
    assert page.gallery.area.hovered_id == under
    assert page.gallery.area.rect_of(under) == place
    table = page.gallery.board.table
    for bin_ in page.gallery.area.bins:
        shown = {table.codes[place] for place in table.taken(bin_.numbers).shown}
        assert shown <= {bin_.key}
    assert figure(page, truth, without=given) > before
    assert figure(page, truth, without=given) > 0.9
    assert len(in_bin(page, "codocyte")) >= PER_CLASS


def test_the_line_says_what_is_learned_and_what_to_label(page, sorted_by_the_starter, qtbot):
    truth, learning = sorted_by_the_starter[1], page.learning
    page.panel.show()
    assert "two classes" in learning.line.text()
    assert not learning.train.isVisible()
    label_five_of_each(page, truth, qtbot)
    qtbot.waitUntil(lambda: "other smears" in learning.line.text() and not page.context.live.busy)
    assert learning.line.text().startswith("Learning from 15 labels: finds the right class of ")
    assert learning.advice.text() == "Label more: Codocyte (target cell) (5 labels on 2 smears so far)"
    learning.toggle.click()
    assert [n for n, _ in learning.curve.points] == [0, 2, 4, 8, 15]
    with qtbot.waitSignal(page.training_requested) as asked:
        learning.train.click()
    assert asked.args == ["good"]
    curve = page.context.live.curve
    enough = [replace(one, n_labels=40) for one in curve.classes]
    many = [replace(point, n_labels=point.n_labels * 10, macro_f1=0.9) for point in curve.points]
    page.context.live.curve = replace(curve, points=tuple(many), classes=tuple(enough))
    page.context.live.measured.emit()
    assert learning.advice.text().startswith("Enough for now")
    with qtbot.waitSignal(page.training_requested) as asked:
        learning.train.click()
    assert asked.args == ["best"]


def test_classify_and_smears_say_what_is_learned_while_they_are_in_sight(page, sorted_by_the_starter, qtbot):
    sides = ClassifySide(page.context), DetectPanel(page.context)
    for side in sides:
        qtbot.addWidget(side)
        side.resize(300, 700)
        side.show()
    lines = [side.learning.line for side in sides]
    assert [line.isVisible() for line in lines] == [False, False]
    truth = sorted_by_the_starter[1]
    ids = [cell_id for wanted in CODES for cell_id in [i for i, code in truth.items() if code == wanted][:2]]
    for cell_id in ids:
        page.context.edit(labelling.set_label(page.context.project, cell_ids=[cell_id], code=truth[cell_id]))
    qtbot.waitUntil(lambda: all("second smear" in line.text() for line in lines))
    assert all(line.isVisible() and line.text().startswith("Learning from 6 labels\n") for line in lines)
    sides[0].hide()
    other = next(i for i, code in reversed(truth.items()) if code == CODES[0])
    page.context.edit(labelling.set_label(page.context.project, cell_ids=[other], code=CODES[0]))
    qtbot.waitUntil(lambda: "Label more: " in lines[1].text())
    assert lines[1].text().startswith("Learning from 7 labels: ")
    assert lines[0].text().startswith("Learning from 6 labels")
    sides[0].show()
    assert lines[0].text() == lines[1].text()
    page.context.change_settings(live_learning=False)
    assert [line.isVisible() for line in lines] == [False, False]


def test_the_review_offers_the_best_cells_and_keeps_the_next_ones(page, sorted_by_the_starter, qtbot):
    truth, review = sorted_by_the_starter[1], page.review
    label_five_of_each(page, truth, qtbot)
    page.views.show_view(review.name)
    qtbot.waitUntil(lambda: not review.reading and review.current is not None)
    assert review.bar.source.currentData() == QueueSource.BEST
    ids = review.queue.ids
    n = page.context.live.n_labels
    QTest.keyClick(review.stage, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.context.live.n_labels == n + 1 and not page.context.live.busy)
    assert review.queue.ids[:6] == ids[:6]
    assert set(review.queue.ids) == set(ids)


def test_what_is_confirmed_is_what_the_gallery_shows(page, sorted_by_the_starter, qtbot):
    truth = sorted_by_the_starter[1]
    given = label_five_of_each(page, truth, qtbot)
    cell_id = next(i for i in reversed(truth) if i not in given)
    page.gallery.area.go_to(cell_id)
    shown = page.gallery.board.cells[page.gallery.board.at[cell_id]].shown_code
    page.edits.confirm()
    assert labelling.some_cells(page.context.project, cell_ids=[cell_id])[0].label == shown


def test_without_live_learning_the_stored_predictions_are_shown(page, sorted_by_the_starter, qtbot):
    truth = sorted_by_the_starter[1]
    label_five_of_each(page, truth, qtbot)
    page.context.change_settings(live_learning=False)
    assert page.context.live.predictions is None
    qtbot.waitUntil(lambda: not page.gallery.reading)
    assert not page.learning.isVisibleTo(page.panel)


def test_similar_cells_of_all_smears_are_shown_until_the_filter_is_removed(page, sorted_by_the_starter, qtbot):
    _folder, truth = sorted_by_the_starter
    order = page.gallery.bar.order.currentData()
    wanted = next(cell.id for cell in page.gallery.area.visible_cells() if truth[cell.id] == "codocyte")
    click(page, wanted)
    page.acts.similar.trigger()
    qtbot.waitUntil(lambda: bool(page.gallery._similar) and not page.gallery.reading)
    ids = page.gallery._similar
    assert ids[0] == wanted
    first = ids[1 : PER_CLASS * SMEARS // 2]
    assert np.mean([truth[i] == "codocyte" for i in first]) > 0.8
    assert page.gallery.bar.filter.isVisible()
    assert not page.gallery.bar.order.isVisible()  # they have an order of their own
    assert not page.gallery.bar.group.isVisible()
    shown = [cell.id for cell in page.gallery.area.visible_cells()]
    assert shown == list(ids[: len(shown)])  # from the most similar one on
    assert page.gallery.view_state()["galleryOrder"] == order  # what the next start returns to
    page.gallery.bar.filter.click()
    qtbot.waitUntil(lambda: not page.gallery.reading)
    assert page.gallery.bar.order.currentData() == order
    assert len(page.gallery.board.cells) == SMEARS * 3 * PER_CLASS
