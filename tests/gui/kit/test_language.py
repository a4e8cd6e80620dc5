"""Changing the language without a restart keeps what is open, selected and running."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QToolButton
from shiboken6 import delete, isValid

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.registry import Choice
from rbc_desk.services.cells import labelling
from rbc_desk.services.training import training
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.kit import language
from rbc_desk.ui.shell.appearance import Appearance
from rbc_desk.ui.shell.main_window import MainWindow
from tests.gui.conftest import draw_smear


@pytest.fixture(autouse=True)
def _english_afterwards(qapp):
    yield
    language.apply(qapp, choice="en")


@pytest.fixture
def window(learning_context, qtbot):
    made = MainWindow(learning_context)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def speak(window, qtbot, code):
    """As the settings do; returns once every widget is new."""
    previous = window.body
    language.apply(QCoreApplication.instance(), choice=code)
    qtbot.waitUntil(lambda: window.body is not previous)


def nav(window, name):
    return visible(window, QToolButton, f"{name}Nav").text()


def visible(window, kind, name):
    return next(w for w in window.findChildren(kind, name) if w.isVisible())


def test_the_window_speaks_thai_at_once_and_english_again(window, qtbot):
    before = nav(window, "train"), window.actions_table["quit"].text()
    speak(window, qtbot, "th")
    assert (nav(window, "train"), window.actions_table["quit"].text()) == ("ฝึกสอน", "ออกจากโปรแกรม")
    speak(window, qtbot, "en")
    assert (nav(window, "train"), window.actions_table["quit"].text()) == before


def test_page_smear_selection_zoom_and_splitter_stay(window, qtbot):
    context = window.context
    window.go("label")
    canvas = window.page("label").canvas
    qtbot.waitUntil(lambda: bool(window.page("label").cells))
    cell = window.page("label").cells[5]
    canvas.select({cell.id})
    canvas.zoom_to(6.0)
    window.body.splitter.setSizes([850, 340])
    smear_id, sizes = context.smear_id, window.body.splitter.sizes()
    middle = canvas.view_to_image(canvas.viewport().rect().center())

    speak(window, qtbot, "th")
    new = window.page("label").canvas
    assert new is not canvas
    qtbot.waitUntil(lambda: bool(window.page("label").cells))

    assert window.current == "label" and window.page("label").isVisible()
    assert context.smear_id == smear_id and context.selection == {cell.id} == set(new.selection)
    assert new.scale_factor == pytest.approx(6.0)
    now = new.view_to_image(new.viewport().rect().center())
    assert abs(now.x() - middle.x()) < 3 and abs(now.y() - middle.y()) < 3
    assert window.body.splitter.sizes() == pytest.approx(sizes, abs=3)


def test_what_was_typed_into_the_form_of_a_training_stays(window, qtbot):
    window.go("train")
    visible(window, QToolButton, "allSettingsButton").click()
    visible(window, QSpinBox, "epochsBox").setValue(17)
    box = visible(window, QComboBox, "lossBox")
    box.setCurrentIndex(box.findData("cross_entropy"))
    speak(window, qtbot, "th")
    assert visible(window, QSpinBox, "epochsBox").value() == 17
    assert visible(window, QComboBox, "lossBox").currentData() == "cross_entropy"


def test_a_training_goes_on_and_its_curves_are_whole(window, qtbot):
    context = window.context
    window.go("train")
    spec = training.default_spec().model_copy(
        update={"epochs": 4, "batch_size": 8, "device": "cpu", "precision": "fp32"}
    )

    def after_an_epoch(_event):
        return context.training.last_epoch is not None

    with qtbot.waitSignal(context.training.event, timeout=60_000, check_params_cb=after_an_epoch):
        context.training_launcher.start(spec, "smear")
    speak(window, qtbot, "th")
    if context.training.running:
        with qtbot.waitSignal(context.training.finished, timeout=60_000):
            pass
    page = window.page("train")
    assert page.losses.epochs == (1, 2, 3, 4)
    assert page.figures.text("epoch") == "4 / 4"
    assert "เก็บแบบจำลอง" in page.findChild(QLabel, "stateLabel").text()


def test_steps_can_still_be_undone_and_are_named_anew(window, qtbot):
    context = window.context
    window.go("label")
    qtbot.waitUntil(lambda: bool(window.page("label").cells))
    cell = window.page("label").cells[0]
    context.edit(labelling.set_state(context.project, cell_ids=[cell.id], state=CellState.REJECTED))
    assert context.undo_stack.undoText() == "Reject 1 cell"
    speak(window, qtbot, "th")
    assert context.undo_stack.undoText() == "ปฏิเสธ 1 เซลล์"
    window.actions_table["undo"].trigger()
    qtbot.waitUntil(
        lambda: [c.state for c in window.page("label").cells if c.id == cell.id] == [CellState.CONFIRMED],
        timeout=10_000,
    )


def test_a_job_that_a_page_waits_for_ends_well_and_then_the_former_widgets_go(window, qtbot, tmp_path):
    context = window.context
    window.go("smears")
    previous = window.page("smears")
    draw_smear(tmp_path / "one.jpg", seed=9)
    previous.add_paths([tmp_path / "one.jpg"])
    speak(window, qtbot, "th")
    qtbot.waitUntil(lambda: "เพิ่ม 1 สเมียร์" in context.undo_stack.undoText(), timeout=30_000)
    qtbot.waitUntil(lambda: len(window.page("smears").model.smears) == 5)
    qtbot.waitUntil(lambda: not isValid(previous), timeout=30_000)


def test_keys_work_after_the_switch(window, qtbot):
    speak(window, qtbot, "th")
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "label"
    qtbot.waitUntil(lambda: bool(window.page("label").cells))
    page = window.page("label")
    cell = page.cells[0]
    page.canvas.select({cell.id})
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_1)
    code = window.context.project.class_set().codes[0]
    qtbot.waitUntil(lambda: next(c for c in page.cells if c.id == cell.id).label == code)


@pytest.fixture
def look(window, qapp):
    """What follows the settings in the application."""
    made = Appearance(qapp, window.context)
    yield made
    delete(made)


def test_the_language_is_chosen_in_settings_and_kept(window, look, qtbot):
    window.overlays.show_settings("appearance")
    box = visible(window, QComboBox, "languageBox")
    box.setFocus()
    previous = window.body
    box.setCurrentIndex(box.findData("th"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: window.body is not previous)
    box = visible(window, QComboBox, "languageBox")
    assert box.currentData() == "th" and box.hasFocus()
    assert load(settings_file())[0].language == "th"


def test_a_device_or_detector_of_a_plug_in_keeps_its_own_words():
    choice = Choice("mine", "summary nobody translated", "My detector")
    assert language.translated(choice.title) == "My detector"
