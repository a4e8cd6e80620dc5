"""Runs that pause, break off and fail, and what the page Train offers; runs compared, annotated and repeated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton

from rbc_desk.core.changes import Entity
from rbc_desk.core.events import BatchDone, EpochDone, NotLearning, TrainingPaused
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import evaluation
from rbc_desk.services.training import training, training_runs
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.train.page import TrainPage

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def page(learning_desk, qtbot):
    page = TrainPage(learning_desk)
    qtbot.addWidget(page)
    page.resize(1280, 820)
    page.show()
    qtbot.waitExposed(page)
    page.form.device.setItemData(0, "cpu")
    page.form.epochs.setValue(2)
    page.form.batch.setValue(8)
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    return page


def is_a(*kinds):
    return lambda event: isinstance(event, kinds)


def begin(page, qtbot, *, epochs=500):
    page.form.epochs.setValue(epochs)
    with qtbot.waitSignal(page.desk.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.mouseClick(page.train_button, LEFT)


def train_once(page, qtbot, *, epochs=2):
    page.form.epochs.setValue(epochs)
    with qtbot.waitSignal(page.desk.training.finished, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)


def pause(page, qtbot):
    told = is_a(TrainingPaused)
    with qtbot.waitSignal(page.desk.training.event, timeout=60_000, check_params_cb=told):
        qtbot.mouseClick(page.buttons.pause, LEFT)


def killed_run(desk, *, epochs=400):
    """A training by another process on the same project, killed after its second epoch."""
    folder = desk.project.folder
    desk.close_project()
    command = [sys.executable, "-m", "rbc_desk.cli.main", "train", "--project", str(folder), "-o",
               str(folder.parent / "never"), "--split", "smear", "--set", f"epochs={epochs}", "--set", "batch_size=8",
               "--set", "device=cpu"]  # fmt: skip
    environment = {**os.environ, "RBC_DESK_READER": "Ann"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "epoch   3/" in line:
                break
        process.send_signal(signal.SIGKILL)
    assert any("epoch   3/" in line for line in said), said
    # the drawn smears look so alike that they count as one field: cells are parted, and the command says so
    assert sum(line.startswith("WARNING: Split by cell") for line in said) == 1
    desk.open_project(folder)
    return folder


def test_stopped_while_it_reads_its_cells_a_resumed_run_can_still_go_on(learning_desk, qtbot):
    killed_run(learning_desk)
    page = TrainPage(learning_desk)
    qtbot.addWidget(page)
    page.show()
    run_id = training_runs.unfinished(learning_desk.project).run.id
    with qtbot.waitSignal(learning_desk.training.finished, timeout=60_000):
        learning_desk.training.resume(learning_desk.project, run_id=run_id)
        learning_desk.training.stop()  # before the first batch
    told = training_runs.unfinished(learning_desk.project)
    assert (told.run.id, told.run.status, told.can_go_on) == (run_id, "interrupted", True)
    assert page.offer.isVisible()


# pause


def test_pause_waits_keeps_a_checkpoint_and_resume_goes_on(page, learning_desk, qtbot):
    begin(page, qtbot)
    pause(page, qtbot)
    assert "Paused in epoch" in page.state_words.text()
    assert page.buttons.pause.text() == "Resume"
    assert len(list(learning_desk.project.models_folder.glob(".run-*/checkpoint.safetensors"))) == 1
    drawn = len(page.losses.epochs)
    with qtbot.assertNotEmitted(learning_desk.training.event, wait=300):
        pass
    assert len(page.losses.epochs) == drawn
    with qtbot.waitSignal(learning_desk.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.mouseClick(page.buttons.pause, LEFT)
    assert page.buttons.pause.text() == "Pause"
    assert len(page.losses.epochs) == drawn + 1


def test_a_paused_training_can_be_stopped_with_its_best_kept(page, learning_desk, qtbot):
    begin(page, qtbot)
    pause(page, qtbot)
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.stop_button, LEFT)
    assert len(evaluation.models(learning_desk.project)) == 1


def test_keys_train_pause_resume_and_discard(page, learning_desk, qtbot):
    page.form.epochs.setValue(500)
    page.activateWindow()
    page.form.seed.setFocus()
    with qtbot.waitSignal(learning_desk.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.keyClick(page.form.seed, Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(learning_desk.training.event, timeout=60_000, check_params_cb=is_a(TrainingPaused)):
        qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    with qtbot.waitSignal(learning_desk.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    with qtbot.waitSignal(learning_desk.training.cancelled, timeout=60_000):
        qtbot.keyClick(page, Qt.Key.Key_Delete, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert page.runs.item(0, 3).text() == "discarded"


def test_what_is_live_names_device_rate_speed_and_memory(page, learning_desk, qtbot):
    seen = []
    learning_desk.training.event.connect(lambda event: seen.append(event) if isinstance(event, BatchDone) else None)
    train_once(page, qtbot)
    words = page.watch.pace.text()
    assert words.startswith("cpu (")
    for part in (f"learning rate {seen[-1].learning_rate:.2g}", "images a second", "memory "):
        assert part in words
    assert seen[-1].memory_bytes > 50 * 2**20


# what broke off


def test_a_killed_training_is_offered_after_a_restart_and_resumed_to_its_end(learning_desk, qtbot):
    desk, window = learning_desk, MainWindow(learning_desk)
    qtbot.addWidget(window)
    window.show()
    killed_run(desk, epochs=6)
    window.go("train")
    page = window.page("train")
    assert page.offer.isVisible()
    assert page.offer.text().startswith("Run 1 was interrupted after epoch ")
    assert page.offer.text().endswith(" of 6.")
    with qtbot.waitSignal(desk.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.resume, LEFT)
    assert told.args[0].run_id == 1
    assert page.losses.epochs == (1, 2, 3, 4, 5, 6)
    assert [row.epoch for row in training.history(desk.project, run_id=1)] == [1, 2, 3, 4, 5, 6]
    assert not page.offer.isVisible()
    assert page.runs.item(0, 3).text() == "finished"


def test_of_a_killed_training_the_best_can_be_kept(learning_desk, qtbot):
    killed_run(learning_desk)
    page = TrainPage(learning_desk)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.keep, LEFT)
    assert (told.args[0].folder / "bundle.json").is_file()
    assert [run.status for run in training.runs(learning_desk.project)] == ["cancelled"]
    assert not page.offer.isVisible()


def test_a_killed_training_can_be_discarded(learning_desk, qtbot):
    killed_run(learning_desk)
    page = TrainPage(learning_desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.mouseClick(page.offer.discard, LEFT)
    project = learning_desk.project
    assert [run.status for run in training.runs(project)] == ["discarded"]
    assert list(project.models_folder.iterdir()) == []
    assert not page.offer.isVisible()


def test_quitting_with_resume_later_leaves_a_run_that_goes_on(learning_desk, qtbot):
    desk, window = learning_desk, MainWindow(learning_desk)
    qtbot.addWidget(window)
    window.show()
    folder = desk.project.folder
    window.go("train")
    page = window.page("train")
    page.form.device.setItemData(0, "cpu")
    page.form.batch.setValue(8)
    begin(page, qtbot)
    window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    with qtbot.waitSignal(desk.let_go, timeout=60_000):
        qtbot.mouseClick(box.findChild(QPushButton, "resumeLaterButton"), LEFT)
    desk.open_project(folder)
    assert evaluation.models(desk.project) == ()
    told = training_runs.unfinished(desk.project)
    assert (told.run.status, told.can_go_on, told.can_keep) == ("interrupted", True, True)


def test_a_quick_training_offers_no_pause_and_no_later(learning_desk, qtbot):
    desk, window = learning_desk, MainWindow(learning_desk)
    qtbot.addWidget(window)
    window.show()
    window.go("train")
    page = window.page("train")
    page.form.mode.setCurrentIndex(page.form.mode.findData("quick"))
    qtbot.mouseClick(page.train_button, LEFT)
    assert desk.training.running
    assert page.buttons.pause.isHidden()
    window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    assert box.findChild(QPushButton, "resumeLaterButton") is None
    with qtbot.waitSignal(desk.let_go, timeout=60_000):
        qtbot.mouseClick(box.findChild(QPushButton, "stopAndQuitButton"), LEFT)


def begun_elsewhere(folder, *settings):
    """A training of the project in another process, and the lines that it has said until its network was ready."""
    command = [sys.executable, "-m", "rbc_desk.cli.main", "train", "--project", str(folder), "-o",
               str(folder.parent / "never"), "--split", "smear", "--set", "epochs=1000", "--set", "batch_size=8",
               "--set", "device=cpu", *settings]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RBC_DESK_READER": "Ann"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith("Training "):
            return process
    raise AssertionError(said)


def test_a_training_elsewhere_is_shown_as_live_until_it_is_killed_and_then_begins_again(learning_desk, qtbot):
    folder = learning_desk.project.folder
    learning_desk.close_project()
    with begun_elsewhere(folder, "--set", "network=resnet50", "--set", "input_px=320") as process:
        process.send_signal(signal.SIGSTOP)  # so that it does not come to the end of an epoch
        try:
            learning_desk.open_project(folder)
            page = TrainPage(learning_desk)
            qtbot.addWidget(page)
            page.show()
            qtbot.waitExposed(page)
            assert page.runs.item(0, 3).text() == "running elsewhere"
            assert f"Process {process.pid} on " in page.runs.item(0, 3).toolTip()
            assert not page.offer.isVisible()
        finally:
            process.kill()
            process.communicate()
    qtbot.waitUntil(page.offer.isVisible, timeout=60_000)  # nobody pressed anything: the page looked again
    assert page.runs.item(0, 3).text() == "broken off"
    assert page.offer.text() == "Run 1 was interrupted in its first epoch."
    assert page.offer.resume.text() == "Begin again"
    assert page.offer.retry.isHidden()
    project = learning_desk.project
    (run,) = training.runs(project)
    with project.store.transact("Shorten", reader="Ann") as tx:
        tx.update(Entity.RUN, run.id, {"spec": {**run.spec, "network": "rbc_small", "input_px": 32, "epochs": 2}})
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.resume, LEFT)
    assert told.args[0].run_id == 1
    assert page.runs.item(0, 3).text() == "finished"


def test_a_class_removed_while_a_training_runs_is_in_its_model_all_the_same(page, learning_desk, qtbot):
    project = learning_desk.project
    begin(page, qtbot)
    labelled = snapshots.labelled_cells(project)
    labelling.set_label(project, cell_ids=[c.cell.id for c in labelled if c.code == "hypochromia"], code="normal")
    learning_desk.edit(classes.remove_class(project, code="hypochromia"))
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.stop_button, LEFT)
    assert load_bundle(told.args[0].folder).codes == ("hypochromia", "normal")


def test_a_training_that_stands_still_is_told_on_the_page_until_the_next_begins(page, learning_desk, qtbot):
    spec = training.spec_from({"epochs": 60, "batch_size": 8, "input_px": 32, "device": "cpu", "augment": False,
                               "learning_rate": 1e-9, "schedule": "constant"})  # fmt: skip
    with qtbot.waitSignal(learning_desk.training.event, timeout=60_000, check_params_cb=is_a(NotLearning)):
        learning_desk.start_training(spec, "cell")
    assert page.watch.learning.isVisible()
    assert "stands still" in page.watch.learning.text()
    assert "1e-08 instead of 1e-09" in page.watch.learning.text()
    with qtbot.waitSignal(learning_desk.training.finished, timeout=60_000):
        qtbot.mouseClick(page.stop_button, LEFT)
    assert page.watch.learning.isVisible()
    qtbot.mouseClick(page.train_button, LEFT)
    assert not page.watch.learning.isVisible()
    with qtbot.waitSignal(learning_desk.training.finished, timeout=60_000):
        qtbot.mouseClick(page.stop_button, LEFT)


# what failed


@pytest.fixture
def plug_in(learning_desk):
    """A network from a plug-in that answers a batch by `answer(x, logits)`."""
    from rbc_desk.learn.networks.registry import NETWORKS, Network

    made = []

    def register(name, answer):
        from torch import nn

        class Net(nn.Module):
            def __init__(self, n_classes):
                super().__init__()
                self.classifier = nn.Linear(3, n_classes)

            def forward(self, x):
                return answer(x, self.classifier(x.mean((2, 3))))

        @NETWORKS.register(name, title=name, summary="of a plug-in")
        def _make(_params):
            return Network(32, False, lambda n_classes, _pretrained: Net(n_classes))

        made.append(name)

    yield register
    for name in made:
        del NETWORKS._entries[name]


def on_page(desk, qtbot, network, *, batch=16):
    page = TrainPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 820)
    page.show()
    page.form.device.setItemData(0, "cpu")
    page.form.network.setCurrentIndex(page.form.network.findData(network))
    page.form.epochs.setValue(2)
    page.form.batch.setValue(batch)
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    return page


def test_memory_that_runs_out_asks_on_the_page_and_retries_with_half_the_batch(learning_desk, plug_in, qtbot):
    import torch

    def hungry(x, logits):
        if len(x) > 8 and torch.is_grad_enabled():
            raise torch.OutOfMemoryError("CUDA out of memory")
        return logits

    plug_in("hungry", hungry)
    page = on_page(learning_desk, qtbot, "hungry")
    with qtbot.waitSignal(learning_desk.training.failed, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    assert "does not hold 16 cells at once" in page.offer.text()
    assert page.offer.retry.text() == "Retry with batch 8"
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.offer.retry, LEFT)
    assert page.form.batch.value() == 8
    newest, failed = training.runs(learning_desk.project)
    assert (newest.spec["batch_size"], failed.cause) == (8, "memory")
    assert not page.offer.isVisible()


def test_numbers_that_are_not_finite_are_told_with_a_lower_learning_rate(learning_desk, plug_in, qtbot):
    seen = []

    def breaks(x, logits):
        seen.append(len(x))
        learns = len(seen) > 12 and logits.requires_grad  # the best so far answers as any network does
        return logits * (float("nan") if learns else 1.0)

    plug_in("breaks", breaks)
    page = on_page(learning_desk, qtbot, "breaks", batch=4)
    page.form.epochs.setValue(50)
    with qtbot.waitSignal(learning_desk.training.failed, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    assert "no longer finite" in page.offer.text()
    assert page.offer.retry.text() == "Retry with learning rate 0.0001"
    assert not page.offer.resume.isVisible()
    assert page.offer.keep.isVisible()
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.offer.keep, LEFT)


def test_a_checkpoint_that_cannot_be_written_says_so_and_starts_again_when_there_is_room(page, learning_desk, qtbot):
    in_the_way = learning_desk.project.models_folder / ".run-1"
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("no folder can be made here")
    with qtbot.waitSignal(learning_desk.training.failed, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)
    assert "Make room on the disk" in page.offer.text()
    in_the_way.unlink()
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.offer.retry, LEFT)


# the table


def click_row(page, qtbot, row, modifier=Qt.KeyboardModifier.NoModifier):
    place = page.runs.visualItemRect(page.runs.item(row, 0)).center()
    qtbot.mouseClick(page.runs.viewport(), LEFT, modifier, place)


def test_two_runs_are_compared_by_settings_figures_and_curves(page, learning_desk, qtbot):
    train_once(page, qtbot)
    page.form.gamma.setValue(0.5)
    train_once(page, qtbot, epochs=3)
    click_row(page, qtbot, 0)
    click_row(page, qtbot, 1, CTRL)
    assert page.watch.comparison.isVisible()
    told = page.watch.comparison.texts()
    assert told["Epochs"] == ("3", "2")
    assert told["Gamma"] == ("0.5", "2")
    assert "Batch size" not in told
    best = [one.figures["macro_f1"] for one in training_runs.summaries(learning_desk.project)]
    assert told["Macro F1"] == tuple(f"{value:.3f}" for value in best)
    assert [line.epochs for line in page.watch.loss_lines.lines] == [(1, 2, 3), (1, 2)]
    assert page.watch.f1_lines.legend.texts[0].startswith("Run 2")
    click_row(page, qtbot, 1)
    assert not page.watch.comparison.isVisible()
    assert page.losses.epochs == (1, 2)


def test_a_note_is_typed_kept_in_the_project_and_undone(page, learning_desk, qtbot):
    train_once(page, qtbot)
    cell = page.runs.visualItemRect(page.runs.item(0, 7)).center()
    qtbot.mouseClick(page.runs.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, cell)
    QTest.mouseDClick(page.runs.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, cell)
    editor = page.runs.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "after the new stain")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    project = learning_desk.project
    qtbot.waitUntil(lambda: training.runs(project)[0].note == "after the new stain")
    assert page.runs.item(0, 7).text() == "after the new stain"
    learning_desk.undo_stack.undo()
    assert training.runs(project)[0].note == ""
    assert page.runs.item(0, 7).text() == ""
    learning_desk.undo_stack.redo()
    assert page.runs.item(0, 7).text() == "after the new stain"


def test_train_again_fills_the_form_and_starts_with_the_same_settings(page, learning_desk, qtbot):
    page.form.gamma.setValue(1.5)
    page.form.more.form.field("patience").set_value(7)
    train_once(page, qtbot)
    page.form.gamma.setValue(3)
    page.form.epochs.setValue(9)
    page.form.split.setCurrentIndex(0)
    click_row(page, qtbot, 0)
    with qtbot.waitSignal(learning_desk.training.succeeded, timeout=60_000):
        qtbot.mouseClick(page.runs_panel.again, LEFT)
    newest, first = training.runs(learning_desk.project)
    assert newest.spec == first.spec
    assert (page.form.gamma.value(), page.form.epochs.value(), page.form.split_by) == (1.5, 2, "smear")
    assert page.form.spec().patience == 7


def test_a_run_is_deleted_by_its_key_and_comes_back_by_undo(page, learning_desk, qtbot):
    train_once(page, qtbot)
    click_row(page, qtbot, 0)
    qtbot.keyClick(page.runs, Qt.Key.Key_Delete)
    assert page.runs.rowCount() == 0
    assert len(evaluation.models(learning_desk.project)) == 1
    learning_desk.undo_stack.undo()
    assert page.runs.rowCount() == 1
    assert page.runs.item(0, 3).text() == "finished"


def test_a_deleted_run_leaves_no_checkpoint_behind_once_the_project_is_opened_anew(learning_desk, qtbot):
    folder = killed_run(learning_desk)
    learning_desk.edit(training_runs.delete(learning_desk.project, run_ids=[1]))
    assert len(list((folder / "models").glob(".run-*"))) == 1
    learning_desk.open_project(folder)
    assert list((folder / "models").glob(".run-*")) == []


# leaks


def test_by_cell_the_banner_names_the_leak_and_what_it_costs(page, learning_desk, qtbot):
    page.form.split.setCurrentIndex(page.form.split.findData("cell"))
    qtbot.waitUntil(lambda: "without a look at the cell" in page.leak.text(), timeout=60_000)
    assert "cells of one smear stand in training and test" in page.leak.text()
    assert "% of these test cells" in page.leak.text()
    assert page.leak.property("banner") == "warning"
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    assert not page.leak.isVisible()
