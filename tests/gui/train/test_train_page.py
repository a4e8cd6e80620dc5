"""Training on the page Train, on real smears of a real project."""

from __future__ import annotations

import inspect

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QPushButton

from rbc_desk.core.events import EpochDone
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import evaluation
from rbc_desk.services.training import training
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.training_launcher import TrainingLauncher
from rbc_desk.ui.state.training_session import TrainingSession
from rbc_desk.ui.train.page import TrainPage
from tests.gui.training_helpers import set_small

LEFT = Qt.MouseButton.LeftButton


def opened(context, qtbot):
    page = TrainPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    set_small(page)
    page.form.epochs.setValue(2)
    return page


@pytest.fixture
def page(learning_context, qtbot):
    return opened(learning_context, qtbot)


def test_without_labels_the_page_says_what_to_do_and_train_is_greyed(context, qtbot):
    page = TrainPage(context)
    qtbot.addWidget(page)
    page.show()
    assert "Label some cells first" in page.findChild(QLabel, "readinessLabel").text()
    assert not page.train_button.isEnabled()
    assert page.watch.empty.isVisible()
    assert not page.losses.isVisible() and not page.runs.isVisible()


def test_going_to_label_is_offered_while_there_is_nothing_to_learn_from(context, qtbot):
    page = TrainPage(context)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.label_button, LEFT)
    assert asked.args == ["label"]


def test_labels_given_elsewhere_make_the_page_ready(page):
    context = page.context
    cells = labelling.cells(context.project, smear_id=4)
    context.edit(labelling.set_label(context.project, cell_ids=[cells[0].id], code="codocyte"))
    assert page.ready.text().startswith("37 labelled cells")


def test_behind_another_page_labels_are_counted_once_it_is_shown_again(page):
    context, before = page.context, page.ready.text()
    page.hide()
    cells = labelling.cells(context.project, smear_id=4)
    for cell in cells[:3]:
        context.edit(labelling.set_label(context.project, cell_ids=[cell.id], code="codocyte"))
    meanwhile = page.ready.text()
    page.show()
    assert meanwhile == before
    assert page.ready.text().startswith("39 labelled cells")


def test_gamma_and_alpha_show_for_focal_only(page):
    box = page.findChild(QComboBox, "lossBox")
    box.setCurrentIndex(box.findData("cross_entropy"))
    hidden = (page.form.gamma.isVisible(), page.form.alpha.isVisible())
    box.setCurrentIndex(box.findData("focal"))
    assert (hidden, page.form.gamma.isVisible()) == ((False, False), True)


def test_splitting_by_cell_warns_that_figures_flatter(page):
    before = page.leak.isVisible()
    page.form.split.setCurrentIndex(page.form.split.findData("cell"))
    assert (before, page.leak.isVisible()) == (False, True)


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


def test_training_draws_every_epoch_and_lists_the_run(page, learning_context, qtbot):
    seen = []
    learning_context.training.event.connect(seen.append)
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    told = [event for event in seen if isinstance(event, EpochDone)]
    assert page.losses.epochs == (1, 2)
    assert page.losses.values("Training") == tuple(event.train_loss for event in told)
    assert page.figures.text("accuracy") == f"{told[-1].scores.accuracy:.3f}"
    assert sum(map(int, sum(page.confusion.texts, ()))) == sum(map(sum, told[-1].confusion))
    qtbot.waitUntil(lambda: page.runs.rowCount() == 1)
    assert page.runs.item(0, 3).text() == "finished"
    assert page.losses.isVisible() and page.runs.isVisible() and not page.watch.empty.isVisible()


def test_while_training_the_form_is_locked_and_stop_is_offered(page, learning_context, qtbot):
    page.form.epochs.setValue(500)
    with qtbot.waitSignal(learning_context.training.finished, timeout=60_000):
        with qtbot.waitSignal(
            learning_context.training.event, timeout=60_000, check_params_cb=lambda e: isinstance(e, EpochDone)
        ):
            qtbot.mouseClick(page.train_button, LEFT)
        assert (page.form.isEnabled(), page.stop_button.isVisible()) == (False, True)
        qtbot.mouseClick(page.stop_button, LEFT)
    assert page.state_text.text().startswith("Model RBC Small 1 was saved")
    assert page.train_button.isVisible()


def begin_and_see_an_epoch(page, context, qtbot):
    set_small(page)
    page.form.epochs.setValue(500)
    with qtbot.waitSignal(context.training.event, timeout=60_000, check_params_cb=lambda e: isinstance(e, EpochDone)):
        qtbot.mouseClick(page.train_button, LEFT)


def test_stop_keeps_the_best_model_and_its_bundle(page, learning_context, qtbot):
    begin_and_see_an_epoch(page, learning_context, qtbot)
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.stop_button, LEFT)
    project = learning_context.project
    assert told.args[0].stopped
    assert [run.status for run in training.runs(project)] == ["cancelled"]
    assert [model.active for model in evaluation.models(project)] == [True]
    assert (told.args[0].folder / "bundle.json").is_file()
    qtbot.waitUntil(lambda: page.runs.rowCount() == 1)
    assert page.runs.item(0, 3).text() == "stopped"


