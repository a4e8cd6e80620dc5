"""The search of all actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbc_desk.ui.app import open_window
from rbc_desk.ui.shell.help.command_palette import CommandPalette
from tests.gui.conftest import add_smear


@pytest.fixture
def window(app_window, tmp_path):
    app_window.context.create_project(tmp_path / "project", reader="Ann")
    return app_window


def opened(window, qtbot) -> CommandPalette:
    """The search, with every page's actions in it."""
    window.overlays.show_palette()
    palette = next(p for p in window.findChildren(CommandPalette) if p.isVisible())
    qtbot.waitUntil(lambda: len(window.built) == len(window.titles), timeout=30_000)
    qtbot.waitUntil(lambda: any(c.page == "project" for c in palette.shown), timeout=30_000)
    return palette


def test_it_has_the_actions_of_every_page_and_each_can_be_found(window, qtbot):
    """In one window, because building every page takes most of the time."""
    palette = opened(window, qtbot)
    shown = {command.text for command in palette.shown}
    assert {
        "Find cells", "Live preview", "Label as Normal", "Show or hide the circles", "Train",
        "Stop and keep best", "Epochs…", "Evaluate", "Make active",
        "Export CSV…", "Export labels…", "Add a class…", "Settings…", "Undo",
    } <= shown  # fmt: skip
    # every entry has a group, and a name of its own in it
    named = [(command.group, command.text) for command in palette.shown]
    assert all(group and text for group, text in named)
    assert sorted(set(named)) == sorted(named)
    # letters in order find it as words do
    qtbot.keyClicks(palette.field, "stt")
    assert "Settings…" in [command.text for command in palette.shown]
    palette.field.setText("keyb mouse")
    assert palette.shown[0].text == "Keyboard and mouse shortcuts"
    # what cannot be done is listed last and says why
    palette.field.setText("stop and keep")
    command = palette.shown[0]
    assert (command.enabled, command.why_not) == (False, "No training is running")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.field.setText("")
    enabled = [command.enabled for command in palette.shown]
    assert enabled == sorted(enabled, reverse=True)


def test_what_was_run_last_comes_first_the_next_time_also_in_the_next_window(window, qtbot):
    palette = opened(window, qtbot)
    palette.field.setText("full screen")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    again = open_window(QApplication.instance())
    qtbot.addWidget(again)
    again.overlays.show_palette()
    assert again.findChild(CommandPalette).shown[0].text == "Full screen"
    again.context.shut_down()


def test_an_action_of_another_page_goes_there_and_a_field_takes_the_keys(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    palette = opened(window, qtbot)
    palette.field.setText("epochs")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current == "train"
    qtbot.waitUntil(window.page("train").form.epochs.hasFocus)


def test_a_label_is_given_from_the_search(window, qtbot):
    from rbc_desk.services.cells import labelling

    smear_id = add_smear(window.context.project, seed=1, label=False)
    window.context.project_changed.emit(window.context.project)
    window.go("label")
    qtbot.waitUntil(lambda: bool(window.page("label").cells), timeout=30_000)
    window.context.set_selection([cell.id for cell in window.page("label").cells[:3]])
    palette = opened(window, qtbot)
    palette.field.setText("label as hypo")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert labelling.counts(window.context.project, smear_id=smear_id) == {"hypochromia": 3}


def test_without_a_project_only_what_can_be_done_then_is_offered(qtbot):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.overlays.show_palette()
    shown = window.findChild(CommandPalette).shown
    assert "Open project…" in [command.text for command in shown if command.enabled]
    why = next(command.why_not for command in shown if command.text == "Go to Train")
    assert why == "Open a project first"
    window.context.shut_down()
