"""Windows open within the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from rbc_desk.ui.kit.window_size import open_at


def test_a_window_opens_no_larger_than_the_screen_leaves_room_for(qtbot):
    window = QDialog()
    qtbot.addWidget(window)
    screen = window.screen().availableSize()
    open_at(window, width=400, height=300)
    assert (window.width(), window.height()) == (400, 300)
    open_at(window, width=4000, height=screen.height())
    assert window.width() <= screen.width()
    assert window.height() < screen.height()  # with its title bar


def test_the_screen_is_that_of_the_parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 720)
    window = QDialog(parent)
    open_at(window, width=1184, height=2000)
    assert window.width() == 1184
    assert window.height() <= max(720, parent.screen().availableSize().height())
