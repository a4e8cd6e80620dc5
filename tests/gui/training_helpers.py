"""What tests of the page Train do with it, and trainings of other processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from PySide6.QtCore import Qt

from rbc_desk.core.events import EpochDone, TrainingPaused
from rbc_desk.services.training import training
from tests.commands import start_command

LEFT = Qt.MouseButton.LeftButton
ROOT = Path(__file__).resolve().parents[2]
SIDE_PX = 32
"""The side of the input: full cells and pale rings are still told apart at it."""


def is_a(*kinds):
    return lambda event: isinstance(event, kinds)


def set_small(page):
    """Settings of one's own that suit a test, unfolded: a small network from scratch on the CPU."""
    page.fold.setChecked(True)
    page.form.show_settings(training.default_spec().model_dump() | {"input_px": SIDE_PX, "precision": "fp32"})
    page.form.device.setItemData(0, "cpu")
    page.form.batch.setValue(8)


def begin(page, qtbot, *, epochs=500):
    page.form.epochs.setValue(epochs)
    with qtbot.waitSignal(page.context.training.event, timeout=60_000, check_params_cb=is_a(EpochDone)):
        qtbot.mouseClick(page.train_button, LEFT)


def train_once(page, qtbot, *, epochs=2):
    page.form.epochs.setValue(epochs)
    with qtbot.waitSignal(page.context.training.finished, timeout=60_000):
        qtbot.mouseClick(page.train_button, LEFT)


def pause(page, qtbot):
    told = is_a(TrainingPaused)
    with qtbot.waitSignal(page.context.training.event, timeout=60_000, check_params_cb=told):
        qtbot.mouseClick(page.buttons.pause, LEFT)


def killed_run(context, *, epochs):
    """A training by another process on the same project, killed after its second epoch."""
    folder = context.project.folder
    context.close_project()
    kill_training(folder, epochs=epochs)
    context.open_project(folder)


def kill_training(folder, *, epochs):
    """Train on a project by another process, and kill it after its second epoch."""
    with _started(folder, "--set", f"epochs={epochs}") as process:
        said = []
        for line in process.stderr:
            said.append(line)
            if "epoch   3/" in line:
                break
        process.send_signal(signal.SIGKILL)
    assert any("epoch   3/" in line for line in said), said
    # the drawn smears look so alike that they count as one field: cells are parted, and the command says so
    assert sum(line.startswith("WARNING: Split by cell") for line in said) == 1


def begun_elsewhere(folder, *settings):
    """A training of the project in another process, and the lines that it has said until its network was ready."""
    process = _started(folder, "--set", "epochs=1000", *settings)
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith("Training "):
            return process
    raise AssertionError(said)


def _started(folder, *settings):
    places = ("--project", folder, "-o", folder.parent / "never")
    usual = ("--split", "smear", "--set", "batch_size=8", "--set", "device=cpu", "--set", f"input_px={SIDE_PX}")
    return start_command("train", *places, *usual, *settings, cwd=ROOT, env={**os.environ, "RBC_DESK_READER": "Ann"})


def click_row(page, qtbot, row, modifier=Qt.KeyboardModifier.NoModifier):
    place = page.runs.visualItemRect(page.runs.item(row, 0)).center()
    qtbot.mouseClick(page.runs.viewport(), LEFT, modifier, place)
