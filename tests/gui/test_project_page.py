"""The project page: classes edited in place, each gesture one undoable step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbc_desk.ui.app import open_window


@pytest.fixture
def window(qtbot, tmp_path):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.desk.create_project(tmp_path / "project")
    window.go("project")
    return window


def _names(window):
    return [c.name for c in window.desk.project.class_set()]


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
