"""Changed keys apply at once, are kept in the settings and are shown everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton

from rbc_desk.core.classes import KEYS
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import list_class_sets
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.app import open_window
from rbc_desk.ui.keys.actions import ACTIONS, LABEL_ACTIONS
from rbc_desk.ui.keys.keymap import FIXED, normal
from rbc_desk.ui.settings.key_catcher import keys_of
from rbc_desk.ui.shell.help.key_sheet import KeySheet
from tests.gui.conftest import add_smear

KEY, CTRL, SHIFT, NONE = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def window(qtbot, app_window, tmp_path):
    window = app_window
    project = window.context.create_project(tmp_path / "project", reader="Ann")
    add_smear(project, seed=1, label=False)
    window.context.project_changed.emit(project)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def section(window):
    window.overlays.show_settings("keyboard")
    return window.stack.currentWidget().section("keyboard")


def choose(section, text: str) -> None:
    """Select the action with these words."""
    rows = [row for row in range(section.table.rowCount()) if section.table.item(row, 0).text() == text]
    section.table.setCurrentCell(rows[0], 0)
    section.table.setFocus()


def keys_shown(section, text: str) -> str:
    return next(
        section.table.item(row, 2).text()
        for row in range(section.table.rowCount())
        if section.table.item(row, 0).text() == text
    )


def test_no_key_of_a_class_does_anything_else_on_the_page_label():
    taken = {normal(key) for spec in (*LABEL_ACTIONS.values(), *ACTIONS) for key in spec.keys} | {*FIXED}
    for _, classes in list_class_sets():
        given = [classes.key_of(code).upper() for code in classes.codes]
        assert all(given) and len(set(given)) == len(given)
        assert not taken.intersection(given)
    assert not taken.intersection(KEYS.upper())


def test_with_twelve_classes_the_last_one_and_why_have_a_key_each(window, qtbot, tmp_path):
    context = window.context
    project = context.create_project(tmp_path / "twelve", class_set="chula", reader="Ann")
    smear = add_smear(project, seed=1, label=False)
    context.project_changed.emit(project)
    window.go("label")
    page = window.page("label")
    context.set_smear(smear)
    qtbot.waitUntil(lambda: page.picture.shown_id == smear and len(page.cells) == 12)
    page.canvas.select({page.cells[0].id})
    page.acts.why.setEnabled(True)
    QTest.keyClick(page.canvas, KEY.Key_W)
    assert page.acts.why.isChecked()
    QTest.keyClick(page.canvas, KEY.Key_E)
    stored = labelling.cells(project, smear_id=smear)[0]
    assert stored.label == project.class_set().codes[11]


def test_pressed_keys_become_the_actions_keys_and_open_it(window, section, qtbot):
    choose(section, "Go to Train")
    qtbot.keyClick(section.table, KEY.Key_Return)
    qtbot.keyClick(section.catcher, KEY.Key_T, CTRL)
    assert keys_shown(section, "Go to Train") == "Ctrl+T"
    qtbot.keyClick(window, KEY.Key_T, CTRL)
    assert window.current == "train"


def test_only_what_differs_is_kept_in_the_settings_and_it_holds_the_next_time(window, section, qtbot):
    window.context.keys.set_keys("go_train", ["Ctrl+T"])
    assert settings_file().read_text("utf-8") == '[keys]\ngo_train = ["Ctrl+T"]\n'
    again = open_window(QApplication.instance())
    qtbot.addWidget(again)
    assert [key.toString() for key in again.actions_table["go_train"].shortcuts()] == ["Ctrl+T"]
    again.context.shut_down()


def test_a_conflict_is_told_and_the_keys_are_taken_only_when_asked_for(window, section, qtbot):
    choose(section, "Go to Train")
    qtbot.keyClick(section.table, KEY.Key_Return)
    qtbot.keyClick(section.catcher, KEY.Key_K, CTRL)
    told = section.findChild(QLabel, "keyQuestion").text()
    assert "Search all actions" in told
    assert window.context.keys.keys_of("search") == ("Ctrl+K",)
    qtbot.keyClick(section.take, KEY.Key_Space)
    assert (window.context.keys.keys_of("search"), window.context.keys.keys_of("go_train")) == ((), ("Ctrl+K",))


def test_the_keys_of_another_page_are_no_conflict(window):
    keys = window.context.keys
    window.overlays.bind_pages()
    assert keys.holder("F", scope="train") is None
    assert keys.holder("F", scope="label").id == "label.fit"
    assert keys.holder("F", scope="").id == "label.fit"


def test_keys_that_are_held_or_move_about_are_refused(window, section, qtbot):
    choose(section, "Fit the smear to the window")
    qtbot.keyClick(section.table, KEY.Key_Return)
    qtbot.keyClick(section.catcher, KEY.Key_Space)
    assert window.context.keys.keys_of("label.fit") == ("F",)
    assert section.catcher.isVisible()


def test_a_second_pair_of_keys_is_added_and_reset_takes_both_back(window, section, qtbot):
    choose(section, "Fit the smear to the window")
    qtbot.mouseClick(section.another, Qt.MouseButton.LeftButton)
    qtbot.keyClick(section.catcher, KEY.Key_F9)
    assert window.context.keys.keys_of("label.fit") == ("F", "F9")
    qtbot.mouseClick(section.reset, Qt.MouseButton.LeftButton)
    assert window.context.keys.keys_of("label.fit") == ("F",)


def test_reset_all_leaves_an_empty_settings_file(window, section, qtbot):
    window.context.keys.set_keys("go_train", ["Ctrl+T"])
    window.context.keys.set_keys("label.fit", [])
    qtbot.mouseClick(section.reset_all, Qt.MouseButton.LeftButton)
    assert window.context.keys.keys_of("label.fit") == ("F",)
    assert load(settings_file())[0].keys == {}


def test_searching_by_an_action_or_by_its_key_leaves_what_fits(section, qtbot):
    qtbot.keyClicks(section.search, "ctrl+,")
    rows = [r for r in range(section.table.rowCount()) if not section.table.isRowHidden(r)]
    assert [section.table.item(row, 0).text() for row in rows] == ["Settings…"]


def test_a_changed_key_stands_on_the_sheet_of_keys_and_in_the_rail(window, qtbot):
    window.overlays.bind_pages()
    window.context.keys.set_keys("go_train", ["Ctrl+T"])
    window.context.keys.set_keys("label.fit", ["F9"])
    window.overlays.show_keys()
    told = {label.text() for label in window.findChild(KeySheet).findChildren(QLabel)}
    assert {"Ctrl+T", "F9"} <= told
    assert "F" not in told
    assert window.findChild(QToolButton, "trainNav").toolTip() == "Train (Ctrl+T)"


def test_a_class_takes_another_key_on_label_and_where_predictions_are_reviewed(window, qtbot):
    window.go("label")
    window.context.keys.set_keys("label.class_normal", ["Z"])
    page = window.page("label")
    assert page.panel.table.item(2, 1).text() == "Z"
    classes = window.context.project.class_set()
    pressed = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Z, NONE, "z")
    assert window.context.keys.class_of(pressed, classes) == "normal"
    previous = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_3, NONE, "3")
    assert window.context.keys.class_of(previous, classes) is None


def test_a_button_of_a_page_can_be_given_keys(window, qtbot):
    window.overlays.bind_pages()
    window.context.keys.set_keys("smears.reset_detection", ["Ctrl+Shift+R"])
    window.go("smears")
    panel = window.page("smears").panel
    panel.detectors.setFocus()
    clicked = []
    panel.findChild(QAbstractButton, "resetDetectionButton").clicked.connect(lambda: clicked.append(1))
    qtbot.keyClick(panel.detectors, KEY.Key_R, CTRL | SHIFT)
    assert clicked == [1]


def test_shift_that_only_types_a_sign_is_not_told_of():
    assert keys_of(QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Question, SHIFT, "?")) == "?"
    assert keys_of(QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_A, SHIFT, "A")) == "Shift+A"
