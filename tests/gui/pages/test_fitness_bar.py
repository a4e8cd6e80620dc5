"""A dark field is left out of the counts wherever they are shown, and one click has it counted."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.services.smears import library
from rbc_desk.store import queries
from rbc_desk.ui.smears.smear_table import FIELD
from tests.gui.conftest import RADIUS, draw_smear

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(context, show_window, tmp_path):
    """The window with a dark smear of twelve labelled cells."""
    cells = draw_smear(tmp_path / "light.png", seed=1)
    Image.open(tmp_path / "light.png").point(lambda value: value * 0.35).save(tmp_path / "dark.png")
    added = library.add_smears(context.project, [tmp_path / "dark.png"])
    for x, y, code in cells:
        circle = Circle(float(x), float(y), float(RADIUS))
        labelling.add_cell(context.project, smear_id=added.ids[0], circle=circle, code=code)
    context.project_changed.emit(context.project)
    return show_window()


def n_counted(page):
    table = page.side.table
    return next(
        (
            table.item(row, 1).text()
            for row in range(table.rowCount())
            if table.item(row, 0).text() == "All red cells"
        ),
        "",
    )


def test_a_click_counts_a_field_that_was_left_out_and_undo_leaves_it_out_again(qtbot, window, context):
    window.go("classify")
    page = window.page("classify")
    qtbot.waitUntil(lambda: n_counted(page) == "0" and page.fitness.isVisible())
    assert "left out: too dark" in page.fitness.text()
    qtbot.mouseClick(page.fitness.button, LEFT)
    qtbot.waitUntil(lambda: n_counted(page) == "12")
    assert f"counted although too dark: overruled by {context.project.reader}" in page.fitness.text()
    assert page.fitness.button.text() == "Leave out again"
    log = queries.log(context.project.store, viewpoint=context.project.viewpoint)
    assert ("Count dark.png anyway", context.project.reader) in [(line.op, line.reader) for line in log]
    context.undo()
    qtbot.waitUntil(lambda: n_counted(page) == "0")
    assert page.fitness.button.text() == "Count anyway"


def test_the_pages_smears_and_specimens_say_so_too(qtbot, window, context):
    window.go("smears")
    smears = window.page("smears")
    cell = smears.model.index(0, FIELD)
    qtbot.waitUntil(lambda: cell.data() == "left out: too dark" and smears.fitness.isVisible())
    assert "Unchecked, so nothing is left out for it: focus" in cell.data(Qt.ItemDataRole.ToolTipRole)
    window.go("specimens")
    details = window.page("specimens").details
    qtbot.waitUntil(details.fitness.isVisible)
    qtbot.mouseClick(details.fitness.button, LEFT)
    qtbot.waitUntil(lambda: "overruled by" in details.fitness.text())
    window.go("smears")
    qtbot.waitUntil(lambda: cell.data() == "too dark, counted")
