"""Training from its page, on real smears of a real project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from rbc_desk.core.events import EpochDone
from rbc_desk.services import labelling
from rbc_desk.ui.pages.train import TrainPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(learning_desk, qtbot):
    page = TrainPage(learning_desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.form.device.setItemData(0, "cpu")
    page.form.epochs.setValue(2)
    page.form.batch.setValue(8)
    return page


def test_without_labels_the_page_says_what_to_do_and_train_is_greyed(desk, qtbot):
    page = TrainPage(desk)
    qtbot.addWidget(page)
    assert "Label some cells first" in page.findChild(QLabel, "readinessLabel").text()
    assert not page.train_button.isEnabled()


def test_going_to_label_is_offered_while_there_is_nothing_to_learn_from(desk, qtbot):
    page = TrainPage(desk)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.open_wanted) as asked:
        qtbot.mouseClick(page.label_button, LEFT)
    assert asked.args == ["label"]


def test_labels_given_elsewhere_make_the_page_ready(desk, qtbot, page):
    cells = labelling.cells(desk.project, smear_id=4)
    desk.edit(labelling.set_label(desk.project, cell_ids=[cells[0].id], code="codocyte"))
    assert page.ready.text().startswith("37 labelled cells")


def test_gamma_and_alpha_show_for_focal_only(page):
    box = page.findChild(QComboBox, "lossBox")
    box.setCurrentIndex(box.findData("cross_entropy"))
    hidden = (page.form.gamma.isVisible(), page.form.alpha.isVisible())
    box.setCurrentIndex(box.findData("focal"))
    assert (hidden, page.form.gamma.isVisible()) == ((False, False), True)


def test_splitting_by_cell_warns_that_figures_flatter(page):
    before = page.form.warning.isVisible()
    page.form.split.setCurrentIndex(page.form.split.findData("cell"))
    assert (before, page.form.warning.isVisible()) == (False, True)


def test_the_form_makes_the_spec_it_shows(page):
    page.form.gamma.setValue(1.5)
    page.form.learning_rate.setText("0.01")
    page.form.sampler.setCurrentIndex(page.form.sampler.findData("over"))
    spec = page.form.spec()
    assert (spec.loss_params["gamma"], spec.learning_rate, spec.sampler, spec.epochs) == (1.5, 0.01, "over", 2)


def test_a_learning_rate_out_of_range_goes_back_to_the_usual_one(page):
    page.form.learning_rate.setText("7")
    page.form.learning_rate.editingFinished.emit()
    assert page.form.learning_rate.text() == "0.001"


def test_training_draws_every_epoch_and_lists_the_run(page, learning_desk, qtbot):
    seen = []
    learning_desk.training.event.connect(seen.append)
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    told = [event for event in seen if isinstance(event, EpochDone)]
    assert page.losses.epochs == (1, 2)
    assert page.losses.values("Training") == tuple(event.train_loss for event in told)
    assert page.figures.text("accuracy") == f"{told[-1].scores.accuracy:.3f}"
    assert sum(map(int, sum(page.confusion.texts, ()))) == sum(map(sum, told[-1].confusion))
    qtbot.waitUntil(lambda: page.runs.rowCount() == 1)
    assert page.runs.item(0, 3).text() == "succeeded"


def test_while_training_the_form_is_locked_and_stop_is_offered(page, learning_desk, qtbot):
    page.form.epochs.setValue(500)
    with qtbot.waitSignal(learning_desk.training.finished, timeout=60_000):
        with qtbot.waitSignal(
            learning_desk.training.event, timeout=60_000, check_params_cb=lambda e: isinstance(e, EpochDone)
        ):
            qtbot.mouseClick(page.train_button, LEFT)
        assert (page.form.isEnabled(), page.stop_button.isVisible()) == (False, True)
        qtbot.mouseClick(page.stop_button, LEFT)
    assert page.state.text().startswith("Model rbc_small-1 is kept")
    assert page.train_button.isVisible()


def test_a_past_run_shows_its_curves_when_selected(trained_desk, qtbot):
    page = TrainPage(trained_desk)
    qtbot.addWidget(page)
    page.runs.selectRow(0)
    assert page.losses.epochs == (1, 2)
    assert page.figures.text("epoch").endswith("/ 2")
