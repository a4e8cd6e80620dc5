"""Crops of labelled cells are stored in the background, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import crops
from rbc_desk.store import queries
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image


def crop_circles(context: AppContext) -> dict[int, Circle]:
    return queries.crop_circles(context.project.store, recipe_hash=DEFAULT_RECIPE.hash)


@pytest.fixture
def smear_id(context):
    """A smear with twelve cells that nobody has looked at."""
    made = add_smear(context.project, seed=1, label=False)
    context.project_changed.emit(context.project)
    return made


def label(context: AppContext, smear_id: int, *, first: int, last: int) -> list[int]:
    ids = [cell.id for cell in labelling.cells(context.project, smear_id=smear_id)[first:last]]
    context.edit(labelling.set_label(context.project, cell_ids=ids, code="normal"))
    return ids


def test_labelling_in_the_window_leaves_crops_in_the_project_and_no_further_undo_step(qtbot, context, smear_id):
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    context.set_smear(smear_id)
    window.go("label")
    page = window.page("label")
    qtbot.waitUntil(lambda: bool(page.cells))
    chosen = page.cells[:3]
    with qtbot.waitSignal(context.crops.stored) as told:
        for cell in chosen:
            click_image(page.canvas, cell.circle.x, cell.circle.y)
            qtbot.keyClick(page.canvas, Qt.Key.Key_1)
    assert told.args == [3]
    assert crop_circles(context) == {cell.id: cell.circle for cell in chosen}
    assert context.undo_stack.count() == 3


def test_the_job_is_not_shown_among_those_that_somebody_asked_for(qtbot, context, smear_id):
    seen = []
    context.jobs.active_changed.connect(lambda: seen.append(context.jobs.active))
    with qtbot.waitSignal(context.crops.stored):
        label(context, smear_id, first=0, last=2)
    assert seen == []


def test_a_labelled_cell_that_is_moved_gets_a_new_crop(qtbot, context, smear_id):
    with qtbot.waitSignal(context.crops.stored):
        (cell_id,) = label(context, smear_id, first=0, last=1)
    moved = crop_circles(context)[cell_id].moved(dx=2, dy=1)
    with qtbot.waitSignal(context.crops.stored):
        context.edit(labelling.reshape_cells(context.project, circles={cell_id: moved}))
    assert crop_circles(context)[cell_id] == moved


def test_labels_that_come_while_crops_are_stored_get_theirs_in_a_further_job(qtbot, context, smear_id):
    more = []

    def label_more(_changes: object) -> None:
        if not more:
            more.extend(label(context, smear_id, first=4, last=6))

    context.crops.stored.connect(label_more)
    first = label(context, smear_id, first=0, last=2)
    qtbot.waitUntil(lambda: bool(more) and set(crop_circles(context)) == {*first, *more})


def test_closing_the_project_drops_what_waits_and_the_snapshot_cuts_it(qtbot, context, smear_id):
    folder = context.project.folder
    label(context, smear_id, first=0, last=2)
    context.close_project()
    context.open_project(folder)
    assert crop_circles(context) == {}
    assert crops.store_crops(context.project) == 2
