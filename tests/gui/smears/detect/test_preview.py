"""The page Smears: settings previewed live and saved as presets."""

from __future__ import annotations

import threading

import pytest
from pydantic import model_validator
from PySide6.QtWidgets import QComboBox, QInputDialog, QLabel

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import presets
from tests.gui.smears_helpers import press, settle, shown, type_number


@pytest.fixture
def window(smears_window):
    return smears_window


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
        def detect(pixels, *, task=SILENT):
            self.begun.set()
            assert self.go_on.wait(180)
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


def choose_detector(qtbot, page, name: str) -> None:
    box = page.panel.detectors
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


# the preview


def test_the_smear_in_hand_shows_what_would_be_found_and_the_project_stays_as_it_is(qtbot, window):
    page = window.page("smears")
    assert len(shown(page)) > 8
    assert f"{len(shown(page))} cells would be found" in page.findChild(QLabel, "previewCount").text()
    assert labelling.cells(window.context.project, smear_id=page.model.smears[0].id) == ()
    assert not window.context.undo_stack.count()


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
    sight = canvas.visible_part()
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
    assert page.findChild(QLabel, "previewCount").text() == "no preview"
    press(qtbot, window, "detectButton")
    assert not window.context.jobs.active
    type_number(qtbot, page.panel.form.field("x").box, "14")
    settle(qtbot, window)
    assert not page.panel.error.isVisible()


def test_without_live_preview_the_project_s_cells_are_shown(qtbot, window):
    page = window.page("smears")
    press(qtbot, window, "livePreviewBox")
    assert shown(page) == []
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    n = len(labelling.cells(window.context.project, smear_id=page.model.smears[0].id))
    assert (page.findChild(QLabel, "previewCount").text(), len(shown(page))) == (f"{n} cells in the project", n)


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
    assert (presets.presets(), box.currentText()) == ({}, "None saved")


def answer(qtbot, page, text: str) -> None:
    dialog = page.panel.findChild(QInputDialog, "presetNameDialog")
    dialog.setTextValue(text)
    dialog.accept()
    qtbot.waitUntil(lambda: page.panel.findChild(QInputDialog, "presetNameDialog") is None)


def test_what_was_used_last_comes_back_with_the_project(qtbot, window):
    page, folder = window.page("smears"), window.context.project.folder
    type_number(qtbot, page.panel.form.field("min_score").box, "0.8")
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    press(qtbot, window, "resetDetectionButton")
    window.context.close_project()
    window.context.open_project(folder)
    assert page.panel.form.values()["min_score"] == 0.8
