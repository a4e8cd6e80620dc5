"""F1 opens the manual at the page in hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.ui.shell.help import manual


class Browser(QObject):
    """Stands for the browser of the system, which a test cannot look at."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.fileName())


@pytest.fixture
def browser():
    browser = Browser()
    QDesktopServices.setUrlHandler("file", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("file")


def press_f1(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)


def test_f1_opens_the_manual_at_the_page_in_hand(show_window, context, qtbot, tmp_path, monkeypatch, browser):
    monkeypatch.setattr(manual, "resource", lambda name: tmp_path / name)
    window = show_window()
    window.go("train")
    press_f1(window, qtbot)
    window.overlays.show_settings()
    press_f1(window, qtbot)
    context.close_project()
    press_f1(window, qtbot)
    assert browser.opened == ["train.en.html", "settings.en.html", "start.en.html"]


def test_a_copy_without_the_manual_says_how_to_get_it(show_window, qtbot, monkeypatch, browser):
    def missing(name):
        raise UnknownNameError(name)

    monkeypatch.setattr(manual, "resource", missing)
    window = show_window()
    press_f1(window, qtbot)
    assert browser.opened == []
    assert window.banner.isVisible()
    assert "make_manual" in window.banner.error.hint
