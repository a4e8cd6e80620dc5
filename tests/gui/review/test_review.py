"""The review: a queue of cells worked through by keys alone."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.project import readers
from rbc_desk.store.rows import PredictionRow
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.review.bar import SMEAR
from tests.gui.conftest import add_smear
from tests.gui.label.test_label_page import opened

KEY, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(context, qtbot):
    """Twelve labelled cells, and twelve predicted ones, the first the least certain; the page shows the smear."""
    add_smear(context.project, seed=1, label=True)
    second = add_smear(context.project, seed=2, label=False)
    predict(context.project, second)
    page = opened(context, qtbot)
    context.set_smear(second)
    return page


@pytest.fixture
def review(page, qtbot):
    """The same with the review in front, and the first cell's picture on it."""
    press(page, KEY.Key_V)
    ready(page, qtbot, 12)
    return page.review


def predict(project, smear_id):
    """A model's word: the cells in order are ever surer `codocyte`."""
    cells = labelling.cells(project, smear_id=smear_id)
    codes = tuple(project.class_set().codes)
    with project.store.transact("Model", reader=project.reader) as tx:
        model = tx.derived.insert_model(
            run_id=None, name="m", folder="m", network="rbc_small", codes=codes, metrics={}, active=True
        )
        rows = []
        for i, cell in enumerate(cells):
            sure = 0.5 + 0.03 * i
            probabilities = {"codocyte": sure, "normal": 1 - sure}
            row = tuple(probabilities.get(code, 0.0) for code in codes)
            rows.append(PredictionRow(model, cell.id, cell.circle, "codocyte", row))
        tx.derived.put_predictions(rows)
    assert evaluation.active_model(project) is not None


def press(page, *keys, modifier=NONE):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def ready(page, qtbot, n):
    review = page.review
    qtbot.waitUntil(lambda: not review.reading and len(review.queue) == n)
    if n:
        qtbot.waitUntil(lambda: review.pictures.of(review.current) is not None)


def of(page, ids):
    return labelling.some_cells(page.context.project, cell_ids=ids)


def test_v_brings_the_least_certain_cell_and_keys_alone_review_all(page, review, qtbot):
    ids = review.queue.ids
    assert [c.id for c in labelling.cells(page.context.project, smear_id=page.context.smear_id)] == list(ids)
    press(page, KEY.Key_Return, KEY.Key_Delete, *[KEY.Key_1] * 10)
    first, second, *rest = of(page, ids)
    assert (first.label, first.state) == ("codocyte", CellState.CONFIRMED)
    assert (second.label, second.state) == (None, CellState.REJECTED)
    assert {cell.label for cell in rest} == {page.classes.codes[0]}
    assert review.current is None
    assert "12 of 12" in review.bar.count.text()
    assert review.empty.isVisible()
    press(page, KEY.Key_Left)
    assert review.current.id == ids[-1]
    press(page, KEY.Key_2)
    assert of(page, ids[-1:])[0].label == page.classes.codes[1]


def test_the_probabilities_of_the_cell_stand_once(page, review, qtbot):
    qtbot.addWidget(page.panel)
    page.panel.show()
    box = page.panel.cell
    assert "50 %" in review.compare.rows.accessibleName()
    qtbot.waitUntil(box.why.isVisible)
    assert not box.probabilities.isVisible()
    page.views.show_view(page.picture.name)
    page.picture.canvas.select({review.queue.ids[0]})
    qtbot.waitUntil(box.probabilities.isVisible)


def test_undo_goes_back_to_the_cell_undone(page, review):
    ids = review.queue.ids
    press(page, KEY.Key_1, KEY.Key_2, KEY.Key_3)
    assert review.current.id == ids[3]
    page.context.undo_stack.undo()
    assert review.current.id == ids[2]
    assert of(page, ids)[2].label is None
    assert "2 of 12" in review.bar.count.text()
    press(page, KEY.Key_1)
    assert review.current.id == ids[3]
    assert of(page, ids)[2].label == page.classes.codes[0]


def test_a_redo_counts_as_the_key_did(page, review):
    press(page, KEY.Key_1, KEY.Key_2, KEY.Key_Delete)
    for _ in range(3):
        page.context.undo_stack.undo()
    assert "0 of 12" in review.bar.count.text()
    for n in (1, 2, 3):
        page.context.undo_stack.redo()
        QTest.qWait(0)
        assert f"{n} of 12" in review.bar.count.text()
    assert review.current.id == review.queue.ids[2]


