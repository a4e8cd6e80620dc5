"""The three choices of the page Train, and the settings that unfold below them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from rbc_desk.services.cells import labelling
from rbc_desk.services.training import presets
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.train.page import TrainPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(learning_context, qtbot):
    page = TrainPage(learning_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activateWindow()
    return page


def chosen(page):
    return [name for name, card in page.choices.cards.items() if card.isChecked()]


def planned(page, qtbot):
    qtbot.waitUntil(lambda: page.split.planned is not None, timeout=60_000)


def test_the_page_opens_with_the_good_choice_and_its_settings_folded(page):
    assert chosen(page) == ["good"]
    assert not page.form.isVisible()
    assert page.form.spec() == presets.preset_spec("good").model_copy(
        update={"loss_params": page.form.spec().loss_params}
    )


def test_a_click_and_the_arrow_keys_choose_and_the_form_follows(page, qtbot):
    qtbot.mouseClick(page.choices.cards["best"], LEFT)
    assert (chosen(page), page.form.epochs.value()) == (["best"], presets.preset_spec("best").epochs)
    page.choices.cards["best"].setFocus()
    qtbot.keyClick(page.choices.cards["best"], Qt.Key.Key_Left)
    assert chosen(page) == ["good"]
    qtbot.keyClick(page.choices.cards["good"], Qt.Key.Key_Left)
    assert (chosen(page), page.form.spec().mode) == (["quick"], "quick")


def test_a_setting_of_one_s_own_is_custom_and_the_same_settings_are_the_choice_again(page, qtbot):
    qtbot.mouseClick(page.fold, LEFT)
    page.form.epochs.setValue(9)
    assert (chosen(page), page.fold.text()) == ([], "All settings (custom)")
    page.form.epochs.setValue(presets.preset_spec("good").epochs)
    assert (chosen(page), page.fold.text()) == (["good"], "All settings")


def test_the_paper_s_settings_are_one_of_the_presets(page, qtbot):
    qtbot.mouseClick(page.fold, LEFT)
    box = page.findChild(QComboBox, "presetBox")
    box.setCurrentIndex(box.findData("paper"))
    box.activated.emit(box.currentIndex())
    spec = page.form.spec()
    assert (spec.network, spec.recipe, spec.optimizer, spec.loss_params["alpha"]) == (
        "densenet121", "paper", "adam", 1.5,
    )  # fmt: skip
    assert (chosen(page), page.fold.text()) == ([], "All settings (as in the paper)")


def test_a_network_without_imagenet_weights_is_not_asked_to_start_from_them(page):
    page.form.network.setCurrentIndex(page.form.network.findData("rbc_small"))
    assert (page.form.spec().pretrained, page.form.pretrained.isEnabled()) == (False, False)


def test_every_card_says_how_long_it_takes_and_is_read_out_whole(page, qtbot):
    planned(page, qtbot)
    for card in page.choices.cards.values():
        assert "36 cells" in card.estimate
        assert card.estimate in card.accessibleDescription()
    assert page.choices.cards["quick"].accessibleName() == "Quick, seconds"


def test_a_class_with_too_few_cells_is_named_before_train_is_pressed(page, learning_context, qtbot):
    planned(page, qtbot)
    cells = labelling.cells(learning_context.project, smear_id=4)
    step = labelling.set_label(learning_context.project, cell_ids=[cells[0].id], code="codocyte")
    learning_context.edit(step)
    told = "Codocyte (target cell) has 1 cell, too few to learn: it is left out."
    qtbot.waitUntil(lambda: told in page.leak.text(), timeout=60_000)
    assert page.leak.isVisible()


def test_the_choice_and_the_unfolded_settings_are_there_when_the_project_is_opened_again(learning_context, qtbot):
    window = MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    window.go("train")
    page = window.page("train")
    qtbot.mouseClick(page.choices.cards["quick"], LEFT)
    qtbot.mouseClick(page.fold, LEFT)
    state = page.view_state()
    again = TrainPage(learning_context)
    qtbot.addWidget(again)
    again.restore_view_state(state)
    assert (chosen(again), again.fold.isChecked()) == (["quick"], True)
    page.form.epochs.setValue(11)
    again.restore_view_state(page.view_state())
    assert (chosen(again), again.form.epochs.value(), again.form.spec().mode) == ([], 11, "quick")


def test_the_line_on_live_learning_opens_the_page_with_the_choice_that_trains_a_whole_network(show_window):
    window = show_window()
    window.go("label")
    window.page("train").form.show_preset("quick")
    for preset in ("good", "best"):
        window.go("label")
        window.page("label").training_requested.emit(preset)
        assert window.current == "train"
        assert chosen(window.page("train")) == [preset]
