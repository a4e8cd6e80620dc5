"""Keys, menus and actions apply to what is visible; hidden pages do nothing."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections import Counter
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.smears import library
from rbc_desk.store.rows import PredictionRow
from rbc_desk.ui.state.saving import Saving
from tests.gui.conftest import add_smear

KEY = Qt.Key
A_MINUTE = 60_000
UNASKED = {
    "counting the cells",
    "storing crops",
    "checking the project",
}  # jobs of what is always in sight, and of nobody


@pytest.fixture
def window(context, show_window):
    """The whole window on two smears of twelve cells, all predicted, none labelled."""
    predict(context.project, [add_smear(context.project, seed=seed, label=False) for seed in (1, 2)])
    return show_window()


def predict(project, smear_ids):
    """A model's word on every cell of the smears."""
    codes = tuple(project.class_set().codes)
    with project.store.transact("Model", reader=project.reader) as tx:
        model = tx.derived.insert_model(
            run_id=None, name="m", folder="m", network="rbc_small", codes=codes, metrics={}, active=True
        )
        probabilities = (0.6, 0.4, *[0.0] * (len(codes) - 2))
        tx.derived.put_predictions(
            [PredictionRow(model, c.id, c.circle, codes[0], probabilities) for c in cells(project, smear_ids)]
        )


def cells(project, smear_ids=()):
    """The cells of these smears, or of all."""
    ids = smear_ids or [smear.id for smear in library.smears(project)]
    return [cell for smear_id in ids for cell in labelling.cells(project, smear_id=smear_id)]


def names(list_):
    return [list_.item(row).text() for row in range(list_.count())]


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)


def visit(window, qtbot, names):
    for name in names:
        window.go(name)
        settle(window, qtbot)


def picture(window, qtbot):
    """The page Label in front with the current smear's picture and cells on it."""
    window.go("label")
    page = window.page("label")
    page.views.show_view(page.picture.name)
    qtbot.waitUntil(
        lambda: page.picture.shown_id == window.context.smear_id and len(page.cells) == 12, timeout=A_MINUTE
    )
    settle(window, qtbot)
    return page


@contextmanager
def watched(context):
    """The statements of the interface thread and the titles of jobs that begin meanwhile."""
    here, statements, jobs = threading.get_ident(), Counter(), Counter()

    def note(_connection, _cursor, statement, *_):
        if threading.get_ident() == here:
            statements[statement] += 1

    def started(title):
        if title not in UNASKED:
            jobs[title] += 1

    event.listen(Engine, "before_cursor_execute", note)
    context.jobs.started.connect(started)
    try:
        yield statements, jobs
    finally:
        context.jobs.started.disconnect(started)
        event.remove(Engine, "before_cursor_execute", note)


# hidden pages


def test_a_label_key_costs_no_more_when_every_page_was_visited(window, qtbot, monkeypatch):
    # a commit that the window does not wait for would move what follows it from one thread to the other
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", math.inf)
    monkeypatch.setattr(Saving, "PATIENCE_MS", A_MINUTE)
    page = picture(window, qtbot)
    warm_up, first, second = (page.cells[i].id for i in (4, 0, 2))

    def labelled(cell_id):
        """What the key costs, with the count that follows it a moment later."""
        page.canvas.select({cell_id})
        with watched(window.context) as cost:
            with qtbot.waitSignal(window.context.counting.counted):
                QTest.keyClick(page.canvas, KEY.Key_1)
            settle(window, qtbot)
        return cost

    labelled(warm_up)  # the first label reads what later ones know
    alone = labelled(first)
    visit(window, qtbot, [*window.titles, "label"])
    among_all = labelled(second)
    assert {cell.label for cell in labelling.some_cells(window.context.project, cell_ids=[first, second])} == {
        "codocyte"
    }
    assert among_all == alone
    assert alone[0]


def test_behind_settings_no_page_reads_or_starts_anything_whatever_changes(window, qtbot):
    visit(window, qtbot, window.titles)
    window.overlays.show_settings()
    settle(window, qtbot)
    assert window.in_front == ""
    context = window.context
    some = {cell.id for cell in cells(context.project)[:2]}
    with watched(context) as told:
        for topic in Topic:
            context.announce(ChangeSet("Something", more_topics=frozenset({topic})))
        context.set_selection(some)
        QApplication.processEvents()
        settle(window, qtbot)
    assert told == (Counter(), Counter())


