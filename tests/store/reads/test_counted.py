"""Cached counts are right after every step, and reading them does not grow with the project."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from contextlib import closing, contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.cells.table import CellTable
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow
from rbc_desk.store.sqlite import backup
from rbc_desk.store.store import Store
from tests.store.conftest import CLASSES, Bench, make_bench, on_both

A = Viewpoint("A", Others.STATES)

CODES = CLASSES.codes


MODEL = {"name": "m", "folder": "m", "network": "n", "codes": list(CODES), "metrics": {}}


def predicted(store, cell_id, share):
    (cell,) = queries.cells_by_id(store, [cell_id], viewpoint=A)
    return PredictionRow(1, cell_id, cell.circle, CODES[share < 0.5], (share, 1 - share))


def add_smear(store, n, *, cells):
    with store.transact("Add", reader="A") as tx:
        picture = {"name": f"{n}.png", "stored_name": f"{n}.png", "sha256": str(n), "width": 9, "height": 9}
        smear = tx.insert(Entity.SMEAR, {"specimen_id": 1, "typical_diameter_px": 9.0, **picture})
        rows = [{"smear_id": smear, "x": float(i), "y": 9.0, "r": 4.0, "state": "proposed"} for i in range(cells)]
        return smear, tx.insert_many(Entity.CELL, rows)


def counted_anew(store, smear_id, *, viewpoint):
    """From the cells themselves."""
    cells = [
        c for c in queries.cells(store, smear_id=smear_id, viewpoint=viewpoint) if c.state is not CellState.REJECTED
    ]
    labels = Counter(c.human_code for c in cells if c.human_code is not None)
    proposed = sum(c.state is CellState.PROPOSED for c in cells)
    return len(cells), proposed, sum(labels.values()), dict(labels)


def told_by(table):
    """What a table says of each cell, whatever numbers it uses."""
    words = [list(table.names(places.tolist())) for places in (table.human, table.shown, table.rows["own"])]
    columns = [table.rows[name].tolist() for name in ("id", "smear", "x", "y", "r", "margin", "confirmed", "split")]
    figures = [table.certainty.tolist(), table.labelled_at.tolist(), table.labelled_by]
    return list(zip(*words, *columns, *figures, strict=True))


def check(store):
    for reader in "AB":
        for others in Others:
            viewpoint = Viewpoint(reader, others)
            total = Counter()
            ids = [info.id for info in queries.smears(store, viewpoint=viewpoint)]
            cells = [c for i in ids for c in queries.cells(store, smear_id=i, viewpoint=viewpoint)]
            table = queries.cell_table(store, viewpoint=viewpoint)
            assert told_by(table) == told_by(CellTable.of(cells, me=reader))
            for info in queries.smears(store, viewpoint=viewpoint):
                codes = queries.label_counts(store, viewpoint=viewpoint, smear_id=info.id)
                told = (info.n_cells, info.n_proposed, info.n_labelled, codes)
                assert told == counted_anew(store, info.id, viewpoint=viewpoint)
                total.update(codes)
            assert queries.label_counts(store, viewpoint=viewpoint) == dict(total)


@contextmanager
def statements(store):
    """The statements that the store is asked, with what they were given."""
    asked: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(store._engine, "before_cursor_execute", note)


def plans(store, asked):
    """How the database goes about what it was asked."""
    told = []
    with store.reading() as connection:
        for statement, parameters in asked:
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                told += [row.detail for row in rows]
    return told


@settings(max_examples=8)
@given(st.data())
def test_kept_counts_are_those_of_the_cells_after_any_steps(tmp_path_factory, data) -> None:
    """`tests/nightly/test_many_examples.py` tries many more."""
    check_any_steps(tmp_path_factory, data)


def check_any_steps(tmp_path_factory, data) -> None:
    bench = make_bench(tmp_path_factory.mktemp("project"))
    store, ids = bench.store, list(bench.cell_ids)
    ids += add_smear(store, 2, cells=3)[1]
    with store.transact("Model", reader="A") as tx:
        tx.derived.insert_model(**MODEL, run_id=None, active=True)
    steps = []
    for _ in range(data.draw(st.integers(1, 6))):
        reader, some = data.draw(st.sampled_from("AB")), data.draw(st.sets(st.sampled_from(ids), min_size=1))
        act = data.draw(st.sampled_from(["label", "state", "undo", "reopen", "smear", "predict"]))
        if act == "undo" and steps:
            store.apply(steps.pop().inverse(), reader=reader)
        elif act == "reopen":
            store.settle()
            store.close()
            store = Store.open(store.folder)
        else:
            with store.transact("Step", reader=reader) as tx:
                if act == "label":
                    tx.set_labels(sorted(some), data.draw(st.sampled_from([*CODES, None])))
                elif act == "state":
                    tx.set_states(sorted(some), data.draw(st.sampled_from(list(CellState))))
                elif act == "predict":
                    tx.derived.put_predictions(
                        [predicted(store, i, data.draw(st.floats(0, 1))) for i in sorted(some)]
                    )
                elif act == "smear":
                    tx.update(Entity.SMEAR, bench.smear_id, {"um_per_px": data.draw(st.floats(0.1, 1))})
            steps = [tx.changeset]
        check(store)
    store.close()


def test_a_removed_smear_is_not_counted_until_it_is_brought_back(bench: Bench) -> None:
    smear, ids = add_smear(bench.store, 2, cells=2)
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(ids, "normal")
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 2}
    with bench.store.transact("Remove", reader="A") as tx:
        tx.remove(Entity.SMEAR, smear)
    check(bench.store)
    assert [info.id for info in queries.smears(bench.store, viewpoint=A)] == [bench.smear_id]
    assert queries.label_counts(bench.store, viewpoint=A) == {}
    bench.store.apply(tx.changeset.inverse(), reader="A")
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 2}


@on_both
def test_another_process_steps_are_counted(bench: Bench) -> None:
    other = Store.open(bench.store.folder)
    assert queries.label_counts(bench.store, viewpoint=A) == {}
    with other.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    other.close()
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 5}
    check(bench.store)


def test_a_specimen_that_is_renamed_is_shown_so(bench: Bench) -> None:
    assert queries.smears(bench.store, viewpoint=A)[0].specimen == "s1"
    with bench.store.transact("Rename", reader="A") as tx:
        tx.update(Entity.SPECIMEN, 1, {"code": "s2"})
    assert queries.smears(bench.store, viewpoint=A)[0].specimen == "s2"


@pytest.mark.parametrize("viewpoint", [Viewpoint("A", others) for others in Others])
def test_opened_anew_nothing_is_counted_again_but_what_changed_since(bench: Bench, viewpoint) -> None:
    store = bench.store
    for n in range(3):
        add_smear(store, n + 2, cells=4)
    before = queries.smears(store, viewpoint=viewpoint)
    store.settle()
    with store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids[:2], "normal")
    store.close()
    store = Store.open(store.folder)
    with statements(store) as asked:
        after = queries.smears(store, viewpoint=viewpoint)
    about_cells = [parameters for statement, parameters in asked if "FROM cell" in statement]
    assert about_cells
    assert all(f"{bench.smear_id}" in map(str, given) or str(bench.smear_id) in str(given) for given in about_cells)
    assert not any("[1, 2" in str(given) for given in about_cells)
    assert after[1:] == before[1:]
    assert after[0].n_labelled == 2
    with statements(store) as asked:
        assert queries.smears(store, viewpoint=viewpoint) == after
        queries.label_counts(store, viewpoint=viewpoint)
    assert not any("FROM cell" in statement for statement, _ in asked)
    store.close()


@pytest.mark.parametrize("viewpoint", [Viewpoint("A", others) for others in Others])
def test_opening_the_table_and_a_label_go_through_no_table_of_cells_or_labels(bench: Bench, viewpoint) -> None:
    store = bench.store
    _, ids = add_smear(store, 2, cells=4)
    store.close()
    store = Store.open(store.folder)
    with statements(store) as asked:
        queries.smears(store, viewpoint=viewpoint)
        queries.label_counts(store, viewpoint=viewpoint)
        with store.transact("Label", reader="A") as tx:
            tx.set_labels(ids[:1], "normal")
            tx.set_states(ids[:1], CellState.CONFIRMED)
        queries.statuses_by_id(store, ids[:1], viewpoint=A)
        queries.cells_by_id(store, ids[:1], viewpoint=Viewpoint("A", Others.SHOWN))
        queries.smears(store, viewpoint=viewpoint)
        queries.last_saved_at(store)
    told = plans(store, asked)
    assert told
    big = ("cell", "cell_label", "prediction", "change_log")
    scans = [line for line in told if line.split()[:2] in [["SCAN", table] for table in big]]
    assert [line for line in scans if "change_log" not in line or "INTEGER PRIMARY KEY" in line] == []
    counting = [line for line in told if "ix_cell_of_smear" in line]
    assert counting
    assert all("COVERING" in line for line in counting)
    store.close()


def test_predictions_mark_their_smear_as_changed(bench: Bench) -> None:
    def version():
        with bench.store.reading() as connection:
            return connection.execute(text("SELECT version FROM smear_version")).scalar()

    with bench.store.transact("Model", reader="A") as tx:
        model_id = tx.derived.insert_model(**MODEL, run_id=None, active=True)
    before = version()
    with bench.store.transact("Classify", reader="A") as tx:
        tx.derived.put_predictions(
            [PredictionRow(model_id, bench.cell_ids[0], Circle(50, 60, 20), "normal", (0.1, 0.9))]
        )
    assert version() > before


def test_a_backup_holds_no_counts_and_a_project_made_of_it_counts_anew(bench: Bench, tmp_path) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids[:3], "normal")
    queries.smears(bench.store, viewpoint=A)
    bench.store.settle()
    copy = backup.back_up(bench.store, force=True)
    assert copy is not None
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "project.sqlite").write_bytes(copy.read_bytes())
    other = Store.open(tmp_path / "other")
    with other.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM smear_count")).scalar() == 0
    check(other)
    other.close()


def _kept(store: Store, table: str) -> int:
    with store.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


def test_nobody_who_writes_waits_for_a_table_of_cells_that_is_being_read(bench: Bench) -> None:
    store = bench.store
    queries.smears(store, viewpoint=A)
    asked: list[bool] = []

    def write() -> None:
        store.settle()
        with store.transact("Label", reader="A") as tx:
            tx.set_labels(bench.cell_ids[:1], "normal")

    def told(_done: int, _all: int) -> None:
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        writer.join(60)
        asked.append(writer.is_alive())

    queries.cell_table(store, viewpoint=A, on_read=told)
    assert asked == [False, False]
    assert (_kept(store, "smear_count"), _kept(store, "smear_cells")) == (1, 0)
    queries.cell_table(store, viewpoint=A)
    store.settle()
    assert _kept(store, "smear_cells") == 1


def test_what_could_not_be_saved_is_saved_the_next_time(bench: Bench) -> None:
    store = bench.store
    queries.smears(store, viewpoint=A)
    queries.cell_table(store, viewpoint=A)
    refuse = "CREATE TRIGGER full BEFORE INSERT ON smear_cells BEGIN SELECT RAISE(ABORT, 'full'); END"
    with closing(sqlite3.connect(store.database)) as other:
        other.execute(refuse)
        with pytest.raises(RbcDeskError):
            store.settle()
        other.execute("DROP TRIGGER full")
    assert (_kept(store, "smear_count"), _kept(store, "smear_cells")) == (0, 0)
    store.settle()
    assert (_kept(store, "smear_count"), _kept(store, "smear_cells")) == (1, 1)
    with statements(store) as said:
        store.settle()
    assert not any("INSERT" in statement for statement, _ in said)  # once is enough