def test_undo_of_the_last_cell_leaves_the_end(page, review):
    press(page, *[KEY.Key_1] * 12)
    assert review.current is None
    page.context.undo_stack.undo()
    assert review.current.id == review.queue.ids[-1]


def test_a_cell_of_another_kind_returns_to_its_place_at_once_when_undone(page, review, qtbot):
    ids = review.queue.ids
    press(page, KEY.Key_Return)
    assert review.current.id == ids[1]
    press(page, KEY.Key_W, modifier=Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: review.queue.ids == (ids[0], *ids[2:]))
    press(page, KEY.Key_Return)
    page.context.undo()
    page.context.undo()
    qtbot.waitUntil(lambda: review.queue.ids == ids)
    assert review.current.id == ids[1]
    assert review.queue.done == {ids[0]}
    page.context.redo()
    qtbot.waitUntil(lambda: review.queue.ids == (ids[0], *ids[2:]))
    page.context.undo()
    qtbot.waitUntil(lambda: review.current.id == ids[1])
    press(page, KEY.Key_Delete)
    assert of(page, ids[1:2])[0].state is CellState.REJECTED


def test_the_only_cell_of_a_queue_returns_when_its_kind_is_undone(page, review, qtbot):
    (only,) = review.queue.ids[3:4]
    review.show_only([only], "One")
    ready(page, qtbot, 1)
    page.context.commit(lambda project: kinds.set_kind(project, cell_ids=[only], kind=CellKind.PLATELET))
    qtbot.waitUntil(lambda: not review.queue.ids and not review.reading)
    page.context.undo()
    ready(page, qtbot, 1)
    assert review.current.id == only


def test_the_order_stands_still_until_it_is_sorted_anew(page, review, qtbot):
    ids = review.queue.ids
    press(page, KEY.Key_1, KEY.Key_Right, KEY.Key_1)
    labelling_elsewhere = labelling.set_label(page.context.project, cell_ids=[ids[7]], code="normal")
    page.context.announce(labelling_elsewhere)
    assert review.queue.ids == ids
    press(page, KEY.Key_F5)
    ready(page, qtbot, 9)
    assert review.queue.ids == (ids[1], *ids[3:7], *ids[8:])
    assert review.stage.hasFocus()


def test_arrows_step_and_after_the_last_the_skipped_ones_come(page, review):
    ids = review.queue.ids
    press(page, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left)
    assert review.current.id == ids[1]
    press(page, KEY.Key_End)
    assert review.current.id == ids[-1]
    press(page, KEY.Key_1)
    assert review.current.id == ids[0]


def test_without_advance_the_cell_stays(page, review):
    page.panel.advance.setChecked(False)
    press(page, KEY.Key_1)
    assert review.current.id == review.queue.ids[0]
    page.panel.advance.setChecked(True)


def test_disagreements_are_labels_the_model_contradicts(page, review, qtbot):
    ids = review.queue.ids
    labelling.set_label(page.context.project, cell_ids=ids[:3], code="normal")
    labelling.set_label(page.context.project, cell_ids=ids[3:5], code="codocyte")
    choose(page, review.bar.source, QueueSource.DISAGREEMENT)
    ready(page, qtbot, 3)
    assert review.queue.ids == ids[:3][::-1]
    review.activated()
    press(page, KEY.Key_Return)
    assert review.current.id == ids[1]
    assert of(page, ids[2:3])[0].label == "normal"


def test_readers_who_differ_are_seen_unless_one_reads_blinded(page, review, qtbot):
    ids = review.queue.ids
    other = readers.as_reader(page.context.project, name="Ben")
    labelling.set_label(other, cell_ids=ids[:1], code="normal")
    labelling.set_label(page.context.project, cell_ids=ids[:1], code="codocyte")
    choose(page, review.bar.source, QueueSource.DISAGREEMENT)
    ready(page, qtbot, 1)
    assert "Ben" in review.compare.about.text()
    page.context.set_blinded(True)
    ready(page, qtbot, 0)
    assert review.current is None


def test_blinded_another_readers_label_leaves_a_cell_unlabelled(page, review, qtbot):
    other = readers.as_reader(page.context.project, name="Ben")
    labelling.set_label(other, cell_ids=review.queue.ids[:4], code="normal")
    choose(page, review.bar.source, QueueSource.UNLABELLED)
    ready(page, qtbot, 8)
    page.context.set_blinded(True)
    ready(page, qtbot, 12)
    assert "Ben" not in review.compare.about.text()


