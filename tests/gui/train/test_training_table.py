"""The table of trainings: compared, noted on, repeated, deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from rbc_desk.services.models import evaluation
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from tests.gui.training_helpers import click_row, train_once

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_two_runs_are_compared_by_settings_figures_and_curves(train_page, learning_context, qtbot):
    train_once(train_page, qtbot)
    train_page.form.gamma.setValue(0.5)
    train_once(train_page, qtbot, epochs=3)
    click_row(train_page, qtbot, 0)
    click_row(train_page, qtbot, 1, CTRL)
    assert train_page.watch.comparison.isVisible()
    told = train_page.watch.comparison.texts()
    assert told["Epochs"] == ("3", "2")
    assert told["Gamma"] == ("0.5", "2")
    assert "Batch size" not in told
    best = [one.figures["macro_f1"] for one in training_runs.summaries(learning_context.project)]
    assert told["Macro F1"] == tuple(f"{value:.3f}" for value in best)
    assert [line.epochs for line in train_page.watch.loss_lines.lines] == [(1, 2, 3), (1, 2)]
    assert train_page.watch.f1_lines.legend.texts[0].startswith("Run 2")
    click_row(train_page, qtbot, 1)
    assert not train_page.watch.comparison.isVisible()
    assert train_page.losses.epochs == (1, 2)


def test_a_note_is_typed_kept_in_the_project_and_undone(train_page, learning_context, qtbot):
    train_once(train_page, qtbot)
    cell = train_page.runs.visualItemRect(train_page.runs.item(0, 7)).center()
    qtbot.mouseClick(train_page.runs.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, cell)
    QTest.mouseDClick(train_page.runs.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, cell)
    editor = train_page.runs.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "after the new stain")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    project = learning_context.project
    qtbot.waitUntil(lambda: training.runs(project)[0].note == "after the new stain")
    assert train_page.runs.item(0, 7).text() == "after the new stain"
    learning_context.undo_stack.undo()
    assert training.runs(project)[0].note == ""
    assert train_page.runs.item(0, 7).text() == ""
    learning_context.undo_stack.redo()
    assert train_page.runs.item(0, 7).text() == "after the new stain"


def test_train_again_fills_the_form_and_starts_with_the_same_settings(train_page, learning_context, qtbot):
    train_page.form.gamma.setValue(1.5)
    train_page.form.more.form.field("patience").set_value(7)
    train_once(train_page, qtbot)
    train_page.form.gamma.setValue(3)
    train_page.form.epochs.setValue(9)
    train_page.form.split.setCurrentIndex(0)
    click_row(train_page, qtbot, 0)
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000):
        qtbot.mouseClick(train_page.runs_panel.again, LEFT)
    newest, first = training.runs(learning_context.project)
    assert newest.spec == first.spec
    assert (train_page.form.gamma.value(), train_page.form.epochs.value(), train_page.form.split_by) == (
        1.5,
        2,
        "smear",
    )
    assert train_page.form.spec().patience == 7


def test_a_run_is_deleted_by_its_key_and_comes_back_by_undo(train_page, learning_context, qtbot):
    train_once(train_page, qtbot)
    click_row(train_page, qtbot, 0)
    qtbot.keyClick(train_page.runs, Qt.Key.Key_Delete)
    assert train_page.runs.rowCount() == 0
    assert len(evaluation.models(learning_context.project)) == 1
    learning_context.undo_stack.undo()
    assert train_page.runs.rowCount() == 1
    assert train_page.runs.item(0, 3).text() == "finished"


def test_a_deleted_run_leaves_no_checkpoint_behind_once_the_project_is_opened_anew(killed_context, qtbot):
    folder = killed_context.project.folder
    killed_context.edit(training_runs.delete(killed_context.project, run_ids=[1]))
    assert len(list((folder / "models").glob(".run-*"))) == 1
    killed_context.open_project(folder)
    assert list((folder / "models").glob(".run-*")) == []
