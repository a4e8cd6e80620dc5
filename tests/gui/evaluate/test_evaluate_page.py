"""Evaluating a model on the page Evaluate."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from rbc_desk.learn.bundles.bundle import load_bundle, load_weights, save_bundle
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import class_mapping, evaluation
from rbc_desk.ui.evaluate.page import EvaluatePage
from rbc_desk.ui.kit import language
from rbc_desk.ui.shell import appearance
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.widgets.figures import select_key

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(trained_context, qtbot):
    page = EvaluatePage(trained_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def evaluate(page, qtbot):
    with qtbot.waitSignal(page.context.bus.changed, timeout=60_000):
        qtbot.mouseClick(page.evaluate_button, LEFT)


def test_without_a_model_the_page_leads_to_train(learning_context, qtbot):
    page = EvaluatePage(learning_context)
    qtbot.addWidget(page)
    page.show()
    assert not page.evaluate_button.isEnabled()
    assert not page.models.isVisible()
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.train_button, LEFT)
    assert asked.args == ["train"]


def test_the_active_model_is_marked_and_chosen(page):
    assert page.models.item(0, 1).text() == "●"
    assert page.evaluate_button.isEnabled()


def test_evaluating_shows_the_figures_that_the_store_keeps(page, qtbot):
    evaluate(page, qtbot)
    told = evaluation.evaluations(page.context.project)[0].evaluation
    assert page.head.figures.text("accuracy") == f"{told.accuracy:.3f}"
    assert page.head.figures.text("n") == str(told.n_cells)
    assert page.confusion.texts == tuple(tuple(map(str, row)) for row in told.confusion)
    assert len(page.roc.lines) == len(told.roc)
    assert page.past.rowCount() == 1


def test_the_table_has_a_row_a_class_with_names_and_right_aligned_scores(page, qtbot):
    evaluate(page, qtbot)
    names = {page.classes.item(row, 0).text() for row in range(page.classes.rowCount())}
    assert names == {c.name for c in page.context.project.class_set() if c.code in ("normal", "hypochromia")}
    assert page.classes.item(0, 1).textAlignment() & Qt.AlignmentFlag.AlignRight


def test_cells_of_classes_that_the_model_does_not_have_are_warned_of_with_their_evaluation_and_in_comparisons(
    page, qtbot
):
    evaluate(page, qtbot)
    assert not page.head.note.left_out.isVisible()
    project, before = page.context.project, page.record
    n = before.evaluation.n_cells - sum(before.evaluation.confusion[before.evaluation.codes.index("normal")])
    assert n
    page.context.edit(class_mapping.count_as(project, model_id=before.model_id, mapping={"hypochromia": "codocyte"}))
    evaluate(page, qtbot)
    told = f"{n} labelled cells of other classes were left out."
    assert page.record.evaluation.n_cells == before.evaluation.n_cells - n
    assert page.head.note.left_out.isVisible()
    assert page.head.note.left_out.text() == told
    select_key(page.past, before.id)
    assert not page.head.note.left_out.isVisible()
    page.refresh()
    select_key(page.past, evaluation.evaluations(project)[0].id)  # as when the program is started again
    assert page.head.note.left_out.text() == told
    folder = evaluation.bundle_folder(project, model_id=before.model_id)
    shutil.copytree(folder, project.folder / "models" / "twin")
    twin = evaluation.adopt_bundle(project, project.folder / "models" / "twin", name="twin")
    with qtbot.waitSignal(page.compare_button.compared, timeout=60_000) as words:
        page.compare_button.compare(twin)
    assert told in words.args[0]


def test_the_note_says_how_the_cells_were_split(page, qtbot):
    evaluate(page, qtbot)
    assert "smear" in page.head.note.text()
    assert "test" in page.head.title.text()


def test_an_evaluation_is_exported_as_html_csv_and_json(page, qtbot, tmp_path):
    evaluate(page, qtbot)
    files = page.export_to(tmp_path / "out")
    assert {file.suffix for file in files} == {".html", ".csv", ".json"}
    assert all(file.is_file() for file in files)


def test_a_report_exported_from_the_thai_window_is_in_thai(page, qapp, qtbot, tmp_path):
    evaluate(page, qtbot)
    language.apply(qapp, choice="th")
    try:
        files = {file.name: file.read_text("utf-8") for file in page.export_to(tmp_path / "thai")}
    finally:
        language.apply(qapp, choice="en")
    report = files["evaluation.html"]
    assert '<html lang="th">' in report
    assert "เมทริกซ์ความสับสน: แถวคือชนิดจริง" in report and "ใช้สนับสนุนการตัดสินใจและการวิจัย" in report
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", report, flags=re.DOTALL)
    for english in ("All classes", "Each class", "Curves", "share correct", "false positive rate", "Made by"):
        assert english not in text
    assert files["scores.csv"].startswith("class,precision,recall")
    plain = next(file for file in page.export_to(tmp_path / "english") if file.suffix == ".html")
    assert "Confusion matrix: true class in rows" in plain.read_text("utf-8")


def test_what_is_beyond_the_figures_is_told_in_words_and_curves(page, qtbot):
    evaluate(page, qtbot)
    depth = evaluation.evaluations(page.context.project)[0].evaluation.depth
    assert f"{depth.ece:.3f} before scaling" in page.head.words.text()
    for index, plot in enumerate((page.curves.pr, page.curves.reliability, page.curves.risk), start=1):
        qtbot.mouseClick(page.curves.tabBar(), LEFT, pos=page.curves.tabBar().tabRect(index).center())
        assert plot.isVisible()
        assert plot.lines
    assert len(page.curves.pr.lines) == len(depth.pr)
    assert page.curves.risk.lines[0].y[-1] == pytest.approx(1 - page.record.evaluation.accuracy)


def test_the_result_is_one_plain_sentence_above_the_matrix(page, qtbot):
    evaluate(page, qtbot)
    result = page.record.evaluation
    for code, row, place in zip(result.codes, result.confusion, range(len(result.codes)), strict=True):
        name = page.context.project.class_set()[code].name if sum(row) else ""
        counts = f"finds {row[place]} of {sum(row)}", f"takes {sum(row) - row[place]} of {sum(row)}"
        assert not name or any(f"{name}: {words}" in page.head.result.text() for words in counts)
    assert page.head.result.mapTo(page, QPoint()).y() < page.confusion.mapTo(page, QPoint()).y()
    assert page.confusion.mapTo(page, QPoint()).y() < page.classes.mapTo(page, QPoint()).y()


def test_every_overall_figure_stands_in_one_row_of_a_small_window(page, qtbot):
    evaluate(page, qtbot)
    page.resize(1180, 700)
    depth = evaluation.evaluations(page.context.project)[0].evaluation.depth
    for key, name in (("balanced", "balanced_accuracy"), ("weightedF1", "weighted_f1")):
        assert page.head.figures.text(key) == f"{depth.figure(name).value:.3f}"
    assert not page.head.figures.isVisible()
    qtbot.mouseClick(page.head.fold, LEFT)
    labels = [page.head.figures.findChild(QLabel, f"{key}Figure") for key in ("accuracy", "weightedF1", "n")]
    qtbot.waitUntil(lambda: len({label.mapTo(page, QPoint()).y() for label in labels}) == 1)


def test_a_model_from_elsewhere_is_judged_under_a_banner(page, qtbot):
    project = page.context.project
    folder = evaluation.bundle_folder(project, model_id=evaluation.models(project)[0].id)
    theirs = dataclasses.replace(load_bundle(folder), snapshot_hash="of another project")
    save_bundle(project.folder / "models" / "theirs", bundle=theirs, weights=load_weights(folder))
    number = evaluation.adopt_bundle(project, project.folder / "models" / "theirs", name="theirs")
    evaluate(page, qtbot)
    assert page.head.note.banner.isVisible() is page.record.flatters
    assert "are unknown" not in page.head.note.banner.text()
    page.refresh()
    select_key(page.models, number)
    evaluate(page, qtbot)
    assert page.head.note.banner.isVisible()
    assert "are unknown. It may have been trained on these cells" in page.head.note.banner.text()
    assert not page.head.note.words.isVisible()


def test_the_training_part_is_not_offered(page):
    assert [page.part.itemData(i) for i in range(page.part.count())] == ["test", "validation"]


def test_a_second_model_is_set_beside_the_first(page, qtbot):
    evaluate(page, qtbot)
    assert not page.compare_button.isEnabled()
    project = page.context.project
    folder = evaluation.bundle_folder(project, model_id=page.record.model_id)
    shutil.copytree(folder, project.folder / "models" / "twin")
    evaluation.adopt_bundle(project, project.folder / "models" / "twin", name="twin")
    page.refresh()
    assert page.compare_button.isEnabled()
    page.compare_button.menu().aboutToShow.emit()
    (action,) = page.compare_button.menu().actions()
    assert action.text() == "twin"
    with qtbot.waitSignal(page.compare_button.compared, timeout=60_000):
        action.trigger()
    assert "twin against" in page.compared.text()
    assert "accuracy +0.000" in page.compared.text()
    assert "p = 1" in page.compared.text()
    assert page.compared.isVisible()


def place_of(page, true, told):
    return page.confusion.grid.cell_rect(true, told).center()


def test_a_click_on_the_matrix_shows_those_cells_in_the_gallery(page, qtbot):
    evaluate(page, qtbot)
    told = page.record.evaluation
    true = next(i for i, row in enumerate(told.confusion) if sum(row))
    answer = next(j for j, n in enumerate(told.confusion[true]) if n)
    with qtbot.waitSignal(page.cells_requested) as asked:
        qtbot.mouseClick(page.confusion.grid, LEFT, pos=place_of(page, true, answer))
    ids, title, view = asked.args
    assert len(ids) == told.confusion[true][answer]
    names = {c.code: c.name for c in page.context.project.class_set()}
    assert title == f"{names[told.codes[true]]} predicted as {names[told.codes[answer]]}"
    assert view == "gallery"
    labels = {cell.label for cell in labelling.some_cells(page.context.project, cell_ids=ids)}
    assert labels == {told.codes[true]}


def test_the_matrix_is_walked_by_arrows_and_opened_by_enter(page, qtbot):
    evaluate(page, qtbot)
    told, grid = page.record.evaluation, page.confusion.grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.at == (1, 1)
    assert str(told.confusion[1][1]) in grid.accessibleDescription()
    opened = []
    page.cells_requested.connect(lambda ids, *_: opened.append(ids))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert [len(ids) for ids in opened] == ([told.confusion[1][1]] if told.confusion[1][1] else [])


def test_the_cells_of_the_matrix_come_to_the_gallery_of_the_window(trained_context, qtbot):
    window = MainWindow(trained_context)
    qtbot.addWidget(window)
    window.show()
    window.go("evaluate")
    page = window.page("evaluate")
    evaluate(page, qtbot)
    told = page.record.evaluation
    true = next(i for i, row in enumerate(told.confusion) if row[i])
    qtbot.mouseClick(page.confusion.grid, LEFT, pos=place_of(page, true, true))
    label = window.page("label")
    assert window.current == "label"
    assert label.views.current is label.gallery
    qtbot.waitUntil(lambda: len(label.gallery.board.cells) == told.confusion[true][true], timeout=20_000)


@pytest.mark.nightly  # how doubtful labels are found is tested by day in tests/unit/services/models
def test_swapped_labels_come_to_the_review(trained_context, qtbot):
    project = trained_context.project
    cells = [item.cell for item in snapshots.labelled_cells(project)]
    swapped = [cell.id for cell in cells if cell.label == "normal"][:2]
    labelling.set_label(project, cell_ids=swapped, code="hypochromia")
    page = EvaluatePage(trained_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    evaluate(page, qtbot)
    with qtbot.waitSignal(page.figure_cells.message_ready, timeout=60_000) as told:
        qtbot.mouseClick(page.figure_cells.button, LEFT)
    assert "labels are doubtful" in told.args[0]
    assert page.compared.isVisible()
    qtbot.waitUntil(page.figure_cells.button.isEnabled)


def test_every_class_has_intervals_in_the_table_and_in_what_is_exported(page, qtbot, tmp_path):
    # two smears in the part that is judged: one alone would leave no interval
    evaluate(page, qtbot)
    record = page.record
    if record.evaluation.depth.n_smears < 2:
        page.part.setCurrentIndex(1)
        record = two_smears(record)
        page.record = record
        page._show_record()
    heads = [page.classes.horizontalHeaderItem(i).text() for i in range(page.classes.columnCount())]
    assert heads == ["Class", "Precision", "Recall", "F1", "AUROC", "Average precision", "Support"]
    code = record.evaluation.per_class[0].code
    recall = record.evaluation.depth.figure("recall", code)
    assert page.classes.item(0, 2).text() == f"{recall.value:.3f} ({recall.low:.2f}–{recall.high:.2f})"
    files = {file.name: file.read_text("utf-8") for file in page.export_to(tmp_path / "out")}
    row = next(csv.DictReader(io.StringIO(files["scores.csv"])))
    assert float(row["recall_low"]) == pytest.approx(recall.low, abs=1e-6)
    assert float(row["average_precision_high"]) <= 1
    assert f"({recall.low:.2f}–{recall.high:.2f})" in files["evaluation.html"]
    told = json.loads(files["evaluation.json"])["per_class"][0]
    assert told["intervals"]["recall"] == [recall.low, recall.high]
    assert set(told["intervals"]) == {"precision", "recall", "f1", "auroc", "average_precision"}


def two_smears(record):
    """The same record of a model that was judged on forty cells of four smears."""
    import numpy as np

    from rbc_desk.learn.metrics.evaluate import evaluate as judge

    random = np.random.default_rng(0)
    targets = np.arange(40) % 2
    probabilities = np.clip(0.7 * targets + 0.3 * random.random(40), 0.01, 0.99)
    probabilities[:6] = 1 - probabilities[:6]
    told = judge(
        np.stack([1 - probabilities, probabilities], 1),
        targets=targets,
        codes=record.evaluation.codes,
        smears=np.arange(40) // 10,
    )
    return dataclasses.replace(record, evaluation=told)


@pytest.mark.parametrize(("width", "percent", "tongue"), [(880, 100, "en"), (1280, 150, "en"), (1280, 150, "th")])
def test_in_a_narrow_window_sentences_wrap_and_only_the_table_scrolls_sideways(
    trained_context, qtbot, qapp, width, percent, tongue
):
    appearance.set_text_size(qapp, percent=percent)
    language.apply(qapp, choice=tongue)
    window = MainWindow(trained_context)
    qtbot.addWidget(window)
    try:
        window.resize(width, 800)
        window.show()
        window.go("evaluate")
        page = window.page("evaluate")
        evaluate(page, qtbot)
        qtbot.mouseClick(page.head.fold, LEFT)
        area = next(found for found in page.findChildren(QScrollArea) if found.isAncestorOf(page.head.words))
        qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width())
        assert area.horizontalScrollBar().maximum() == 0
        for label in (page.head.title, page.head.result, page.head.note, page.head.words):
            assert label.visibleRegion().boundingRect().width() == label.width(), label.text()
        assert page.head.words.width() <= area.viewport().width()
    finally:
        appearance.set_text_size(qapp, percent=100)


def test_in_thai_the_figures_of_a_class_stand_in_1280_pixels_without_scrolling(trained_context, qtbot, qapp):
    language.apply(qapp, choice="th")
    window = MainWindow(trained_context)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.go("evaluate")
    page = window.page("evaluate")
    evaluate(page, qtbot)
    qtbot.waitUntil(lambda: page.classes.columnWidth(0) > 0)
    widest = [page.classes.horizontalHeader().sectionSizeHint(i) for i in range(1, page.classes.columnCount())]
    assert sum(widest) + 140 <= page.classes.viewport().width()  # the names' column besides
