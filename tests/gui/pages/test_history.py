"""The list of undoable steps."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt

from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.ui.pages.history import HistoryList
from tests.gui.conftest import add_smear


@pytest.fixture
def stepped(context, qtbot):
    """A context after three steps, and the list of them."""
    smear_id = add_smear(context.project, seed=1, label=False)
    context.set_smear(smear_id)
    cells = [cell.id for cell in labelling.cells(context.project, smear_id=smear_id)]
    context.edit(labelling.set_label(context.project, cell_ids=cells, code="normal"))
    context.edit(labelling.set_label(context.project, cell_ids=cells[:1], code="codocyte"))
    context.edit(labelling.set_label(context.project, cell_ids=cells[:2], code=None))
    steps = HistoryList(context)
    qtbot.addWidget(steps)
    steps.show()
    return context, steps


def texts(steps: HistoryList) -> list[str]:
    return [steps.item(row).text() for row in range(steps.count())]


def click(qtbot, steps: HistoryList, row: int) -> None:
    where = steps.visualItemRect(steps.item(row)).center()
    qtbot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_steps_stand_in_plain_words_the_latest_on_top_with_their_times(stepped):
    _, steps = stepped
    assert texts(steps) == [
        "Remove the class of 2 cells",
        "Label 1 cell as Codocyte (target cell)",
        "Label 12 cells as Normal",
        "Earlier state",
    ]
    assert re.fullmatch(r"\d\d:\d\d", steps.item(0).data(Qt.ItemDataRole.UserRole + 1))


def test_a_click_goes_back_several_steps_and_another_forward_again(stepped, qtbot):
    context, steps = stepped
    click(qtbot, steps, 2)
    assert labelling.counts(context.project) == {"normal": 12}
    click(qtbot, steps, 0)
    assert labelling.counts(context.project) == {"normal": 10}
    click(qtbot, steps, 3)
    assert labelling.counts(context.project) == {}


def test_going_over_many_steps_is_told_once(stepped, qtbot):
    context, steps = stepped
    told = []
    context.bus.changed.connect(told.append)
    click(qtbot, steps, 3)
    assert len(told) == 1
    assert told[0].smear_ids == {context.smear_id}


def test_what_was_undone_stays_listed_until_something_else_is_done(stepped, qtbot):
    context, steps = stepped
    context.undo_stack.undo()
    assert steps.count() == 4
    assert "undone" in steps.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    cells = [cell.id for cell in labelling.cells(context.project, smear_id=context.smear_id)]
    context.edit(labelling.set_state(context.project, cell_ids=cells, state=CellState.REJECTED))
    assert texts(steps)[0] == "Reject 12 cells"


def test_enter_goes_to_the_step_in_hand(stepped, qtbot):
    context, steps = stepped
    steps.setCurrentRow(2)
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert labelling.counts(context.project) == {"normal": 12}
