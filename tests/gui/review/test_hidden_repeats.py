"""Hidden repeats in the review: they look like new cells, a key answers them, and their labels stay."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import event

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.counting.repeats import NO_CLASS
from rbc_desk.services.agreement import checks
from rbc_desk.services.cells import labelling
from rbc_desk.services.project import readers
from tests.gui.conftest import add_smear
from tests.gui.label.test_label_page import opened
from tests.gui.review.test_review import of, predict, press

KEY = Qt.Key


@pytest.fixture
def old(context):
    """A smear whose twelve cells this reader labelled yesterday."""
    smear = add_smear(context.project, seed=1, label=True)
    with sqlite3.connect(context.project.folder / "project.sqlite") as connection:
        connection.execute("UPDATE cell_label SET created_at = '2026-01-01T00:00:00.000+00:00'")
    return [cell.id for cell in labelling.cells(context.project, smear_id=smear)]


@pytest.fixture
def page(context, qtbot, old):
    predict(context.project, add_smear(context.project, seed=2, label=False))
    with context.project.store.transact("Repeats", reader="A") as tx:
        tx.set_meta(checks.PLAN_KEY, "0.4 1")
    page = opened(context, qtbot)
    press(page, KEY.Key_V)
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) > 12)
    qtbot.waitUntil(lambda: page.review.pictures.of(page.review.current) is not None)
    return page


def to_a_repeat(page, qtbot):
    """Label cells until one that is shown again is in front; returns it."""
    qtbot.waitUntil(lambda: page.review.current is not None)
    while page.review.current.id not in page.review.active_cells.repeated:
        press(page, KEY.Key_1)
        qtbot.waitUntil(lambda: page.review.current is not None)
    cell = page.review.current
    qtbot.waitUntil(lambda: page.review.pictures.of(cell) is not None)
    return cell


def test_a_repeat_looks_new_and_a_key_answers_it_without_touching_its_label(page, old, qtbot):
    repeated = set(page.review.active_cells.repeated)
    assert repeated <= set(old) and repeated
    cell = to_a_repeat(page, qtbot)
    (stored,) = of(page, [cell.id])
    assert (cell.label, cell.state, stored.state) == (None, CellState.PROPOSED, CellState.CONFIRMED)
    assert page.review.compare.title.text() == "Unlabelled"
    assert "Your label" not in page.review.compare.about.text()
    shown = [row for row in page.review.compare._candidates(cell) for row in row.examples]
    assert cell.id not in {example.id for example in shown}
    done = len(page.review.queue.done)
    press(page, KEY.Key_2)
    other = page.classes.codes[1]
    assert checks.answers(page.context.project, cell_ids=old) == {cell.id: other}
    assert of(page, [cell.id]) == (stored,)
    assert len(page.review.queue.done) == done + 1
    assert page.review.current.id != cell.id


def test_an_answer_is_undone_at_its_cell_and_given_again(page, old, qtbot):
    cell = to_a_repeat(page, qtbot)
    press(page, KEY.Key_Delete)
    assert checks.answers(page.context.project, cell_ids=old) == {cell.id: NO_CLASS}
    page.context.undo_stack.undo()
    assert page.review.current.id == cell.id
    assert checks.answers(page.context.project, cell_ids=old) == {}
    press(page, KEY.Key_1)
    press(page, KEY.Key_Left)
    assert page.review.current.label == page.classes.codes[0]
    press(page, KEY.Key_2)
    assert checks.answers(page.context.project, cell_ids=old) == {cell.id: page.classes.codes[1]}


def test_the_history_and_the_timeline_of_the_cell_give_nothing_away(page, qtbot):
    cell = to_a_repeat(page, qtbot)
    asked = []
    page.log_requested.connect(asked.append)
    page.acts.log.trigger()
    assert asked == []
    press(page, KEY.Key_1)
    assert page.context.undo_stack.undoText().startswith("Label 1 cell as")
    assert cell.id not in {c.id for c in of(page, [cell.id]) if c.label is None}


def test_a_repeat_that_was_answered_does_not_come_again(page, old, qtbot):
    cell = to_a_repeat(page, qtbot)
    press(page, KEY.Key_1)
    press(page, KEY.Key_F5)
    qtbot.waitUntil(lambda: not page.review.reading and bool(page.review.queue.ids))
    assert cell.id not in page.review.queue.ids


def test_control_cells_of_another_reader_come_too(context, qtbot):
    labelled = add_smear(context.project, seed=1, label=True)  # a moment ago, so none is repeated
    marked = [cell.id for cell in labelling.cells(context.project, smear_id=labelled)][:4]
    bob = readers.as_reader(context.project, name="Bob")
    checks.set_control(bob, cell_ids=marked, code="codocyte")
    predict(context.project, add_smear(context.project, seed=2, label=False))
    with context.project.store.transact("Repeats", reader="A") as tx:
        tx.set_meta(checks.PLAN_KEY, "0.4 1")
    page = opened(context, qtbot)
    press(page, KEY.Key_V)
    qtbot.waitUntil(lambda: not page.review.reading and len(page.review.queue) > 12)
    assert set(page.review.active_cells.repeated) <= set(marked)
    to_a_repeat(page, qtbot)
    press(page, KEY.Key_2)
    (one,) = checks.check_figures(bob)
    assert (one.reader, one.repeats, one.controls.pairs[0].n_cells) == (context.project.reader, None, 1)


def test_hidden_cells_stay_in_the_queue_when_live_learning_sorts_it_and_are_not_drawn_at_each_label(page, qtbot):
    before = set(page.review.active_cells.repeated)
    drawn = []
    event.listen(
        page.context.project.store._engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: drawn.append(statement) if "control_cell" in statement else None,
    )
    page.context.live.updated.emit(None)
    qtbot.waitUntil(lambda: not page.context.jobs.unsettled)
    assert set(page.review.active_cells.repeated) == before
    assert drawn == []
