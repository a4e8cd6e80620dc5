"""The bar that says that the size of the cells is uncertain, and the drag across one cell that sets it."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from rbc_desk.core.cells.cell import ScaleSource
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import cell_width, find_cells
from rbc_desk.services.smears import calibration, library
from tests.gui.gestures import click_image, drag_image


@pytest.fixture
def window(context, qtbot, show_window, tmp_path):
    """The page Label on the first of two smears of one specimen; the scale of the first cannot be right."""
    (tmp_path / "images").mkdir()
    for seed in range(2):
        pixels = render_smear(seed=seed, width=360, height=270, n_cells=16, white_cell=False).pixels
        Image.fromarray(pixels).save(tmp_path / "images" / f"{seed}.png")
    project = context.project
    library.add_smears(project, [tmp_path / "images"])
    ids = [info.id for info in library.smears(project)]
    for smear_id in ids:
        library.set_specimen(project, smear_id=smear_id, code="dog 1")
    calibration.set_scale(project, smear_ids=ids[:1], um_per_px=0.02, source=ScaleSource.TYPED)
    find_cells.detect_smears(project, smear_ids=ids, workers=1)
    context.project_changed.emit(project)
    context.set_smear(ids[0])
    window = show_window()
    window.go("label")
    settle(qtbot, window, "label")
    return window


def settle(qtbot, window, name):
    window.go(name)
    shown = window.page(name)
    picture = shown.picture if name == "label" else shown.preview
    qtbot.waitUntil(lambda: not window.context.jobs.active and picture.shown_id == window.context.smear_id)


def width_of(window, smear_id):
    return cell_width.of_smear(window.context.project, smear_id=smear_id)


@pytest.mark.parametrize("name", ["label", "smears"])
def test_one_drag_across_a_cell_sets_the_size_for_the_specimen_and_undo_takes_it_back(window, qtbot, name):
    settle(qtbot, window, name)
    page, context = window.page(name), window.context
    canvas, bar = (page.canvas, page.picture.size_bar) if name == "label" else (page.preview.canvas, page.size_bar)
    first, second = (info.id for info in library.smears(context.project))
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.text() == "The size of the cells is uncertain. Drag across one cell to set it."
    before = [cell.circle for cell in labelling.cells(context.project, smear_id=second)]

    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.text.text() == "Drag across one cell, from edge to edge. Esc cancels."
    drag_image(canvas, (60, 60), (96, 60))
    qtbot.waitUntil(lambda: width_of(window, first).set_px is not None and not context.jobs.active)
    assert width_of(window, first).set_px == pytest.approx(36, abs=2)
    assert width_of(window, second) == width_of(window, first)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert context.undo_stack.undoText().startswith("Set cell size to 3")

    context.undo()
    qtbot.waitUntil(bar.isVisible)
    assert width_of(window, second).set_px is None
    assert [cell.circle for cell in labelling.cells(context.project, smear_id=second)] == before


def test_the_size_can_be_set_at_any_time_by_an_action_and_escape_or_another_smear_ends_it(window, qtbot):
    context, page = window.context, window.page("label")
    first, second = (info.id for info in library.smears(context.project))
    bar = page.picture.size_bar
    context.set_smear(second)
    settle(qtbot, window, "label")
    qtbot.waitUntil(lambda: not bar.isVisible())
    menu = window.findChild(QToolButton, "menuButton").menu()
    assert "Set cell size by dragging" in [action.text() for action in menu.actions()]
    window.go("project")
    window.actions_table["set_cell_size"].trigger()
    assert window.current == "label"
    qtbot.waitUntil(lambda: bar.ruler.active and bar.isVisible())
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert not bar.ruler.active and not bar.isVisible()

    window.actions_table["set_cell_size"].trigger()
    click_image(page.canvas, 60, 60)
    assert bar.ruler.active  # a click is no length
    page.acts.calibrate.trigger()
    assert not bar.ruler.active and page.scale_card.ruler.active
    window.actions_table["set_cell_size"].trigger()
    assert bar.ruler.active and page.scale_card.isHidden()
    context.set_smear(first)
    assert not bar.ruler.active
    assert width_of(window, first).set_px is None


def test_a_label_reads_nothing_of_the_cell_size(window, monkeypatch):
    asked = []
    original = cell_width.of_smear
    monkeypatch.setattr(cell_width, "of_smear", lambda *a, **k: asked.append(1) or original(*a, **k))
    context, cell = window.context, window.page("label").cells[0]
    context.edit(labelling.set_label(context.project, cell_ids=[cell.id], code="normal"))
    context.undo()
    assert asked == []
    context.edit(labelling.add_cell(context.project, smear_id=cell.smear_id, circle=cell.circle))
    assert asked == [1]
