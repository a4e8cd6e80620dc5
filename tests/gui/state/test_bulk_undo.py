"""Undo and redo of steps over hundreds of cells restore the exact rows, also after a restart."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import StaleRowError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.ui.state.steps import Steps

N = 260
SIZES = (1, 3, 199, 200, N)
CODES = ("codocyte", "normal")
READER = "Dr A"

edits = st.lists(
    st.one_of(
        st.tuples(st.just("label"), st.sampled_from(SIZES), st.sampled_from([*CODES, None])),
        st.tuples(st.just("state"), st.sampled_from(SIZES), st.sampled_from(list(CellState))),
        st.tuples(st.just("move"), st.sampled_from(SIZES), st.integers(1, 9)),
        st.tuples(st.just("remove"), st.sampled_from(SIZES[:4]), st.none()),
        st.tuples(st.sampled_from(["undo", "redo", "undo", "redo", "restart"]), st.just(0), st.none()),
    ),
    min_size=3,
    max_size=12,
)


@dataclass(frozen=True)
class Plain:
    """All that a reader sees of a cell."""

    x: float
    state: CellState = CellState.PROPOSED
    label: str | None = None


@dataclass
class Model:
    """The same steps on a plain table, copied whole at every step."""

    now: dict[int, Plain]
    before: list[dict[int, Plain]] = field(default_factory=list)
    undone: list[dict[int, Plain]] = field(default_factory=list)

    def take(self, then: dict[int, Plain]) -> None:
        if then != self.now:
            self.before.append(self.now)
            self.undone.clear()
            self.now = then

    def undo(self) -> None:
        if self.before:
            self.undone.append(self.now)
            self.now = self.before.pop()

    def redo(self) -> None:
        if self.undone:
            self.before.append(self.now)
            self.now = self.undone.pop()


def filled(folder: Path):
    project = create_project(folder, reader=READER)
    with project.store.transact("Add", reader=READER) as tx:
        specimen = tx.insert(Entity.SPECIMEN, {"code": "dog 1"})
        picture = {"name": "a.png", "stored_name": "a.png", "sha256": "0" * 64, "width": 4000, "height": 200}
        smear = tx.insert(Entity.SMEAR, {"specimen_id": specimen, "typical_diameter_px": 40.0, **picture})
        new = [{"smear_id": smear, "x": float(i), "y": 9.0, "r": 9.0, "state": "proposed"} for i in range(N)]
        ids = tx.insert_many(Entity.CELL, new)
    return project, smear, ids


def seen(project, smear):
    return {c.id: Plain(c.circle.x, c.state, c.label) for c in labelling.cells(project, smear_id=smear)}


def do(project, steps, model, kind, chosen, value):
    """The step in the program, and in the model."""
    then = dict(model.now)
    if kind == "label":
        steps.push(labelling.set_label(project, cell_ids=chosen, code=value))
        for i in chosen:
            state = then[i].state if value is None else CellState.CONFIRMED
            then[i] = Plain(then[i].x, state, value)
    elif kind == "state":
        steps.push(labelling.set_state(project, cell_ids=chosen, state=value))
        then |= {i: Plain(then[i].x, value, then[i].label) for i in chosen}
    elif kind == "move":
        circles = {i: Circle(then[i].x + value * (i % 50 + 1), 9.0, 9.0) for i in chosen}
        steps.push(labelling.reshape_cells(project, circles=circles))
        then |= {i: Plain(circle.x, then[i].state, then[i].label) for i, circle in circles.items()}
    else:
        with project.store.transact("Remove", reader=READER) as tx:
            tx.remove_many(Entity.CELL, chosen)
        steps.push(tx.changeset)
        for i in chosen:
            del then[i]
    model.take(then)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=edits)
def test_any_steps_undone_and_redone_leave_what_a_plain_table_says(qapp, taken):
    with tempfile.TemporaryDirectory() as folder:
        project, smear, ids = filled(Path(folder) / "p")

        def apply(changeset):
            return labelling.apply(project, changeset)

        keeper = QObject()
        steps = Steps(apply=apply, announce=lambda _: None, parent=keeper)
        model = Model({i: Plain(float(at)) for at, i in enumerate(ids)})
        try:
            for kind, size, value in taken:
                if kind == "undo":
                    steps.stack.undo()
                    model.undo()
                elif kind == "redo":
                    steps.stack.redo()
                    model.redo()
                elif kind == "restart":
                    project.close()
                    project = open_project(Path(folder) / "p", reader=READER)
                    steps.clear()
                    model.before, model.undone = [], []
                elif chosen := list(model.now)[:size]:
                    do(project, steps, model, kind, chosen, value)
                assert seen(project, smear) == model.now
            while model.before:
                steps.stack.undo()
                model.undo()
                assert seen(project, smear) == model.now
        finally:
            project.close()


@pytest.fixture
def project(tmp_path):
    made, smear, ids = filled(tmp_path / "p")
    yield made, smear, ids
    made.close()


def rows(project, ids):
    """The labels' rows as they stand on disk."""
    import sqlite3

    with sqlite3.connect(project.folder / "project.sqlite") as disk:
        found = disk.execute("select id, cell_id, code, reader, is_current, created_at from cell_label").fetchall()
    disk.close()
    return sorted(row for row in found if row[1] in ids)


