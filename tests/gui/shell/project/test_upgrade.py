"""Projects of earlier versions, opened in the window."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from rbc_desk.services.cells import labelling
from tests.store.old_project import content, make_old_project

WAIT_MS = 60_000
CELLS = 6000


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Old dogs"
    make_old_project(made, cells=CELLS)
    return made


@pytest.fixture
def another_writer(folder):
    """Another program that writes: an upgrade gets as far as the backup, and waits."""
    with closing(sqlite3.connect(folder / "project.sqlite", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def _bar(window):
    return window.body.findChild(object, "upgradeBar")


def _ended(window, qtbot):
    qtbot.waitUntil(lambda: window.context.upgrade.folder is None, timeout=WAIT_MS)


def test_an_older_project_is_upgraded_in_a_job_and_then_opened(app_window, qtbot, folder, another_writer):
    shown = []
    app_window.context.upgrade.changed.connect(lambda: shown.append(_bar(app_window).progress.value()))
    app_window.opening.open_project(folder)
    assert app_window.context.project is None  # the interface thread has not waited for it
    assert _bar(app_window).isVisible()
    assert "Old dogs" in _bar(app_window).text.text()
    another_writer.execute("ROLLBACK")
    qtbot.waitUntil(lambda: app_window.context.project is not None, timeout=WAIT_MS)
    assert app_window.context.project.folder == folder
    assert sum(labelling.counts(app_window.context.project).values()) == CELLS
    assert not _bar(app_window).isVisible()
    assert max(shown) > 0
    assert len(list((folder / "backups").glob("*.sqlite"))) == 1


def test_an_upgrade_that_is_stopped_leaves_the_project_and_says_so(app_window, qtbot, folder, another_writer):
    before = content(folder)
    app_window.opening.open_project(folder)
    qtbot.mouseClick(_bar(app_window).stop, Qt.MouseButton.LeftButton)
    another_writer.execute("ROLLBACK")
    _ended(app_window, qtbot)
    assert app_window.context.project is None
    assert "stopped" in app_window.banner.error.message
    assert not _bar(app_window).isVisible()
    assert content(folder) == before
    assert not list((folder / "backups").iterdir())


def test_what_was_opened_meanwhile_stays_open(app_window, qtbot, folder, another_writer, tmp_path):
    app_window.opening.open_project(folder)
    app_window.context.create_project(tmp_path / "new")
    another_writer.execute("ROLLBACK")
    _ended(app_window, qtbot)
    assert app_window.context.project.folder == tmp_path / "new"
    assert "was upgraded" in app_window.banner.error.message
    app_window.opening.open_project(folder)
    assert app_window.context.project.folder == folder


def test_the_window_can_be_closed_during_an_upgrade(app_window, qtbot, folder, another_writer):
    app_window.opening.open_project(folder)
    app_window.close()
    another_writer.execute("ROLLBACK")
    app_window.context.shut_down()
    assert app_window.context.jobs.done
    with closing(sqlite3.connect(folder / "project.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
