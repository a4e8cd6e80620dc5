"""Restoring a backup in the window, and backups made in the background."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QToolButton

from rbc_desk.core.events import EpochDone
from rbc_desk.services import restore_project
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.training import training
from rbc_desk.store.sqlite import backup
from rbc_desk.ui.dialogs.new_project import NewProjectDialog
from tests.gui.conftest import add_smear
from tests.store.disks import swap_indexes

WAIT_MS = 60_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "project"


@pytest.fixture
def window(app_window, folder):
    """The window on a project with a smear of twelve labelled cells."""
    app_window.context.create_project(folder)
    add_smear(app_window.context.project, seed=1, label=True)
    app_window.go("project")
    return app_window


def _labels(window):
    return sum(labelling.counts(window.context.project).values())


def _close(window, qtbot):
    """Close the project and wait for the threads that still read its files."""
    window.close_project()
    qtbot.waitUntil(lambda: not window.context.closing.pending, timeout=WAIT_MS)


def _restore_the_newest(window, qtbot):
    dialog = window.restoring.dialog
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=WAIT_MS)
    rows = [[dialog.table.item(r, c).text() for c in range(5)] for r in range(dialog.table.rowCount())]
    with qtbot.waitSignal(window.context.project_changed, check_params_cb=bool, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    return rows


def test_restore_on_the_page_project_goes_back_and_says_where_the_rest_is_kept(window, qtbot, folder):
    backup.back_up(window.context.project.store, force=True)
    cells = labelling.cells(window.context.project, smear_id=1)
    for cell in cells[:3]:
        labelling.set_label(window.context.project, cell_ids=[cell.id], code="codocyte")
    page = window.page("project")
    next(action for action in page.actions_for_toolbar() if action.objectName() == "restoreButton").trigger()
    rows = _restore_the_newest(window, qtbot)
    assert rows[0][1:] == ["1", "12", "12", "3 steps"]
    assert labelling.counts(window.context.project) == {"normal": 6, "hypochromia": 6}
    kept = next((folder / "backups").glob("replaced-*"))
    assert kept.name in page._message.text()
    with sqlite3.connect(kept / "project.sqlite") as connection:
        query = "SELECT count(*) FROM cell_label WHERE is_current AND code = 'codocyte'"
        assert connection.execute(query).fetchone() == (3,)
    connection.close()


def test_a_damaged_project_offers_its_backups_where_the_error_is_told(window, qtbot, folder):
    backup.back_up(window.context.project.store, force=True)
    _close(window, qtbot)
    with (folder / "project.sqlite").open("r+b") as handle:
        handle.seek(100)
        handle.write(b"\xff" * 8000)
    window.opening.open_project(folder)
    assert window.context.project is None
    assert window.banner.restore.isVisible()
    qtbot.mouseClick(window.banner.restore, Qt.MouseButton.LeftButton)
    _restore_the_newest(window, qtbot)
    assert _labels(window) == 12
    assert not window.banner.isVisible()


def test_a_backup_copied_by_hand_beside_a_log_offers_restoring(window, qtbot, folder, tmp_path):
    made = backup.back_up(window.context.project.store, force=True)
    left = shutil.copy(folder / "project.sqlite-wal", tmp_path / "log")  # as a kill leaves it
    _close(window, qtbot)
    shutil.copy(left, folder / "project.sqlite-wal")
    shutil.copy(made, folder / "project.sqlite")
    window.opening.open_project(folder)
    assert "copied there by hand" in window.banner._text.text()
    qtbot.mouseClick(window.banner.restore, Qt.MouseButton.LeftButton)
    _restore_the_newest(window, qtbot)
    assert _labels(window) == 12


def test_the_crops_that_backups_leave_out_are_cut_anew_after_restoring(window, qtbot):
    project = window.context.project
    backup.back_up(project.store, force=True)
    window.restoring.ask()
    with qtbot.waitSignal(window.context.crops.stored, timeout=WAIT_MS) as stored:
        _restore_the_newest(window, qtbot)
    assert stored.args == [12]


def _make_backups_old(folder):
    for path in backup.backups(folder):
        path.rename(path.with_name((datetime.now(UTC) - timedelta(hours=1)).strftime(backup._STAMP)))


def test_a_backup_is_made_while_one_works_when_the_last_is_half_an_hour_old_and_only_after_a_change(
    window, qtbot, folder
):
    keeper, project = window.context.backups, window.context.project
    with qtbot.waitSignal(keeper.done, timeout=WAIT_MS):
        keeper.check_and_back_up()
    _make_backups_old(folder)
    keeper.every_ms = 1
    with qtbot.waitSignal(keeper.done, timeout=WAIT_MS) as done:
        step = labelling.set_label(project, cell_ids=[1], code="codocyte")
        window.context.edit(step)
    with sqlite3.connect(done.args[0]) as connection:
        query = "SELECT code FROM cell_label WHERE cell_id = 1 AND is_current"
        assert connection.execute(query).fetchone() == ("codocyte",)
    connection.close()
    assert not keeper._timer.isActive()  # until something is changed again
    with qtbot.waitSignal(keeper.done, timeout=WAIT_MS) as done:
        window.context.edit(labelling.set_label(project, cell_ids=[1], code="normal"))
    assert done.args == [None]  # the last one is young


def test_damage_that_opening_did_not_meet_is_told_soon_after_with_the_way_to_the_backups(window, qtbot, folder):
    _close(window, qtbot)
    swap_indexes(folder / "project.sqlite")
    window.opening.open_project(folder)
    assert not window.banner.isVisible()
    with qtbot.waitSignal(window.context.failed, timeout=WAIT_MS):  # by itself, seconds later
        pass
    assert window.banner.restore.isVisible()
    assert not backup.backups(folder)


def _hold_on(window, started, release):
    """A job that does not hear of a stop until `release` is set."""

    def work(_task):
        started.set()
        assert release.wait(WAIT_MS / 1000)

    window.context.jobs.start(work, title="holding on")
    assert started.wait(WAIT_MS / 1000)


def test_restoring_begins_once_a_thread_that_holds_on_to_the_project_has_ended(window, qtbot, folder):
    made = backup.back_up(window.context.project.store, force=True)
    labelling.set_label(window.context.project, cell_ids=[1], code="codocyte")
    release = threading.Event()
    _hold_on(window, threading.Event(), release)
    window.context.closing.closed.connect(lambda _: told.append(window.context.closing.pending))
    told = []
    with qtbot.waitSignal(window.context.project_changed, check_params_cb=bool, timeout=WAIT_MS):
        window.restoring.restore(folder, made)
        assert window.context.closing.pending
        release.set()
    assert told[0] is False
    assert labelling.counts(window.context.project) == {"normal": 6, "hypochromia": 6}


def test_restoring_asks_before_it_stops_a_training(window, qtbot, folder):
    context = window.context
    for seed in (2, 3):
        add_smear(context.project, seed=seed, label=True)
    made = backup.back_up(context.project.store, force=True)
    spec = training.default_spec().model_copy(
        update={"epochs": 500, "batch_size": 8, "device": "cpu", "precision": "fp32"}
    )
    is_epoch = lambda event: isinstance(event, EpochDone)  # noqa: E731
    with qtbot.waitSignal(context.training.event, timeout=WAIT_MS, check_params_cb=is_epoch):
        context.training_launcher.start(spec, "smear")
    window.restoring.restore(folder, made)
    assert context.training.running
    assert context.project is not None
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    assert "restore" in box.text()
    with qtbot.waitSignal(context.project_changed, check_params_cb=bool, timeout=WAIT_MS):
        qtbot.mouseClick(box.findChild(QPushButton, "stopAndRestoreButton"), Qt.MouseButton.LeftButton)
    assert not context.training.running
    assert not evaluation.models(context.project)  # the model is in what was there before


def test_a_project_is_not_opened_while_it_is_restored_and_another_one_stays_open(window, qtbot, folder, tmp_path):
    context = window.context
    made = backup.back_up(context.project.store, force=True)
    release = threading.Event()
    _hold_on(window, threading.Event(), release)
    window.restoring.restore(folder, made)
    recent = window.start_page.recent
    qtbot.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=recent.visualItemRect(recent.item(0)).center())
    assert context.project is None
    assert "is being restored" in window.banner._text.text()
    assert context.create_project(tmp_path / "other") is not None
    release.set()
    qtbot.waitUntil(lambda: context.being_restored is None, timeout=WAIT_MS)
    assert context.project.folder == tmp_path / "other"
    assert "was restored" in window.banner._text.text()
    assert list((folder / "backups").glob("replaced-*"))
    assert context.open_project(folder) is not None
    assert _labels(window) == 12


@pytest.fixture
def held_back(monkeypatch):
    """Restorings wait before they begin or before they end, until `go_on` is set."""

    class HeldBack:
        at_end, go_on = False, threading.Event()

        def restore(self, folder, **how):
            if self.at_end:
                done = restore(folder, **how)
            assert self.go_on.wait(WAIT_MS / 1000)
            return done if self.at_end else restore(folder, **how)

    held, restore = HeldBack(), restore_project.restore
    monkeypatch.setattr(restore_project, "restore", held.restore)
    yield held
    held.go_on.set()


def _stop_it(window, qtbot, held):
    """A click on the x of the status bar."""
    button = window.findChild(QToolButton, "cancelJobButton")
    qtbot.waitUntil(button.isVisible, timeout=WAIT_MS)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.context.jobs.active
    held.go_on.set()
    qtbot.waitUntil(lambda: window.context.being_restored is None, timeout=WAIT_MS)


def test_a_restoring_that_is_stopped_in_time_says_that_nothing_was_changed_and_opens_the_project_again(
    window, qtbot, folder, held_back
):
    made = backup.back_up(window.context.project.store, force=True)
    labelling.set_label(window.context.project, cell_ids=[1], code="codocyte")
    window.restoring.restore(folder, made)
    _stop_it(window, qtbot, held_back)
    assert window.banner._text.text() == "Restoring was stopped. Nothing was changed."
    assert labelling.counts(window.context.project)["codocyte"] == 1
    assert not list((folder / "backups").glob("replaced-*"))


def test_a_restoring_that_is_stopped_too_late_says_what_was_restored(window, qtbot, folder, held_back):
    made = backup.back_up(window.context.project.store, force=True)
    labelling.set_label(window.context.project, cell_ids=[1], code="codocyte")
    held_back.at_end = True
    window.restoring.restore(folder, made)
    qtbot.waitUntil(lambda: bool(list((folder / "backups").glob("replaced-*"))), timeout=WAIT_MS)
    _stop_it(window, qtbot, held_back)
    assert labelling.counts(window.context.project) == {"normal": 6, "hypochromia": 6}
    assert "The backup was restored: 1 smears" in window.page("project")._message.text()


def test_no_project_is_made_in_a_folder_that_is_being_restored(window, qtbot, folder):
    context = window.context
    made = backup.back_up(context.project.store, force=True)
    release = threading.Event()
    _hold_on(window, threading.Event(), release)
    window.restoring.restore(folder, made)
    assert context.create_project(folder) is None
    assert "is being restored" in window.banner._text.text()
    (folder.parent / "elsewhere").mkdir()
    window.opening.new_project()
    dialog = window.findChild(NewProjectDialog)
    dialog.folder.setText(str(folder.parent / "elsewhere" / ".." / folder.name))
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert "is being restored" in dialog.problem.text()
    assert "You can open it when restoring has finished" in dialog.problem.text()
    dialog.reject()
    with qtbot.waitSignal(context.project_changed, check_params_cb=bool, timeout=WAIT_MS):
        release.set()
    assert _labels(window) == 12
