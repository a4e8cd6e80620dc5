"""Models from elsewhere: dropped on the window, or chosen from the menu."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from rbc_desk.services.models import evaluation
from rbc_desk.settings.paths import shipped_models
from rbc_desk.ui.dialogs.model_classes import ModelClassesDialog
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.saving import Saving
from tests.poor_model import WORDS, make_poor


@pytest.fixture
def window(learning_context, qtbot):
    window = MainWindow(learning_context)
    qtbot.addWidget(window)
    window.resize(1280, 820)
    window.show()
    return window


@pytest.fixture
def bundle(tmp_path):
    """The shipped model as it would come from somebody else."""
    return shutil.copytree(shipped_models() / "sample", tmp_path / "from a friend")


def zipped(folder, path):
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"model/{file.name}")
    return path


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    middle = QPointF(window.rect().center())
    entered = QDragEnterEvent(middle.toPoint(), copy, mime, buttons, keys)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(middle, copy, mime, buttons, keys))


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_model_dropped_on_the_window_is_taken_in_and_shown(window, bundle, tmp_path, kind, qtbot):
    given = bundle if kind == "folder" else zipped(bundle, tmp_path / "friend.zip")
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        drop(window, given)
    (model,) = evaluation.models(window.context.project)
    assert (model.name, model.active) == (given.stem, True)
    assert window.current == "evaluate"
    assert window.page("evaluate").models.item(0, 0).text() == given.stem
    folder = window.context.project.folder / model.folder
    assert {file.name for file in folder.iterdir()} == {"bundle.json", "weights.safetensors", "CARD.md"}


def test_a_poor_model_is_warned_of_as_it_is_taken_in(window, bundle, qtbot):
    make_poor(bundle)
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        drop(window, bundle)
    page = window.page("evaluate")
    assert window.current == "evaluate"
    assert WORDS in page.model_warning.text()
    assert page.model_warning.isVisible()


def test_a_model_is_chosen_from_the_menu(window, bundle, qtbot):
    window.actions_table["take_in_model"].trigger()
    dialog = window.findChild(QFileDialog, "takeInDialog")
    with qtbot.waitSignal(window.context.bus.changed, timeout=60_000):
        dialog.fileSelected.emit(str(bundle / "bundle.json"))
    dialog.close()
    assert [model.name for model in evaluation.models(window.context.project)] == ["from a friend"]


def spoil_words(bundle):
    file = bundle / "bundle.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"std": [0, 0, 0]}), "utf-8")


def spoil_weights(bundle):
    (bundle / "weights.safetensors").write_bytes(b"\x80\x04cos\nsystem\n")


@pytest.mark.parametrize("spoil", [spoil_words, spoil_weights])
def test_a_bad_bundle_is_refused_in_the_window_and_leaves_nothing(window, bundle, spoil, qtbot):
    spoil(bundle)
    with qtbot.waitSignal(window.context.failed, timeout=60_000) as told:
        drop(window, bundle)
    error = told.args[0]
    assert error.message
    assert not error.traceback
    assert window.banner.isVisible()
    assert evaluation.models(window.context.project) == ()
    assert list(window.context.project.models_folder.iterdir()) == []


def test_a_zip_file_of_something_else_is_refused(window, tmp_path, qtbot):
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("beach.txt", "sun")
    with qtbot.waitSignal(window.context.failed, timeout=60_000) as told:
        drop(window, tmp_path / "holiday.zip")
    assert "holiday is not a data set" in told.args[0].message


def asked_about(window, bundle, qtbot):
    """The dialog that asks about the class "ovalocyte", which the project lacks."""
    words = json.loads((bundle / "bundle.json").read_text("utf-8"))
    words["codes"][0], words["class_names"][0] = "ovalocyte", "Ovalocyte"
    (bundle / "bundle.json").write_text(json.dumps(words), "utf-8")
    drop(window, bundle)
    qtbot.waitUntil(lambda: window.findChild(ModelClassesDialog) is not None, timeout=60_000)
    return window.findChild(ModelClassesDialog)


def test_a_model_with_a_class_that_the_project_lacks_is_asked_about_and_counted_as_chosen(window, bundle, qtbot):
    project = window.context.project
    dialog = asked_about(window, bundle, qtbot)
    assert list(dialog.choices) == ["ovalocyte"]
    box = dialog.choices["ovalocyte"]
    assert box.currentText() == "Other: Ovalocyte"
    box.setCurrentIndex(box.findData("codocyte"))
    dialog.accept()
    (model,) = evaluation.models(project)
    assert model.code_map.counted_as[0] == "codocyte"
    window.actions_table["undo"].trigger()
    assert evaluation.models(project)[0].code_map.counted_as[0] == "ovalocyte"
    window.actions_table["model_classes"].trigger()
    every = window.findChildren(ModelClassesDialog)[-1]
    assert list(every.choices) == ["ovalocyte", *model.codes[1:]]
    every.reject()


def test_the_window_does_not_wait_for_another_program_as_a_models_classes_are_chosen(
    window, bundle, qtbot, monkeypatch
):
    project = window.context.project
    dialog = asked_about(window, bundle, qtbot)
    box = dialog.choices["ovalocyte"]
    box.setCurrentIndex(box.findData("codocyte"))
    monkeypatch.setattr(Saving, "PATIENCE_MS", 1.0)
    with closing(sqlite3.connect(project.folder / "project.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        dialog.accept()
        assert window.context.saving.busy
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: not window.context.saving.busy, timeout=60_000)
    assert evaluation.models(project)[0].code_map.counted_as[0] == "codocyte"
