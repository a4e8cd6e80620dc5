"""A training under way: paused, stopped, shown live, and kept to what it began with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rbc_desk.core.events import BatchDone, EpochDone, NotLearning, TrainingPaused
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import evaluation
from rbc_desk.services.training import training
from tests.gui.training_helpers import begin, is_a, pause, train_once

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_pause_waits_keeps_a_checkpoint_and_resume_goes_on(train_page, learning_context, qtbot):
    begin(train_page, qtbot)
    pause(train_page, qtbot)
    assert "Paused in epoch" in train_page.state_text.text()
    assert train_page.buttons.pause.text() == "Resume"
    assert len(list(learning_context.project.models_folder.glob(".run-*/checkpoint.safetensors"))) == 1
    drawn = len(train_page.losses.epochs)
    with qtbot.assertNotEmitted(learning_context.training.event, wait=300):
        pass
    assert len(train_page.losses.epochs) == drawn
    with qtbot.waitSignal(learning_context.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.mouseClick(train_page.buttons.pause, LEFT)
    assert train_page.buttons.pause.text() == "Pause"
    assert len(train_page.losses.epochs) == drawn + 1


def test_a_paused_training_can_be_stopped_with_its_best_kept(train_page, learning_context, qtbot):
    begin(train_page, qtbot)
    pause(train_page, qtbot)
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(train_page.stop_button, LEFT)
    assert len(evaluation.models(learning_context.project)) == 1


def test_keys_train_pause_resume_and_discard(train_page, learning_context, qtbot):
    train_page.form.epochs.setValue(500)
    train_page.activateWindow()
    train_page.form.seed.setFocus()
    with qtbot.waitSignal(learning_context.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.keyClick(train_page.form.seed, Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(learning_context.training.event, timeout=60_000, check_params_cb=is_a(TrainingPaused)):
        qtbot.keyClick(train_page, Qt.Key.Key_P, CTRL)
    with qtbot.waitSignal(learning_context.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.keyClick(train_page, Qt.Key.Key_P, CTRL)
    with qtbot.waitSignal(learning_context.training.cancelled, timeout=60_000):
        qtbot.keyClick(train_page, Qt.Key.Key_Delete, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert train_page.runs.item(0, 3).text() == "discarded"


def test_what_is_live_names_device_rate_speed_and_memory(train_page, learning_context, qtbot):
    seen = []
    learning_context.training.event.connect(
        lambda event: seen.append(event) if isinstance(event, BatchDone) else None
    )
    train_once(train_page, qtbot)
    words = train_page.watch.pace.text()
    assert words.startswith("cpu (")
    for part in (f"learning rate {seen[-1].learning_rate:.2g}", "images/s", "memory "):
        assert part in words
    assert seen[-1].memory_bytes > 50 * 2**20


def test_a_class_removed_while_a_training_runs_is_in_its_model_all_the_same(train_page, learning_context, qtbot):
    project = learning_context.project
    begin(train_page, qtbot)
    labelled = snapshots.labelled_cells(project)
    labelling.set_label(project, cell_ids=[c.cell.id for c in labelled if c.code == "hypochromia"], code="normal")
    learning_context.edit(classes.remove_class(project, code="hypochromia"))
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(train_page.stop_button, LEFT)
    assert load_bundle(told.args[0].folder).codes == ("hypochromia", "normal")


@pytest.mark.nightly
def test_a_training_that_stands_still_is_told_on_the_page_until_the_next_begins(train_page, learning_context, qtbot):
    spec = training.spec_from({"epochs": 60, "batch_size": 8, "input_px": 32, "device": "cpu", "augment": False,
                               "learning_rate": 1e-9, "schedule": "constant"})  # fmt: skip
    with qtbot.waitSignal(learning_context.training.event, timeout=60_000, check_params_cb=is_a(NotLearning)):
        learning_context.training_launcher.start(spec, "cell")
    assert train_page.watch.learning.isVisible()
    assert "makes no progress" in train_page.watch.learning.text()
    assert "1e-08 instead of 1e-09" in train_page.watch.learning.text()
    with qtbot.waitSignal(learning_context.training.finished, timeout=60_000):
        qtbot.mouseClick(train_page.stop_button, LEFT)
    assert train_page.watch.learning.isVisible()
    qtbot.mouseClick(train_page.train_button, LEFT)
    assert not train_page.watch.learning.isVisible()
    with qtbot.waitSignal(learning_context.training.finished, timeout=60_000):
        qtbot.mouseClick(train_page.stop_button, LEFT)
