"""The change log: append-only, chained, and telling where it was tampered with."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.audit import NO_ENTRY, ChainHead, Fault, RecordedHead, Subject
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.migrations import migrate
from rbc_desk.store.rows import PredictionRow
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.engine import sqlite_engine
from rbc_desk.store.sqlite.open_here import DATABASE
from rbc_desk.store.store import Store
from tests.store.conftest import Bench, on_both

COLUMNS = "id, at, reader, op, step, entity, entity_id, source, undoes, before, after"


def label(bench: Bench, cells: list[int], code: str | None, *, reader: str = "A") -> None:
    with bench.store.transact(f"Label {code}", reader=reader) as tx:
        tx.set_labels(cells, code)


def tampered(bench: Bench, statement: str) -> None:
    """Change the log as somebody would who opens the file with other means, and drops what is in the way."""
    with closing(sqlite3.connect(bench.store.database)) as disk, disk:
        for name in ("no_update", "no_delete", "at_the_end"):
            disk.execute(f"DROP TRIGGER change_log_{name}")
        disk.execute(statement)


def faults(bench: Bench, *recorded: RecordedHead) -> list[tuple[int, Fault]]:
    return [(one.entry, one.fault) for one in queries.verify_log(bench.store, recorded=recorded).breaks]


def test_each_entry_hashes_its_content_and_its_predecessor_as_the_documents_say(bench: Bench) -> None:
    label(bench, bench.cell_ids, "normal")
    with closing(sqlite3.connect(bench.store.database)) as disk:
        lines = disk.execute(f"SELECT {COLUMNS}, hash FROM change_log ORDER BY id").fetchall()
    previous = "0" * 64
    for *values, stored in lines:
        said = b"".join(b"-:" if v is None else b"%d:%s" % (len(str(v).encode()), str(v).encode()) for v in values)
        previous = hashlib.sha256(previous.encode() + said).hexdigest()
        assert previous == stored
    assert queries.log_head(bench.store) == ChainHead(len(lines), previous)
    assert queries.verify_log(bench.store).holds


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change_log SET reader = 'B' WHERE id = 2",
        "DELETE FROM change_log WHERE id = 2",
        "INSERT OR REPLACE INTO change_log SELECT * FROM change_log WHERE id = 2",
        "INSERT INTO change_log (at, reader, op, step, entity) VALUES ('', '', '', '', '')",
    ],
)
def test_the_database_refuses_to_change_the_log(bench: Bench, statement: str) -> None:
    before = queries.log_head(bench.store)
    with (
        closing(sqlite3.connect(bench.store.database)) as disk,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        disk.execute(statement)
    assert queries.log_head(bench.store) == before


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE change_log SET reader = 'B' WHERE id = 3", [(3, Fault.CHANGED)]),
        ("UPDATE change_log SET after = replace(after, 'normal', 'codocyte') WHERE id = 8", [(8, Fault.CHANGED)]),
        (f"UPDATE change_log SET hash = '{'a' * 64}' WHERE id = 3", [(3, Fault.CHANGED), (4, Fault.CHANGED)]),
        ("DELETE FROM change_log WHERE id IN (3, 4)", [(5, Fault.MISSING)]),
    ],
)  # fmt: skip
def test_tampering_is_told_with_its_place(bench: Bench, statement: str, expected: list[tuple[int, Fault]]) -> None:
    label(bench, bench.cell_ids, "normal")
    tampered(bench, statement)
    assert faults(bench) == expected


def test_a_log_that_was_cut_or_recomputed_is_told_by_a_head_that_was_recorded(bench: Bench) -> None:
    label(bench, bench.cell_ids, "normal")
    head = queries.log_head(bench.store)
    label(bench, bench.cell_ids, "codocyte")
    assert faults(bench, RecordedHead("receipt", head), RecordedHead("empty", NO_ENTRY)) == []
    tampered(bench, f"DELETE FROM change_log WHERE id >= {head.entry}")
    assert faults(bench) == []  # the chain alone does not tell
    assert faults(bench, RecordedHead("receipt", head)) == [(head.entry, Fault.CUT)]
    label(bench, bench.cell_ids[:1], None)
    assert faults(bench, RecordedHead("receipt", head)) == [(head.entry, Fault.REWRITTEN)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked, which this system cannot")
@on_both
def test_eight_writers_append_to_one_chain_and_lose_nothing(bench: Bench) -> None:
    bench.store.close()
    before, n = queries.log_head(bench.store).entry, 12
    bench.store.close()
    pids = []
    for writer in range(8):
        pid = os.fork()
        if pid == 0:
            try:
                store = Store.open(bench.store.folder, back_up=False)
                for k in range(n):
                    with store.transact("Label", reader=f"reader {writer}") as tx:
                        tx.set_labels([bench.cell_ids[k % 5]], ("normal", "codocyte")[k // 5 % 2])
                store.close()
                os._exit(0)
            finally:
                os._exit(1)
        pids.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 8
    found = queries.verify_log(bench.store)
    assert found.holds
    steps = queries.log(bench.store, viewpoint=EVERYBODY, limit=1000)
    assert sum(step.op == "Label" for step in steps) == 8 * n
    assert found.n_entries == found.head.entry > before + 8 * n


def test_an_older_project_is_chained_when_it_is_upgraded(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0022")
        connection.exec_driver_sql("INSERT INTO meta VALUES ('project_name', 'Old')")
        for number in (1, 2, 5):  # a log with a gap is chained as it is
            connection.exec_driver_sql(
                "INSERT INTO change_log (id, at, reader, op, step, entity, entity_id, before, after)"
                " VALUES (?, '2026-01-01', 'Jürgen', 'Label', 's', 'cell', 1, 'null', ?)",
                (number, json.dumps({"x": 1.5})),
            )
    engine.dispose()
    store = Store.open(tmp_path)
    with store.transact("Name", reader="A") as tx:
        tx.set_meta("project_name", "New")
    found = queries.verify_log(store)
    store.close()
    assert (found.holds, found.n_entries, found.head.entry) == (True, 4, 6)


def test_a_backup_keeps_the_chain_and_what_protects_it(bench: Bench) -> None:
    copy = backup.back_up(bench.store, force=True)
    assert copy is not None
    with closing(sqlite3.connect(copy)) as disk, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        disk.execute("DELETE FROM change_log")


@on_both
def test_an_entry_says_by_hand_or_by_which_model_and_what_it_undoes(bench: Bench) -> None:
    with bench.store.transact("Model", reader="A") as tx:
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=("normal",), metrics={}, run_id=None, active=True
        )
    with bench.store.transact("Classify", reader="A") as tx:
        tx.derived.put_predictions(
            [PredictionRow(model, i, Circle(1, 1, 1), "normal", (1.0,)) for i in bench.cell_ids]
        )
    with bench.store.transact("Find", reader="A") as tx:
        run = tx.derived.insert_detection_run(smear_id=bench.smear_id, detector="d", params={}, n_cells=1)
        tx.insert(
            Entity.CELL,
            {"smear_id": bench.smear_id, "run_id": run, "x": 9.0, "y": 9.0, "r": 9.0, "state": "proposed"},
        )
    label(bench, bench.cell_ids[:1], "normal")
    with bench.store.transact("Confirm", reader="A") as tx:
        tx.set_states(bench.cell_ids[:1], CellState.CONFIRMED)
    bench.store.apply(tx.changeset.inverse(), reader="A")
    shown = queries.timeline(bench.store, viewpoint=EVERYBODY, subject=Subject(specimen_id=1)).entries
    assert [(e.entity, e.source, e.undoes) for e in shown[:6]] == [
        ("cell", "hand", True),
        ("cell", "hand", False),
        ("cell_label", "hand", False),
        ("detection_run", "detector:d", False),
        ("cell", "detector:d", False),
        ("prediction", f"model:{model}", False),
    ]
    assert {e.entity for e in shown[6:]} == {"specimen", "smear", "cell"}


def test_a_timeline_of_a_cell_has_what_happened_to_it_alone_also_in_changes_of_many(bench: Bench) -> None:
    with bench.store.transact("Add", reader="A") as tx:
        cells = tx.insert_many(
            Entity.CELL,
            [{"smear_id": 1, "x": 1.0 * i, "y": 6.0, "r": 2.0, "state": "proposed"} for i in range(300)],
        )
    label(bench, cells, "normal")
    label(bench, cells[7:8], "codocyte", reader="B")
    label(bench, cells[8:9], "codocyte", reader="B")
    found = queries.timeline(bench.store, viewpoint=EVERYBODY, subject=Subject(cell_id=cells[7]))
    assert [(e.op, e.entity, (e.after or {}).get("code"), e.n) for e in found.entries] == [
        ("Label codocyte", "cell_label", "codocyte", 1),
        ("Label normal", "cell_label", "normal", 1),
        ("Add", "cell", None, 1),
    ]
    assert (found.entries[2].entity_id, (found.entries[2].after or {})["x"]) == (cells[7], 7.0)
    cut = queries.timeline(bench.store, viewpoint=EVERYBODY, subject=Subject(cell_id=cells[7]), limit=2)
    assert (len(cut.entries), cut.is_cut, found.is_cut) == (2, True, False)


def test_a_blinded_reader_sees_neither_entries_of_others_nor_how_many_there_are(bench: Bench) -> None:
    label(bench, bench.cell_ids, "normal", reader="B")
    label(bench, bench.cell_ids, "codocyte", reader="A")
    look: Callable[[], object] = lambda: queries.timeline(  # noqa: E731
        bench.store, viewpoint=Viewpoint("B", Others.HIDDEN), subject=Subject()
    )
    before = look()
    assert {entry.entry for entry in before.entries} == {0}  # type: ignore[attr-defined]
    label(bench, bench.cell_ids, "normal", reader="A")
    assert look() == before
