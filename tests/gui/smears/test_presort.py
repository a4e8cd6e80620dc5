"""Cells that are found are classified at once, with the starter model where the project has none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from rbc_desk.services.cells import labelling
from rbc_desk.services.models import evaluation
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from tests.gui.gestures import drag_image
from tests.gui.smears_helpers import press, settle


def found(context) -> list:
    ids = [smear.id for smear in context.counting.smears()]
    return [cell for smear_id in ids for cell in labelling.cells(context.project, smear_id=smear_id)]


def test_found_cells_come_classified_and_one_undo_takes_them_back(qtbot, smears_window):
    window, context = smears_window, smears_window.context
    assert not context.settings.presort  # as the other tests have it
    context.settings = context.settings.model_copy(update={"presort": True})
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(found(context)) and not context.jobs.active, timeout=120_000)
    cells = found(context)
    assert all(cell.prediction is not None and cell.human_code is None for cell in cells)
    (model,) = evaluation.models(context.project)
    assert model.name == "Starter (human cells)"
    window.go("classify")
    banner = window.page("classify").model_warning
    qtbot.waitUntil(banner.isVisible)
    assert "trained on human cells" in banner.text()
    context.undo_stack.undo()
    qtbot.waitUntil(lambda: not found(context))


@pytest.mark.parametrize("way", ["classify", "size"])
def test_every_way_of_finding_cells_classifies_them(qtbot, smears_window, way):
    window, context = smears_window, smears_window.context
    context.settings = context.settings.model_copy(update={"presort": True})
    if way == "classify":
        window.go("classify")
        window.page("classify").bar.detect_button.click()
    else:
        settle(qtbot, window)
        window.actions_table["set_cell_size"].trigger()
        picture = window.page(window.current)
        picture = picture.picture if window.current == "label" else picture.preview
        qtbot.waitUntil(lambda: picture.shown_id == context.smear_id)
        drag_image(picture.canvas, (60, 60), (96, 60))
    qtbot.waitUntil(lambda: bool(found(context)) and not context.jobs.active, timeout=120_000)
    assert all(cell.prediction is not None for cell in found(context))


def test_with_the_setting_off_they_come_as_they_are(qtbot, smears_window):
    window, context = smears_window, smears_window.context
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(found(context)) and not context.jobs.active, timeout=120_000)
    assert all(cell.prediction is None for cell in found(context))
    assert evaluation.models(context.project) == ()


def test_the_setting_is_a_box_of_the_settings_page_that_is_kept(qtbot, show_window, monkeypatch):
    monkeypatch.delenv("RBC_DESK_PRESORT")
    window = show_window()
    window.overlays.show_settings("work")
    box = window.findChild(QCheckBox, "presortSettingBox")
    box.setChecked(True)
    box.click()
    assert not window.context.settings.presort
    assert load(settings_file())[0].presort is False


def test_a_project_without_a_model_classifies_with_the_starter_from_the_page_classify(qtbot, smears_window):
    window, context = smears_window, smears_window.context
    window.go("classify")
    page = window.page("classify")
    qtbot.waitUntil(page.empty.way_on.isVisible)
    assert page.empty.way_on.text() == "Use the starter model"
    qtbot.mouseClick(page.empty.way_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.side.review.current_id) and not context.jobs.active, timeout=120_000)
    cells = labelling.cells(context.project, smear_id=context.smear_id)
    assert cells
    assert all(cell.prediction is not None for cell in cells)
    assert page.canvas.isVisible()
