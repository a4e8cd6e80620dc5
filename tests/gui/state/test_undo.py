"""Undo of committed steps, on a real project."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Change, ChangeSet, Entity
from rbc_desk.core.history.merge_changes import merged
from rbc_desk.services.cells import labelling
from rbc_desk.ui.state.app_context import AppContext


@pytest.fixture
def context(qtbot, tmp_path):
    context = AppContext()
    project = context.create_project(tmp_path / "project")
    with project.store.transact("Add a smear", reader="tester") as tx:
        specimen_id = tx.insert(Entity.SPECIMEN, {"code": "dog 1"})
        smear_id = tx.insert(
            Entity.SMEAR,
            {
                "specimen_id": specimen_id,
                "name": "smear.png",
                "stored_name": "0.png",
                "sha256": "0" * 64,
                "width": 200,
                "height": 200,
                "typical_diameter_px": 40.0,
            },
        )
    context.set_smear(smear_id)
    yield context
    context.shut_down()


def _cells(context):
    return [
        c for c in labelling.cells(context.project, smear_id=context.smear_id) if c.state is not CellState.REJECTED
    ]


def _add(context):
    context.edit(labelling.add_cell(context.project, smear_id=context.smear_id, circle=Circle(50, 50, 20)))
    return _cells(context)[0].id


def test_pushing_a_committed_step_does_not_carry_it_out_again(context):
    _add(context)
    assert len(_cells(context)) == 1


def test_several_steps_on_one_cell_are_undone_and_redone_in_turn(context):
    cell_id = _add(context)
    for x in (60, 70, 80):
        context.edit(labelling.reshape_cells(context.project, circles={cell_id: Circle(x, 50, 20)}))
    seen = []
    for _ in range(3):
        context.undo_stack.undo()
        seen.append(_cells(context)[0].circle.x)
    for _ in range(3):
        context.undo_stack.redo()
        seen.append(_cells(context)[0].circle.x)
    assert seen == [70, 60, 50, 60, 70, 80]


def test_a_drag_is_one_step(context):
    cell_id = _add(context)
    for x in (60, 70, 80):
        changes = labelling.reshape_cells(context.project, circles={cell_id: Circle(x, 50, 20)})
        context.edit(changes, mergeable_key=("drag", cell_id, 1))
    context.undo_stack.undo()
    assert _cells(context)[0].circle.x == 50


def test_an_undone_label_is_gone_and_a_redone_one_is_back(context):
    cell_id, code = _add(context), context.project.class_set().codes[0]
    context.edit(labelling.set_label(context.project, cell_ids=[cell_id], code=code))
    context.undo_stack.undo()
    without = _cells(context)[0].label
    context.undo_stack.redo()
    assert (without, _cells(context)[0].label) == (None, code)


def test_a_step_that_somebody_else_overtook_is_refused_in_words(context, qtbot):
    cell_id = _add(context)
    context.edit(labelling.reshape_cells(context.project, circles={cell_id: Circle(60, 50, 20)}))
    labelling.reshape_cells(context.project, circles={cell_id: Circle(99, 50, 20)})  # past the context
    with qtbot.waitSignal(context.failed):
        context.undo_stack.undo()
    assert _cells(context)[0].circle.x == 99


def test_merged_steps_run_from_before_the_first_to_after_the_last():
    def step(a, b):
        change = Change.of_row(Entity.CELL, 1, {"x": a, "row_version": a}, {"x": b, "row_version": b})
        return ChangeSet("Move", (change,))

    both = merged(step(1, 2), step(2, 3)).changes
    assert both == (Change.of_row(Entity.CELL, 1, {"x": 1, "row_version": 1}, {"x": 3, "row_version": 3}),)
