"""Settings of training: the defaults of the page Train."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from rbc_desk.services.training import training
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.shell.main_window import MainWindow


@pytest.fixture
def window(context, qtbot):
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.overlays.show_settings("training")
    return window


def of_settings(window, kind, name):
    return window.stack.currentWidget().findChild(kind, name)


def test_what_is_set_is_kept_and_proposed_by_the_page_train(window, qtbot):
    epochs = of_settings(window, QSpinBox, "defaultEpochsBox")
    epochs.selectAll()
    qtbot.keyClicks(epochs, "7")
    qtbot.keyClick(epochs, Qt.Key.Key_Return)
    split = of_settings(window, QComboBox, "defaultSplitBox")
    split.setFocus()
    qtbot.keyClick(split, Qt.Key.Key_End)
    split.activated.emit(split.currentIndex())
    assert load(settings_file())[0].training.model_dump(exclude_none=True) == {"epochs": 7, "split_by": "smear"}
    window.go("train")
    form = window.page("train").form
    assert (form.spec().epochs, form.split_by) == (7, "smear")
    assert form.spec().network == training.default_spec().network


def test_reset_gives_the_program_s_own_back_and_leaves_nothing_in_the_file(window, qtbot):
    batch = of_settings(window, QSpinBox, "defaultBatchBox")
    batch.selectAll()
    qtbot.keyClicks(batch, "64")
    qtbot.keyClick(batch, Qt.Key.Key_Return)
    assert "training" in settings_file().read_text("utf-8")
    window.go("train")
    assert window.page("train").form.spec().batch_size == 64
    window.overlays.show_settings("training")
    qtbot.mouseClick(of_settings(window, QPushButton, "resetTrainingDefaultsButton"), Qt.MouseButton.LeftButton)
    assert batch.value() == training.default_spec().batch_size
    assert window.page("train").form.spec().batch_size == training.default_spec().batch_size
    assert "training" not in settings_file().read_text("utf-8")
