"""Computing the cells after a step from the step itself."""

from __future__ import annotations

from dataclasses import replace

from rbc_desk.core.cells.after import cells_after
from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Change, ChangeSet, Entity, Topic
from rbc_desk.core.viewpoint import Others, Viewpoint

A = Viewpoint("A", Others.STATES)

CELLS = {i: Cell(i, 1, Circle(10.0 * i, 9.0, 7.0), CellState.PROPOSED, 1) for i in (1, 2, 3)}
AT = "2026-01-01T00:00:00.000+00:00"


def label(cell_id: int, code: str, *, reader: str = "A") -> Change:
    row = {"cell_id": cell_id, "code": code, "created_at": AT, "reader": reader, "is_current": True}
    return Change.of_row(Entity.CELL_LABEL, 10 + cell_id, None, row)


def states(ids: tuple[int, ...], before: list[str], after: list[str]) -> Change:
    n = len(ids)
    return Change(
        Entity.CELL, ids, {"state": before, "row_version": [1] * n}, {"state": after, "row_version": [2] * n}
    )


def step(*changes: Change, ids: tuple[int, ...]) -> ChangeSet:
    return ChangeSet("op", changes, frozenset({1}), frozenset(ids))


def test_a_label_and_its_confirmation_are_told() -> None:
    done = step(states((1,), ["proposed"], ["confirmed"]), label(1, "normal"), ids=(1,))
    wanted = replace(
        CELLS[1], state=CellState.CONFIRMED, row_version=2, label="normal", labelled_by="A", labelled_at=AT
    )
    assert cells_after(done, CELLS, viewpoint=A) == (wanted,)
    back = cells_after(done.inverse(), {1: wanted}, viewpoint=A)
    assert back is not None
    assert (back[0].label, back[0].labelled_by, back[0].labelled_at, back[0].state) == (None, None, None, "proposed")


def test_cells_elsewhere_are_left_out() -> None:
    done = step(states((1, 9), ["proposed"] * 2, ["confirmed"] * 2), ids=(1, 9))
    found = cells_after(done, CELLS, viewpoint=A)
    assert found is not None
    assert [cell.id for cell in found] == [1]


def test_a_rejected_cell_that_comes_back_is_not_told_where_it_was_not_known() -> None:
    done = step(states((1, 9), ["proposed", "rejected"], ["confirmed"] * 2), ids=(1, 9))
    assert cells_after(done, CELLS, viewpoint=A) is None
    known = CELLS | {9: replace(CELLS[1], id=9, state=CellState.REJECTED)}
    found = cells_after(done, known, viewpoint=A)
    assert found is not None
    assert {cell.id: cell.state for cell in found} == {1: "confirmed", 9: "confirmed"}
    one = states((9,), ["rejected"], ["proposed"])
    assert cells_after(step(one, ids=(9,)), CELLS, viewpoint=A) is None


def test_what_the_step_does_not_tell_is_not_guessed() -> None:
    moved = Change.of_row(Entity.CELL, 1, {"x": 1.0, "row_version": 1}, {"x": 2.0, "row_version": 2})
    added = Change.of_row(Entity.CELL, 4, None, {"smear_id": 1, "x": 1.0, "y": 1.0, "r": 2.0, "state": "confirmed"})
    for change in (moved, added, label(1, "normal", reader="B")):
        assert cells_after(step(change, ids=(1,)), CELLS, viewpoint=A) is None
    predicted = replace(step(label(1, "normal"), ids=(1,)), more_topics=frozenset({Topic.PREDICTIONS}))
    assert cells_after(predicted, CELLS, viewpoint=A) is None
    assert cells_after(ChangeSet("op"), CELLS, viewpoint=A) is None