def test_blinded_behind_the_picture_the_review_shows_nothing_of_others_when_it_is_in_front_again(page, review, qtbot):
    other = readers.as_reader(page.context.project, name="Ben")
    labelling.set_label(other, cell_ids=review.queue.ids[:4], code="normal")
    choose(page, review.bar.source, QueueSource.UNLABELLED)
    ready(page, qtbot, 8)
    press(page, *[KEY.Key_1] * 8)
    assert review.queue.done
    page.acts.smear_view.trigger()
    qtbot.waitUntil(lambda: not review.isVisible())
    page.context.set_blinded(True)
    step = labelling.set_label(page.context.project, cell_ids=review.queue.ids[:1], code="normal")
    page.context.announce(step)  # names a cell, as the blinding did not
    assert not review.reading
    press(page, KEY.Key_V)
    ready(page, qtbot, 4)


def test_given_cells_come_in_their_order_under_a_title_that_leads_back(page, review, qtbot):
    ids = review.queue.ids
    page.show_review([ids[5], ids[2]], "Suspected label errors")
    ready(page, qtbot, 2)
    assert review.queue.ids == (ids[5], ids[2])
    assert "Suspected label errors" in review.bar.filter.text()
    press(page, KEY.Key_1, KEY.Key_1)
    assert not review.empty.adapt.isVisible()
    page.show_review(ids[3:6], "To adapt the model", then_train=True)
    ready(page, qtbot, 3)
    press(page, KEY.Key_1, KEY.Key_1, KEY.Key_1)
    with qtbot.waitSignal(page.training_requested) as asked:
        review.empty.adapt.click()
    assert asked.args == ["quick"]
    review.bar.filter.click()
    ready(page, qtbot, 8)


@pytest.fixture
def of_three(page, qtbot):
    """The unlabelled cells of two of the project's three smears in review; the first of the two is current."""
    add_smear(page.context.project, seed=3, label=False)
    page.context.project_changed.emit(page.context.project)
    choose(page, page.review.bar.source, QueueSource.UNLABELLED)
    press(page, KEY.Key_V)
    ready(page, qtbot, 24)
    return page


def choose(page, box, key):
    box.setCurrentIndex(box.findData(key))


def test_the_line_above_names_the_smear_of_the_cell_in_review(of_three, qtbot):
    page, review = of_three, of_three.review
    assert page.strip.name.text() == "smear 2.png"
    press(page, KEY.Key_End)
    assert (page.strip.name.text(), page.strip.place.text().split("   ")[0]) == ("smear 3.png", "3 of 3")
    press(page, KEY.Key_Home)
    assert page.strip.name.text() == "smear 2.png"
    for n in range(24):
        press(page, KEY.Key_1)
        here = review.current
        assert page.strip.name.text() == (f"smear {here.smear_id}.png" if here is not None else ""), n


def test_while_several_smears_are_reviewed_nothing_beside_speaks_of_one(of_three, qtbot):
    page = of_three
    assert page.panel.table.isColumnHidden(2)
    assert page.panel.summary.isHidden()
    assert page.sizes.isHidden()
    assert not any(act.isEnabled() for act in (page.acts.detect, page.acts.previous, page.acts.next))
    before, smear = page.review.current.id, page.context.smear_id
    press(page, KEY.Key_PageUp)
    press(page, KEY.Key_PageDown)
    assert (page.review.current.id, page.context.smear_id) == (before, smear)
    choose(page, page.review.bar.scope, SMEAR)
    ready(page, qtbot, 12)
    assert not page.panel.table.isColumnHidden(2)
    assert not page.sizes.isHidden()
    assert page.acts.detect.isEnabled()
    page.acts.smear_view.trigger()
    assert not page.panel.summary.isHidden()


def test_left_for_the_picture_the_review_shows_its_cell_on_the_cells_own_smear(of_three, qtbot):
    page = of_three
    press(page, KEY.Key_End)
    cell = page.review.current
    page.acts.smear_view.trigger()
    qtbot.waitUntil(lambda: page.picture.shown_id == cell.smear_id and page.context.selection == {cell.id})
    assert page.strip.name.text() == "smear 3.png"


