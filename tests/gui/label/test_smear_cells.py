"""The cells in memory after a change equal a fresh reading."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells import CellState
from rbc_desk.core.geometry import Circle
from rbc_desk.services.cells import labelling
from rbc_desk.ui.label.smear_cells import SmearCells
from tests.gui.conftest import add_smear


@pytest.fixture
def in_hand(desk):
    smear_id = add_smear(desk.project, seed=1, label=True)
    add_smear(desk.project, seed=2, label=True)
    found = SmearCells(desk)
    found.read(smear_id)
    desk.set_smear(smear_id)
    desk.bus.changed.connect(lambda changeset: found.catch_up((changeset,)))
    return found


def assert_as_read_anew(in_hand, desk):
    assert in_hand.cells == labelling.cells(desk.project, smear_id=desk.smear_id)
    assert {code: n for code, n in in_hand.in_project.items() if n} == labelling.counts(desk.project)


def test_labels_states_and_circles_are_taken_over(in_hand, desk):
    ids = [cell.id for cell in in_hand.cells]
    untouched = in_hand.cells[-1]
    for step in (
        lambda: labelling.set_label(desk.project, cell_ids=ids[:3], code="codocyte"),
        lambda: labelling.set_label(desk.project, cell_ids=ids[:1], code=None),
        lambda: labelling.set_state(desk.project, cell_ids=ids[2:5], state=CellState.REJECTED),
        lambda: labelling.reshape_cells(desk.project, circles={ids[0]: Circle(40, 40, 9)}),
    ):
        desk.edit(step())
        assert_as_read_anew(in_hand, desk)
    assert in_hand.cells[-1] is untouched


def test_a_cell_that_was_added_comes_goes_with_undo_and_comes_back_with_redo(in_hand, desk):
    desk.edit(labelling.add_cell(desk.project, smear_id=desk.smear_id, circle=Circle(60, 60, 9), code="normal"))
    assert_as_read_anew(in_hand, desk)
    desk.undo_stack.undo()
    assert_as_read_anew(in_hand, desk)
    desk.undo_stack.redo()
    assert_as_read_anew(in_hand, desk)


def test_a_change_on_another_smear_changes_the_projects_counts(in_hand, desk):
    other = labelling.cells(desk.project, smear_id=desk.smear_id + 1)
    desk.edit(labelling.set_label(desk.project, cell_ids=[other[0].id], code="codocyte"))
    assert_as_read_anew(in_hand, desk)