def test_the_search_has_no_hidden_page_read_that_was_shown_before(window, qtbot):
    visit(window, qtbot, window.titles)
    window.overlays.bind_pages()
    page = picture(window, qtbot)
    page.canvas.select({page.cells[0].id})
    QTest.keyClick(page.canvas, KEY.Key_1)
    settle(window, qtbot)
    missed = {name: window.page(name).follower.missed for name in window.titles}
    assert missed["smears"].content
    with watched(window.context) as (_, jobs):
        window.overlays.show_palette()
        for _ in range(2 * len(window.titles)):  # a page at a time, one each time the event loop comes round
            QApplication.processEvents()
        settle(window, qtbot)
        window.overlays.show_keys()
        settle(window, qtbot)
    for name, before in missed.items():  # a count that ends meanwhile may add to it; a page that read would have none
        assert before.topics <= window.page(name).follower.missed.topics
    assert not jobs
    visit(window, qtbot, ["smears"])
    assert [smear.n_labelled for smear in window.page("smears").model.smears] == [1, 0]
    window.context.edit(classes.rename_class(window.context.project, code="codocyte", name="Target"))
    window.overlays.bind_pages()
    assert any("Target" in command.text for command in window.overlays._commands() if command.page == "label")


def test_what_was_done_while_a_page_was_hidden_stands_on_it_when_it_is_shown(window, qtbot):
    visit(window, qtbot, window.titles)
    page = picture(window, qtbot)
    cell_id = page.cells[0].id
    page.canvas.select({cell_id})
    QTest.keyClick(page.canvas, KEY.Key_1)
    window.context.edit(classes.rename_class(window.context.project, code="normal", name="Plain"))
    visit(window, qtbot, ["smears"])
    smears = window.page("smears").model
    assert [smear.n_labelled for smear in smears.smears] == [1, 0]
    visit(window, qtbot, ["classify"])
    assert cell_id not in window.page("classify").side.review.cell_ids
    visit(window, qtbot, ["project"])
    assert "Plain" in names(window.page("project").classes.list)
    visit(window, qtbot, ["train"])
    window.context.undo_stack.undo()
    visit(window, qtbot, ["project"])
    assert "Plain" not in names(window.page("project").classes.list)


# keys, menus and actions

# Commands that open a dialog or a menu, ask for a file, or begin a job on what they name.
ASKING = {
    "smears.add_images", "smears.add_folder", "smears.import", "smears.detect", "smears.save_preset",
    "classify.open", "classify.detect", "classify.classify", "classify.export_csv", "label.detect",
    "project.export", "project.show_folder", "project.add_class", "protocol.start_protocol", "train.train",
    "specimens.new_specimen", "evaluate.evaluate", "evaluate.doubts", "evaluate.compare", "evaluate.export",
}  # fmt: skip


def stored(window):
    """Everything that a reader can change, row by row."""
    project = window.context.project
    with sqlite3.connect(f"file:{project.folder / 'project.sqlite'}?mode=ro", uri=True) as connection:
        tables = ("cell", "cell_label", "cell_class", "smear", "specimen", "training_run", "model", "evaluation")
        found = {(table, row[0]): row for table in tables for row in connection.execute(f"SELECT * FROM {table}")}
    connection.close()
    labels = {cell.id: (cell.label, cell.state) for cell in cells(project)}
    return found, labels


def in_sight(window):
    """The cells that are marked for the eye to see."""
    name = window.in_front
    if name == "label":
        return set(window.page("label").views.current.active_cells.targets)
    if name == "classify":
        page = window.page("classify")
        return {page.side.review.current_id, *page.canvas.selection} - {0}
    return set()


def leave_selections(window, qtbot, names):
    """Something is selected on every page, and on Label in every view, before it is left."""
    for name in names:
        visit(window, qtbot, [name])
        page = window.page(name)
        if name == "smears":
            page.table.selectRow(1)
        elif name == "label":
            page = picture(window, qtbot)
            page.canvas.select({page.cells[3].id, page.cells[4].id})
        elif name == "classify":
            page.side.review.setCurrentRow(2)
        elif name == "project":
            page.classes.list.setCurrentRow(1)
        settle(window, qtbot)


