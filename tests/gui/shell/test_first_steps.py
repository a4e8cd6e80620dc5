"""First steps: keys on the start page, the name of an account, the search."""

from __future__ import annotations

import getpass
import os

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rbc_desk.services.project.project import create_project
from rbc_desk.settings.model import Settings, person_name
from rbc_desk.settings.paths import recent_file
from rbc_desk.settings.recent import RecentProjects
from rbc_desk.ui.app import open_window

KEY = Qt.Key


@pytest.fixture
def window(qtbot, tmp_path):
    """The start page of somebody who never gave a name, with a project that was open before."""
    create_project(tmp_path / "slides", class_set="paper", reader="Ann").close()
    RecentProjects(recent_file()).add(tmp_path / "slides")
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.start_page.continue_button.isVisible())
    yield window
    window.context.shut_down()
    window.close()


def test_enter_goes_on_with_the_last_project(window, qtbot):
    assert QApplication.focusWidget() is window.start_page.continue_button
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert window.context.project is not None
    assert window.context.project.folder.name == "slides"


@pytest.mark.parametrize("account", ["root", "Administrator", "daemon", "ann"])
def test_an_account_of_the_system_is_nobodys_name(monkeypatch, account):
    ids = {"root": 0, "Administrator": 1001, "daemon": 2, "ann": 1001}
    monkeypatch.setattr(getpass, "getuser", lambda: account)
    monkeypatch.setattr(os, "getuid", lambda: ids[account], raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert person_name() == ("ann" if account == "ann" else "")
    assert Settings().reader == ("ann" if account == "ann" else "reader")


def test_enter_presses_the_button_that_has_the_focus(window, qtbot):
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    for name in window.titles:
        window.go(name)
        page = window.page(name)
        mine, pressed = QPushButton("Mine", page), []
        mine.clicked.connect(lambda _checked, pressed=pressed: pressed.append(True))
        mine.show()
        for key in (KEY.Key_Return, KEY.Key_Enter):
            mine.setFocus()
            assert QApplication.focusWidget() is mine
            QTest.keyClick(mine, key)
        assert pressed == [True, True], name
        mine.deleteLater()
    window.go("project")
    up = window.findChild(QPushButton, "classDownButton")
    first = window.context.project.class_set().codes[0]
    up.setFocus()
    QTest.keyClick(up, KEY.Key_Return)
    assert window.context.project.class_set().codes[1] == first


def test_a_search_without_a_hit_says_so_and_what_to_do(window, qtbot):
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    window.overlays.show_palette()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    palette = QApplication.activePopupWidget()
    assert not palette.nothing.isVisible()
    QTest.keyClicks(palette.field, "zzqqy")
    assert palette.shown == ()
    assert palette.nothing.isVisible()
    assert "zzqqy" in palette.nothing.text()
    assert "F1" in palette.nothing.text()
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert palette.isVisible()
    palette.field.clear()
    assert palette.list.isVisible()
    assert not palette.nothing.isVisible()
    palette.close()


def test_a_recent_project_has_the_picture_of_a_smear_of_its(qtbot, tmp_path):
    folder = tmp_path / "dogs"
    create_project(folder, class_set="paper", reader="Ann").close()
    (folder / "smears").mkdir(exist_ok=True)
    Image.new("RGB", (400, 300), (200, 40, 60)).save(folder / "smears" / "a.png")
    RecentProjects(recent_file()).add(folder)
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    recent = window.start_page.recent

    def colour():
        image = recent.item(0).icon().pixmap(recent.iconSize()).toImage()
        return image.pixelColor(image.rect().center()).getRgb()[:3]

    qtbot.waitUntil(lambda: colour() == (200, 40, 60))
    assert not window.start_page.steps.isVisible()
    window.context.shut_down()
    window.close()
