"""The keyboard's focus stays on the page that is worked on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbc_desk.ui.shell.main_window import MainWindow


@pytest.fixture
def window(trained_context, qtbot):
    window = MainWindow(trained_context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    window.activateWindow()
    yield window
    window.close()


def test_a_button_that_is_grey_while_it_works_has_the_focus_again_and_space_does_not_leave_the_page(qtbot, window):
    window.go("evaluate")
    page = window.page("evaluate")
    page.evaluate_button.setFocus()
    qtbot.waitUntil(page.evaluate_button.hasFocus)
    qtbot.keyClick(page.evaluate_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.evaluate_button.isEnabled(), timeout=60_000)
    qtbot.waitUntil(lambda: not window.rail.isAncestorOf(QApplication.focusWidget()))
    meanwhile = QApplication.focusWidget()
    assert window.stack.isAncestorOf(meanwhile)
    qtbot.keyClick(meanwhile, Qt.Key.Key_Space)
    assert window.in_front == "evaluate"
    qtbot.waitUntil(page.evaluate_button.isEnabled, timeout=60_000)
    qtbot.waitUntil(page.evaluate_button.hasFocus)


def test_a_focus_that_moved_on_is_not_taken_back(qtbot, window):
    window.go("evaluate")
    page = window.page("evaluate")
    page.evaluate_button.setFocus()
    qtbot.keyClick(page.evaluate_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.evaluate_button.isEnabled(), timeout=60_000)
    page.part.setFocus()
    qtbot.waitUntil(page.evaluate_button.isEnabled, timeout=60_000)
    assert page.part.hasFocus()


def test_a_page_without_a_side_column_gets_the_focus_of_the_column_that_goes(qtbot, window):
    window.go("label")
    window.setFocus()
    while not window.side.isAncestorOf(QApplication.focusWidget() or window):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
    window.go("agreement")
    qtbot.waitUntil(lambda: window.stack.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.in_front == "agreement"
