"""Steps as data: an inverse restores the previous state and never overwrites another reader's change."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from rbc_desk.core.errors import StaleRowError
from rbc_desk.core.history.changes import Change, ChangeSet, Entity, Topic
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.store import queries
from tests.store.conftest import Bench, make_bench, on_both

A = Viewpoint("A", Others.STATES)

steps = st.lists(
    st.one_of(
        st.tuples(st.just("label"), st.integers(0, 4), st.sampled_from(["codocyte", "normal", None])),
        st.tuples(st.just("move"), st.integers(0, 4), st.floats(1, 600)),
        st.tuples(st.just("state"), st.integers(0, 4), st.sampled_from(["proposed", "confirmed", "rejected"])),
        st.tuples(st.just("remove"), st.integers(0, 4), st.none()),
        st.tuples(st.just("label all"), st.just(0), st.sampled_from(["codocyte", "normal", None])),
        st.tuples(st.just("add"), st.just(0), st.floats(1, 600)),
        st.tuples(st.just("class"), st.just(0), st.sampled_from(["Target", "Codocyte"])),
    ),
    min_size=1,
    max_size=8,
)


def take(bench: Bench, step: tuple[str, int, Any]) -> ChangeSet:
    kind, index, value = step
    cell_id = bench.cell_ids[index]
    with bench.store.transact(kind, reader="A") as tx:
        if kind == "label":
            tx.set_labels([cell_id], value)
        elif kind == "move":
            tx.update(Entity.CELL, cell_id, {"x": value})
        elif kind == "state":
            tx.update(Entity.CELL, cell_id, {"state": value})
        elif kind == "remove":
            tx.remove(Entity.CELL, cell_id)
        elif kind == "label all":
            tx.set_labels(bench.cell_ids, value)
        elif kind == "add":
            tx.insert(Entity.CELL, {"smear_id": bench.smear_id, "x": value, "y": 9.0, "r": 7.0, "state": "confirmed"})
        else:
            ids = queries.class_ids(bench.store)
            tx.update(Entity.CELL_CLASS, ids["codocyte"], {"name": value})
    return tx.changeset


def seen(bench: Bench) -> object:
    cells = queries.cells(bench.store, smear_id=bench.smear_id, viewpoint=A)
    return [(c.id, c.circle, c.state, c.label) for c in cells], queries.class_set(bench.store)


def without_versions(changeset: ChangeSet) -> ChangeSet:
    """The step without row versions, as whoever keeps a whole stack of steps brings them up to date."""

    def bare(row: Any) -> Any:
        return row if row is None else {k: v for k, v in row.items() if k != "row_version"}

    changes = (Change(c.entity, c.ids, bare(c.before), bare(c.after)) for c in changeset.changes)
    return replace(changeset, changes=tuple(changes))


@settings(max_examples=25, deadline=None)
@given(steps)
def test_undoing_all_steps_and_redoing_them_shows_every_state_again(taken: list[tuple[str, int, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = make_bench(Path(folder) / "p")
        try:
            states, done = [seen(bench)], []
            for step in taken:
                try:
                    done.append(take(bench, step))
                except StaleRowError:  # of a cell that an earlier step removed
                    continue
                states.append(seen(bench))
            undone = []
            for step, before in zip(reversed(done), reversed(states[:-1]), strict=True):
                undone.append(bench.store.apply(without_versions(step.inverse()), reader="A"))
                assert seen(bench) == before
            for step, after in zip(reversed(undone), states[1:], strict=True):
                bench.store.apply(without_versions(step.inverse()), reader="A")
                assert seen(bench) == after
        finally:
            bench.store.close()


@on_both
def test_the_last_step_is_undone_and_redone_with_its_versions(bench: Bench) -> None:
    with bench.store.transact("Move", reader="A") as tx:
        tx.update(Entity.CELL, bench.cell_ids[0], {"x": 10.0})
    undone = bench.store.apply(tx.changeset.inverse(), reader="A")
    redone = bench.store.apply(undone.inverse(), reader="A")
    cell = queries.cells_by_id(bench.store, bench.cell_ids[:1], viewpoint=A)[0]
    assert (cell.circle.x, cell.row_version) == (10.0, 4)
    assert redone.changes[0].after == {"x": [10.0], "row_version": [4]}


def test_a_cell_that_is_gone_can_be_neither_changed_nor_removed_again(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    with bench.store.transact("Remove", reader="A") as tx:
        tx.remove(Entity.CELL, cell)
    for act in (lambda tx: tx.remove(Entity.CELL, cell), lambda tx: tx.update(Entity.CELL, cell, {"x": 1.0})):
        with pytest.raises(StaleRowError, match="removed"), bench.store.transact("Late", reader="B") as late:
            act(late)


def test_undoing_the_removal_of_a_smear_that_came_in_again_is_refused(bench: Bench) -> None:
    with bench.store.transact("Remove", reader="A") as tx:
        tx.remove(Entity.SMEAR, bench.smear_id)
    removal = tx.changeset
    ((_id, before, _after),) = removal.changes[0].rows()
    again = {k: v for k, v in dict(before or {}).items() if k != "imported_at"}
    with bench.store.transact("Add", reader="A") as tx:
        tx.insert(Entity.SMEAR, again)
    with pytest.raises(StaleRowError, match="already exists"):
        bench.store.apply(removal.inverse(), reader="A")
    assert len(queries.smears(bench.store, viewpoint=A)) == 1


def test_a_cell_named_twice_gets_one_label(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels([bench.cell_ids[0]] * 2, "normal")
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 1}


def test_a_step_tells_the_cells_and_smears_that_it_touched(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A", origin=bench) as tx:
        tx.set_labels(bench.cell_ids[:2], "normal")
    changes = tx.changeset
    assert (changes.smear_ids, changes.cell_ids) == ({bench.smear_id}, set(bench.cell_ids[:2]))
    assert changes.topics == {Topic.LABELS}
    assert changes.origin is bench


@on_both
def test_a_row_changed_by_somebody_else_refuses_the_step_and_says_who(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    with bench.store.transact("Move", reader="A") as tx:
        tx.update(Entity.CELL, cell, {"x": 10.0})
    mine = tx.changeset
    with bench.store.transact("Move", reader="Dr B") as tx:
        tx.update(Entity.CELL, cell, {"x": 20.0})
    with pytest.raises(StaleRowError, match="Dr B changed this"):
        bench.store.apply(mine.inverse(), reader="A")
    assert queries.cells_by_id(bench.store, [cell], viewpoint=A)[0].circle.x == 20.0


def test_a_refused_step_of_several_rows_changes_none(bench: Bench) -> None:
    first, second = bench.cell_ids[:2]
    with bench.store.transact("Move", reader="A") as tx:
        tx.update_many(Entity.CELL, {first: {"x": 10.0}, second: {"x": 11.0}})
    mine = tx.changeset
    with bench.store.transact("Move", reader="B") as tx:
        tx.update(Entity.CELL, second, {"x": 20.0})
    with pytest.raises(StaleRowError):
        bench.store.apply(mine.inverse(), reader="A")
    assert queries.cells_by_id(bench.store, [first], viewpoint=A)[0].circle.x == 10.0


def test_labels_are_kept_by_reader_and_never_overwritten(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    for reader, code in (("A", "normal"), ("B", "codocyte"), ("A", "codocyte")):
        with bench.store.transact("Label", reader=reader) as tx:
            tx.set_labels([cell], code)
    assert queries.cells_by_id(bench.store, [cell], viewpoint=A)[0].label == "codocyte"
    assert queries.cells_by_id(bench.store, [cell], viewpoint=Viewpoint("B", Others.STATES))[0].label == "codocyte"
    assert queries.label_counts(bench.store, viewpoint=A) == {"codocyte": 1}
    assert queries.label_counts(bench.store, viewpoint=EVERYBODY, labels=queries.Labels.EVERY) == {"codocyte": 2}


@on_both
def test_an_error_inside_a_step_takes_all_of_it_back(bench: Bench) -> None:
    before = seen(bench)
    with pytest.raises(RuntimeError), bench.store.transact("Half", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
        raise RuntimeError
    assert seen(bench) == before


@on_both
def test_every_change_stands_in_the_log_with_who_and_what(bench: Bench) -> None:
    with bench.store.transact("Label 1 cell", reader="Dr A") as tx:
        tx.set_labels([bench.cell_ids[0]], "normal")
    newest = queries.log(bench.store, viewpoint=EVERYBODY)[0]
    assert (newest.reader, newest.op, newest.entity) == ("Dr A", "Label 1 cell", "cell_label")


@pytest.mark.parametrize(
    ("entity_id", "after"),
    [
        (1, {"x": 20.0, "row_version": 3}),
        (None, {"ids": [1, 2], "columns": {"x": {"each": [20.0, 21.0]}, "row_version": {"all": 3}}}),
    ],
)
def test_the_log_of_an_earlier_version_still_says_who_changed_a_row(
    bench: Bench, entity_id: int | None, after: dict[str, Any]
) -> None:
    with bench.store.transact("Move", reader="A") as tx:
        tx.update(Entity.CELL, 1, {"x": 10.0})
    line = ("2026-01-01T08:00:00Z", "Dr B", "Move", "s", "cell", entity_id, None, json.dumps(after), "0" * 64)
    with closing(sqlite3.connect(bench.store.database)) as disk, disk:
        disk.execute("UPDATE cell SET x = 20.0, row_version = 3 WHERE id = 1")
        columns = "(id, at, reader, op, step, entity, entity_id, before, after, hash)"
        number = disk.execute("SELECT max(id) + 1 FROM change_log").fetchone()
        disk.execute(f"INSERT INTO change_log {columns} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number + line)
    assert bench.cell_ids[0] == 1
    with pytest.raises(StaleRowError, match="Dr B changed this"):
        bench.store.apply(tx.changeset.inverse(), reader="A")


def test_past_steps_are_read_from_the_newest_entries_only_whatever_the_length_of_the_log(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "codocyte")
    statements: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert queries.past_steps(bench.store, viewpoint=A)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(bench.store.database)) as connection:
        of_log = [one for one in statements if "FROM change_log" in one[0] and "max(" not in one[0]]
        plans = [str(connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()) for text, values in of_log]
    assert len(plans) == 2
    assert all("INTEGER PRIMARY KEY (rowid>" in plan and "TEMP B-TREE" not in plan for plan in plans)
