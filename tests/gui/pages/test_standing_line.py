"""What the pages say of the project's own model beside the starter, and which is used."""

from __future__ import annotations

import pytest

from rbc_desk.core.models.against_starter import AgainstStarter, Score
from rbc_desk.core.models.model_quality import ModelQuality
from rbc_desk.services.models import evaluation, quality
from rbc_desk.ui.classify.page import ClassifyPage
from rbc_desk.ui.evaluate.page import EvaluatePage
from rbc_desk.ui.label.page import LabelPage
from rbc_desk.ui.train.page import TrainPage
from tests.gui.conftest import add_smear

WORSE = AgainstStarter(Score(0.52, 0.41, 0.6), Score(0.64, 0.6, 0.7), 120, may_be_chance=False)
WORDS = "Your model: macro F1 0.52 [0.41 to 0.60]; starter 0.64 [0.60 to 0.70] on the same 120 cells:"


@pytest.fixture
def models(context):
    """A starter that is active, and an own model that is worse, by number."""
    return add_models(context)


def add_models(context):
    project = context.project
    add_smear(project, seed=1, label=True)
    rows = (
        ("Starter", {quality.KEY: ModelQuality(starter=True).to_json()}, True),
        ("own", {quality.AGAINST: WORSE.to_json()}, False),
    )
    ids = []
    with project.store.transact("Models", reader=project.reader) as tx:
        for name, metrics, active in rows:
            ids.append(
                tx.derived.insert_model(
                    run_id=None, name=name, folder=name, network="rbc_small", codes=project.class_set().codes,
                    metrics=metrics, active=active,
                )
            )  # fmt: skip
    context.project_changed.emit(project)
    return ids


def shown(qtbot, page):
    for part in (page, page.side_panel()):
        if part is not None:
            qtbot.addWidget(part)
    page.resize(1000, 700)
    page.show()
    return page


@pytest.mark.parametrize("kind", [TrainPage, EvaluatePage, ClassifyPage])
def test_the_page_says_that_the_starter_is_still_used_and_what_is_used_when_that_changes(
    context, models, qtbot, kind
):
    page = shown(qtbot, kind(context))
    qtbot.waitUntil(page.standing.isVisible)
    assert page.standing.text() == f"{WORDS} the starter is still used."
    context.commit(lambda project: evaluation.activate(project, model_id=models[1]))
    qtbot.waitUntil(lambda: page.standing.text() == f"{WORDS} your model is used, as you chose.")


def test_label_says_that_a_starter_sorted_the_cells_until_the_own_model_is_active(context, models, qtbot):
    page = shown(qtbot, LabelPage(context))
    page.panel.show()
    assert page.starter_note.isVisible()
    assert page.starter_note.line.text() == "Classified by the starter model: human cells, not yet your species."
    assert WORDS in page.starter_note.toolTip()
    context.commit(lambda project: evaluation.activate(project, model_id=models[1]))
    qtbot.waitUntil(lambda: not page.starter_note.isVisible())


def test_a_project_of_human_cells_is_not_told_that_the_starter_has_another_species(context, qtbot, tmp_path):
    context.create_project(tmp_path / "human", class_set="chula")
    add_models(context)
    page = shown(qtbot, LabelPage(context))
    page.panel.show()
    assert page.starter_note.line.text() == "Classified by the starter model: human cells of another laboratory."
