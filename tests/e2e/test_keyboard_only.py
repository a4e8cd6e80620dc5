"""From the start page to a classified smear by keyboard alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QWidget,
)

from rbc_desk.services.cells import labelling
from rbc_desk.services.models import classification, differential, evaluation
from rbc_desk.services.smears import library
from rbc_desk.services.training import training
from rbc_desk.settings.paths import resource
from rbc_desk.ui.app import open_window
from rbc_desk.ui.shell.main_window import MainWindow

KEY, CTRL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Hands:
    """Ten fingers: keys go to whatever has the focus."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    @property
    def focus(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None
        return widget.focusWidget() or widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def tab_to(self, kind: type, name: str) -> QWidget:
        """Press Tab until the control of that name has the keys."""
        for _ in range(80):
            if isinstance(self.focus, kind) and self.focus.objectName() == name:
                return self.focus
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.context.jobs.active, timeout=60_000)

    def in_front(self, window: QWidget | None = None) -> None:
        """As a window manager does when a dialog opens or closes."""
        front = window or self.window
        front.activateWindow()
        self.qtbot.waitUntil(front.isActiveWindow)

    def run(self, words: str) -> None:
        """Ctrl+K, a few words, Enter."""
        self.in_front()
        self.press(KEY.Key_K, CTRL)
        self.qtbot.waitUntil(lambda: isinstance(self.focus, QLineEdit) and self.focus.objectName() == "paletteField")
        self.qtbot.waitUntil(lambda: len(self.window.built) == len(self.window.titles))
        self.type(words)
        self.press(KEY.Key_Return)


@pytest.fixture
def window(qtbot):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.resize(1280, 860)
    yield window
    window.context.shut_down()


@pytest.fixture
def smears(tmp_path) -> Path:
    """Three of the sample's smears in a folder."""
    folder = tmp_path / "photographs"
    folder.mkdir()
    for number in (1, 2, 3):
        shutil.copy(resource(f"sample/sample-{number}.jpg"), folder / f"film {number}.jpg")
    return folder


@pytest.mark.nightly
def test_a_first_afternoon_without_a_mouse(qtbot, window: MainWindow, smears: Path, tmp_path: Path):
    hands, context = Hands(qtbot, window), window.context
    hands.in_front()

    # the start page: its first button has the keys
    window.start_page.setFocus()
    hands.tab_to(QAbstractButton, "newProjectButton")
    hands.press(KEY.Key_Space)
    hands.in_front(window.findChild(QDialog, "newProjectDialog"))
    hands.tab_to(QLineEdit, "nameField")
    hands.press(KEY.Key_A, CTRL)
    hands.type("Without a mouse")
    hands.tab_to(QLineEdit, "folderField")
    hands.press(KEY.Key_A, CTRL)
    hands.type(str(tmp_path / "project"))
    hands.tab_to(QAbstractButton, "createButton")
    hands.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: context.project is not None)
    project = context.project

    # smears by their folder's path
    hands.run("add folder")
    dialog = window.findChild(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.setFocus()
    QTest.keyClick(field, KEY.Key_A, CTRL)
    QApplication.clipboard().setText(str(smears))  # the dialog's own completion gets in the way of quick fingers
    QTest.keyClick(field, KEY.Key_V, CTRL)
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(library.smears(project)) == 3, timeout=20_000)
    hands.settled()

    # their cells
    hands.run("find cells smears")
    qtbot.waitUntil(lambda: all(s.n_cells > 5 for s in library.smears(project)), timeout=60_000)
    hands.settled()

    # labels: the arrows go from cell to cell, a key gives the class
    hands.in_front()
    hands.press(KEY.Key_3, CTRL)
    assert window.current == "label"
    for n in range(3):
        hands.settled()
        qtbot.waitUntil(lambda: bool(window.page("label").cells), timeout=30_000)
        for i in range(8):
            hands.press(KEY.Key_Right)
            hands.type("123"[i % 3])
        if n < 2:
            hands.press(KEY.Key_PageDown)
    assert sum(labelling.counts(project).values()) >= 15

    # a short training
    hands.press(KEY.Key_4, CTRL)
    hands.settled()
    hands.run("epochs")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QSpinBox))
    hands.press(KEY.Key_A, CTRL)
    hands.type("2")
    hands.tab_to(QAbstractButton, "trainButton")
    with qtbot.waitSignal(context.training.finished, timeout=180_000):
        hands.press(KEY.Key_Space)
    assert [run.status for run in training.runs(project)] == ["succeeded"]
    hands.settled()

    # what the model is worth
    hands.in_front()
    hands.press(KEY.Key_5, CTRL)
    window.areas.step(1)
    hands.tab_to(QComboBox, "partBox")
    hands.tab_to(QAbstractButton, "evaluateButton")
    hands.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: len(evaluation.evaluations(project)) == 1, timeout=20_000)
    hands.settled()

    # and its word on a smear, corrected where it is wrong
    hands.press(KEY.Key_6, CTRL)
    hands.settled()
    hands.run("classify")
    smear_id = context.smear_id
    qtbot.waitUntil(lambda: bool(classification.review_queue(project, smear_id=smear_id)), timeout=60_000)
    hands.settled()
    before = sum(labelling.counts(project).values())
    hands.in_front()
    hands.tab_to(QListWidget, "reviewList")
    hands.press(KEY.Key_Return)
    assert sum(labelling.counts(project).values()) == before + 1
    assert np.isfinite(differential.differential(project, smear_ids=[smear_id]).rows[0].percent)
