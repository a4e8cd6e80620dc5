"""A step decides by what it reads in its own transaction, and tells apart what a million cells would make slow."""

from __future__ import annotations

import csv
import threading
import tracemalloc
from collections import Counter

import pytest
from sqlalchemy import event

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.datasets import exporting, snapshots
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.store import Store
from tests.store.conftest import make_bench
from tests.store.reads.test_counted import add_smear, statements

A = Viewpoint("A", Others.STATES)

PATIENCE_S = 60


def begun(store):
    """The statements that begin the transactions that follow."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    return found


@pytest.fixture
def project(bench):
    return Project(bench.store.folder, store=bench.store, reader="A")


STEPS = {
    "label": lambda p, ids: labelling.set_label(p, cell_ids=ids, code="normal"),
    "unlabel": lambda p, ids: labelling.set_label(p, cell_ids=ids, code=None),
    "reject": lambda p, ids: labelling.set_state(p, cell_ids=ids, state=CellState.REJECTED),
    "confirm": lambda p, ids: labelling.confirm(p, cell_ids=ids),
    "move": lambda p, ids: labelling.reshape_cells(p, circles={i: Circle(90, 90, 9) for i in ids}),
    "add": lambda p, _ids: labelling.add_cell(p, smear_id=1, circle=Circle(9, 9, 5), code="normal"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_one_transaction(bench, project, name) -> None:
    for ids in (bench.cell_ids[:1], bench.cell_ids):
        found = begun(bench.store)
        step = STEPS[name](project, ids)
        assert found == ["BEGIN IMMEDIATE"]
        assert step.smear_ids == ({bench.smear_id} if step.changes else frozenset())


def test_a_label_is_decided_by_what_another_window_has_committed_meanwhile(bench, project) -> None:
    """The other window changes the class while this one waits: the last word of the reader counts."""
    (cell, *_) = bench.cell_ids
    labelling.set_label(project, cell_ids=[cell], code="normal")
    other = Store.open(bench.store.folder, back_up=False)
    waiting = threading.Event()

    def note(_connection, _cursor, statement, *_):
        if statement == "BEGIN IMMEDIATE":
            waiting.set()

    event.listen(bench.store._engine, "before_cursor_execute", note)
    thread = threading.Thread(
        target=labelling.set_label, args=(project,), kwargs={"cell_ids": [cell], "code": "normal"}
    )
    with other.transact("Label", reader="A") as tx:
        tx.set_labels([cell], "codocyte")
        thread.start()
        assert waiting.wait(PATIENCE_S)
    thread.join(PATIENCE_S)
    other.close()
    assert queries.cells_by_id(bench.store, [cell], viewpoint=A)[0].label == "normal"


def test_what_there_is_to_learn_from_is_counted_without_the_cells(bench, project) -> None:
    """Own labels, the others' where they agree; only the smear that a step changed is counted again."""
    smears = [add_smear(bench.store, n, cells=6)[1] for n in range(3)]
    for reader, code, ids in (
        ("A", "normal", [c[0] for c in smears]),
        ("B", "codocyte", [c[1] for c in smears] + [smears[0][2], smears[0][0]]),
        ("C", "normal", [smears[0][2]]),
        ("C", "codocyte", [smears[1][1]]),
    ):
        labelling.set_label(Project(bench.store.folder, store=bench.store, reader=reader), cell_ids=ids, code=code)
    for _ in range(2):
        overview, learnt = snapshots.overview(project), snapshots.labelled_cells(project)
        assert {code: n for code, n in overview.counts.items() if n} == Counter(item.code for item in learnt)
        assert overview.n_smears == len({item.smear_id for item in learnt})
        every = Counter(
            bench.store._engine.connect().exec_driver_sql("SELECT code FROM cell_label WHERE is_current").scalars()
        )
        assert classes.label_counts(project) == every
        labelling.set_label(project, cell_ids=[smears[2][4]], code="codocyte")
    labelling.set_label(project, cell_ids=[smears[2][5]], code="codocyte")
    with statements(bench.store) as asked:
        snapshots.overview(project)
        classes.label_counts(project)
    about = [parameters for statement, parameters in asked if "FROM cell " in statement or "JOIN cell " in statement]
    assert about
    assert all(4 in parameters and not {2, 3} & set(parameters) for parameters in about), (
        "smears that did not change were counted again"
    )
    with statements(bench.store) as asked:
        snapshots.overview(project)
        classes.label_counts(project)
    assert not [statement for statement, _ in asked if "FROM cell " in statement or "JOIN cell " in statement]


def test_labelled_cells_carry_outlines_for_an_export_alone(bench, project) -> None:
    shape = {
        "ellipse": [50, 60, 9, 8, 0],
        "area": 1.0,
        "circularity": 0.9,
        "solidity": 0.9,
        "outline": [1.0, 2.0] * 9,
    }
    with bench.store.transact("Outline", reader="A") as tx:
        tx.update(Entity.CELL, bench.cell_ids[0], {"shape": shape})
    labelling.set_label(project, cell_ids=bench.cell_ids, code="normal")
    assert not any(item.cell.shape for item in snapshots.labelled_cells(project))
    (first, *_) = queries.labelled_cells(bench.store, viewpoint=A, shapes=True)
    assert first.cell.shape is not None and first.cell.shape.as_row() == shape


@pytest.mark.nightly
def test_the_memory_of_an_export_does_not_grow_with_the_project(tmp_path) -> None:
    def peak(smears):
        bench = make_bench(tmp_path / f"project {smears}")
        cells = [i for n in range(smears) for i in add_smear(bench.store, n, cells=50)[1]]
        project = Project(bench.store.folder, store=bench.store, reader="A")
        labelling.set_label(project, cell_ids=cells, code="normal")
        queries.smears(bench.store, viewpoint=A)
        exporting.export(project, format="csv", folder=tmp_path / "warm up")
        tracemalloc.start()
        exporting.export(project, format="csv", folder=tmp_path / f"out {smears}")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        bench.store.close()
        with (tmp_path / f"out {smears}" / "cells.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(cells)
        return most

    assert peak(160) < 2 * peak(40)


def test_the_log_is_read_from_its_end(bench, project) -> None:
    for code in ("normal", "codocyte") * 20:
        labelling.set_label(project, cell_ids=bench.cell_ids[:2], code=code)
    lines = queries.log(bench.store, limit=5, viewpoint=EVERYBODY)
    assert len({line.step for line in lines}) == 5
    assert [line.op for line in lines] == ["Label 2 cells as Codocyte", "Label 2 cells as Normal"] * 2 + [
        "Label 2 cells as Codocyte"
    ]
    with statements(bench.store) as asked:
        queries.log(bench.store, limit=5, viewpoint=EVERYBODY)
    assert not any("GROUP BY" in statement for statement, _ in asked)
