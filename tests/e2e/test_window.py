"""A pathologist's first session in the real window, on real smears, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QSpinBox, QWidget

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.models.model_quality import is_no_better
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import classification, differential, evaluation
from rbc_desk.services.models.quality import quality_of
from rbc_desk.services.smears import library
from rbc_desk.services.training import training
from rbc_desk.settings.model import Settings
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.kit.gc_on_ui_thread import UiThreadGc
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.gestures import click_image

LABELLED = ("117.jpg", "129.jpg", "141.jpg", "282.jpg")
NEW = "283.jpg"
PER_SMEAR = 15


@pytest.fixture
def window(qtbot):
    """The real window on a context of its own; threads end with it."""
    collector = UiThreadGc()
    context = AppContext(settings=Settings(reader="Dr Test"))
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    in_front(qtbot, window)
    yield window
    context.shut_down()
    window.close()
    collector.stop()


def in_front(qtbot, window: QWidget) -> None:
    """As a window manager does when a dialog closes; shortcuts work in the active window alone."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def named(window: QWidget, kind: type, name: str):
    """The visible widget of that name."""
    return next(w for w in window.findChildren(kind, name) if w.isVisible())


def press(qtbot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(named(window, QAbstractButton, name), Qt.MouseButton.LeftButton)


def drop(window: MainWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 400), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 400), *how))


def settled(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)


def key_for(true: np.ndarray, x: float, y: float) -> str:
    """What the reader presses: the key of the class that the published label nearest to the cell has."""
    nearest = true[np.argmin(np.hypot(true[:, 0] - x, true[:, 1] - y))]
    return {4: "1", 11: "2"}.get(int(nearest[2]), "3")


def test_from_a_folder_of_smears_to_a_classified_new_one(
    qtbot, window: MainWindow, shared_data: Path, tmp_path: Path
):
    context, folder = window.context, tmp_path / "Ünser Projekt"
    chula = shared_data / "chula"

    # a new project
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QDialog, "newProjectDialog")
    field = dialog.findChild(QLineEdit, "folderField")
    field.selectAll()
    qtbot.keyClicks(field, str(folder))
    assert dialog.findChild(QComboBox, "classSetBox").currentData() == "paper"
    press(qtbot, dialog, "createButton")
    qtbot.waitUntil(lambda: context.project is not None)
    project = context.project

    # smears dropped in, their cells found
    drop(window, [chula / "images" / name for name in LABELLED])
    qtbot.waitUntil(lambda: len(library.smears(project)) == len(LABELLED), timeout=60_000)
    settled(qtbot, window)
    press(qtbot, window, "detectButton")
    qtbot.waitUntil(lambda: all(s.n_cells > 25 for s in library.smears(project)), timeout=60_000)
    settled(qtbot, window)

    # sixty cells labelled: the mouse over a cell, a digit
    window.go("label")
    in_front(qtbot, window)
    canvas = named(window, SmearCanvas, "smearCanvas")
    for info in library.smears(project):
        context.set_smear(info.id)
        settled(qtbot, window)
        true = np.loadtxt(chula / "labels" / f"{Path(info.name).stem}.txt")
        inner = [
            c
            for c in labelling.cells(project, smear_id=info.id)
            if 30 < c.circle.x < info.width - 30 and 30 < c.circle.y < info.height - 30
        ]
        for n, cell in enumerate(inner[:PER_SMEAR], start=1):
            click_image(canvas, cell.circle.x, cell.circle.y)
            qtbot.keyClicks(canvas, key_for(true, cell.circle.x, cell.circle.y))
            assert sum(labelling.counts(project, smear_id=info.id).values()) == n
    counts = labelling.counts(project)
    assert sum(counts.values()) == len(LABELLED) * PER_SMEAR
    assert snapshots.overview(project).ready

    # two epochs of a light network in the QThread
    window.go("train")
    page = window.page("train")
    settled(qtbot, window)
    press(qtbot, window, "allSettingsButton")
    named(window, QSpinBox, "epochsBox").setValue(2)
    with qtbot.waitSignal(context.training.finished, timeout=120_000):
        press(qtbot, window, "trainButton")
    assert page.losses.epochs == (1, 2)
    assert all(0 <= value < 10 for value in page.losses.values("Validation"))
    assert sum(int(text) for row in page.confusion.texts for text in row if text.isdigit()) > 0
    (run,) = training.runs(project)
    assert run.status == "succeeded"

    # evaluated on smears not trained on
    window.go("evaluate")
    press(qtbot, window, "evaluateButton")
    qtbot.waitUntil(lambda: len(evaluation.evaluations(project)) == 1, timeout=60_000)
    settled(qtbot, window)
    record = evaluation.evaluations(project)[0]
    assert sum(map(sum, record.evaluation.confusion)) == record.evaluation.n_cells > 0

    # a new smear: found, classified, the uncertain cells first
    window.go("smears")
    drop(window, [chula / "images" / NEW])
    qtbot.waitUntil(lambda: len(library.smears(project)) == len(LABELLED) + 1, timeout=60_000)
    settled(qtbot, window)
    new = library.smears(project)[-1]
    context.set_smear(new.id)
    window.go("classify")
    settled(qtbot, window)
    press(qtbot, window, "classifyButton")
    qtbot.waitUntil(lambda: bool(classification.review_queue(project, smear_id=new.id)), timeout=60_000)
    settled(qtbot, window)
    queue = classification.review_queue(project, smear_id=new.id)
    confidences = [cell.prediction.confidence for cell in queue if cell.prediction]
    assert confidences == sorted(confidences)
    found = differential.differential(project, smear_ids=[new.id])
    assert found.n_classified + found.apart.n_cut == len(queue) > 25
    assert found.apart.n_unclassified == 0

    # a correction becomes a label; undone, the cell waits in the queue again
    uncertain = queue[0]
    context.set_selection([uncertain.id])
    qtbot.keyClicks(window.page("classify"), "2")
    assert labelling.counts(project, smear_id=new.id) == {"hypochromia": 1}
    in_front(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labelling.counts(project, smear_id=new.id) == {}
    assert uncertain.id in {cell.id for cell in classification.review_queue(project, smear_id=new.id)}
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert labelling.counts(project, smear_id=new.id) == {"hypochromia": 1}

    # closed and opened again: all is there
    settled(qtbot, window)
    context.close_project()
    again = context.open_project(folder)
    assert again is not None
    assert len(library.smears(again)) == len(LABELLED) + 1
    assert sum(labelling.counts(again).values()) == len(LABELLED) * PER_SMEAR + 1
    own, first = evaluation.models(again)
    assert first.name == "Starter (human cells)"
    assert own.active != first.active
    assert own.active == (not is_no_better(quality_of(own)) or is_no_better(quality_of(first)))
    assert [row.epoch for row in training.history(again, run_id=run.id)] == [1, 2]
    assert evaluation.evaluations(again)[0].evaluation == record.evaluation
    told = [c for c in labelling.cells(again, smear_id=new.id) if c.state is not CellState.REJECTED]
    assert all(cell.shown_code for cell in told)
