"""Pages are made ready while nobody touches the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rbc_desk.core.cells.counts import Labels
from rbc_desk.ui.app import open_window
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.shell import preload
from rbc_desk.ui.shell.page_table import PAGE_MODULES
from rbc_desk.ui.shell.preload import Preload


@pytest.fixture
def window(qtbot):
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    yield window
    window.context.shut_down()


def test_all_pages_are_built_while_the_window_rests(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(preload, "IDLE_S", 0.0)
    window.context.create_project(tmp_path / "resting")
    making = window.findChild(Preload)
    qtbot.waitUntil(lambda: making.loaded)
    qtbot.waitUntil(lambda: making.step() or set(window.built) == set(window.titles))
    assert window.in_front == "smears"


class _Windows(QObject):
    """The windows that appear while it filters the application's events."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched.objectName())
        return False


def test_a_page_that_is_built_shows_no_window_of_its_own_and_leaves_the_keys(window, qtbot, tmp_path):
    window.context.create_project(tmp_path / "calm")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.top_bar.setFocus()
    focus = QApplication.focusWidget()
    windows = _Windows()
    QApplication.instance().installEventFilter(windows)
    try:
        for name in window.unbuilt_pages():
            window.page(name)
            qtbot.wait(0)
    finally:
        QApplication.instance().removeEventFilter(windows)
    assert windows.shown == []
    assert QApplication.focusWidget() is focus


def test_no_page_is_built_while_someone_works_nor_without_a_project(window, qtbot, tmp_path, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(preload, "IDLE_S", 2.0)
    making = Preload(window, modules=PAGE_MODULES, jobs=window.context.jobs, now=lambda: now[0])
    making.step()
    qtbot.waitUntil(lambda: making.loaded)
    now[0] += 10
    making.step()
    assert window.built == ()
    window.context.create_project(tmp_path / "at work")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    built = window.built
    now[0] += 1
    making.step()
    assert window.built == built
    now[0] += 2
    making.step()
    assert len(window.built) == len(built) + 1


def test_a_load_that_another_project_cancels_begins_again(window, qtbot):
    making = Preload(window, modules=PAGE_MODULES, jobs=window.context.jobs)
    making.step()
    window.context.jobs.cancel_all()
    assert not making.loaded
    making.step()
    qtbot.waitUntil(lambda: making.loaded)


def test_no_page_is_built_while_cells_are_counted(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(preload, "IDLE_S", 0.0)
    window.context.create_project(tmp_path / "counted")
    making = window.findChild(Preload)
    qtbot.waitUntil(lambda: making.loaded)
    qtbot.waitUntil(lambda: not window.context.jobs.is_reading)
    window.context.counting.request(*Labels)
    built = window.built
    making.step()
    assert window.built == built
    qtbot.waitUntil(lambda: making.step() or len(window.built) > len(built))
    assert not window.context.counting.busy


def test_no_page_is_built_while_something_is_read_for_the_screen(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(preload, "IDLE_S", 0.0)
    window.context.create_project(tmp_path / "read")
    making = window.findChild(Preload)
    jobs, read_on = window.context.jobs, threading.Event()
    jobs.start(lambda task: read_on.wait(), title="reading", lane=Lane.READ)
    try:
        qtbot.waitUntil(lambda: making.loaded)
        built = window.built
        making.step()
        assert window.built == built
    finally:
        read_on.set()
    qtbot.waitUntil(lambda: making.step() or len(window.built) > len(built))