def test_a_bulk_edit_is_on_disk_as_it_was_once_undone_and_redone(project):
    made, smear, ids = project
    labelling.set_label(made, cell_ids=ids[::2], code="normal")
    first = rows(made, ids)
    step = labelling.set_label(made, cell_ids=ids, code="codocyte")
    second = rows(made, ids)
    undone = labelling.apply(made, step.inverse())
    assert [row for row in rows(made, ids) if row[4]] == first
    labelling.apply(made, undone.inverse())
    assert rows(made, ids) == second
    made.close()
    again = open_project(made.folder, reader=READER)
    assert {cell.label for cell in labelling.cells(again, smear_id=smear)} == {"codocyte"}
    again.close()


def test_a_bulk_edit_is_told_and_logged_by_columns(project):
    import json
    import sqlite3

    made, _smear, ids = project
    step = labelling.set_label(made, cell_ids=ids, code="normal")
    assert [len(change.ids) for change in step.changes] == [N, N]
    with sqlite3.connect(made.folder / "project.sqlite") as disk:
        query = "select reader, entity, entity_id, after from change_log where op = ? order by id"
        lines = disk.execute(query, (str(step.op),)).fetchall()
    disk.close()
    assert [line[:3] for line in lines] == [(READER, "cell", None), (READER, "cell_label", None)]
    state = json.loads(lines[0][3])
    assert state["ids"] == ids
    assert state["columns"]["state"] == {"all": "confirmed"}
    labels = json.loads(lines[1][3])["columns"]
    assert labels["code"] == {"all": "normal"}
    assert labels["cell_id"] == {"each": ids}


def test_a_cell_changed_by_somebody_else_refuses_the_undo_of_all_and_says_who(project):
    made, smear, ids = project
    step = labelling.set_label(made, cell_ids=ids, code="normal")
    with made.store.transact("Move", reader="Dr B") as tx:
        tx.update(Entity.CELL, ids[7], {"x": 3.0})
    before = seen(made, smear)
    with pytest.raises(StaleRowError, match="Dr B changed this"):
        labelling.apply(made, step.inverse())
    assert seen(made, smear) == before


def test_somebody_elses_bulk_edit_refuses_the_undo_of_one_and_says_who(project):
    made, _smear, ids = project
    step = labelling.set_state(made, cell_ids=ids[:1], state=CellState.CONFIRMED)
    with made.store.transact("Reject", reader="Dr B") as tx:
        tx.set_states(ids, CellState.REJECTED)
    with pytest.raises(StaleRowError, match="Dr B changed this"):
        labelling.apply(made, step.inverse())
