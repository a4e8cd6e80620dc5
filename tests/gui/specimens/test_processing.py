"""The action "Process all new…": asked for, stopped, gone on with, and its summary."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.models import evaluation
from rbc_desk.services.models.import_bundle import import_model
from rbc_desk.services.models.quality import warnings_by_model
from rbc_desk.settings.paths import shipped_models
from rbc_desk.ui.shell.frame.status import RunningJob
from rbc_desk.ui.specimens.process_dialog import ProcessDialog
from tests.gui.conftest import add_smear

A_MINUTE = 60_000


@pytest.fixture
def page(context, show_window, qtbot):
    """The page Specimens: dog 1 is labelled, dog 2 and dog 3 are new; the light model of the sample is active."""
    context.set_reader("Ann")
    import_model(context.project, shipped_models() / "sample", name="light")
    for seed, label in ((1, True), (2, False), (3, False)):
        add_smear(context.project, seed=seed, label=label)
    window = show_window()
    window.go("specimens")
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)
    return window.page("specimens")


def click(parent, name):
    button = next(b for b in parent.findChildren(QAbstractButton, name) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def ask(page, to):
    """Trigger the action and fill in its dialog."""
    page.process_action.trigger()
    dialog = page.window().findChild(ProcessDialog)
    field = dialog.findChild(QLineEdit, "reportsFolderField")
    field.selectAll()
    QTest.keyClicks(field, str(to))
    return dialog


def states(page):
    return {row.specimen.code: row.state for row in page.list.rows}


def test_all_new_specimens_are_stopped_then_processed_and_summed_up(page, qtbot, tmp_path):
    to, context = tmp_path / "reports", page.context
    dialog = ask(page, to)
    assert "2" in dialog.start_button.text()
    assert dialog.model.currentText() == "light"
    click(dialog, "startProcessingButton")
    assert page.processing.running
    assert not page.process_action.isEnabled()
    running = page.window().findChild(RunningJob)
    qtbot.waitUntil(running.isVisible)
    job = page.processing.job
    click(running, "cancelJobButton")
    assert job.ended
    qtbot.waitUntil(lambda: not context.jobs.unsettled)
    assert "Stopped" in page.processed.words.text()
    qtbot.waitUntil(page.process_action.isEnabled)

    dialog = ask(page, to)
    assert "2" in dialog.start_button.text()
    click(dialog, "startProcessingButton")
    qtbot.waitUntil(lambda: not context.jobs.unsettled)
    qtbot.waitUntil(lambda: not page.process_action.isEnabled())
    assert states(page) == dict.fromkeys(("dog 1", "dog 2", "dog 3"), SpecimenState.SORTED)
    assert "2 smears done" in page.processed.words.text()
    assert page.processed.summary_button.isVisible()
    with (to / "summary.csv").open(newline="", encoding="utf-8-sig") as handle:
        rows = {row["specimen"]: row for row in csv.DictReader(handle)}
    assert {code: row["outcome"] for code, row in rows.items()} == {"dog 2": "done", "dog 3": "done"}
    assert (to / "dog 2.pdf").read_bytes().startswith(b"%PDF")
    assert evaluation.active_model(context.project).name == "light"


def test_the_dialog_warns_of_the_chosen_model(page, qtbot, tmp_path):
    model_id = import_model(page.context.project, shipped_models() / "starter", name="starter")
    dialog = ask(page, tmp_path / "reports")
    assert not dialog.model_warning.isVisible()
    dialog.model.setCurrentIndex(dialog.model.findData("starter"))
    assert dialog.model_warning.isVisible()
    assert dialog.model_warning.text() == warnings_by_model(page.context.project)[model_id]
    dialog.reject()


def test_nothing_is_asked_where_no_specimen_is_new(context, show_window, qtbot):
    context.set_reader("Ann")
    add_smear(context.project, seed=1, label=True)
    window = show_window()
    window.go("specimens")
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)
    page = window.page("specimens")
    assert not page.process_action.isEnabled()
