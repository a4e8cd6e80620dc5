"""Outlines of cells that are not round: drawn, toggled, measured, dragged and restored."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.geometry.circles import Ellipse
from rbc_desk.imaging.synth.shapes import Kind, ShapedCell, render_shapes
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.smears import library
from rbc_desk.ui.label.page import LabelPage
from tests.gui.gestures import click_image, drag_image


@pytest.fixture
def page(context, qtbot, tmp_path):
    cells = [
        ShapedCell(Kind.ELLIPSE, Ellipse(80 + 100 * i, 80 + 100 * j, 32, 32 / (1 + 0.7 * (i % 2)), 30 * j))
        for i in range(3)
        for j in range(3)
    ]
    Image.fromarray(render_shapes(cells, width=360, height=360)[0]).save(tmp_path / "long.png")
    library.add_smears(context.project, [tmp_path / "long.png"])
    find_cells.detect_smears(context.project, smear_ids=[1])
    context.project_changed.emit(context.project)
    context.set_smear(1)
    page = LabelPage(context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.resize(1000, 900)
    page.show()
    page.panel.show()
    qtbot.waitUntil(lambda: bool(page.canvas.layer.cells))
    page.canvas.setFocus()
    return page


def long_cell(page: LabelPage) -> Cell:
    return next(cell for cell in page.cells if cell.shape and cell.shape.elongation > 1.5)


def picture(page: LabelPage) -> np.ndarray:
    image = page.canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def around(page: LabelPage, x: float, y: float) -> np.ndarray:
    """What is drawn within two pixels of a place of the smear."""
    at = page.canvas.image_to_view(x, y)
    return picture(page)[at.y() - 2 : at.y() + 3, at.x() - 2 : at.x() + 3]


def test_a_long_cell_is_drawn_by_its_outline_and_by_its_circle_again_when_outlines_are_off(page):
    cell = long_cell(page)
    e = cell.shape.ellipse
    tip = np.array([np.cos(np.radians(e.angle_deg)), np.sin(np.radians(e.angle_deg))]) * e.major
    side = np.array([-tip[1], tip[0]]) / e.major * cell.circle.r
    at_tip, at_side = (e.x + tip[0], e.y + tip[1]), (cell.circle.x + side[0], cell.circle.y + side[1])
    with_outlines = around(page, *at_tip), around(page, *at_side)
    QTest.keyClick(page.canvas, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert not page.acts.outlines.isChecked()
    with_circles = around(page, *at_tip), around(page, *at_side)
    # the outline leaves the tip, and the circle comes to the long side
    for one, other in zip(with_outlines, with_circles, strict=True):
        assert np.abs(one - other).max() > 40
    QTest.keyClick(page.canvas, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert page.acts.outlines.isChecked()
    for one, other in zip(with_outlines, (around(page, *at_tip), around(page, *at_side)), strict=True):
        assert np.array_equal(one, other)
    side_before = with_outlines[1].reshape(-1, 3)
    assert np.ptp(side_before, axis=0).max() < 40  # bare ground


def test_the_selected_cell_s_measures_stand_beside_the_picture(page):
    cell = long_cell(page)
    click_image(page.canvas, cell.circle.x, cell.circle.y)
    told = {key: page.panel.findChild(QLabel, f"shape_{key}").text() for key in ("size", "elongation", "area")}
    assert told["elongation"] == f"{cell.shape.elongation:.2f}"
    assert told["size"] == f"{2 * cell.shape.ellipse.major:.1f} × {2 * cell.shape.ellipse.minor:.1f} px"
    assert told["area"].endswith("px²")
    click_image(page.canvas, 2, 2)
    assert not page.panel.cell.shape_box.isVisible()


def test_a_calibrated_smear_tells_them_in_micrometres(page, context):
    from rbc_desk.services.smears import calibration

    cell = long_cell(page)
    context.edit(calibration.set_scale(context.project, smear_ids=[1], um_per_px=0.1, source="typed"))
    click_image(page.canvas, cell.circle.x, cell.circle.y)
    assert page.panel.findChild(QLabel, "shape_size").text() == (
        f"{0.2 * cell.shape.ellipse.major:.2f} × {0.2 * cell.shape.ellipse.minor:.2f} µm"
    )


def test_a_dragged_cell_takes_its_outline_along_and_undo_takes_both_back(page, context):
    cell = long_cell(page)
    x, y = cell.circle.x, cell.circle.y
    click_image(page.canvas, x, y)
    drag_image(page.canvas, (x, y), (x + 20, y + 6))
    moved = next(c for c in page.cells if c.id == cell.id)
    assert moved.shape.ellipse.x - cell.shape.ellipse.x == pytest.approx(moved.circle.x - x, abs=0.02)
    assert moved.circle.x - x == pytest.approx(20, abs=1)
    context.undo_stack.undo()
    assert next(c for c in page.cells if c.id == cell.id).shape == cell.shape


def test_a_resized_cell_is_a_circle_until_undone(page, context):
    cell = long_cell(page)
    context.edit(labelling.reshape_cells(context.project, circles={cell.id: cell.circle.resized(cell.circle.r + 5)}))
    click_image(page.canvas, cell.circle.x, cell.circle.y)
    assert not page.panel.cell.shape_box.isVisible()
    context.undo_stack.undo()
    assert page.panel.cell.shape_box.isVisible()