@pytest.mark.parametrize("backwards", [False, True])
def test_keys_change_nothing_that_is_not_in_sight(window, qtbot, backwards):
    names = list(window.titles)[:: -1 if backwards else 1]
    leave_selections(window, qtbot, names)
    keys = [*map(str, range(1, 6)), KEY.Key_Return, KEY.Key_Delete]
    for name in names:
        for key in keys:
            visit(window, qtbot, [name])
            if name == "smears":
                window.page(name).table.clearSelection()  # Delete removes a selected row, for all to see
            seen, (rows, labels) = in_sight(window), stored(window)
            QTest.keyClick(QApplication.focusWidget() or window, key)
            settle(window, qtbot)
            rows_after, labels_after = stored(window)
            changed = {i for i in labels if labels[i] != labels_after[i]}
            assert changed <= seen, (name, key)
            others = {key for key in rows.keys() | rows_after.keys() if rows.get(key) != rows_after.get(key)}
            assert {table for table, _ in others} <= {"cell", "cell_label"}, (name, key)


def test_a_class_key_on_classify_is_for_the_row_that_is_marked(window, qtbot):
    page = picture(window, qtbot)
    left = page.cells[5].id
    other = next(s.id for s in library.smears(window.context.project) if s.id != window.context.smear_id)
    visit(window, qtbot, ["classify"])
    window.context.set_smear(other)
    settle(window, qtbot)
    window.context.set_selection({left})  # as the review does with a cell of another smear
    review = window.page("classify").side.review
    review.setFocus()
    first = review.current_id
    assert first
    QTest.keyClick(review, KEY.Key_2)
    changed = {cell.id for cell in cells(window.context.project) if cell.label is not None}
    assert changed == {first}


def test_commands_of_other_pages_change_nothing_that_is_not_in_sight(window, qtbot):
    leave_selections(window, qtbot, window.titles)
    window.overlays.bind_pages()
    for name in ("train", "classify"):
        visit(window, qtbot, [name])
        offered = [c.id for c in window.overlays._commands() if c.enabled and c.page not in ("", name)]
        before, tried = stored(window), 0
        for id_ in sorted(set(offered) - ASKING):
            visit(window, qtbot, [name])
            command = next((c for c in window.overlays._commands() if c.id == id_), None)
            if command is None or not command.enabled or command.text.endswith("…"):
                continue
            window.overlays._on_ran(command)
            settle(window, qtbot)
            for popup in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                if popup is not None:
                    popup.close()
            assert stored(window) == before, id_
            tried += 1
        assert tried > 10


def test_the_cells_of_a_gallery_are_confirmed_only_while_it_is_in_sight(window, qtbot):
    picture(window, qtbot)
    label = window.page("label")
    label.acts.gallery_view.trigger()
    settle(window, qtbot)
    window.overlays.bind_pages()

    def can_confirm():
        return next(c.enabled for c in window.overlays._commands() if c.id == "label.confirm_visible")

    assert label.gallery.bar.confirm.isEnabled()
    assert can_confirm()
    visit(window, qtbot, ["train"])
    assert not can_confirm()


def test_the_search_says_why_a_chosen_thing_of_another_page_is_left_alone(window, qtbot):
    picture(window, qtbot)
    window.page("label").canvas.select({window.page("label").cells[0].id})

    def told(id_):
        window.overlays.bind_pages()
        return next((c.enabled, c.why_not) for c in window.overlays._commands() if c.id == id_)

    assert told("label.class_normal") == (True, "")
    assert told("project.remove_class") == (False, "Go to Project first; the action applies to the selection there")
    visit(window, qtbot, ["project"])
    assert told("label.class_normal") == (False, "Go to Label first; the action applies to the selection there")
    assert told("project.remove_class") == (True, "")
    picture(window, qtbot).canvas.select(())
    assert told("label.class_normal") == (False, "Select a cell first")


def test_what_ends_while_a_page_is_hidden_does_not_have_it_read_for_the_search(window, qtbot):
    """The end of counting told each page that it missed everything, classes too, and the search then read it."""
    visit(window, qtbot, window.titles)
    window.overlays.bind_pages()
    picture(window, qtbot)
    for name in window.titles:
        window.page(name).refresh_when_seen()
    settle(window, qtbot)
    with watched(window.context) as (_, jobs):
        window.overlays.bind_pages()
        settle(window, qtbot)
    assert not jobs
    assert all(window.page(name).follower.missed.content for name in window.titles if name != "label")
