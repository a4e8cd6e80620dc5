"""Steps of an earlier session can be undone, in the order in which they were made."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.audit import WHOLE_PROJECT
from rbc_desk.services.audit import audit
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.conftest import add_smear


@pytest.fixture
def again(context, qtbot):
    """Closes the project and opens it in another context, as after a restart."""
    made = []

    def restart():
        before = (made or [context])[-1]
        folder = before.project.folder
        before.shut_down()
        made.append(AppContext(settings=context.settings))
        assert made[-1].open_project(folder) is not None
        return made[-1]

    yield restart
    for one in made:
        one.shut_down()


def labels(context):
    return {cell.id: cell.label for cell in labelling.cells(context.project, smear_id=1)}


def give(context, cells, code):
    context.edit(labelling.set_label(context.project, cell_ids=cells, code=code))


def test_after_a_restart_steps_are_undone_and_those_undone_before_are_not_there(context, again):
    add_smear(context.project, seed=1, label=False)
    cells = sorted(labels(context))
    give(context, cells[:2], "normal")
    give(context, cells[1:3], "codocyte")
    before = labels(context)
    give(context, cells[4:6], "codocyte")
    context.undo_stack.undo()
    context.undo_stack.undo()
    context.undo_stack.redo()
    assert labels(context) == before
    then = again()
    names = [then.undo_stack.command(i).text() for i in range(then.undo_stack.count())]
    assert names[-2:] == ["Label 2 cells as Normal", "Label 2 cells as Codocyte (target cell)"]
    then.undo_stack.undo()
    assert [labels(then)[i] for i in cells[:3]] == ["normal", "normal", None]
    last = again()
    last.undo_stack.undo()
    assert set(labels(last).values()) == {None}
    assert audit.timeline(last.project, subject=WHOLE_PROJECT).entries[0].undoes
    last.undo_stack.redo()
    assert [labels(last)[i] for i in cells[:3]] == ["normal", "normal", None]


def test_a_change_of_hundreds_of_cells_is_undone_after_a_restart(context, again):
    for seed in range(1, 19):
        add_smear(context.project, seed=seed, label=False)
    store = context.project.store
    with store.reading() as connection:
        cells = list(connection.exec_driver_sql("SELECT id FROM cell").scalars())
    give(context, cells, "normal")
    assert len(cells) > 200
    then = again()
    then.undo_stack.undo()
    assert labelling.counts(then.project) == {}


def test_what_another_reader_changed_since_is_not_undone(context, again, qtbot):
    add_smear(context.project, seed=1, label=False)
    cell = min(labels(context))
    context.edit(labelling.set_state(context.project, cell_ids=[cell], state=CellState.CONFIRMED))
    other = open_project(context.project.folder, reader="Bea", back_up=False)
    labelling.set_state(other, cell_ids=[cell], state=CellState.REJECTED)
    other.close()
    then = again()
    with qtbot.waitSignal(then.failed) as told:
        then.undo_stack.undo()
    assert "Bea changed this" in told.args[0].message
