"""The histogram of diameters: bars, intervals by mouse and keys, and the cells they select."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rbc_desk.core.cells.cell import CellState, ScaleSource
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import calibration, library
from rbc_desk.ui.label.page import LabelPage
from rbc_desk.ui.label.sizes import changes_sizes
from rbc_desk.ui.plots.histogram import Histogram, nice_edges
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@given(st.lists(st.floats(0.5, 500), min_size=1, max_size=300))
def test_every_value_lies_in_a_bar_of_an_even_width(values):
    known = np.array(values)
    edges = nice_edges(known)
    widths = np.diff(edges)
    assert edges[0] <= known.min() + 1e-6 and known.max() <= edges[-1] + 1e-6
    assert 1 <= len(widths) <= 60
    assert np.allclose(widths, widths[0])
    assert np.histogram(known, edges)[0].sum() == pytest.approx(len(values), abs=0) or np.isclose(
        known.max(), edges[-1]
    )


@pytest.fixture
def histogram(qtbot):
    widget = Histogram()
    qtbot.addWidget(widget)
    widget.resize(400, 120)
    widget.show()
    values = np.random.default_rng(1).normal(7.0, 0.6, 2000)
    widget.set_values(values, unit="µm")
    return widget


def drag(widget, start, end):
    a, b = (QPoint(round(widget.x_of(v)), 50) for v in (start, end))
    QTest.mousePress(widget, LEFT, NONE, a)
    for n in range(1, 5):
        QTest.mouseMove(widget, a + (b - a) * n / 4)
    QTest.mouseRelease(widget, LEFT, NONE, b)


def test_dragging_lays_an_interval_an_end_can_be_moved_and_a_click_takes_it_away(histogram):
    drag(histogram, 6.0, 6.5)
    assert histogram.interval == pytest.approx((6.0, 6.5), abs=0.05)
    drag(histogram, 6.5, 7.2)
    assert histogram.interval == pytest.approx((6.0, 7.2), abs=0.05)
    QTest.mouseClick(histogram, LEFT, NONE, QPoint(round(histogram.x_of(8.0)), 50))
    assert histogram.interval is None


def test_keys_lay_an_interval_on_the_mean_move_it_and_widen_it(histogram):
    width = histogram.bars[0][1] - histogram.bars[0][0]
    QTest.keyClick(histogram, KEY.Key_Right)
    low, high = histogram.interval
    assert low <= 7.02 and high >= 6.98 and high - low == pytest.approx(width)
    QTest.keyClick(histogram, KEY.Key_Right)
    assert histogram.interval == pytest.approx((low + width, high + width))
    QTest.keyClick(histogram, KEY.Key_Right, SHIFT)
    QTest.keyClick(histogram, KEY.Key_Left, CTRL)
    assert histogram.interval == pytest.approx((low, high + 2 * width))
    QTest.keyClick(histogram, KEY.Key_Escape)
    assert histogram.interval is None


def test_a_projects_cells_are_shown_and_painted_within_an_eye_blink(histogram):
    values = np.random.default_rng(2).normal(7.0, 0.6, 250_000)
    start = time.process_time()
    histogram.set_values(values, unit="µm")
    histogram.grab()
    assert time.process_time() - start < 0.5
    assert sum(n for *_, n in histogram.bars) == 250_000


@pytest.fixture
def page(context, qtbot):
    """The page on a smear whose twelve cells have diameters of 20, 22 ... 42 pixels; a second smear beside it."""
    first = add_smear(context.project, seed=1, label=False)
    add_smear(context.project, seed=2, label=False)
    cells = labelling.cells(context.project, smear_id=first)
    circles = {c.id: Circle(c.circle.x, c.circle.y, 10.0 + n) for n, c in enumerate(cells)}
    labelling.reshape_cells(context.project, circles=circles)
    page = LabelPage(context)
    for widget in (page, page.panel):
        qtbot.addWidget(widget)
        widget.resize(1000, 700)
        widget.show()
    page.activated()
    context.set_smear(first)
    qtbot.waitUntil(lambda: len(page.cells) == 12)
    page.sizes.set_open(True)
    qtbot.waitUntil(lambda: page.sizes.found is not None and page.sizes.found.summary.n == 12)
    return page


def test_the_heading_tells_mean_and_spread_and_calibration_turns_them_to_micrometres(page, qtbot):
    sizes = page.sizes
    assert sizes.brief.text() == "31.0 ± 7.2 px"
    assert "CV 23.3 %" in sizes.figures.text()
    step = calibration.set_scale(
        page.context.project, smear_ids=[page.context.smear_id], um_per_px=0.2, source=ScaleSource.TYPED
    )
    page.context.edit(step)
    qtbot.waitUntil(lambda: sizes.brief.text() == "6.20 ± 1.44 µm")
    page.context.undo_stack.undo()
    qtbot.waitUntil(lambda: sizes.brief.text() == "31.0 ± 7.2 px")


def test_an_interval_selects_the_cells_of_those_sizes(page):
    drag(page.sizes.histogram, 29.2, 36.8)
    chosen = {c.circle.diameter for c in page.cells if c.id in page.context.selection}
    assert chosen == {30.0, 32.0, 34.0, 36.0}
    assert page.canvas.selection == page.context.selection
    assert "4 cells from" in page.sizes.figures.text()


def test_selecting_a_cell_by_hand_takes_the_interval_away(page):
    drag(page.sizes.histogram, 29.2, 36.8)
    click_image(page.canvas, 30, 30)
    assert page.sizes.histogram.interval is None
    assert len(page.context.selection) == 1


def test_the_project_is_measured_too_and_only_what_is_in_hand_is_selected(page, qtbot):
    sizes = page.sizes
    sizes.scope.setCurrentIndex(sizes.scope.findData("project"))
    qtbot.waitUntil(lambda: sizes.found is not None and sizes.found.summary.n == 24)
    drag(sizes.histogram, 27.2, 28.8)
    assert {c.circle.diameter for c in page.cells if c.id in page.canvas.selection} == {28.0}
    assert "13 cells" in sizes.figures.text() and "1 on this smear" in sizes.figures.text()


def brush_the_project(page, qtbot):
    sizes = page.sizes
    sizes.scope.setCurrentIndex(sizes.scope.findData("project"))
    qtbot.waitUntil(lambda: sizes.found is not None and sizes.found.summary.n == 24)
    drag(sizes.histogram, 27.2, 28.8)
    return sizes


def labelled(page):
    smears = library.smears(page.context.project)
    return [c.label for s in smears for c in labelling.cells(page.context.project, smear_id=s.id) if c.label]


def test_in_the_gallery_too_a_key_reaches_as_many_as_the_words_say(page, qtbot):
    QTest.keyClick(page.canvas, KEY.Key_G)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 12)
    sizes = brush_the_project(page, qtbot)
    assert "13 cells" in sizes.figures.text() and "1 on this smear are selected" in sizes.figures.text()
    QTest.keyClick(page.gallery.area, KEY.Key_2)
    assert labelled(page) == ["hypochromia"]


def test_in_the_gallery_of_the_whole_project_the_words_count_all_that_is_selected(page, qtbot):
    QTest.keyClick(page.canvas, KEY.Key_G)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 12)
    sizes = brush_the_project(page, qtbot)
    page.gallery.bar.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.gallery.board.cells) == 24)
    assert "13 cells from" in sizes.figures.text() and "on this smear" not in sizes.figures.text()
    QTest.keyClick(page.gallery.area, KEY.Key_2)
    assert labelled(page) == ["hypochromia"] * 13


def test_a_cell_taken_out_of_the_interval_by_hand_is_no_longer_counted(page):
    drag(page.sizes.histogram, 29.2, 36.8)
    out = next(c for c in page.cells if c.circle.diameter == 32.0)
    click_image(page.canvas, out.circle.x, out.circle.y, modifiers=CTRL)
    assert "4 cells" in page.sizes.figures.text() and "3 on this smear are selected" in page.sizes.figures.text()


def test_rejecting_or_resizing_a_cell_is_measured_anew_a_label_is_not(page, qtbot):
    context, cell = page.context, page.cells[0]
    assert not changes_sizes(labelling.set_label(context.project, cell_ids=[cell.id], code="normal"))
    assert changes_sizes(labelling.reshape_cells(context.project, circles={cell.id: cell.circle.resized(33)}))
    context.edit(labelling.set_state(context.project, cell_ids=[cell.id], state=CellState.REJECTED))
    qtbot.waitUntil(lambda: page.sizes.found.summary.n == 11)
    context.undo_stack.undo()
    qtbot.waitUntil(lambda: page.sizes.found.summary.n == 12)
