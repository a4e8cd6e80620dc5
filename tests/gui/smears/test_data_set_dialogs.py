"""The dialogs that import and export data sets, and a drop that recognises one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library
from rbc_desk.settings.model import Settings
from rbc_desk.ui.project.export_dialog import ExportDialog
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.smears.import_dialog import ImportDialog
from rbc_desk.ui.state.app_context import AppContext


@pytest.fixture
def window(qtbot, tmp_path):
    create_project(tmp_path / "project", class_set="paper", reader="A").close()
    context = AppContext(settings=Settings(reader="A"))
    context.open_project(tmp_path / "project")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    yield window
    context.shut_down()
    window.close()


@pytest.fixture
def coco(tmp_path) -> Path:
    """Three cells, one of them a white cell."""
    folder = tmp_path / "set"
    folder.mkdir()
    Image.fromarray(render_smear(seed=5, width=240, height=180, n_cells=6).pixels).save(folder / "a.png")
    named = ((1, 60), (1, 120), (2, 180))
    content = {
        "images": [{"id": 1, "file_name": "a.png", "width": 240, "height": 180}],
        "categories": [{"id": 1, "name": "codocyte"}, {"id": 2, "name": "WBC"}],
        "annotations": [{"image_id": 1, "category_id": c, "bbox": [x - 20, 40, 40, 40]} for c, x in named],
    }
    (folder / "a.json").write_text(json.dumps(content))
    return folder


def settled(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)


def test_a_dropped_data_set_comes_in_with_its_cells(qtbot, window, coco):
    window.opening.add_paths([coco])
    qtbot.waitUntil(lambda: len(library.smears(window.context.project)) == 1, timeout=60_000)
    settled(qtbot, window)
    (info,) = library.smears(window.context.project)
    assert (info.n_cells, info.n_labelled, info.n_white) == (2, 2, 1)


def test_the_dialogs_import_and_export_and_remember(qtbot, window, coco, tmp_path):
    window.actions_table["import_data"].trigger()
    asked = window.findChild(ImportDialog)
    assert not asked.import_button.isEnabled()
    qtbot.keyClicks(asked.path, str(coco))
    asked.formats.choose("coco")
    qtbot.mouseClick(asked.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "other object" in window.page("smears").problems.title, timeout=60_000)
    settled(qtbot, window)
    assert window.context.settings.exchange.import_format == "coco"

    window.actions_table["export_labels"].trigger()
    dialog = window.findChild(ExportDialog)
    dialog.formats.choose("imagefolder")
    assert not dialog.all_kinds.isEnabled()
    assert "cannot store" in dialog.all_kinds.toolTip()
    dialog.formats.choose("labelme")
    assert dialog.all_kinds.isEnabled()
    assert not dialog.predictions.isEnabled()
    dialog.all_kinds.click()
    qtbot.keyClicks(dialog.folder, str(tmp_path / "out"))
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    message = window.page("project").findChild(QLabel, "projectMessage")
    qtbot.waitUntil(lambda: "1 other object exported" in message.text(), timeout=60_000)
    assert "cannot store: who labelled" in message.text()
    shapes = json.loads((tmp_path / "out" / "a.json").read_text())["shapes"]
    assert sorted(shape["label"] for shape in shapes) == ["codocyte", "codocyte", "white cell"]
    assert (tmp_path / "out" / "a.png").exists()
    assert window.context.settings.exchange.export_format == "labelme"
