"""The heat map of the selected cell."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbc_desk.services.cells import labelling
from rbc_desk.services.models import classification, evaluation
from rbc_desk.services.smears import library
from rbc_desk.ui.label.page import LabelPage


@pytest.fixture
def page(trained_context, qtbot):
    """A smear whose cells a model has named, none selected."""
    project = trained_context.project
    smear_id, model = library.smears(project)[0].id, evaluation.active_model(project)
    trained_context.announce(classification.classify_smear(project, smear_id=smear_id, model_id=model.id))
    page = LabelPage(trained_context)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.resize(1000, 700)
    page.panel.resize(320, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.panel.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    trained_context.set_smear(smear_id)
    qtbot.waitUntil(lambda: len(page.cells) > 2)
    return page


def box(page):
    return page.panel.cell


def pixels(page):
    return box(page).preview.pixmap().toImage()


def chosen(page):
    return [cell for cell in page.cells if cell.prediction is not None]


def test_a_key_shows_where_the_model_looked_and_again_the_cell(page, qtbot):
    first, second = chosen(page)[:2]
    page.canvas.select({first.id})
    assert box(page).why.isVisible()
    plain = pixels(page)
    QTest.keyClick(page.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: "areas support" in box(page).why_text.text(), timeout=60_000)
    name = page.classes[first.prediction.code].name
    assert box(page).why_text.text() == f"Bright areas support {name}"
    assert pixels(page) != plain
    page.canvas.select({second.id})
    assert "Computing" in box(page).why_text.text()
    qtbot.waitUntil(lambda: "areas support" in box(page).why_text.text(), timeout=60_000)
    page.canvas.select({first.id})  # known already: at once
    assert "areas support" in box(page).why_text.text()
    qtbot.mouseClick(box(page).why, Qt.MouseButton.LeftButton)
    assert not box(page).why_text.isVisible()
    assert pixels(page) == plain


def test_there_is_nothing_to_ask_of_a_cell_without_a_prediction_or_of_several(page, qtbot):
    two = [cell.id for cell in chosen(page)[:2]]
    page.canvas.select(set(two))
    assert not page.acts.why.isEnabled()
    assert not box(page).why.isVisible()
    page.canvas.select({two[0]})
    assert page.acts.why.isEnabled()
    added = labelling.add_cell(
        page.context.project, smear_id=page.context.smear_id, circle=chosen(page)[0].circle, code=None
    )
    page.context.edit(added)
    page.canvas.select(added.cell_ids)
    assert not page.acts.why.isEnabled()


def test_a_model_that_is_gone_is_told_in_words(page, qtbot):
    project = page.context.project
    shutil.rmtree(evaluation.bundle_folder(project, model_id=evaluation.active_model(project).id))
    page.canvas.select({chosen(page)[0].id})
    QTest.keyClick(page.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: "Computing" not in box(page).why_text.text(), timeout=60_000)
    assert box(page).why_text.isVisible()
    assert box(page).why_text.text()
