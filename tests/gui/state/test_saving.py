"""Edits on a slow disk: the window does not wait, says so, and loses nothing."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import event

from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.ui.state.saving import Saving
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image
from tests.gui.label.test_label_edits import FREE

ROOT = Path(__file__).resolve().parents[3]
WAIT_MS = 60_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "project"


@pytest.fixture
def window(qtbot, app_window, folder):
    """The page Label on a smear of twelve cells that nobody has looked at."""
    window = app_window
    window.context.create_project(folder)
    add_smear(window.context.project, seed=1, label=False)
    window.context.project_changed.emit(window.context.project)
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: page.picture.shown_id == 1 and len(page.cells) == 12, timeout=WAIT_MS)
    return window


@pytest.fixture
def disk(window, monkeypatch):
    """Commits end when `disk` is set; the window takes them for slow."""
    free = threading.Event()
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", -1.0)
    event.listen(window.context.project.store._engine, "commit", lambda _connection: free.wait(60))
    yield free
    free.set()


def _press(window, qtbot, cell_id, key, modifier=Qt.KeyboardModifier.NoModifier):
    canvas = window.page("label").canvas
    if cell_id:
        canvas.select({cell_id})
    canvas.setFocus()
    qtbot.keyClick(canvas, key, modifier)


def _stored(folder):
    """What is on the disk, for another program."""
    with closing(sqlite3.connect(folder / "project.sqlite")) as connection:
        return dict(connection.execute("SELECT cell_id, code FROM cell_label WHERE is_current").fetchall())


def _drained(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.saving.busy, timeout=WAIT_MS)


def _codes(window, *places):
    codes = window.context.project.class_set().codes
    return [codes[place] for place in places]


def test_on_a_slow_disk_a_key_shows_its_class_at_once_and_is_told_saved_when_it_is(window, qtbot, disk, folder):
    _press(window, qtbot, 1, Qt.Key.Key_1)
    (code,) = _codes(window, 0)
    assert window.status.saved.text() == "saving…"
    assert window.page("label").canvas.layer.by_id[1].label == code
    assert _stored(folder) == {}
    disk.set()
    _drained(window, qtbot)
    assert window.status.saved.text().startswith("saved ")
    assert _stored(folder) == {1: code}
    assert window.page("label").smear_cells.in_project[code] == 1


def test_cells_that_are_still_being_saved_keep_their_class_in_sight_while_others_are_stored(
    window, qtbot, disk, folder
):
    seen = []
    layer = window.page("label").canvas.layer
    window.context.saving.changed.connect(lambda: seen.append([layer.by_id[i].label for i in (1, 2, 3)]))
    for cell in (1, 2, 3):
        _press(window, qtbot, cell, Qt.Key.Key_1)
    disk.set()
    _drained(window, qtbot)
    assert seen[-3:] == [_codes(window, 0) * 3] * 3
    assert len(_stored(folder)) == 3


def test_undo_takes_back_the_last_edit_also_while_it_is_being_saved(window, qtbot, disk, folder):
    first, second = _codes(window, 0, 1)
    _press(window, qtbot, 1, Qt.Key.Key_1)
    _press(window, qtbot, 2, Qt.Key.Key_2)
    assert window.actions_table["undo"].isEnabled()
    window.actions_table["undo"].trigger()
    window.actions_table["undo"].trigger()
    window.redo()
    _press(window, qtbot, 3, Qt.Key.Key_2)
    disk.set()
    _drained(window, qtbot)
    assert _stored(folder) == {1: first, 3: second}
    assert [window.context.undo_stack.count(), window.context.undo_stack.index()] == [2, 2]
    window.context.go_to_step(0)
    _drained(window, qtbot)
    assert _stored(folder) == {}
    assert {cell.state for cell in window.page("label").cells} == {CellState.PROPOSED}


def test_an_undo_that_is_being_saved_takes_back_its_own_step_whatever_a_job_ends_with_meanwhile(
    window, qtbot, disk, folder
):
    committed, go_on = threading.Event(), threading.Event()

    def work(task, on_step):
        on_step(labelling.set_state(window.context.project, cell_ids=[5], state=CellState.REJECTED))
        committed.set()
        go_on.wait(60)

    disk.set()
    _press(window, qtbot, 1, Qt.Key.Key_1)
    _drained(window, qtbot)
    job = window.context.edit_jobs.start(work, title="rejecting", as_one_step=lambda steps: steps[0])
    assert committed.wait(60)
    disk.clear()
    window.undo()
    with qtbot.waitSignal(job.settled, timeout=WAIT_MS):
        go_on.set()
    disk.set()
    _drained(window, qtbot)
    stack = window.context.undo_stack
    assert [stack.count(), stack.index(), stack.undoText()] == [1, 1, "Reject 1 cell"]
    assert _stored(folder) == {}
    window.undo()
    _drained(window, qtbot)
    assert {cell.state for cell in window.page("label").cells} == {CellState.PROPOSED}
    assert len(window.page("label").cells) == 12


@pytest.fixture
def canvas(window, qtbot):
    """The canvas of the page Label in Add mode."""
    canvas = window.page("label").canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    return canvas


def test_a_cell_that_is_being_saved_is_seen_cannot_be_drawn_again_and_is_selected_then(window, qtbot, canvas, disk):
    canvas.select({1})
    edge = canvas.image_to_view(FREE[0] + canvas.typical_radius, FREE[1])
    before = canvas.viewport().grab().toImage().pixelColor(edge)
    click_image(canvas, *FREE)
    assert canvas.viewport().grab().toImage().pixelColor(edge) != before
    click_image(canvas, *FREE)
    disk.set()
    _drained(window, qtbot)
    cells = {cell.id for cell in labelling.cells(window.context.project, smear_id=1)}
    assert len(cells) == 13
    assert canvas.selection == cells - set(range(1, 13))
    window.undo()
    _drained(window, qtbot)
    assert canvas.viewport().grab().toImage().pixelColor(edge) == before


def test_a_cell_that_is_saved_later_leaves_what_was_selected_meanwhile(window, qtbot, canvas, disk):
    click_image(canvas, *FREE)
    canvas.select({3})
    disk.set()
    _drained(window, qtbot)
    assert len(labelling.cells(window.context.project, smear_id=1)) == 13
    assert canvas.selection == {3}


def test_closing_the_window_waits_for_what_is_being_saved(window, qtbot, disk, folder):
    _press(window, qtbot, 1, Qt.Key.Key_1)
    codes = _codes(window, 0)
    window.close()
    assert window.isVisible()
    disk.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    assert list(_stored(folder).values()) == codes


def test_closing_the_project_waits_too_and_opening_another_saves_first(window, qtbot, disk, folder, tmp_path):
    create_project(tmp_path / "other", reader="A").close()
    _press(window, qtbot, 1, Qt.Key.Key_1)
    window.actions_table["close_project"].trigger()
    assert window.context.project is not None
    disk.set()
    qtbot.waitUntil(lambda: window.context.project is None, timeout=WAIT_MS)
    assert len(_stored(folder)) == 1
    window.context.open_project(folder)
    for cell in (2, 3):
        window.context.commit(lambda project, cell=cell: labelling.confirm(project, cell_ids=[cell]))
    window.context.open_project(tmp_path / "other")
    with closing(sqlite3.connect(folder / "project.sqlite")) as connection:
        query = "SELECT id FROM cell WHERE state = 'confirmed' ORDER BY id"
        assert connection.execute(query).fetchall() == [(1,), (2,), (3,)]


def test_an_edit_that_fails_is_told_and_what_was_shown_goes_back(window, qtbot, disk, folder, monkeypatch):
    monkeypatch.setattr(Saving, "LANE_PATIENCE_MS", 20.0)
    disk.set()
    with closing(sqlite3.connect(folder / "project.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _press(window, qtbot, 1, Qt.Key.Key_1)
        assert window.page("label").canvas.layer.by_id[1].label
        _drained(window, qtbot)
        other.execute("ROLLBACK")
    cell = window.page("label").canvas.layer.by_id[1]
    assert (cell.label, cell.state) == (None, CellState.PROPOSED)
    assert window.status.saved.text() == "not saved"
    assert "Another program" in window.banner._text.text()
    assert window.context.undo_stack.count() == 0
    _press(window, qtbot, 1, Qt.Key.Key_1)
    _drained(window, qtbot)
    assert window.status.saved.text().startswith("saved ")
    assert list(_stored(folder)) == [1]


def test_the_window_does_not_wait_for_another_program_that_writes(window, qtbot, folder, monkeypatch):
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)  # the disk counts as quick, but somebody else has it
    with closing(sqlite3.connect(folder / "project.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _press(window, qtbot, 1, Qt.Key.Key_1)
        assert window.status.saved.text() == "saving…"
        assert _stored(folder) == {}
        other.execute("ROLLBACK")
    _drained(window, qtbot)
    assert list(_stored(folder)) == [1]


def test_going_to_a_step_does_not_wait_for_another_program_and_loses_no_step(window, qtbot, folder, monkeypatch):
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", 60_000.0)
    for cell in (1, 2):
        _press(window, qtbot, cell, Qt.Key.Key_1)
    _drained(window, qtbot)
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)
    with closing(sqlite3.connect(folder / "project.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        window.context.go_to_step(0)
        assert window.context.saving.busy
        other.execute("ROLLBACK")
    _drained(window, qtbot)
    assert _stored(folder) == {}
    assert [window.context.undo_stack.count(), window.context.undo_stack.index()] == [2, 0]


def test_the_review_goes_on_while_its_cells_are_being_saved(window, qtbot, disk, folder):
    page = window.page("label")
    page.acts.review_view.trigger()
    page.review.bar.source.setCurrentIndex(page.review.bar.source.findData("unlabelled"))
    qtbot.waitUntil(lambda: len(page.review.queue) == 12 and page.review.current is not None, timeout=WAIT_MS)
    seen = []
    for _ in range(3):
        seen.append(page.review.current.id)
        qtbot.keyClick(page.review.stage, Qt.Key.Key_1)
    assert len(set(seen)) == 3
    assert page.review.current.id not in seen
    current = page.review.current.id
    disk.set()
    _drained(window, qtbot)
    assert page.review.current.id == current
    assert sorted(_stored(folder)) == sorted(seen)
    assert page.review.queue.done == set(seen)
    window.undo()
    _drained(window, qtbot)
    assert page.review.current.id == seen[-1]
    assert page.review.queue.done == set(seen[:-1])


def _label_directly(window, place):
    (code,) = _codes(window, place)
    return window.context.commit(lambda project: labelling.set_label(project, cell_ids=[1], code=code))


def test_one_commit_that_hangs_on_a_quick_disk_is_not_waited_for(window, qtbot, folder, monkeypatch):
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)
    free = threading.Event()
    event.listen(window.context.project.store._engine, "commit", lambda _connection: free.wait(60))
    assert window.context.project.store.commit_ms < Saving.SLOW_COMMIT_MS
    _press(window, qtbot, 1, Qt.Key.Key_1)
    assert window.status.saved.text() == "saving…"
    assert _stored(folder) == {}
    free.set()
    _drained(window, qtbot)
    assert list(_stored(folder)) == [1]


def test_commits_that_take_long_are_noticed_and_quick_ones_are_done_at_once_again(window, qtbot, monkeypatch, folder):
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", 1000.0)
    pause = [1.2]
    event.listen(window.context.project.store._engine, "commit", lambda _connection: time.sleep(pause[0]))
    ways = []
    for n in range(6):
        if n == 3:
            pause[0] = 0.0
        ways.append(_label_directly(window, n % 3).value)
        _drained(window, qtbot)
    assert ways[:2] == ["saved", "saved"]  # the median of five
    assert "saving" in ways[3:]
    for n in range(3):
        _label_directly(window, n % 3)
        _drained(window, qtbot)
    assert window.context.project.store.commit_ms < 1000
    assert not window.context.saving.busy


_LABELLER = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rbc_desk.ui.app import open_window
from rbc_desk.ui.state.saving import Saving
Saving.SLOW_COMMIT_MS = -1.0
app = QApplication(sys.argv[:1])
window = open_window(app, project=Path(sys.argv[1]))
window.go("label")
canvas = window.page("label").canvas
while len(canvas.layer.by_id) < 12:
    QTest.qWait(10)
canvas.setFocus()
pressed, n = [], 0
def told():
    if window.status.saved.text().startswith("saved "):
        print(*pressed, flush=True)
window.context.saving.drained.connect(told)
while True:
    n += 1
    cell, key = n % 12 + 1, Qt.Key.Key_1 if n // 12 % 2 else Qt.Key.Key_2
    canvas.select({cell})
    QTest.keyClick(canvas, key)
    pressed.append(f"{cell}:{1 if key == Qt.Key.Key_1 else 2}")
    while n % 3 == 0 and window.context.saving.busy:
        QTest.qWait(1)
"""


def test_a_window_that_is_killed_has_kept_every_label_that_it_told_saved(tmp_path):
    project = create_project(tmp_path / "project", reader="A")
    add_smear(project, seed=1, label=False)
    codes = project.class_set().codes
    project.close()
    command = [sys.executable, "-c", _LABELLER, str(project.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        lines += process.stdout.readlines()
    told = [line.split() for line in lines if line.endswith("\n")][-1]
    open_project(project.folder, reader="A").close()
    query = "SELECT after FROM change_log WHERE entity = 'cell_label' AND after IS NOT NULL ORDER BY id"
    with closing(sqlite3.connect(project.folder / "project.sqlite")) as connection:
        rows = [json.loads(after) for (after,) in connection.execute(query)]
    stored = [f"{row['cell_id']}:{codes.index(row['code']) + 1}" for row in rows]
    assert len(told) >= 12
    assert stored[: len(told)] == told
