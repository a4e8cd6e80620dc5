"""Setting the scale on the page Label: by a line, by the cells, by a number; undone; shown with all sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QPushButton, QToolButton

from rbc_desk.services.smears import calibration, library
from rbc_desk.settings.files import load, save
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.app import open_window
from rbc_desk.ui.smears.smear_table import SCALE
from tests.gui.conftest import RADIUS, add_smear
from tests.gui.gestures import click_image, drag_image

SHIFT = Qt.KeyboardModifier.ShiftModifier
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def window(context, qtbot):
    """The window at the page Label, on the first of two smears of two dogs."""
    first = add_smear(context.project, seed=1, label=False)
    add_smear(context.project, seed=2, label=False)
    folder = context.project.folder
    context.close_project()
    save(settings_file(), reader="Ann")
    window = open_window(QApplication.instance(), project=folder)
    qtbot.addWidget(window)
    window.go("label")
    window.context.set_smear(first)
    qtbot.waitUntil(lambda: len(window.page("label").cells) == 12)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.context.shut_down()


def child(window, kind, name):
    return window.page("label").scale_card.findChild(kind, name)


def scales(window):
    return [info.um_per_px for info in library.smears(window.context.project)]


def apply(window):
    child(window, QPushButton, "applyScaleButton").click()


def test_the_status_bar_says_not_calibrated_and_a_click_opens_the_card(window):
    status = window.findChild(QToolButton, "scaleLabel")
    assert status.text() == "not calibrated"
    status.click()
    assert window.page("label").scale_card.isVisible()
    assert window.page("label").acts.calibrate.isChecked()


def test_a_line_over_a_known_length_calibrates_the_smear_and_sizes_turn_to_micrometres(window, qtbot):
    page = window.page("label")
    window.calibrate()
    drag_image(page.canvas, (40, 60), (140, 60))
    length = child(window, QDoubleSpinBox, "lengthPxBox").value()
    assert length == pytest.approx(100, abs=1.5)
    child(window, QDoubleSpinBox, "lengthUmBox").setValue(25)
    apply(window)
    assert scales(window) == [pytest.approx(25 / length), None]
    assert not page.scale_card.isVisible()
    qtbot.waitUntil(lambda: window.findChild(QToolButton, "scaleLabel").text() == f"{25 / length:.3f} µm/px")
    click_image(page.canvas, 30, 30)
    assert page.panel.cell.size_label.text().startswith(f"⌀ {2 * RADIUS * 25 / length:.2f} µm")
    window.findChild(QAction, "undo").trigger()
    assert scales(window) == [None, None]


def test_drawing_the_line_moves_no_cell_and_selects_none(window):
    page = window.page("label")
    before = [cell.circle for cell in page.cells]
    window.calibrate()
    drag_image(page.canvas, (30, 30), (86, 30))
    assert not window.context.selection
    assert [cell.circle for cell in page.cells] == before
    assert not window.context.undo_stack.canUndo()


def test_shift_keeps_the_line_level_an_end_can_be_taken_up_again_and_arrows_nudge_it(window):
    page = window.page("label")
    window.calibrate()
    ruler = page.scale_card.ruler
    drag_image(page.canvas, (40, 60), (140, 70))
    assert ruler.line.dy() != 0
    drag_image(page.canvas, (140, 70), (120, 60))
    assert ruler.line.x2() == pytest.approx(120, abs=1.5)
    before = ruler.line.length()
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right, SHIFT)
    assert ruler.line.length() == pytest.approx(before + 11, abs=0.2)


def test_escape_puts_card_and_line_away_and_the_mouse_works_on_cells_again(window):
    page = window.page("label")
    window.calibrate()
    drag_image(page.canvas, (40, 60), (140, 60))
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert (page.scale_card.isVisible(), page.scale_card.ruler.active) == (False, False)
    click_image(page.canvas, 30, 30)
    assert len(window.context.selection) == 1


def test_the_cells_mean_diameter_calibrates_all_smears_and_a_changed_mean_is_remembered(window, qtbot):
    window.calibrate()
    child(window, QToolButton, "byCellsButton").click()
    species = child(window, QComboBox, "speciesBox")
    assert (species.currentData(), child(window, QDoubleSpinBox, "meanDiameterBox").value()) == ("dog", 7.0)
    child(window, QDoubleSpinBox, "meanDiameterBox").setValue(6.8)
    scope = child(window, QComboBox, "scaleScopeBox")
    scope.setCurrentIndex(scope.findData("project"))
    button = child(window, QPushButton, "applyScaleButton")
    qtbot.waitUntil(button.isEnabled)
    button.click()
    assert scales(window) == [pytest.approx(6.8 / (2 * RADIUS))] * 2
    assert [info.scale_source for info in library.smears(window.context.project)] == ["species"] * 2
    own = load(settings_file())[0].mean_diameter_um
    assert {s.key: s.mean_diameter_um for s in calibration.species(own)}["dog"] == 6.8


def test_a_typed_scale_is_taken_and_can_be_taken_away(window):
    window.calibrate()
    child(window, QToolButton, "byNumberButton").click()
    child(window, QDoubleSpinBox, "umPerPxBox").setValue(0.065)
    apply(window)
    assert scales(window) == [0.065, None]
    window.calibrate()
    assert "0.0650 µm/px" in window.page("label").scale_card.now.text()
    child(window, QPushButton, "removeScaleButton").click()
    assert scales(window) == [None, None]


def test_a_length_that_cannot_be_is_told_and_not_taken(window):
    window.calibrate()
    child(window, QDoubleSpinBox, "lengthPxBox").setValue(10)
    child(window, QDoubleSpinBox, "lengthUmBox").setValue(1000)
    assert not child(window, QPushButton, "applyScaleButton").isEnabled()
    assert "100 µm per pixel" in window.page("label").scale_card.result.text()


def test_the_table_of_smears_shows_each_scale_and_where_it_is_from(window):
    window.calibrate()
    child(window, QToolButton, "byNumberButton").click()
    child(window, QDoubleSpinBox, "umPerPxBox").setValue(0.065)
    apply(window)
    window.go("smears")
    model = window.page("smears").model
    shown = [(model.data(model.index(row, SCALE)), model.data(model.index(row, SCALE), TIP)) for row in range(2)]
    assert shown == [("0.065", "entered by hand"), ("–", "not calibrated")]
