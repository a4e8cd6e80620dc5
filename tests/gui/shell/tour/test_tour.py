"""The first start: the question for the name, and the guided tour that notices by itself what was done."""

from __future__ import annotations

import getpass
import shutil

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QTableWidget, QWidget

from rbc_desk.settings.files import load
from rbc_desk.settings.paths import demo_folder, settings_file
from rbc_desk.ui.app import open_window
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.shell.tour.card import beside
from rbc_desk.ui.shell.tour.steps import FIND, LABEL, STEPS, TRAIN
from tests.gui.gestures import click_image
from tests.gui.shell.test_accessibility import nameless

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def newcomer(qtbot, monkeypatch):
    """The window of a first start, with the dialog that asks for the name."""
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    window = open_window(QApplication.instance())
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.guidance.welcome()
    yield window
    window.context.shut_down()
    window.close()


@pytest.fixture
def in_sample(newcomer, labelled_project, qtbot):
    """The tour at its first step, in a small project in the place of the sample."""
    shutil.copytree(labelled_project, demo_folder())
    dialog = newcomer.findChild(QDialog, "welcomeDialog")
    qtbot.keyClicks(dialog.findChild(QLineEdit), "Ann")
    click(dialog, "welcomeTourButton", qtbot)
    qtbot.waitUntil(lambda: newcomer.tour.step == FIND and not newcomer.context.jobs.unsettled)
    return newcomer


def seen(root, name, kind=QWidget):
    return next(widget for widget in root.findChildren(kind, name) if widget.isVisible())


def click(root, name, qtbot):
    qtbot.mouseClick(seen(root, name, QAbstractButton), LEFT)


def ringed(window, name) -> bool:
    """Whether the ring is around the control, and the card beside it."""
    QApplication.processEvents()
    control = seen(window, name)
    rect = QRect(control.mapTo(window, control.rect().topLeft()), control.size())
    ring, card = window.tour.ring, window.tour.card
    return ring.isVisible() and ring.geometry().contains(rect.center()) and not card.geometry().intersects(rect)


def test_the_dialog_of_the_first_start_is_not_dismissed_by_accident(newcomer, qtbot):
    dialog = newcomer.findChild(QDialog, "welcomeDialog")
    assert not seen(dialog, "welcomeTourButton").isEnabled()
    QTest.keyClick(dialog, KEY.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    assert nameless(dialog) == []
    qtbot.keyClicks(dialog.findChild(QLineEdit), "  Dr Malee ")
    click(dialog, "welcomeContinueButton", qtbot)
    qtbot.waitUntil(lambda: newcomer.findChild(QDialog, "welcomeDialog") is None)
    assert load(settings_file())[0].reader == newcomer.context.reader == "Dr Malee"
    assert newcomer.tour.step is None
    newcomer.guidance.welcome()
    assert newcomer.findChild(QDialog, "welcomeDialog") is None  # a later start does not ask again


def test_who_does_not_want_to_give_a_name_can_leave_the_program(newcomer, qtbot):
    click(newcomer.findChild(QDialog, "welcomeDialog"), "welcomeQuitButton", qtbot)
    qtbot.waitUntil(lambda: not newcomer.isVisible())
    assert not settings_file().exists()


def test_the_tour_notices_a_label_and_goes_on_where_it_was_left(in_sample, qtbot):
    window, tour = in_sample, in_sample.tour
    assert ringed(window, "smearsNav" if window.in_front != "smears" else "detectButton")
    assert not seen(window, "tourNextButton").hasFocus()  # the page keeps the keyboard
    click(window, "tourNextButton", qtbot)
    assert tour.step == LABEL
    assert ringed(window, "labelNav")
    click(window, "labelNav", qtbot)
    page = window.page("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12 and not window.context.jobs.unsettled)
    window.context.set_selection(())
    page.views.show_view("galleryViewAction")
    assert ringed(window, "smearViewAction")  # the way back to the smear
    click(window, "smearViewAction", qtbot)
    cell = page.cells[0]
    canvas = seen(window, "smearCanvas", SmearCanvas)
    click_image(canvas, cell.circle.x, cell.circle.y)
    assert ringed(window, "classTable")
    table = seen(window, "classTable", QTableWidget)
    assert table.item(1, 0).text() not in seen(window, "tourText", QLabel).text()
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualItemRect(table.item(1, 0)).center())
    qtbot.waitUntil(lambda: tour.step == TRAIN)
    assert ringed(window, "trainNav")
    click(window, "trainNav", qtbot)
    qtbot.waitUntil(lambda: ringed(window, "quickCard"))
    click(window, "quickCard", qtbot)
    qtbot.waitUntil(lambda: ringed(window, "trainButton"))  # nothing covers it

    click(window, "tourBackButton", qtbot)
    assert tour.step == LABEL
    click(window, "tourSkipButton", qtbot)
    assert not tour.card.isVisible()
    assert not tour.ring.isVisible()
    window.go("smears")
    window.actions_table["tour"].trigger()
    assert tour.step == LABEL  # where it was left
    assert ringed(window, "labelNav")
    assert nameless(tour.card) == []

    window.context.close_project()
    assert tour.step is None
    window.actions_table["tour"].trigger()
    qtbot.waitUntil(lambda: tour.step == LABEL and window.context.project is not None)


def test_the_last_card_offers_a_project_of_ones_own(in_sample, qtbot):
    window, tour = in_sample, in_sample.tour
    for _ in STEPS:
        click(window, "tourNextButton", qtbot)
    assert not seen(window, "tourCard").findChild(QWidget, "tourSkipButton").isVisible()
    click(window, "tourNewProjectButton", qtbot)
    assert window.findChild(QDialog, "newProjectDialog").isVisible()
    assert tour.step is None
    window.findChild(QDialog, "newProjectDialog").reject()
    window.actions_table["tour"].trigger()
    assert tour.step == FIND  # after a whole tour it begins anew


def test_every_control_of_the_tour_is_on_its_page(in_sample):
    for step in STEPS:
        in_sample.go(step.page)
        assert all(in_sample.findChildren(QWidget, hint.target) for hint in step.hints), step.title


@pytest.mark.parametrize("rect", [QRect(0, 0, 80, 40), QRect(900, 560, 90, 30), QRect(400, 20, 500, 60), None])
def test_the_card_covers_nothing_of_its_control_and_stays_in_the_window(rect):
    window, size = QRect(0, 0, 1000, 600), QSize(320, 130)
    for sideways in (False, True):
        card = QRect(beside(rect, size=size, within=window, sideways=sideways), size)
        assert window.contains(card)
        assert rect is None or not card.intersects(rect)
