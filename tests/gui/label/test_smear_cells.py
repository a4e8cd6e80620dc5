"""The cells in memory after a change equal a fresh reading."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.ui.label.smear_cells import SmearCells
from tests.gui.conftest import add_smear


@pytest.fixture
def smear_cells(context):
    smear_id = add_smear(context.project, seed=1, label=True)
    add_smear(context.project, seed=2, label=True)
    found = SmearCells(context)
    found.read(smear_id)
    context.set_smear(smear_id)
    context.bus.changed.connect(lambda changeset: found.catch_up((changeset,)))
    return found


def assert_as_read_again(smear_cells, context):
    assert smear_cells.cells == labelling.cells(context.project, smear_id=context.smear_id)
    assert {code: n for code, n in smear_cells.in_project.items() if n} == labelling.counts(context.project)


def test_labels_states_and_circles_are_taken_over(smear_cells, context):
    ids = [cell.id for cell in smear_cells.cells]
    untouched = smear_cells.cells[-1]
    for step in (
        lambda: labelling.set_label(context.project, cell_ids=ids[:3], code="codocyte"),
        lambda: labelling.set_label(context.project, cell_ids=ids[:1], code=None),
        lambda: labelling.set_state(context.project, cell_ids=ids[2:5], state=CellState.REJECTED),
        lambda: labelling.reshape_cells(context.project, circles={ids[0]: Circle(40, 40, 9)}),
    ):
        context.edit(step())
        assert_as_read_again(smear_cells, context)
    assert smear_cells.cells[-1] is untouched


def test_a_cell_that_was_added_comes_goes_with_undo_and_comes_back_with_redo(smear_cells, context):
    context.edit(
        labelling.add_cell(context.project, smear_id=context.smear_id, circle=Circle(60, 60, 9), code="normal")
    )
    assert_as_read_again(smear_cells, context)
    context.undo_stack.undo()
    assert_as_read_again(smear_cells, context)
    context.undo_stack.redo()
    assert_as_read_again(smear_cells, context)


def test_a_change_on_another_smear_changes_the_projects_counts(smear_cells, context):
    other = labelling.cells(context.project, smear_id=context.smear_id + 1)
    context.edit(labelling.set_label(context.project, cell_ids=[other[0].id], code="codocyte"))
    assert_as_read_again(smear_cells, context)
