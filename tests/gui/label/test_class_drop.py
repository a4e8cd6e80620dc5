"""Dragging cells from the smear or the gallery onto a class in the side column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rbc_desk.services.cells import labelling
from tests.gui.gallery_helpers import middle

A_MINUTE = 60_000
LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(label_window):
    return label_window.page("label")


def row_of(page, code):
    """The middle of a class's row on the screen."""
    table = page.panel.table
    row = page.context.project.class_set().codes.index(code)
    return table.viewport().mapToGlobal(table.visualRect(table.model().index(row, 0)).center())


def marked(page):
    table = page.panel.table
    rows = range(table.rowCount())
    return [code for code, row in zip(page.context.project.class_set().codes, rows, strict=True)
            if table.item(row, 0).background().style() is not Qt.BrushStyle.NoBrush]  # fmt: skip


def carry(view, start, target, *, release=True):
    """Drag from a place of the view to a place of the screen."""
    viewport = view.viewport()
    end = viewport.mapFromGlobal(target)
    QTest.mousePress(viewport, LEFT, NONE, start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + (end - start) * step / 4)
    if release:
        QTest.mouseRelease(viewport, LEFT, NONE, end)


def labels(page):
    return {cell.id: cell.label for cell in labelling.cells(page.context.project, smear_id=page.context.smear_id)}


def test_cells_selected_on_the_smear_are_dragged_onto_a_class_in_one_step(page):
    canvas = page.canvas
    chosen = [page.cells[i].id for i in (0, 1, 5)]
    places = {cell.id: cell.circle for cell in page.cells}
    canvas.select(chosen)
    start = canvas.image_to_view(page.cells[0].circle.x, page.cells[0].circle.y)
    carry(canvas, start, row_of(page, "normal"), release=False)
    assert marked(page) == ["normal"]
    QTest.mouseMove(canvas.viewport(), start + QPoint(3, 3))
    assert marked(page) == []
    carry(canvas, start, row_of(page, "normal"))
    assert marked(page) == []
    assert {i for i, code in labels(page).items() if code == "normal"} == set(chosen)
    assert {cell.id: cell.circle for cell in page.cells} == places
    assert page.panel.count_texts("normal") == ("3", "3")
    page.context.undo_stack.undo()
    assert set(labels(page).values()) == {None}
    assert not page.context.undo_stack.canUndo()


def test_tiles_of_the_gallery_are_dragged_onto_a_class_in_one_step_however_they_are_grouped(page, qtbot):
    QTest.keyClick(page.canvas, Qt.Key.Key_G)
    area = page.gallery.area
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 12, timeout=A_MINUTE)
    for group in range(page.gallery.bar.group.count()):
        page.gallery.bar.group.setCurrentIndex(group)
        first, second = area.order()[:2]
        QTest.mouseClick(area.viewport(), LEFT, NONE, middle(page, first))
        QTest.mouseClick(area.viewport(), LEFT, CTRL, middle(page, second))
        carry(area, middle(page, first), row_of(page, "codocyte"), release=False)
        assert marked(page) == ["codocyte"]
        QTest.keyClick(area, Qt.Key.Key_Escape)
        assert marked(page) == []
        carry(area, middle(page, first), row_of(page, "codocyte"))
        assert {i for i, code in labels(page).items() if code == "codocyte"} == {first, second}
        page.context.undo_stack.undo()
        assert set(labels(page).values()) == {None}


def test_a_drop_beside_the_classes_changes_no_class(page):
    canvas = page.canvas
    canvas.select([page.cells[0].id])
    start = canvas.image_to_view(page.cells[0].circle.x, page.cells[0].circle.y)
    carry(canvas, start, page.panel.summary.mapToGlobal(page.panel.summary.rect().center()))
    assert set(labels(page).values()) == {None}
