"""Classifying and reviewing a smear on the page Classify."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import event

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.regions import Region
from rbc_desk.learn.bundles.bundle import add_metrics, load_bundle
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.smears import library
from rbc_desk.ui.classify.page import ClassifyPage
from rbc_desk.ui.dialogs.slide import SlideDialog
from rbc_desk.ui.state.saving import Saving
from tests.gui.conftest import add_smear, draw_smear
from tests.slide_files import write_pyramid

LEFT = Qt.MouseButton.LeftButton
SMEAR = 4


def opened(context, qtbot):
    page = ClassifyPage(context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.side)
    page.resize(1100, 800)
    page.side.resize(300, 800)
    page.show()
    page.side.show()
    context.set_smear(SMEAR)
    return page


@pytest.fixture
def page(trained_context, qtbot):
    return opened(trained_context, qtbot)


@pytest.fixture
def classified(page, qtbot):
    qtbot.mouseClick(page.bar.classify_button, LEFT)
    qtbot.waitUntil(lambda: page.side.review.count() == 12, timeout=60_000)
    return page


def cell(page, cell_id):
    return next(c for c in labelling.cells(page.context.project, smear_id=SMEAR) if c.id == cell_id)


def test_without_a_model_the_page_offers_the_starter(learning_context, qtbot):
    page = opened(learning_context, qtbot)
    assert not page.bar.classify_button.isEnabled()
    assert page.empty.way_on.text() == "Use the starter model"


def test_without_a_model_and_a_starter_that_fits_the_page_leads_to_train(context, qtbot):
    add_smear(context.project, seed=1, label=False)
    for code in ("codocyte", "hypochromia"):
        classes.remove_class(context.project, code=code)
    context.project_changed.emit(context.project)
    page = opened(context, qtbot)
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.empty.way_on, LEFT)
    assert asked.args == ["train"]


def test_without_smears_the_page_offers_to_add_images(context, qtbot):
    page = ClassifyPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.empty.way_on.text() == "Add images…"
    assert not page.bar.isVisible()  # nothing to choose from


def test_regions_of_a_slide_chosen_on_the_page_become_smears_and_the_other_images_too(page, qtbot, tmp_path):
    write_pyramid(tmp_path / "film.tif")
    draw_smear(tmp_path / "21.png", seed=21)
    qtbot.mouseClick(page.bar.open_button, LEFT)
    dialog = page.findChild(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "film.tif"), str(tmp_path / "21.png")])
    dialog.done(QFileDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: page.window().findChild(SlideDialog) is not None, timeout=60_000)
    slide = page.window().findChild(SlideDialog)
    slide.canvas.set_regions((Region(500, 500, 640, 480),))
    qtbot.mouseClick(slide.add_button, LEFT)
    project = page.context.project

    def added():
        return {smear.specimen for smear in library.smears(project)} >= {"film", "21"}

    qtbot.waitUntil(added, timeout=60_000)
    qtbot.waitUntil(lambda: page.context.smear_id != SMEAR, timeout=60_000)


def test_the_count_and_the_queue_take_the_place_of_what_says_that_they_will_appear(page, qtbot):
    side = page.side
    parts = (side.table, side.caption)
    assert side.empty.isVisibleTo(side) and not any(part.isVisibleTo(side) for part in parts)
    qtbot.mouseClick(page.bar.classify_button, LEFT)
    qtbot.waitUntil(lambda: side.review.isVisibleTo(side))
    assert all(part.isVisibleTo(side) for part in parts) and not side.empty.isVisibleTo(side)


def test_the_differential_counts_every_cell_and_sums_to_a_hundred(classified, qtbot):
    table = classified.side.table
    qtbot.waitUntil(lambda: rows(table).get("All red cells", ("0",))[0] != "0")
    last = table.rowCount() - 1
    assert [table.item(last, column).text() for column in range(3)] == ["All red cells", "12", "100.0 %"]


def rows(table):
    texts = [[table.item(i, j).text() for j in range(3)] for i in range(table.rowCount())]
    return {name: (count, share.split("\n")[0]) for name, count, share in texts}


def test_cells_without_a_class_cut_by_the_border_or_rejected_stand_apart_and_the_percentages_say_of_what(page, qtbot):
    project = page.context.project
    ids = [c.id for c in labelling.cells(project, smear_id=SMEAR)]
    page.context.edit(labelling.set_label(project, cell_ids=ids[:2], code="normal"))
    page.context.edit(labelling.set_state(project, cell_ids=ids[2:3], state=CellState.REJECTED))
    page.context.edit(labelling.reshape_cells(project, circles={ids[3]: Circle(5.0, 30.0, 14.0)}))
    qtbot.waitUntil(lambda: rows(page.side.table).get("Normal") == ("2", "20.0 %"))
    qtbot.waitUntil(lambda: "Cut off by the border, not counted" in rows(page.side.table))
    told = rows(page.side.table)
    assert told["Unclassified"] == ("8", "80.0 %")
    assert told["All red cells"] == ("10", "100.0 %")
    assert told["Cut off by the border, not counted"] == ("1", "")
    assert told["Rejected"] == ("1", "")
    assert "8 of 10 red cells have no class yet" in page.side.partial.text()
    assert page.side.partial.isVisible()
    qtbot.mouseClick(page.bar.classify_button, LEFT)
    qtbot.waitUntil(lambda: "Unclassified" not in rows(page.side.table), timeout=60_000)
    told = rows(page.side.table)
    assert told["All red cells"] == ("10", "100.0 %")
    assert told["Cut off by the border, not counted"] == ("1", "")
    assert "no class yet" not in page.side.partial.text()


def test_the_least_certain_cell_comes_first(classified):
    sure = [cell(classified, i).prediction.confidence for i in classified.side.review.cell_ids]
    assert sure == sorted(sure)


def test_a_digit_corrects_the_cell_in_hand_and_the_next_comes_up(classified, qtbot):
    review = classified.side.review
    first, second = review.cell_ids[:2]
    review.setCurrentRow(0)
    codes = classified.context.project.class_set().codes
    qtbot.keyClick(review, Qt.Key.Key_1)
    assert cell(classified, first).label == codes[0]
    assert review.current_id == second


def test_on_a_slow_disk_each_key_is_for_the_next_cell_and_none_is_lost(classified, qtbot, monkeypatch):
    context, review, free = classified.context, classified.side.review, threading.Event()
    codes = context.project.class_set().codes
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", -1.0)
    event.listen(context.project.store._engine, "commit", lambda _connection: free.wait(60))
    review.setFocus()
    review.setCurrentRow(0)
    first, second, third = review.cell_ids[:3]
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(review, key)
    assert context.saving.busy
    assert review.current_id == third
    context.set_selection([first])
    review.clearFocus()  # here the list and the image are two windows
    qtbot.keyClick(classified.canvas, Qt.Key.Key_3)  # a correction
    free.set()
    qtbot.waitUntil(lambda: not context.saving.busy)
    assert [cell(classified, i).label for i in (first, second, third)] == [codes[2], codes[1], None]
    assert context.selection == {first}
    assert review.cell_ids[0] == third


def test_a_cell_whose_class_could_not_be_saved_is_to_review_again(classified, qtbot, monkeypatch):
    context, review = classified.context, classified.side.review
    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", -1.0)
    monkeypatch.setattr(Saving, "LANE_PATIENCE_MS", 20.0)
    first = review.cell_ids[0]
    review.setCurrentRow(0)
    with closing(sqlite3.connect(context.project.folder / "project.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        qtbot.keyClick(review, Qt.Key.Key_1)
        assert first not in review.cell_ids
        qtbot.waitUntil(lambda: not context.saving.busy)
        other.execute("ROLLBACK")
    assert review.cell_ids[0] == first


def test_a_project_is_closed_with_cells_still_to_review_and_none_is_chosen(classified, qtbot):
    context = classified.context
    unseen = ClassifyPage(context)  # as the page is after the language was changed elsewhere: its picture never came
    qtbot.addWidget(unseen)
    qtbot.addWidget(unseen.side)
    unseen.copy_state(classified)
    unseen.side.review.setCurrentRow(2)
    assert unseen.side.review.count() == 12
    context.set_selection(())
    chosen = []
    context.selection_changed.connect(chosen.append)
    context.close_project()
    assert (unseen.side.review.count(), classified.side.review.count()) == (0, 0)
    assert not any(chosen)


def test_enter_confirms_the_prediction(classified, qtbot):
    review = classified.side.review
    review.setCurrentRow(3)
    chosen = review.current_id
    predicted = cell(classified, chosen).prediction.code
    qtbot.keyClick(review, Qt.Key.Key_Return)
    assert cell(classified, chosen).label == predicted


def test_undoing_a_correction_brings_the_cell_back_to_the_queue(classified, qtbot):
    review = classified.side.review
    first = review.cell_ids[0]
    review.setCurrentRow(0)
    qtbot.keyClick(review, Qt.Key.Key_2)
    classified.context.undo_stack.undo()
    assert cell(classified, first).label is None
    assert review.cell_ids[0] == first


def test_crops_stand_beside_the_cells_to_review(classified, qtbot):
    qtbot.waitUntil(lambda: not classified.side.review.without_thumbnail(), timeout=20_000)


def test_the_classes_are_exported_as_csv(classified, tmp_path):
    rows = classified.export_to(tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert rows == 12
    assert lines[0].startswith("image,x,y,r,class,confidence,p_")
    assert len(lines) == 13


def test_a_picture_that_is_no_smear_is_doubted_in_words_and_a_smear_is_not(page, qtbot, tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "snow.png")
    added = library.add_smears(page.context.project, [tmp_path / "snow.png"])
    page.context.set_smear(added.ids[0])
    qtbot.waitUntil(page.doubt.isVisible, timeout=60_000)
    assert "does not look like a blood smear" in page.doubt.text()
    page.context.set_smear(SMEAR)
    qtbot.waitUntil(lambda: not page.context.jobs.active, timeout=60_000)
    assert not page.doubt.isVisible()


def test_a_smear_unlike_the_training_smears_is_told_with_the_offer_to_label_its_cells(classified, qtbot):
    page, side = classified, classified.side.domain
    qtbot.waitUntil(side.isVisible)
    assert side.line.text().startswith("It was not checked whether the model was trained")  # few smears give no limit
    project = page.context.project
    folder = project.folder / evaluation.active_model(project).folder
    domain = load_bundle(folder).training_domain
    add_metrics(folder, metrics={}, training_domain={**domain, "limit": 1e-3})
    page.refresh()
    qtbot.waitUntil(side.banner.isVisible)
    assert side.banner.text().startswith("This smear is unlike those that the model was trained on")
    assert not side.line.isVisible()
    assert side.button.text() == "Label 12 cells and adapt"
    with qtbot.waitSignal(page.cells_requested) as asked:
        qtbot.mouseClick(side.button, LEFT)
    ids, title, view = asked.args
    assert sorted(ids) == sorted(one.id for one in labelling.cells(project, smear_id=SMEAR))
    assert (title, view) == ("To adapt the model", "adapt")
    add_metrics(folder, metrics={}, training_domain={**domain, "limit": 1e3})
    page.refresh()
    qtbot.waitUntil(lambda: not side.isVisible())
