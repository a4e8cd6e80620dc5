"""The page Smears in the real window: settings tried live, presets, cells found again, fields judged."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pydantic import model_validator
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QInputDialog, QLabel, QSlider, QToolButton

from rbc_desk.core.cells import CellState, DetectedCell
from rbc_desk.core.geometry import Circle
from rbc_desk.core.registry import Params
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.synth import render_smear
from rbc_desk.services import labelling, library, presets
from rbc_desk.settings.model import Settings
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.main_window import MainWindow
from rbc_desk.ui.pages.smear_table import FIELD
from rbc_desk.ui.pages.smears import SmearsPage


class GatedParams(Params):
    x: int = 0

    @model_validator(mode="after")
    def _sensible(self) -> GatedParams:
        if self.x == 13:
            raise ValueError("thirteen is nobody's number")
        return self


class Gate:
    """A plug-in's detector whose answers wait until the test lets them go; it finds one cell at x."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, params: GatedParams):
        def detect(pixels, *, stop=None):
            self.begun.set()
            assert self.go_on.wait(20)
            return [DetectedCell(Circle(50.0 + params.x, 60, 10), 0.9)]

        return detect


@pytest.fixture
def gate():
    """Registered for one test."""
    gate = Gate()
    DETECTORS.register("gated", summary="Waits.", params=GatedParams)(gate)
    yield gate
    gate.go_on.set()
    del DETECTORS._entries["gated"]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Five rendered smears, the last one out of focus."""
    folder = tmp_path / "smears"
    folder.mkdir()
    for seed in range(5):
        pixels = render_smear(seed=seed, width=360, height=270, n_cells=16, white_cell=False).pixels
        if seed == 4:
            pixels = cv2.GaussianBlur(pixels, (0, 0), 4)
        Image.fromarray(pixels).save(folder / f"{seed}.png")
    return folder


@pytest.fixture
def window(qtbot, tmp_path, folder):
    desk = Desk(settings=Settings(reader="Dr Test"))
    project = desk.create_project(tmp_path / "project")
    library.add_smears(project, [folder])
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    window.go("smears")
    settle(qtbot, window)
    yield window
    desk.shut_down()
    window.close()


def settle(qtbot, window) -> None:
    """No job under way and the preview shows what was asked for last."""
    page = window.page("smears")
    qtbot.waitUntil(lambda: not window.desk.jobs.active and page.preview.settled, timeout=60_000)


def press(qtbot, window, name: str) -> None:
    button = next(b for b in window.findChildren(QAbstractButton, name) if b.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(12, button.height() // 2))


def click_row(qtbot, page, row: int) -> None:
    at = page.table.visualRect(page.model.index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def type_number(qtbot, box, text: str) -> None:
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def shown(page) -> list[Circle]:
    return [cell.circle for cell in page.preview.canvas.layer.cells]


def choose_detector(qtbot, page, name: str) -> None:
    box = page.panel.detectors
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


# the preview


def test_the_smear_in_hand_shows_what_would_be_found_and_the_project_stays_as_it_is(qtbot, window):
    page = window.page("smears")
    assert len(shown(page)) > 8
    assert f"{len(shown(page))} cells would be found" in page.findChild(QLabel, "previewCount").text()
    assert labelling.cells(window.desk.project, smear_id=page.model.smears[0].id) == ()
    assert not window.desk.undo_stack.count()


def test_another_value_is_tried_at_once_and_reset_brings_the_first_circles_back(qtbot, window):
    page = window.page("smears")
    before = shown(page)
    with qtbot.waitSignal(page.preview.previewed, timeout=20_000):
        type_number(qtbot, page.panel.form.field("min_score").box, "1")
    assert len(shown(page)) < len(before)
    with qtbot.waitSignal(page.preview.previewed, timeout=20_000):
        press(qtbot, window, "resetDetectionButton")
    assert shown(page) == before


def test_zoomed_in_only_what_is_in_sight_is_tried(qtbot, window):
    page = window.page("smears")
    canvas = page.preview.canvas
    with qtbot.waitSignal(page.preview.previewed, timeout=20_000):
        canvas.zoom_to(4.0)
    settle(qtbot, window)
    sight = canvas.part_in_sight()
    assert shown(page)
    assert all(sight.contains(circle.x, circle.y) for circle in shown(page))


def test_a_stale_answer_reaches_nobody(qtbot, window, gate):
    page = window.page("smears")
    page.panel.detectors.addItem("Gated", "gated")
    choose_detector(qtbot, page, "gated")
    qtbot.waitUntil(gate.begun.is_set, timeout=20_000)  # the first answer is under way
    gate.begun.clear()
    type_number(qtbot, page.panel.form.field("x").box, "100")
    qtbot.waitUntil(gate.begun.is_set, timeout=20_000)  # and now the second
    with qtbot.waitSignal(page.preview.previewed, timeout=20_000):
        gate.go_on.set()
    settle(qtbot, window)
    assert [circle.x for circle in shown(page)] == [150.0]


def test_settings_that_do_not_go_together_are_told_in_words(qtbot, window, gate):
    page = window.page("smears")
    gate.go_on.set()
    page.panel.detectors.addItem("Gated", "gated")
    choose_detector(qtbot, page, "gated")
    settle(qtbot, window)
    type_number(qtbot, page.panel.form.field("x").box, "13")
    qtbot.waitUntil(page.panel.error.isVisible, timeout=20_000)
    assert page.panel.error.text() == "thirteen is nobody's number."
    assert page.findChild(QLabel, "previewCount").text() == "not tried"
    press(qtbot, window, "detectButton")
    assert not window.desk.jobs.active
    type_number(qtbot, page.panel.form.field("x").box, "14")
    settle(qtbot, window)
    assert not page.panel.error.isVisible()


def test_without_live_preview_the_project_s_cells_are_shown(qtbot, window):
    page = window.page("smears")
    press(qtbot, window, "livePreviewBox")
    assert shown(page) == []
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    n = len(labelling.cells(window.desk.project, smear_id=page.model.smears[0].id))
    assert (page.findChild(QLabel, "previewCount").text(), len(shown(page))) == (f"{n} cells in the project", n)


def test_a_selected_row_is_the_smear_that_is_shown(qtbot, window):
    page = window.page("smears")
    click_row(qtbot, page, 2)
    settle(qtbot, window)
    assert page.findChild(QLabel, "previewName").text() == "2.png"
    assert len(shown(page)) > 8


# presets


def test_a_preset_is_saved_chosen_renamed_and_deleted_by_hand(qtbot, window):
    page = window.page("smears")
    box = page.panel.findChild(QComboBox, "presetBox")
    type_number(qtbot, page.panel.form.field("min_score").box, "0.7")
    page.panel.presets.save.trigger()
    answer(qtbot, page, "Olympus 100x")
    assert box.currentText() == "Olympus 100x"
    assert presets.named("Olympus 100x").params == {"min_score": 0.7}
    press(qtbot, window, "resetDetectionButton")
    assert box.currentText() == "Olympus 100x (changed)"
    box.activated.emit(box.currentIndex())
    assert page.panel.form.values()["min_score"] == 0.7
    assert box.currentText() == "Olympus 100x"
    page.panel.presets.rename.trigger()
    answer(qtbot, page, "Zeiss")
    assert (list(presets.presets()), box.currentText()) == (["Zeiss"], "Zeiss")
    page.panel.presets.delete.trigger()
    assert (presets.presets(), box.currentText()) == ({}, "None saved yet")


def answer(qtbot, page, text: str) -> None:
    dialog = page.panel.findChild(QInputDialog, "presetNameDialog")
    dialog.setTextValue(text)
    dialog.accept()
    qtbot.waitUntil(lambda: page.panel.findChild(QInputDialog, "presetNameDialog") is None)


def test_what_was_used_last_comes_back_with_the_project(qtbot, window):
    page, folder = window.page("smears"), window.desk.project.folder
    type_number(qtbot, page.panel.form.field("min_score").box, "0.8")
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    press(qtbot, window, "resetDetectionButton")
    window.desk.close_project()
    window.desk.open_project(folder)
    assert page.panel.form.values()["min_score"] == 0.8


# finding


def test_found_again_a_person_s_cells_stay_and_one_undo_takes_the_step_back(qtbot, window):
    page, desk = window.page("smears"), window.desk
    smear_id = page.model.smears[0].id
    click_row(qtbot, page, 0)
    settle(qtbot, window)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    first, second, third, *_ = labelling.cells(desk.project, smear_id=smear_id)
    desk.edit(labelling.set_label(desk.project, cell_ids=[first.id], code="normal"))
    desk.edit(labelling.set_state(desk.project, cell_ids=[second.id], state=CellState.REJECTED))
    desk.edit(labelling.confirm(desk.project, cell_ids=[third.id]))
    desk.edit(labelling.add_cell(desk.project, smear_id=smear_id, circle=Circle(7, 7, 6)))
    said = labelling.cells(desk.project, smear_id=smear_id)
    steps = desk.undo_stack.count()

    type_number(qtbot, page.panel.form.field("min_score").box, "1")
    settle(qtbot, window)
    assert "3 of yours stay" in page.findChild(QLabel, "previewCount").text()  # the rejected one is no cell
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    after = {cell.id: cell for cell in labelling.cells(desk.project, smear_id=smear_id)}
    for cell_id in (first.id, second.id, third.id):
        before = next(c for c in said if c.id == cell_id)
        assert (after[cell_id].circle, after[cell_id].label, after[cell_id].state) == (
            before.circle,
            before.label,
            before.state,
        )
    assert sum(cell.is_manual for cell in after.values()) == 1
    assert len(after) < len(said)
    assert desk.undo_stack.count() == steps + 1
    desk.undo_stack.undo()
    assert {c.id for c in labelling.cells(desk.project, smear_id=smear_id)} == {c.id for c in said}


def test_a_stopped_detection_keeps_what_was_done_as_one_step(qtbot, window):
    desk = window.desk
    press(qtbot, window, "detectButton")
    job = desk.jobs.active[0]
    job.progress.connect(lambda event: job.cancel() if getattr(event, "done", 0) >= 1 else None)
    with qtbot.waitSignal(job.settled, timeout=60_000):
        pass
    settle(qtbot, window)
    done = [smear.n_cells > 0 for smear in library.smears(desk.project)]
    assert done[0] and not done[-1]
    assert desk.undo_stack.count() == 1
    desk.undo_stack.undo()
    assert not any(smear.n_cells for smear in library.smears(desk.project))


# unsure cells


def test_unsure_cells_are_marked_counted_and_stepped_through(qtbot, window):
    page = window.page("smears")
    canvas = page.preview.canvas
    slider = page.findChild(QSlider, "unsureSlider")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)  # below 1.00: all but the perfect ones
    n = len(canvas.unsure_ids)
    assert n > 0
    assert page.findChild(QLabel, "unsureLabel").text() == f"{n} below 1.00"
    qtbot.mouseClick(page.findChild(QToolButton, "nextUnsureButton"), Qt.MouseButton.LeftButton)
    assert canvas.selection == {canvas.unsure_ids[0]}
    qtbot.mouseClick(page.findChild(QToolButton, "previousUnsureButton"), Qt.MouseButton.LeftButton)
    assert canvas.selection == {canvas.unsure_ids[-1]}
    assert "score" in page.findChild(QLabel, "scoreLabel").text()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert canvas.unsure_ids == []


def test_in_label_a_key_goes_from_one_unsure_cell_to_the_next(qtbot, window):
    page, desk = window.page("smears"), window.desk
    click_row(qtbot, page, 0)
    settle(qtbot, window)
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    smear_id = page.model.smears[0].id
    (weak, second, *_) = sorted(labelling.cells(desk.project, smear_id=smear_id), key=lambda cell: cell.score)
    desk.set_smear(smear_id)
    window.go("label")
    settle(qtbot, window)
    canvas = window.page("label").canvas
    canvas.set_unsure_below((weak.score + second.score) / 2)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert desk.selection == {weak.id}
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.unsure_ids == []  # confirmed, it is unsure no more
    qtbot.keyClick(canvas, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert canvas.layer.unsure_below == 0


# fields


def test_a_field_out_of_focus_says_so_and_what_to_do(qtbot, window):
    model = window.page("smears").model
    words = [model.index(row, FIELD).data() for row in range(model.rowCount())]
    assert "blurred" in words[4]
    assert not any("blurred" in word for word in words[:4])
    assert "Photograph" in model.index(4, FIELD).data(Qt.ItemDataRole.ToolTipRole)


def test_in_a_narrow_window_the_verdict_and_the_state_stay_in_sight(qtbot, window):
    page = window.page("smears")
    window.resize(900, 600)
    qtbot.waitUntil(lambda: page.table.columnWidth(1) == 0)
    right = page.table.visualRect(page.model.index(0, page.model.columnCount() - 1)).right()
    assert right <= page.table.viewport().width() + 1
    assert page.table.visualRect(page.model.index(0, 0)).topLeft() == QPoint(0, 0)


def test_a_picture_that_is_no_smear_is_marked_in_the_table(desk, qtbot, tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "snow.png")
    library.add_smears(desk.project, [tmp_path / "snow.png"])
    desk.project_changed.emit(desk.project)
    page = SmearsPage(desk)
    qtbot.addWidget(page)
    page.show()
    field = page.model.index(0, FIELD)
    qtbot.waitUntil(lambda: field.data() not in ("", "…", None), timeout=20_000)
    assert field.data() == "no smear?"
    assert "does not look like a blood smear" in field.data(Qt.ItemDataRole.ToolTipRole)
