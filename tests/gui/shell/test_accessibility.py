"""Texts for screen readers, and keyboard focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from rbc_desk.ui.settings.page import SECTIONS
from rbc_desk.ui.shell.project.start import StartPage
from tests.gui.conftest import add_smear

PAGES = ("specimens", "smears", "label", "train", "evaluate", "classify", "protocol", "project")


@pytest.fixture
def window(app_window, tmp_path):
    """The real window on a project with two smears, one labelled."""
    window = app_window
    project = window.context.create_project(tmp_path / "project", reader="Ann")
    add_smear(project, seed=1, label=True)
    add_smear(project, seed=2, label=False)
    window.context.project_changed.emit(project)
    return window


def nameless(root: QWidget) -> list[str]:
    """The widgets in `root` that take the keys and of which a screen reader would say nothing."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea | QStackedWidget)
        and not (isinstance(widget, QAbstractButton) and widget.isHidden())  # its words come when it is shown
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        and not widget.objectName().startswith("qt_")
        and not any(isinstance(up, QComboBox) for up in ancestors(widget))
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def ancestors(widget: QWidget) -> list[QWidget]:
    found = []
    while (widget := widget.parentWidget()) is not None:
        found.append(widget)
    return found


def roots_of(window, name):
    """The page and its side panel, once it is in front."""
    window.go(name)
    page = window.page(name)
    return [page, *([page.side_panel()] if page.side_panel() is not None else [])]


def test_every_control_of_a_page_has_a_name_for_the_screen_reader(window):
    found = {name: [one for root in roots_of(window, name) for one in nameless(root)] for name in PAGES}
    assert {name: names for name, names in found.items() if names} == {}


def test_every_control_around_the_pages_has_a_name(window):
    window.go("label")
    assert nameless(window.rail) + nameless(window.top_bar) + nameless(window.statusBar()) == []
    assert nameless(window.banner) == []


def test_every_control_of_the_start_page_and_of_a_new_project_has_a_name(window, qtbot):
    assert nameless(window.findChild(StartPage)) == []
    window.opening.new_project()
    assert nameless(window.findChild(QDialog, "newProjectDialog")) == []


def test_every_control_of_the_settings_has_a_name(window):
    for name, _, _ in SECTIONS:
        window.overlays.show_settings(name)
    assert nameless(window.stack.currentWidget()) == []


def test_tab_goes_round_everything_on_a_page_that_takes_keys(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = {name: not_reached(window, qtbot, name) for name in PAGES}
    assert {name: names for name, names in found.items() if names} == {}


def not_reached(window, qtbot, name):
    """The widgets of a page that take keys and that Tab does not reach."""
    roots = roots_of(window, name)
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)
    wanted = {
        widget
        for root in roots
        for widget in [root, *root.findChildren(QWidget)]
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
    }
    visited = set()
    for _ in range(200):
        now = QApplication.focusWidget()
        if now in visited:
            break
        visited.add(now)
        window.focusNextChild() if not isinstance(now, QGraphicsView) else qtbot.keyClick(now, Qt.Key.Key_Tab)
    # of buttons of which one is down, the keys go to that; the arrows lead to the others
    groups = {w.group() for w in visited if isinstance(w, QAbstractButton)} - {None}
    missed = {w for w in wanted - visited if not (isinstance(w, QAbstractButton) and w.group() in groups)}
    return {f"{type(w).__name__} {w.objectName()}" for w in missed}
