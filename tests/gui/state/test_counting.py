"""Many cells are counted off the interface thread, and the window says so until they are."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from PIL import Image
from sqlalchemy import Engine, event

from rbc_desk.core.files.hashing import hash_file
from rbc_desk.services.cells import labelling
from rbc_desk.store.store import Store
from rbc_desk.ui.smears.smear_table import PLACE
from tests.store.old_project import make_old_project

WAIT_MS = 60_000
CELLS = 6000  # more than are counted on the interface thread
PAGES = ("smears", "label", "train", "classify", "protocol", "project")


@pytest.fixture
def folder(tmp_path):
    """A project just upgraded: nothing of it was counted so far."""
    made = tmp_path / "Many cells"
    make_old_project(made, cells=CELLS)
    picture = made / "smears" / "h.png"
    Image.new("RGB", (900, 900), "white").save(picture)
    with sqlite3.connect(made / "project.sqlite") as connection:
        connection.execute("UPDATE smear SET sha256 = ?", (hash_file(picture),))
    connection.close()
    Store.open(made).close()
    return made


class Counters:
    """The threads that count cells. Until `go_on` all but the interface thread wait before they do."""

    def __init__(self):
        self.threads = set()
        self._free = threading.Event()
        self.go_on = self._free.set

    def heard(self, _connection, _cursor, statement, *_):
        if "GROUP BY cell.smear_id" in statement or "GROUP BY anon_1.smear_id" in statement:
            self.threads.add(threading.get_ident())
            if threading.current_thread() is not threading.main_thread():
                self._free.wait(60)


@pytest.fixture
def counters():
    made = Counters()
    event.listen(Engine, "before_cursor_execute", made.heard)
    yield made
    made.go_on()
    event.remove(Engine, "before_cursor_execute", made.heard)


def _counted(window, qtbot):
    window.context.counting.known()
    qtbot.waitUntil(lambda: window.context.counting.known().complete, timeout=WAIT_MS)


def _table(window):
    model = window.page("smears").model
    return [model.index(0, PLACE[name]).data() for name in ("cells", "labelled", "state")]


def _in_project(window):
    table = window.page("label").panel.table
    return [table.item(row, table.columnCount() - 1).text() for row in range(table.rowCount())]


def test_every_page_says_that_it_counts_and_shows_the_counts_when_they_are_there(app_window, qtbot, folder, counters):
    app_window.context.open_project(folder)
    assert app_window.status.reviewed.text() == "counting the cells…"
    assert _table(app_window) == ["…", "…", "counting the cells…"]
    for name in PAGES:
        app_window.go(name)
    app_window.go("train")
    assert app_window.page("train").ready.text() == "Counting the labelled cells…"
    counters.go_on()
    ready = app_window.page("train").ready
    told = f"{CELLS} labelled cells are ready to train on."
    qtbot.waitUntil(lambda: ready.text().startswith(told), timeout=WAIT_MS)
    app_window.go("smears")
    qtbot.waitUntil(lambda: _table(app_window) == [str(CELLS), str(CELLS), "done"], timeout=WAIT_MS)
    assert app_window.status.reviewed.text() == f"{CELLS} of {CELLS} reviewed"
    assert counters.threads
    assert threading.get_ident() not in counters.threads


def test_a_step_on_many_cells_is_counted_in_a_job(app_window, qtbot, folder, counters):
    counters.go_on()
    app_window.context.open_project(folder)
    _counted(app_window, qtbot)
    app_window.go("label")
    project = app_window.context.project
    ids = [cell.id for cell in labelling.cells(project, smear_id=1)]
    step = labelling.set_label(project, cell_ids=ids, code="normal")
    counters.threads.clear()
    app_window.context.edit(step)
    app_window.page("label").refresh()
    app_window.go("train")
    _counted(app_window, qtbot)
    app_window.go("label")
    qtbot.waitUntil(lambda: sorted(_in_project(app_window)) == ["0", str(CELLS)], timeout=WAIT_MS)
    assert counters.threads
    assert threading.get_ident() not in counters.threads
