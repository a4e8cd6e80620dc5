"""The split before a training, its warnings, and warnings of poor models wherever they are offered."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtWidgets import QFrame

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models import quality
from rbc_desk.services.smears import library
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.ui.classify.page import ClassifyPage
from rbc_desk.ui.evaluate.page import EvaluatePage
from rbc_desk.ui.project.page import ProjectPage
from rbc_desk.ui.train.page import TrainPage
from tests.gui.training_helpers import click_row, set_small, train_once


@pytest.fixture
def parted_context(context):
    """Four smears that differ, with codocytes on the last alone: some part is without them."""
    for seed in range(4):
        render(context.project, seed=seed, codes=("normal", "hypochromia", *(("codocyte",) if seed == 3 else ())))
    context.project_changed.emit(context.project)
    return context


def render(project, *, seed, codes):
    """A rendered smear of a dog of its own with a dozen labelled cells, in the store as an import leaves it."""
    smear = render_smear(seed=70 + seed, width=320, height=240, n_cells=24, cell_px=36)
    file = project.folder.parent / f"dog{seed}.png"
    Image.fromarray(smear.pixels).save(file)
    (smear_id,) = library.add_smears(project, [file]).ids
    for index, cell in enumerate(smear.cells[:12]):
        code = codes[index % len(codes)]
        labelling.add_cell(project, smear_id=smear_id, circle=Circle(cell.x, cell.y, cell.r), code=code)


def shown_counts(page):
    table = page.split.table
    return {
        table.item(row, 0).text(): tuple(int(table.item(row, column).text()) for column in (1, 2, 3))
        for row in range(table.rowCount())
    }


def test_the_split_is_shown_before_train_and_is_the_one_that_the_run_keeps_whatever_is_labelled_later(
    parted_context, qtbot
):
    project = parted_context.project
    page = TrainPage(parted_context)
    qtbot.addWidget(page)
    page.resize(1280, 900)
    page.show()
    set_small(page)
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    qtbot.waitUntil(page.split.table.isVisible, timeout=60_000)
    before, warned = shown_counts(page), page.leak.text()
    assert warned == "Codocyte (target cell) has 4 cells on 1 smear: it cannot be tested."
    train_once(page, qtbot, epochs=1)
    (summary,) = training_runs.summaries(project)
    frozen = snapshots.summary(project, snapshot_id=summary.run.snapshot_id)
    names = snapshots.class_names(project)
    told = {names[code]: tuple(own[code] for own in frozen.counts.values()) for code in frozen.counts["train"]}
    assert told | {"Smears": tuple(frozen.facts.split.n_smears.values())} == before
    assert "The test part has no cells of Codocyte (target cell)" in page.watch.warning.text()
    at_the_end = page.watch.warning.text()

    render(project, seed=9, codes=("codocyte", "normal"))
    parted_context.project_changed.emit(project)
    qtbot.waitUntil(lambda: shown_counts(page) != before and page.split.planned is not None, timeout=60_000)
    click_row(page, qtbot, 0)
    assert page.watch.warning.isVisible()
    assert page.watch.warning.text() == summary.warnings
    assert "no cells of Codocyte" in at_the_end
    assert training_runs.summaries(project)[0].warnings == summary.warnings


def test_out_of_sight_no_split_is_worked_out(parted_context, qtbot):
    page = TrainPage(parted_context)
    qtbot.addWidget(page)
    begun = []
    parted_context.jobs.started.connect(begun.append)
    parted_context.project_changed.emit(parted_context.project)
    assert "computing the split" not in begun
    page.show()
    qtbot.waitUntil(lambda: page.split.planned is not None, timeout=60_000)
    assert begun.count("computing the split") == 1


def test_a_poor_model_is_marked_in_the_lists_of_train_evaluate_classify_and_project(parted_context, qtbot):
    project = parted_context.project
    spec = training.default_spec().model_copy(
        update={"network": "rbc_small", "input_px": 32, "epochs": 1, "batch_size": 8, "device": "cpu"}
    )
    model = training.train(project, spec=spec, split_by="smear")
    told = quality.warnings_by_model(project)[model.model_id]
    assert told
    pages = [
        TrainPage(parted_context),
        EvaluatePage(parted_context),
        ClassifyPage(parted_context),
        ProjectPage(parted_context),
    ]
    for one in pages:
        qtbot.addWidget(one)
        one.resize(1280, 860)
        one.show()
    train, evaluate, classify, about = pages
    assert not train.runs.item(0, 3).icon().isNull()
    assert "no cells of Codocyte" in train.runs.item(0, 3).toolTip()
    assert not evaluate.models.item(0, 0).icon().isNull()
    assert told in evaluate.models.item(0, 0).toolTip()
    assert (evaluate.model_warning.isVisible(), evaluate.model_warning.text()) == (True, told)
    assert not classify.bar.models.itemIcon(0).isNull()
    assert (classify.model_warning.isVisible(), classify.model_warning.text()) == (True, told)
    assert about.findChild(QFrame, "activeModelWarning").text() == told
    assert f"> **Warning.** {told}" in (model.folder / "CARD.md").read_text("utf-8")


def test_by_cell_the_banner_names_the_leak_and_what_it_costs(train_page, learning_context, qtbot):
    train_page.form.split.setCurrentIndex(train_page.form.split.findData("cell"))
    qtbot.waitUntil(lambda: "always guessing the most common class" in train_page.leak.text(), timeout=60_000)
    assert "training and test contain cells of the same smears" in train_page.leak.text()
    assert "% of these test cells" in train_page.leak.text()
    assert train_page.leak.property("banner") == "warning"
    train_page.form.split.setCurrentIndex(train_page.form.split.findData("smear"))
    assert not train_page.leak.isVisible()