def test_discard_leaves_the_run_and_neither_model_nor_files(page, learning_context, qtbot):
    begin_and_see_an_epoch(page, learning_context, qtbot)
    with qtbot.waitSignal(learning_context.training.finished, timeout=60_000):
        qtbot.mouseClick(page.discard_button, LEFT)
    project = learning_context.project
    assert page.state_text.text() == "Stopped. No model was kept."
    assert page.runs.item(0, 3).text() == "discarded"
    assert evaluation.models(project) == ()
    assert list(project.models_folder.iterdir()) == []
    assert len(training.history(project, run_id=1)) >= 1


def test_quitting_while_training_asks_and_keeps_the_best(learning_context, qtbot):
    context, window = learning_context, MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    folder = context.project.folder
    window.go("train")
    begin_and_see_an_epoch(window.page("train"), context, qtbot)
    assert not window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    with qtbot.waitSignal(context.closing.closed, timeout=60_000):
        qtbot.mouseClick(box.findChild(QPushButton, "stopAndQuitButton"), LEFT)
    assert not window.isVisible()
    context.open_project(folder)
    assert len(evaluation.models(context.project)) == 1


def test_going_on_training_leaves_the_window_open(learning_context, qtbot):
    context, window = learning_context, MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    window.go("train")
    begin_and_see_an_epoch(window.page("train"), context, qtbot)
    window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    qtbot.mouseClick(box.defaultButton(), LEFT)
    assert (window.isVisible(), context.training.running, context.training.stopping) == (True, True, False)


def test_names_in_files_are_never_shown(trained_context, qtbot):
    page = opened(trained_context, qtbot)
    boxes = (page.form.network, page.form.loss, page.form.sampler)
    shown = [box.itemText(i) for box in boxes for i in range(box.count())]
    shown += [page.runs.item(0, column).text() for column in range(page.runs.columnCount())]
    assert not [text for text in shown if "_" in text]
    assert page.runs.item(0, 1).text() == "RBC Small"


def test_without_asking_whole_specimens_are_tested_on(page):
    defaults = [
        inspect.signature(fn).parameters["split_by"].default
        for fn in (TrainingLauncher.start, TrainingSession.start, training.train, snapshots.freeze)
    ]
    assert {page.form.split_by, *defaults} == {"specimen"}


def test_a_past_run_shows_its_curves_when_selected(trained_context, qtbot):
    page = TrainPage(trained_context)
    qtbot.addWidget(page)
    page.show()
    page.runs.selectRow(0)
    assert page.losses.epochs == (1, 2)
    assert page.figures.text("epoch").endswith("/ 2")


def test_crops_as_in_the_paper_reach_the_bundle_and_what_it_classifies(learning_context, qtbot):
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE, PAPER_RECIPE
    from rbc_desk.learn.bundles.bundle import load_bundle
    from rbc_desk.store import queries

    page = TrainPage(learning_context)
    qtbot.addWidget(page)
    set_small(page)
    page.form.recipe.setCurrentIndex(page.form.recipe.findData("paper"))
    spec = page.form.spec().model_copy(update={"epochs": 1, "batch_size": 8, "device": "cpu"})
    project = learning_context.project
    model = training.train(project, spec=spec, split_by="smear")
    assert load_bundle(model.folder).crop_recipe == PAPER_RECIPE.model_dump(mode="json")
    record = evaluation.evaluate_model(project, model_id=model.model_id)
    assert record.evaluation.n_cells > 0
    assert len(queries.crop_circles(project.store, recipe_hash=PAPER_RECIPE.hash)) == 36
    assert not queries.crop_circles(project.store, recipe_hash=DEFAULT_RECIPE.hash)


def test_every_loss_shows_its_own_settings_and_they_reach_the_spec(page, qtbot):
    box = page.form.loss
    box.setCurrentIndex(box.findData("logit_adjustment"))
    assert not page.form.gamma.isVisible()
    tau = page.form.loss_more.field("tau")
    tau.set_value(0.5)
    assert page.form.spec().loss_params == {"tau": 0.5, "label_smoothing": 0.0}
    box.setCurrentIndex(box.findData("focal"))
    assert set(page.form.spec().loss_params) == {"gamma", "alpha", "class_alpha", "label_smoothing"}


def test_more_settings_unfold_and_reach_the_spec(page, qtbot):
    assert not page.form.more.form.isVisible()
    qtbot.mouseClick(page.form.more.fold, LEFT)
    assert page.form.more.form.isVisible()
    page.form.more.form.field("patience").set_value(7)
    qtbot.mouseClick(page.form.more.form.field("tta"), LEFT)
    spec = page.form.spec()
    assert (spec.patience, spec.tta, spec.precision) == (7, True, "fp32")


def test_quick_training_chooses_a_network_that_knows_imagenet_and_hides_what_means_nothing(page):
    page.form.mode.setCurrentIndex(page.form.mode.findData("quick"))
    spec = page.form.spec()
    assert (spec.mode, spec.network) == ("quick", "efficientnet_lite0")
    assert not page.form.batch.isVisible()
    assert "mixup" not in page.form.more.values()
    page.form.mode.setCurrentIndex(page.form.mode.findData("full"))
    assert page.form.batch.isVisible()
    assert page.form.spec().mode == "full"
