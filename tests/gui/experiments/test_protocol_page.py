"""Experiments on the page Protocol: started, followed, stopped, resumed."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from rbc_desk.services.experiments import studies
from rbc_desk.services.experiments.protocol_plan import make_plan
from rbc_desk.ui.experiments.page import ProtocolPage
from rbc_desk.ui.experiments.texts import headers
from rbc_desk.ui.kit.errors import JobError

LEFT = Qt.MouseButton.LeftButton
ENOUGH_MS = 150_000


@pytest.fixture
def page(learning_context, qtbot, monkeypatch):
    """Only two losses of the light network, an epoch each."""
    monkeypatch.setenv("RBC_DESK_THREADS", "1")
    page = ProtocolPage(learning_context)
    qtbot.addWidget(page)
    page.resize(1300, 850)
    page.show()
    only(page, "cross_entropy", "focal")
    page.form.epochs.setValue(1)
    page.form.workers.setValue(1)
    return page


def only(page, *methods):
    for i in range(page.form.methods.count()):
        item = page.form.methods.item(i)
        on = item.data(Qt.ItemDataRole.UserRole) in methods
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def column(page, name):
    at = headers().index(name)
    return [page.table.item(row, at).text() for row in range(page.table.rowCount())]


def test_without_cells_the_page_says_what_to_do(context, qtbot):
    page = ProtocolPage(context)
    qtbot.addWidget(page)
    page.show()
    assert "ten cells" in page.findChild(QLabel, "protocolReadyLabel").text()
    assert not page.start_button.isEnabled()
    assert not page.studies.resume_button.isEnabled()
    assert not page.studies.report_button.isEnabled()
    assert page.empty.isVisible() and not page.table.isVisible()


def test_a_kind_and_an_extent_bring_their_usual_settings(page):
    form = page.form
    assert not form.levels.isVisible()
    form.kind.setCurrentIndex(form.kind.findData("imbalance"))
    assert form.levels.isVisible()
    assert form.levels.text().startswith("2.032, 3.049")
    assert form.values()["methods"] == ("cross_entropy", "balanced_focal")
    form.extent.setCurrentIndex(form.extent.findData("paper"))
    assert (form.values()["networks"], form.epochs.value()) == (("densenet121",), 100)
    assert form.values()["choice"] == "crossval"
    assert not form.augment.isChecked()
    form.kind.setCurrentIndex(form.kind.findData("sweep"))
    assert make_plan(form.values()) == make_plan({"kind": "sweep", "settings": {"pretrained": False}})


def test_only_what_counts_is_asked_for(page):
    form = page.form
    assert (form.alphas.isVisible(), form.gammas.isVisible()) == (False, True)
    only(page, "cross_entropy")
    assert not form.gammas.isVisible()
    form.choice.setCurrentIndex(form.choice.findData("fixed"))
    assert not form.folds.isVisible()
    before = form.warning.isVisible()
    form.split.setCurrentIndex(form.split.findData("smear"))
    assert (before, form.warning.isVisible()) == (True, False)


def test_what_is_no_number_is_told_and_nothing_is_started(page, learning_context, qtbot):
    page.form.gammas.setText("many")
    with qtbot.waitSignal(learning_context.failed) as told:
        qtbot.mouseClick(page.start_button, LEFT)
    error: JobError = told.args[0]
    assert "numbers separated by commas" in error.message
    assert not page.is_running


@pytest.mark.nightly  # by day the command line stops and continues a protocol
def test_an_experiment_fills_the_table_and_can_be_stopped_and_gone_on_with(page, learning_context, qtbot):
    page.form.seeds.setValue(2)
    qtbot.mouseClick(page.start_button, LEFT)
    assert page.is_running
    assert page.stop_button.isVisible()
    assert not page.form.isEnabled()
    qtbot.waitUntil(lambda: (column(page, "Repeats") or ["0"])[0] > "0", timeout=ENOUGH_MS)
    assert page.findChild(QComboBox, "kindBox") is page.form.kind
    job = page._job
    with qtbot.waitSignal(job.settled, timeout=20_000):
        qtbot.mouseClick(page.stop_button, LEFT)
    study = page.studies.selected
    assert 1 <= study.done < study.total == 4
    assert "Stopped" in page.state_text.text()
    first = column(page, "Accuracy")[0]
    assert first not in ("", "–")

    assert page.studies.resume_button.isEnabled()
    qtbot.mouseClick(page.studies.resume_button, LEFT)
    with qtbot.waitSignal(page._job.settled, timeout=ENOUGH_MS):
        pass
    assert "Finished" in page.state_text.text()
    assert page.studies.table.rowCount() == 1
    assert (page.studies.selected.done, page.studies.selected.is_finished) == (4, True)
    assert not page.studies.resume_button.isEnabled()
    assert column(page, "Repeats") == ["2", "2"]
    with (page.studies.selected.folder / "summary.csv").open(newline="") as handle:
        told = [f"{float(line['macro_f1']):.3f}" for line in csv.DictReader(handle)]
    assert [text.split(" ")[0] for text in column(page, "Macro F1")] == told
    assert page.studies.selected.report.is_file()
    assert len(studies.studies(learning_context.project)) == 1
