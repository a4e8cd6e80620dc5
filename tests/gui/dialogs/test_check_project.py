"""Checking and repairing a project in the window."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt

from tests.gui.conftest import add_smear

WAIT_MS = 60_000


def test_check_on_the_page_project_finds_damage_and_repair_mends_it(app_window, qtbot, tmp_path):
    folder = tmp_path / "project"
    app_window.context.create_project(folder)
    add_smear(app_window.context.project, seed=1, label=True)
    image = next((folder / "smears").iterdir())
    moved = image.with_name("renamed by hand.jpg")
    image.rename(moved)
    os.utime(moved, (0, 0))
    app_window.go("project")
    actions = app_window.page("project").actions_for_toolbar()
    next(action for action in actions if action.objectName() == "checkProjectButton").trigger()
    dialog = app_window.restoring.checking
    qtbot.waitUntil(dialog.repair_button.isEnabled, timeout=WAIT_MS)
    assert dialog.table.rowCount() == 2
    qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Left: 0." in dialog.summary.text(), timeout=WAIT_MS)
    assert image.is_file()
    assert not moved.exists()
    assert not dialog.repair_button.isEnabled()
