"""The page Smears: cells found again, uncertain cells stepped through, field quality."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QSlider, QToolButton

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.smears import library
from rbc_desk.ui.smears.page import SmearsPage
from rbc_desk.ui.smears.smear_table import FIELD, PLACE
from tests.gui.conftest import add_smear
from tests.gui.smears_helpers import click_row, press, settle, shown, type_number


@pytest.fixture
def window(smears_window):
    return smears_window


def test_a_selected_row_is_the_smear_that_is_shown(qtbot, window):
    page = window.page("smears")
    click_row(qtbot, page, 2)
    settle(qtbot, window)
    assert page.findChild(QLabel, "previewName").text() == "2.png"
    assert len(shown(page)) > 8


# finding


def test_found_again_a_person_s_cells_stay_and_one_undo_takes_the_step_back(qtbot, window):
    page, context = window.page("smears"), window.context
    smear_id = page.model.smears[0].id
    click_row(qtbot, page, 0)
    settle(qtbot, window)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    first, second, third, *_ = labelling.cells(context.project, smear_id=smear_id)
    context.edit(labelling.set_label(context.project, cell_ids=[first.id], code="normal"))
    context.edit(labelling.set_state(context.project, cell_ids=[second.id], state=CellState.REJECTED))
    context.edit(labelling.confirm(context.project, cell_ids=[third.id]))
    context.edit(labelling.add_cell(context.project, smear_id=smear_id, circle=Circle(7, 7, 6)))
    said = labelling.cells(context.project, smear_id=smear_id)
    steps = context.undo_stack.count()

    type_number(qtbot, page.panel.form.field("min_score").box, "1")
    settle(qtbot, window)
    assert "3 reviewed cells are kept" in page.findChild(QLabel, "previewCount").text()  # the rejected one is no cell
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    after = {cell.id: cell for cell in labelling.cells(context.project, smear_id=smear_id)}
    for cell_id in (first.id, second.id, third.id):
        before = next(c for c in said if c.id == cell_id)
        assert (after[cell_id].circle, after[cell_id].label, after[cell_id].state) == (
            before.circle,
            before.label,
            before.state,
        )
    assert sum(cell.is_manual for cell in after.values()) == 1
    assert len(after) < len(said)
    assert context.undo_stack.count() == steps + 1
    context.undo_stack.undo()
    assert {c.id for c in labelling.cells(context.project, smear_id=smear_id)} == {c.id for c in said}


def test_a_stopped_detection_keeps_what_was_done_as_one_step(qtbot, window):
    context = window.context
    press(qtbot, window, "detectButton")
    job = context.jobs.active[0]
    job.progress.connect(lambda event: job.cancel() if getattr(event, "done", 0) >= 1 else None)
    with qtbot.waitSignal(job.settled, timeout=60_000):
        pass
    settle(qtbot, window)
    done = [smear.n_cells > 0 for smear in library.smears(context.project)]
    assert done[0] and not done[-1]
    assert context.undo_stack.count() == 1
    context.undo_stack.undo()
    assert not any(smear.n_cells for smear in library.smears(context.project))


# uncertain cells


def test_uncertain_cells_are_marked_counted_and_stepped_through(qtbot, window):
    page = window.page("smears")
    canvas = page.preview.canvas
    slider = page.findChild(QSlider, "unsureSlider")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)  # below 1.00: all but the perfect ones
    n = len(canvas.uncertain_ids)
    assert n > 0
    assert page.findChild(QLabel, "unsureLabel").text() == f"{n} below 1.00"
    qtbot.mouseClick(page.findChild(QToolButton, "nextUnsureButton"), Qt.MouseButton.LeftButton)
    assert canvas.selection == {canvas.uncertain_ids[0]}
    qtbot.mouseClick(page.findChild(QToolButton, "previousUnsureButton"), Qt.MouseButton.LeftButton)
    assert canvas.selection == {canvas.uncertain_ids[-1]}
    assert "score" in page.findChild(QLabel, "scoreLabel").text()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert canvas.uncertain_ids == []


def test_in_label_a_key_goes_from_one_uncertain_cell_to_the_next(qtbot, window):
    page, context = window.page("smears"), window.context
    click_row(qtbot, page, 0)
    settle(qtbot, window)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    smear_id = page.model.smears[0].id
    (weak, second, *_) = sorted(labelling.cells(context.project, smear_id=smear_id), key=lambda cell: cell.score)
    context.set_smear(smear_id)
    window.go("label")
    settle(qtbot, window)
    canvas = window.page("label").canvas
    canvas.set_uncertain_below((weak.score + second.score) / 2)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert context.selection == {weak.id}
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.uncertain_ids == []  # confirmed, it is uncertain no more
    qtbot.keyClick(canvas, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert canvas.layer.uncertain_below == 0


# fields


def test_a_field_out_of_focus_says_so_and_what_to_do(qtbot, window):
    model = window.page("smears").model
    words = [model.index(row, FIELD).data() for row in range(model.rowCount())]
    assert "blurred" in words[4]
    assert not any("blurred" in word for word in words[:4])
    assert "Photograph" in model.index(4, FIELD).data(Qt.ItemDataRole.ToolTipRole)


# other objects


def test_white_cells_and_platelets_have_columns_and_a_place_in_the_status_bar_once_there_are_any(
    qtbot, context, show_window
):
    for seed in (1, 2):
        add_smear(context.project, seed=seed, label=False)
    window = show_window()
    window.resize(1600, 860)
    window.go("smears")
    page = window.page("smears")
    settle(qtbot, window)
    label, white, platelets = window.findChild(QLabel, "otherObjectsLabel"), PLACE["white_cells"], PLACE["platelets"]
    assert page.table.isColumnHidden(white) and page.table.isColumnHidden(platelets)
    assert not label.isVisible()

    first, second, third, *_ = labelling.cells(context.project, smear_id=context.smear_id)
    context.commit(lambda project: kinds.set_kind(project, cell_ids=[first.id, second.id], kind=CellKind.WHITE))
    qtbot.waitUntil(label.isVisible)
    assert label.text() == "2 white cells"
    assert not page.table.isColumnHidden(white) and page.table.isColumnHidden(platelets)
    cell = page.model.index(0, white)
    assert (cell.data(), page.model.index(1, white).data()) == ("2", "0")
    assert (
        cell.data(Qt.ItemDataRole.ToolTipRole)
        == "White cells: 2 on 1 smear, 2.0 per smear\nPlatelets: 0 on 1 smear, 0.0 per smear"
    )
    heading = page.model.headerData(white, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "White cells: 2 on 2 smears, 1.0 per smear" in heading

    context.commit(lambda project: kinds.set_kind(project, cell_ids=[third.id], kind=CellKind.PLATELET))
    qtbot.waitUntil(lambda: label.text() == "2 white cells, 1 platelet")
    assert not page.table.isColumnHidden(platelets)
    context.undo()
    context.undo()
    qtbot.waitUntil(lambda: not label.isVisible())
    assert page.table.isColumnHidden(white) and page.table.isColumnHidden(platelets)


def test_in_a_narrow_window_the_verdict_and_the_state_stay_in_sight(qtbot, window):
    page = window.page("smears")
    window.resize(900, 600)
    qtbot.waitUntil(lambda: page.table.columnWidth(1) == 0)
    right = page.table.visualRect(page.model.index(0, page.model.columnCount() - 1)).right()
    assert right <= page.table.viewport().width() + 1
    assert page.table.visualRect(page.model.index(0, 0)).topLeft() == QPoint(0, 0)


def test_a_picture_that_is_no_smear_is_marked_in_the_table(context, qtbot, tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "snow.png")
    library.add_smears(context.project, [tmp_path / "snow.png"])
    context.project_changed.emit(context.project)
    page = SmearsPage(context)
    qtbot.addWidget(page)
    page.show()
    field = page.model.index(0, FIELD)
    qtbot.waitUntil(lambda: field.data() not in ("", "…", None), timeout=120_000)
    assert field.data() == "not a smear?"
    assert "does not look like a blood smear" in field.data(Qt.ItemDataRole.ToolTipRole)
    assert "does not look like a blood smear" in page.panel.doubt.text()
    assert not page.panel.doubt.isHidden()