def test_a_step_to_another_smear_brings_its_cells_also_where_some_were_reviewed(of_three, qtbot):
    page = of_three
    choose(page, page.review.bar.scope, SMEAR)
    ready(page, qtbot, 12)
    press(page, KEY.Key_1)
    press(page, KEY.Key_PageDown)
    ready(page, qtbot, 12)
    assert page.strip.name.text() == "smear 3.png"
    assert {cell.smear_id for cell in page.review.queue.cells.values()} == {page.context.smear_id}


def test_rejected_circles_are_offered_where_they_can_be_shown(of_three):
    page, box = of_three, of_three.panel.show_rejected
    assert not box.isEnabled()
    page.acts.smear_view.trigger()
    assert box.isEnabled()
    page.acts.gallery_view.trigger()
    assert not box.isEnabled()


def test_without_a_model_the_unlabelled_are_offered(context, qtbot):
    smear = add_smear(context.project, seed=3, label=False)
    page = opened(context, qtbot)
    context.set_smear(smear)
    press(page, KEY.Key_V)
    qtbot.waitUntil(page.review.empty.unlabelled.isVisible)
    assert page.review.empty.train.isVisible()
    page.review.empty.unlabelled.setFocus()
    press(page, KEY.Key_Space)
    ready(page, qtbot, 12)
    qtbot.waitUntil(page.review.stage.hasFocus)
    press(page, KEY.Key_1)
    assert len(labelling.counts(context.project)) == 1
    assert page.review.bar.source.currentData() == QueueSource.UNLABELLED


def test_examples_are_my_own_cells_of_each_class(page, review, qtbot):
    qtbot.waitUntil(lambda: review.compare.atlas is not None)
    near = review.compare.atlas.nearest(review.current.id, code="normal", n=5)
    assert len(near) == 5
    assert {cell.label for cell in near} == {"normal"}
    assert "%" in review.compare.rows.accessibleName()


def test_x_hides_the_circle_and_the_wheel_zooms(page, review):
    def pixels():
        image = review.stage.grab().toImage().convertToFormat(review.stage.grab().toImage().Format.Format_RGB32)
        return np.frombuffer(image.bits(), np.uint8).copy()

    with_circle = pixels()
    press(page, KEY.Key_X)
    bare = pixels()
    assert (with_circle != bare).any()
    middle = QPointF(review.stage.rect().center())
    wheel = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(review.stage, wheel)
    assert (pixels() != bare).any()


def test_the_cells_are_counted_beside_it_while_reviewing(page, review, qtbot):
    before = labelling.counts(page.context.project)
    press(page, KEY.Key_1)
    code = page.classes.codes[0]
    qtbot.waitUntil(lambda: page.smear_cells.in_project.get(code, 0) == before.get(code, 0) + 1)
    press(page, KEY.Key_S)
    assert page.views.current is page.picture
    assert page.canvas.layer.by_id[review.queue.ids[0]].label == code


@contextmanager
def reading_waits(context):
    """Whatever is read for the screen waits meanwhile."""
    go_on = threading.Event()
    for _ in range(2):
        context.jobs.start(lambda task: go_on.wait(60), title="busy", lane=Lane.READ, listed=False)
    try:
        yield
    finally:
        go_on.set()


def test_a_queue_superseded_by_another_leaves_the_other_under_way(page, review, qtbot):
    said = review.empty.findChildren(QLabel)[0]
    with reading_waits(page.context):
        choose(page, review.bar.source, QueueSource.UNLABELLED)
        choose(page, review.bar.source, QueueSource.UNCERTAIN)
        QApplication.processEvents()
        assert review.reading
        assert review.current is None
        assert said.isVisible()
        assert "Loading" in said.text()
    ready(page, qtbot, 12)
    assert review.stage.isVisible()


def test_a_gathering_that_is_stopped_says_so_and_is_begun_again_by_a_button(page, review, qtbot):
    said = review.empty.findChildren(QLabel)[0]
    with reading_waits(page.context):
        press(page, KEY.Key_F5)
        qtbot.waitUntil(lambda: review.reading)
        for job in page.context.jobs.active:
            job.cancel()
        assert not review.reading
        assert said.text() == "Loading was stopped"
        assert review.empty.again.isVisible()
        qtbot.mouseClick(review.empty.again, Qt.MouseButton.LeftButton)
        assert "Loading" in said.text()
        assert not review.empty.again.isVisible()
    ready(page, qtbot, 12)
