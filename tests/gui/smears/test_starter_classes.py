"""How a starter's classes count in a project that has others, shown before it classifies the first cells."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtWidgets import QPushButton

from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.smears import library
from rbc_desk.settings.model import Settings
from rbc_desk.ui.dialogs.starter_classes import StarterClassesDialog
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.smears_helpers import press, settle


@pytest.fixture
def window(qtbot, tmp_path):
    """The page Smears of a project for dogs, with one smear whose cells are not found yet."""
    context = AppContext(settings=Settings(reader="Dr Test", presort=True, live_learning=False))
    project = context.create_project(tmp_path / "project", class_set="canine")
    pixels = render_smear(seed=0, width=360, height=270, n_cells=16, white_cell=False).pixels
    Image.fromarray(pixels).save(tmp_path / "smear.png")
    library.add_smears(project, [tmp_path / "smear.png"])
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    window.go("smears")
    settle(qtbot, window)
    yield window
    context.shut_down()
    window.close()


def asked(window, qtbot) -> StarterClassesDialog:
    press(qtbot, window, "detectButton")
    qtbot.waitUntil(lambda: window.findChild(StarterClassesDialog) is not None)
    return window.findChild(StarterClassesDialog)


def cells(window):
    (smear,) = library.smears(window.context.project)
    return labelling.cells(window.context.project, smear_id=smear.id)


def choose(dialog, model_code, code):
    box = dialog.rows.choices[model_code]
    box.setCurrentIndex(box.findData(code))


def test_the_classes_are_shown_first_changed_by_hand_remembered_and_asked_once(window, qtbot):
    dialog, project = asked(window, qtbot), window.context.project
    assert not cells(window)
    assert list(dialog.counting) == ["macrocyte", "microcyte", "ovalocyte", "teardrop", "burr_cell", "elliptocyte"]
    assert dialog.rows.choices["burr_cell"].currentText() == "Echinocyte (burr cell)"
    assert dialog.rows.choices["teardrop"].currentText() == "Other: Teardrop"
    assert "Acanthocyte" in dialog.unknown.text()
    assert "Echinocyte" not in dialog.unknown.text()
    choose(dialog, "burr_cell", "acanthocyte")
    assert "Acanthocyte" not in dialog.unknown.text()
    assert "Echinocyte (burr cell)" in dialog.unknown.text()
    for code in ("macrocyte", "microcyte", "ovalocyte", "elliptocyte"):
        choose(dialog, code, "normal")
    dialog.classify_button.click()
    qtbot.waitUntil(lambda: bool(cells(window)) and not window.context.jobs.active, timeout=120_000)
    assert all(cell.prediction is not None for cell in cells(window))
    (model,) = evaluation.models(project)
    counted = dict(zip(model.codes, model.code_map.counted_as, strict=True))
    assert counted["burr_cell"] == "acanthocyte"
    assert {counted[code] for code in ("macrocyte", "microcyte", "ovalocyte", "elliptocyte")} == {"normal"}
    assert counted["teardrop"] == "teardrop"
    assert {cell.prediction.code for cell in cells(window)} <= {*project.class_set().codes, "teardrop"}
    press(qtbot, window, "detectButton")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not window.context.jobs.active, timeout=120_000)
    assert not [one for one in window.findChildren(StarterClassesDialog) if one.isVisible()]


def test_cancel_does_nothing_and_only_finding_leaves_the_cells_unclassified(window, qtbot):
    asked(window, qtbot).reject()
    assert not window.context.jobs.active
    qtbot.waitUntil(lambda: window.findChild(StarterClassesDialog) is None)
    asked(window, qtbot).findChild(QPushButton, "onlyFindCellsButton").click()
    qtbot.waitUntil(lambda: bool(cells(window)) and not window.context.jobs.active, timeout=120_000)
    assert all(cell.prediction is None for cell in cells(window))
    assert evaluation.models(window.context.project) == ()


def test_a_starter_that_fits_no_class_is_used_when_its_classes_are_mapped_by_hand(window, qtbot):
    project = window.context.project
    for code in project.class_set().codes:
        if code not in ("acanthocyte", "eccentrocyte"):
            classes.remove_class(project, code=code)
    window.context.project_changed.emit(project)
    window.go("classify")
    page = window.page("classify")
    qtbot.waitUntil(page.empty.other_starter.isVisible)
    page.empty.other_starter.click()
    dialog = window.findChild(StarterClassesDialog)
    assert set(dialog.counting.values()) == {None}
    choose(dialog, "burr_cell", "acanthocyte")
    dialog.classify_button.click()
    qtbot.waitUntil(lambda: page.canvas.isVisible() and not window.context.jobs.active, timeout=120_000)
    assert all(cell.prediction is not None for cell in cells(window))
    (model,) = evaluation.models(project)
    assert model.code_map.counted_as[model.codes.index("burr_cell")] == "acanthocyte"
