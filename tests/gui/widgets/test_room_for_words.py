"""At 150 % text size, in English and in Thai, no text of any page is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from rbc_desk.ui.app import open_window
from rbc_desk.ui.kit import language
from rbc_desk.ui.settings.page import SECTIONS
from rbc_desk.ui.shell import appearance
from rbc_desk.ui.shell.help.key_sheet import KeySheet
from tests.gui.conftest import add_smear

PAGES = ("smears", "label", "train", "evaluate", "classify", "project")
_ICONS_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly


def cut_off(root: QWidget) -> list[str]:
    """The labels, buttons and fields in sight that are narrower (or, wrapped, lower) than their words.

    Lines that are meant to be elided, whose tooltip holds all of them, are not counted.
    """
    return [
        f"{type(widget).__name__} {widget.objectName()} “{text}”: {room} of {wanted} px"
        for widget in root.findChildren(QWidget)
        for text, room, wanted in _measured(widget)
        if room + 1 < wanted
    ]


def _measured(widget: QWidget) -> list[tuple[str, int, int]]:
    """Of a widget with words: the words, how many pixels of it are seen, and how many they take."""
    seen = widget.visibleRegion().boundingRect()
    if not widget.isVisible() or seen.isEmpty() or widget.property("givesWay"):
        return []
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
        return [(widget.text(), widget.height(), widget.heightForWidth(widget.width()))]
    if isinstance(widget, QLabel) and widget.text():
        return [(widget.text(), seen.width(), max(map(metrics.horizontalAdvance, widget.text().split("\n"))))]
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == _ICONS_ALONE:
        return []
    if isinstance(widget, QAbstractButton) and widget.text():
        words = widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        return [(words, seen.width(), metrics.horizontalAdvance(words))]
    if isinstance(widget, QAbstractSpinBox):
        field = widget.findChild(QLineEdit)
        room = field.visibleRegion().boundingRect().width()  # none where it is scrolled out of sight
        return [(field.text(), room, metrics.horizontalAdvance(field.text()))] if room else []
    return []


@pytest.fixture(params=["en", "th"])
def window(request, qtbot, qapp, tmp_path):
    """The real window on a project with two smears, in a language, its text at 150 %."""
    appearance.set_text_size(qapp, percent=150)
    window = open_window(QApplication.instance())
    appearance.set_text_size(qapp, percent=150)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    project = window.context.create_project(tmp_path / "project", reader="Ann")
    add_smear(project, seed=1, label=True)
    add_smear(project, seed=2, label=False)
    window.context.project_changed.emit(project)
    if request.param != "en":
        previous = window.body
        language.apply(qapp, choice=request.param)
        qtbot.waitUntil(lambda: window.body is not previous)
    yield window
    window.context.shut_down()
    language.apply(qapp, choice="en")
    appearance.set_text_size(qapp, percent=100)


def settle(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)
    lay_out()


def lay_out() -> None:
    """As the next turns of the event loop would: a widget's new size may change what lies around it, and so on."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def test_no_word_of_a_page_is_cut_off(window, qtbot):
    faults = []
    for name in PAGES:
        window.go(name)
        settle(window, qtbot)
        faults += [f"{name}: {fault}" for fault in cut_off(window)]
    assert not faults, "\n".join(faults)


def test_no_word_of_a_view_of_the_page_label_is_cut_off(window, qtbot):
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: bool(page.cells), timeout=20_000)
    page.canvas.select({page.cells[0].id})
    page.acts.calibrate.trigger()
    page.sizes.toggle.click()
    faults = []
    for way in page.scale_card.ways.buttons():
        way.click()
        lay_out()
        faults += [f"scale, {way.text()}: {fault}" for fault in cut_off(window)]
    for view in (page.gallery, page.review):
        page.views.show_view(view.name)
        settle(window, qtbot)
        faults += [f"{view.name}: {fault}" for fault in cut_off(window)]
    assert not faults, "\n".join(faults)


def test_no_word_of_settings_the_start_page_keys_and_a_new_project_is_cut_off(window, qtbot):
    faults = []
    for name, *_ in SECTIONS:
        window.overlays.show_settings(name)
        lay_out()
        faults += [f"settings, {name}: {fault}" for fault in cut_off(window)]
    window.show_current()
    window.overlays.show_keys()
    window.opening.new_project()
    for dialog in (window.findChild(KeySheet), window.findChild(QDialog, "newProjectDialog")):
        qtbot.waitUntil(dialog.isVisible)
        lay_out()
        faults += [f"{dialog.objectName()}: {fault}" for fault in cut_off(dialog)]
        dialog.close()
    window.context.close_project()
    lay_out()
    faults += [f"start: {fault}" for fault in cut_off(window)]
    assert not faults, "\n".join(faults)


def test_in_the_smallest_window_the_bar_shows_icons_rather_than_words_cut_off(window, qtbot):
    window.resize(window.minimumSize())
    faults = []
    for name in PAGES:
        window.go(name)
        qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=60_000)
        lay_out()
        qtbot.waitUntil(lambda: all(b.isVisible() for b in window.top_bar.findChildren(QToolButton, "searchButton")))
        faults += [f"{name}: {fault}" for fault in cut_off(window.top_bar)]
    assert not faults, "\n".join(faults)
