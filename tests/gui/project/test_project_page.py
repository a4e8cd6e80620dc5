"""The page Project: classes edited in place, each edit one undoable step."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QRadioButton

from rbc_desk.services.cells import labelling
from rbc_desk.ui.project.merge_classes import MergeClassesDialog
from tests.gui.conftest import add_smear


@pytest.fixture
def window(app_window, tmp_path):
    app_window.context.create_project(tmp_path / "project")
    app_window.go("project")
    return app_window


def _names(window):
    return [c.name for c in window.context.project.class_set()]


def test_a_class_renamed_in_the_list_is_renamed_in_the_project_and_undone_by_ctrl_z(window, qtbot):
    before = _names(window)
    window.page("project").classes.list.item(0).setText("Target")
    after = _names(window)
    window.actions_table["undo"].trigger()
    assert (after[0], _names(window)) == ("Target", before)


def test_the_down_button_moves_a_class_and_keeps_it_current(window, qtbot):
    editor, before = window.page("project").classes, _names(window)
    editor.list.setCurrentRow(0)
    qtbot.mouseClick(editor.buttons["classDownButton"], Qt.MouseButton.LeftButton)
    assert _names(window) == [before[1], before[0], *before[2:]]
    assert editor.list.currentRow() == 1


def test_the_class_that_the_buttons_act_on_is_selected_for_all_to_see(window, qtbot):
    editor = window.page("project").classes
    editor.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert [item.text() for item in editor.list.selectedItems()] == _names(window)[:1]
    editor.list.clearSelection()  # the keys stay where they were
    assert editor.list.currentRow() == 0
    acts = {name for name, made in editor.buttons.items() if made.isEnabled()}
    assert acts == {"addClassButton"}


def test_a_name_that_is_taken_is_refused_and_the_list_shows_the_old_one(window):
    editor, before = window.page("project").classes, _names(window)
    editor.list.item(0).setText(before[1])
    assert window.banner.isVisible()
    assert editor.list.item(0).text() == before[0]


def selected(editor):
    return [item.text() for item in editor.list.selectedItems()]


def test_the_class_that_was_worked_on_stays_the_selected_one(window, qtbot):
    editor, names = window.page("project").classes, _names(window)
    editor.list.setCurrentRow(1)
    editor.list.item(1).setText("Pale")
    assert selected(editor) == ["Pale"]
    assert not editor.buttons["mergeClassesButton"].isEnabled()
    qtbot.mouseClick(editor.buttons["addClassButton"], Qt.MouseButton.LeftButton)
    dialog = editor.findChild(QInputDialog)
    dialog.setTextValue("Burr cell")
    dialog.accept()
    assert selected(editor) == ["Burr cell"]
    editor.list.setCurrentRow(0)
    button = editor.buttons["removeClassButton"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert names[0] not in _names(window)
    assert selected(editor) == _names(window)[:1]


def test_a_class_with_a_thai_name_is_added_by_the_button(window, qtbot):
    editor = window.page("project").classes
    qtbot.mouseClick(editor.buttons["addClassButton"], Qt.MouseButton.LeftButton)
    dialog = editor.findChild(QInputDialog)
    dialog.setTextValue("เซลล์รูปเป้า")
    dialog.accept()
    assert _names(window)[-1] == "เซลล์รูปเป้า"
    assert editor.list.item(editor.list.count() - 1).text() == "เซลล์รูปเป้า"


def test_two_selected_classes_are_merged_into_the_one_that_is_kept_and_undone(window, qtbot):
    project, editor = window.context.project, window.page("project").classes
    add_smear(project, seed=1, label=True)
    before = labelling.counts(project)
    assert before == {"normal": 6, "hypochromia": 6}
    editor.list.clearSelection()
    for code in ("hypochromia", "normal"):
        row = project.class_set().codes.index(code)
        at = editor.list.visualItemRect(editor.list.item(row)).center()
        control = Qt.KeyboardModifier.ControlModifier
        qtbot.mouseClick(editor.list.viewport(), Qt.MouseButton.LeftButton, control, at)
    qtbot.mouseClick(editor.buttons["mergeClassesButton"], Qt.MouseButton.LeftButton)
    dialog = editor.findChild(MergeClassesDialog)
    dialog.findChild(QRadioButton, "keep_normal").setChecked(True)
    assert dialog.findChild(QLabel, "mergeEffect").text().startswith("6 ")
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    assert labelling.counts(project) == {"normal": 12}
    assert selected(editor) == ["Normal"]
    assert not editor.buttons["removeClassButton"].hasFocus()
    assert project.class_set().codes == ("codocyte", "normal")
    assert editor.list.count() == 2
    window.actions_table["undo"].trigger()
    assert labelling.counts(project) == before
    assert project.class_set().codes == ("codocyte", "hypochromia", "normal")


def test_a_merge_that_was_stopped_too_late_is_told_and_undone(window, qtbot):
    project, editor = window.context.project, window.page("project").classes
    add_smear(project, seed=1, label=True)
    editor._merge(["hypochromia", "normal"], into="normal")
    (job,) = [job for job in window.context.jobs.active if job.title == "merging classes"]
    deadline = time.monotonic() + 60
    while "hypochromia" in project.class_set().codes and time.monotonic() < deadline:
        time.sleep(0.01)  # no events meanwhile: the window has not heard of the end yet
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        job.cancel()
    assert editor.list.count() == 2
    window.actions_table["undo"].trigger()
    assert labelling.counts(project) == {"normal": 6, "hypochromia": 6}
