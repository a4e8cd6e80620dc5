"""Helpers that drive the gallery and read what it shows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rbc_desk.services.cells import labelling
from tests.gui.conftest import add_smear
from tests.gui.label.test_label_page import opened

KEY, LEFT, RIGHT = Qt.Key, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def open_gallery(context, qtbot):
    """The gallery in front: twelve labelled cells on the current, first smear, twelve proposed on the second."""
    first = add_smear(context.project, seed=1, label=True)
    add_smear(context.project, seed=2, label=False)
    page = opened(context, qtbot)
    context.set_smear(first)
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    QTest.keyClick(page.canvas, KEY.Key_G)
    shown(page, qtbot, 12)
    return page


def show_whole_project(page, qtbot):
    page.gallery.bar.scope.setCurrentIndex(1)
    shown(page, qtbot, 24)


def shown(page, qtbot, n):
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == n)


def in_bin(page, key):
    numbers = next((b.numbers for b in page.gallery.area.bins if b.key == key), ())
    return [page.gallery.board.cells[i].id for i in numbers]


def pictures(page):
    area = page.gallery.area
    found = (area.pictures.of(cell) for cell in area.visible_cells())
    return [picture for picture in found if picture is not None]


def middle(page, cell_id):
    return page.gallery.area.rect_of(cell_id).center()


def click(page, cell_id, modifiers=NONE):
    QTest.mouseClick(page.gallery.area.viewport(), LEFT, modifiers, middle(page, cell_id))


def drag(page, start, *places):
    viewport = page.gallery.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, start)
    for place in places:
        QTest.mouseMove(viewport, (start + place) / 2)
        QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, LEFT, NONE, places[-1])


def labels(page, ids):
    return {c.label for c in labelling.some_cells(page.context.project, cell_ids=ids)}


def hover(page, cell_id):
    point_at(page, middle(page, cell_id))


def point_at(page, place):
    """Come from beside it: a cursor that rests there since the test before would not move."""
    QTest.mouseMove(page.gallery.area.viewport(), place + QPoint(5, 5))
    QTest.mouseMove(page.gallery.area.viewport(), place)


def press(page, key, modifiers=NONE):
    QTest.keyClick(page.gallery.area, key, modifiers)


def settle(page, qtbot):
    qtbot.waitUntil(lambda: not page.context.jobs.active and not page.gallery.reading)
