"""The change log in the window: of a cell, a specimen and the project."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from rbc_desk.services.cells import labelling
from rbc_desk.store import queries
from tests.gui.conftest import add_smear

WAIT_MS = 60_000


@pytest.fixture
def window(app_window, tmp_path):
    """The window on a project with a smear of twelve labelled cells."""
    app_window.context.create_project(tmp_path / "project")
    add_smear(app_window.context.project, seed=1, label=True)
    return app_window


def opened(window, qtbot):
    dialog = window.change_logs.dialog
    qtbot.waitUntil(lambda: "Entries" in dialog.count.text(), timeout=WAIT_MS)
    return dialog


def column(dialog, title):
    table = dialog.table
    at = next(j for j in range(table.columnCount()) if table.horizontalHeaderItem(j).text() == title)
    return [table.item(row, at).text() for row in range(table.rowCount()) if not table.isRowHidden(row)]


def save_as(qtbot, dialog, button, path):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    chooser.selectFile(str(path))
    chooser.accept()
    qtbot.waitUntil(lambda: path.name in dialog.verdict.text(), timeout=WAIT_MS)


def test_the_menu_of_a_cell_shows_who_gave_it_which_class(window, qtbot):
    project = window.context.project
    cell = labelling.cells(project, smear_id=1)[4]
    labelling.set_label(project, cell_ids=[cell.id], code="codocyte")
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: any(one.id == cell.id for one in page.cells), timeout=WAIT_MS)
    page.canvas.select({cell.id})
    menu = page.acts.menu(page)
    next(action for action in menu.actions() if action.objectName() == "changeLogAction").trigger()
    dialog = opened(window, qtbot)
    assert column(dialog, "Reader")[0] == project.reader
    assert (column(dialog, "Change")[0], column(dialog, "Source")[0]) == ("codocyte", "by hand")
    assert all(f"{cell.id}" in text for text in column(dialog, "Subject"))


def test_the_log_of_the_project_is_filtered_exported_and_verified(window, qtbot, tmp_path):
    window.go("project")
    next(a for a in window.page("project").actions_for_toolbar() if a.objectName() == "changeLogButton").trigger()
    dialog = opened(window, qtbot)
    every = dialog.table.rowCount()
    qtbot.keyClicks(dialog.filter, "label hypochromia")
    found = column(dialog, "Action")
    assert 0 < len(found) < every
    assert {text[:5] for text in found} == {"Label"}
    save_as(qtbot, dialog, dialog.export, tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == every
    save_as(qtbot, dialog, dialog.receipt, tmp_path / "receipt.json")
    head = queries.log_head(window.context.project.store)
    assert json.loads((tmp_path / "receipt.json").read_text("utf-8"))["hash"] == head.hash
    qtbot.mouseClick(dialog.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is unbroken" in dialog.verdict.text(), timeout=WAIT_MS)
    with closing(sqlite3.connect(window.context.project.store.database)) as disk, disk:
        disk.execute("DROP TRIGGER change_log_no_update")
        disk.execute("UPDATE change_log SET reader = 'Eve' WHERE id = 3")
    qtbot.mouseClick(dialog.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Entry 3, or the one before it, was changed" in dialog.verdict.text(), timeout=WAIT_MS)


def test_the_log_of_a_specimen_has_its_smear_and_cells(window, qtbot):
    add_smear(window.context.project, seed=2, label=False)
    window.go("specimens")
    page = window.page("specimens")
    qtbot.waitUntil(lambda: len(page.model.rows) == 2, timeout=WAIT_MS)
    page.table.selectRow(0)
    page.log_action.trigger()
    dialog = opened(window, qtbot)
    subjects = {text.split()[0] for text in column(dialog, "Subject")}
    assert {"Specimen", "Smear", "Cell"} <= subjects
    assert dialog.table.rowCount() < queries.log_head(window.context.project.store).entry
