"""Steps as data: an inverse restores what was seen before, and somebody else's change is never overwritten."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.changes import ChangeSet, Entity
from rbc_desk.core.errors import StaleRowError
from rbc_desk.store import queries
from tests.store.conftest import Bench, make_bench

steps = st.lists(
    st.one_of(
        st.tuples(st.just("label"), st.integers(0, 4), st.sampled_from(["codocyte", "normal", None])),
        st.tuples(st.just("move"), st.integers(0, 4), st.floats(1, 600)),
        st.tuples(st.just("state"), st.integers(0, 4), st.sampled_from(["proposed", "confirmed", "rejected"])),
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
        elif kind == "add":
            tx.insert(Entity.CELL, {"smear_id": bench.smear_id, "x": value, "y": 9.0, "r": 7.0, "state": "confirmed"})
        else:
            ids = queries.class_ids(bench.store)
            tx.update(Entity.CELL_CLASS, ids["codocyte"], {"name": value})
    return tx.changeset


def seen(bench: Bench) -> object:
    cells = queries.cells(bench.store, smear_id=bench.smear_id, reader="A")
    return [(c.id, c.circle, c.state, c.label) for c in cells], queries.class_set(bench.store)


@settings(max_examples=20, deadline=None)
@given(steps)
def test_undoing_and_redoing_any_steps_shows_what_was_there(taken: list[tuple[str, int, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = make_bench(Path(folder) / "p")
        try:
            states = [seen(bench)]
            committed = []
            for step in taken:
                committed.append(take(bench, step))
                states.append(seen(bench))
            last = committed[-1]
            undone = bench.store.apply(last.inverse(), reader="A")
            assert seen(bench) == states[-2]
            bench.store.apply(undone.inverse(), reader="A")
            assert seen(bench) == states[-1]
        finally:
            bench.store.close()


def test_a_row_changed_by_somebody_else_refuses_the_step_and_says_who(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    with bench.store.transact("Move", reader="A") as tx:
        tx.update(Entity.CELL, cell, {"x": 10.0})
    mine = tx.changeset
    with bench.store.transact("Move", reader="Dr B") as tx:
        tx.update(Entity.CELL, cell, {"x": 20.0})
    with pytest.raises(StaleRowError, match="Dr B changed this"):
        bench.store.apply(mine.inverse(), reader="A")
    assert queries.cells_by_id(bench.store, [cell], reader="A")[0].circle.x == 20.0


def test_a_refused_step_of_several_rows_changes_none(bench: Bench) -> None:
    first, second = bench.cell_ids[:2]
    with bench.store.transact("Move", reader="A") as tx:
        tx.update_many(Entity.CELL, {first: {"x": 10.0}, second: {"x": 11.0}})
    mine = tx.changeset
    with bench.store.transact("Move", reader="B") as tx:
        tx.update(Entity.CELL, second, {"x": 20.0})
    with pytest.raises(StaleRowError):
        bench.store.apply(mine.inverse(), reader="A")
    assert queries.cells_by_id(bench.store, [first], reader="A")[0].circle.x == 10.0


def test_labels_are_kept_by_reader_and_never_overwritten(bench: Bench) -> None:
    cell = bench.cell_ids[0]
    for reader, code in (("A", "normal"), ("B", "codocyte"), ("A", "codocyte")):
        with bench.store.transact("Label", reader=reader) as tx:
            tx.set_labels([cell], code)
    assert queries.cells_by_id(bench.store, [cell], reader="A")[0].label == "codocyte"
    assert queries.cells_by_id(bench.store, [cell], reader="B")[0].label == "codocyte"
    assert queries.label_counts(bench.store, reader="A") == {"codocyte": 1}
    assert queries.label_counts(bench.store, reader=None) == {"codocyte": 2}


def test_an_error_inside_a_step_takes_all_of_it_back(bench: Bench) -> None:
    before = seen(bench)
    with pytest.raises(RuntimeError), bench.store.transact("Half", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
        raise RuntimeError
    assert seen(bench) == before


def test_every_change_stands_in_the_log_with_who_and_what(bench: Bench) -> None:
    with bench.store.transact("Label 1 cell", reader="Dr A") as tx:
        tx.set_labels([bench.cell_ids[0]], "normal")
    newest = queries.log(bench.store)[0]
    assert (newest.reader, newest.op, newest.entity) == ("Dr A", "Label 1 cell", "cell_label")
