"""A project on a full or read-only disk in the window: viewable, exportable, with the reason why it cannot change."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QToolTip

from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library
from rbc_desk.ui.app import open_window
from rbc_desk.ui.keys.actions import ACTIONS
from tests.gui.conftest import add_smear, draw_smear
from tests.store.disks import fill, make_read_only, small_disk

WAIT_MS = 60_000


@pytest.fixture
def project(tmp_path):
    """Closed, with one smear of twelve labelled cells, on a disk of its own."""
    made = create_project(tmp_path / "made", class_set="paper", reader="Ann")
    add_smear(made, seed=1, label=True)
    made.close()
    with small_disk(tmp_path / "disk") as disk:
        yield shutil.copytree(made.folder, disk / "project")


@pytest.fixture
def window(qtbot, project):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.context.set_reader("Ann")
    problems = []
    window.context.failed.connect(problems.append)
    yield window
    window.context.shut_down()


def _what_changes_it(window):
    """The buttons and actions of all pages but Label that would change the project."""
    smears, classes, train = window.page("smears"), window.page("project").classes, window.page("train")
    evaluate, protocol = window.page("evaluate"), window.page("protocol")
    runs, offer, classify = train.runs_panel, train.offer, window.page("classify").bar
    return [
        *smears.sources.actions,
        smears.add_button,
        *classes.buttons.values(),
        *(runs.again, runs.delete, offer.resume, offer.retry, offer.keep, offer.discard),
        *(evaluate.evaluate_button, evaluate.activate_button),
        *(smears.detect_action, smears.remove_action),
        *(classify.open_button, classify.detect_button, classify.classify_button),
        *(window.page("label").scale_card.apply_button, window.page("label").scale_card.remove_button),
        *(protocol.start_button, protocol.studies.resume_button),
    ]


@pytest.mark.parametrize(("problem", "told"), [("full", "The disk is full."), ("read-only", "read-only disk")])
def test_it_is_shown_whole_and_exported_and_no_page_tries_to_write(window, qtbot, project, tmp_path, problem, told):
    fill(project.parent) if problem == "full" else make_read_only(project.parent)
    problems = []
    window.context.failed.connect(problems.append)
    window.opening.open_project(project)
    assert window.read_only_bar.isVisible()
    assert told in window.read_only_bar.text.text()
    assert window.status.saved.text() == "read-only"
    for name in window.titles:
        window.go(name)
        qtbot.waitUntil(lambda: window.context.jobs.done, timeout=WAIT_MS)
    greyed = _what_changes_it(window)
    assert [one.objectName() for one in greyed if one.isEnabled()] == []
    assert all(told in one.property("why_not") for one in greyed)
    assert window.page("train").runs.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
    assert not window.page("project").classes.list.item(0).flags() & Qt.ItemFlag.ItemIsEditable
    page = window.page("label")
    window.go("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=WAIT_MS)
    assert not any(action.isEnabled() for action in (*page.acts.classes, page.acts.confirm, page.acts.reject))
    page.canvas.select({1})
    qtbot.keyClick(page.canvas, Qt.Key.Key_9)
    assert not problems
    assert labelling.counts(window.context.project) == {"normal": 6, "hypochromia": 6}
    with qtbot.waitSignal(window.context.jobs.idle, timeout=WAIT_MS):
        window.page("project").export("csv", folder=tmp_path / "out")
    assert len((tmp_path / "out" / "cells.csv").read_text("utf-8").splitlines()) == 13
    with qtbot.waitSignal(window.context.jobs.idle, timeout=WAIT_MS):
        window.page("project").export("imagefolder", folder=tmp_path / "crops")
    assert len(list((tmp_path / "crops").glob("*/*.png"))) == 12


def test_it_can_be_changed_again_once_there_is_room_on_the_disk(window, qtbot, project):
    filler = fill(project.parent)
    window.opening.open_project(project)
    window.go("label")
    filler.unlink()
    qtbot.mouseClick(window.read_only_bar.again, Qt.MouseButton.LeftButton)
    assert not window.read_only_bar.isVisible()
    for name, act in (
        ("smears", lambda page: page.sources.actions[0]),
        ("project", lambda page: page.classes.buttons["addClassButton"]),
    ):
        window.go(name)
        assert act(window.page(name)).isEnabled()
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=WAIT_MS)
    page.canvas.select({1})
    qtbot.keyClick(page.canvas, Qt.Key.Key_1)
    first = window.context.project.class_set().codes[0]
    assert labelling.counts(window.context.project)[first] == 1 + 6 * (first == "hypochromia")


def test_a_class_that_is_clicked_on_a_full_disk_is_refused_with_the_cause(window, qtbot, project):
    fill(project.parent)
    window.opening.open_project(project)
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12, timeout=WAIT_MS)
    page.canvas.select({1})
    page.panel.class_chosen.emit("normal")
    assert "The disk is full" in window.banner._text.text()


def test_what_is_imported_by_a_key_or_dropped_is_refused_with_the_cause(window, qtbot, project, tmp_path):
    fill(project.parent)
    window.opening.open_project(project)
    window.go("smears")
    changing = [spec.id for spec in ACTIONS if spec.changes_project]
    assert {"add_images", "take_in_model", "model_classes", "read_blinded"} <= set(changing)
    commands = {command.id: command for command in window.overlays._commands()}
    for id_ in changing:
        assert not window.actions_table[id_].isEnabled(), id_
        assert "The disk is full." in commands[id_].why_not, id_
    assert window.actions_table["go_label"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(QFileDialog) is None
    draw_smear(tmp_path / "new.jpg", seed=9)
    assert not _dragged(window, tmp_path / "new.jpg")
    assert "The disk is full." in QToolTip.text()
    window.opening.add_paths([tmp_path / "new.jpg"])  # as from a dialog that was open before
    assert "The disk is full." in window.banner._text.text()
    assert "adding smears" not in [job.title for job in window.context.jobs.active]
    assert len(library.smears(window.context.project)) == 1
    assert _dragged(window, project)  # which is opened, not added


def _dragged(window, path):
    """Whether the window would take a file that is dragged into it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    middle, keys = window.rect().center(), Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(middle, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(window, entered)
    return entered.isAccepted()
