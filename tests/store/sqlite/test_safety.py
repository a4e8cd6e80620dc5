"""Safety of the store: kills, two writers, full disks, files of other versions."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from rbc_desk.core.errors import NewerProjectError, StorageError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.rows import CropRow
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.open_here import DATABASE
from rbc_desk.store.store import Store
from tests.store.conftest import Bench, on_both

A = Viewpoint("A", Others.STATES)

ROOT = Path(__file__).resolve().parents[3]
_LABELLER = """
import sys
from pathlib import Path
from rbc_desk.store.store import Store
store = Store.open(Path(sys.argv[1]))
cells = [int(i) for i in sys.argv[2].split(",")]
n = 0
while True:
    code = ("normal", "codocyte")[n % 2]
    with store.transact("Label", reader="A") as tx:
        tx.set_labels(cells, code)
    print(n, code, flush=True)
    n += 1
"""


def set_everywhere(store: Store, pragma: str) -> None:
    """Set it on every connection that is used from now on: reading and writing may get different ones."""

    @event.listens_for(store._engine, "checkout")
    def _set(driver: sqlite3.Connection, *_: object) -> None:
        driver.execute(f"PRAGMA {pragma}").close()


@on_both
def test_a_killed_program_keeps_every_label_that_it_called_saved(bench: Bench) -> None:
    bench.store.close()
    command = [sys.executable, "-c", _LABELLER, str(bench.store.folder), ",".join(map(str, bench.cell_ids))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(25)]
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        lines += process.stdout.readlines()
    said = [line.split() for line in lines if line.endswith("\n")]
    store = Store.open(bench.store.folder)
    labels = {cell.label for cell in queries.cells(store, smear_id=bench.smear_id, viewpoint=A)}
    # The step after the last announced one may have been committed before the kill.
    written = len([line for line in queries.log(store, limit=10_000, viewpoint=EVERYBODY) if line.op == "Label"])
    store.close()
    assert written in (len(said), len(said) + 1)
    assert labels == {("normal", "codocyte")[(written - 1) % 2]}


def test_every_commit_waits_until_the_disk_has_it_so_that_a_power_cut_takes_no_label(bench: Bench) -> None:
    with bench.store._engine.connect() as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert modes == ["wal", 2]  # FULL; with NORMAL a commit is synced at the next checkpoint


@on_both
def test_two_threads_write_without_losing_a_step(bench: Bench) -> None:
    def label(code: str) -> None:
        for cell in bench.cell_ids * 5:
            with bench.store.transact("Label", reader=code) as tx:
                tx.set_labels([cell], code)

    threads = [threading.Thread(target=label, args=(code,)) for code in ("normal", "codocyte")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queries.label_counts(bench.store, viewpoint=Viewpoint("normal", Others.STATES)) == {"normal": 5}
    assert queries.label_counts(bench.store, viewpoint=Viewpoint("codocyte", Others.STATES)) == {"codocyte": 5}


def test_a_newer_project_is_refused_politely_and_left_alone(bench: Bench) -> None:
    bench.store.close()
    with sqlite3.connect(bench.store.folder / DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerProjectError, match="newer version"):
        Store.open(bench.store.folder)


def test_a_damaged_file_is_told_and_names_the_backups(bench: Bench) -> None:
    bench.store.close()
    path = bench.store.folder / DATABASE
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(StorageError, match="backups"):
        Store.open(bench.store.folder)


def test_a_full_disk_is_told_and_what_was_saved_stays(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    set_everywhere(bench.store, "max_page_count = 1")
    with pytest.raises(StorageError, match="Free some space"):
        for n in range(10_000):
            with bench.store.transact("Fill", reader="A") as tx:
                tx.set_meta(f"key {n}", "x" * 4000)
    assert queries.label_counts(bench.store, viewpoint=A) == {"normal": 5}


def test_what_the_log_holds_is_settled_into_the_file_while_others_read(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    log = bench.store.database.with_name(f"{DATABASE}-wal")
    with bench.store.reading() as connection:
        queries_before = connection.execute(text("SELECT count(*) FROM cell_label")).scalar()
        bench.store.settle()
    alone = bench.store.folder / "alone.sqlite"
    shutil.copy(bench.store.database, alone)  # without the log
    with closing(sqlite3.connect(alone)) as copy:
        found = copy.execute("SELECT count(*) FROM cell_label").fetchone()[0]
    assert log.exists()
    assert found == queries_before == len(bench.cell_ids)


def test_a_backup_is_a_project_that_opens(bench: Bench, tmp_path: Path) -> None:
    copy = backup.back_up(bench.store, force=True)
    assert copy is not None
    other = tmp_path / "other"
    other.mkdir()
    shutil.copyfile(copy, other / DATABASE)
    store = Store.open(other)
    assert len(queries.cells(store, smear_id=bench.smear_id, viewpoint=A)) == 5
    store.close()


def test_a_backup_leaves_out_the_crops_and_nothing_else(bench: Bench) -> None:
    with bench.store.transact("Crops", reader="A") as tx:
        tx.derived.put_crops([CropRow(i, Circle(1, 1, 1), "hash", b"png") for i in bench.cell_ids])
        tx.set_labels(bench.cell_ids, "normal")
    copy = backup.back_up(bench.store, force=True)
    assert copy is not None
    with closing(sqlite3.connect(copy)) as made, closing(sqlite3.connect(bench.store.database)) as whole:
        names = {name for (name,) in whole.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in names - {"crop"}:
            query = f"SELECT * FROM {name}"
            assert made.execute(query).fetchall() == whole.execute(query).fetchall(), name
        assert made.execute("SELECT count(*) FROM crop").fetchone() == (0,)
        indexes = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
        assert made.execute(indexes).fetchall() == whole.execute(indexes).fetchall()


def test_a_young_backup_is_not_repeated_unless_forced(bench: Bench) -> None:
    assert backup.back_up(bench.store) is not None
    assert backup.back_up(bench.store) is None
    assert backup.back_up(bench.store, force=True) is not None


def test_old_backups_are_thinned_out_and_foreign_files_left_alone(bench: Bench) -> None:
    foreign = bench.store.folder / "backups" / "project-mine.sqlite"
    foreign.write_bytes(b"mine")
    for _ in range(backup.KEEP_NEWEST + 3):
        backup.back_up(bench.store, force=True)
    left = set((bench.store.folder / "backups").iterdir())
    assert foreign in left
    assert len(left) == backup.KEEP_NEWEST + 1


def test_backups_of_a_year_shrink_to_the_newest_and_one_a_day_and_a_week() -> None:
    last = datetime(2026, 6, 30, 18, tzinfo=UTC)
    times = [last - timedelta(hours=h) for h in range(24 * 365)]
    kept = sorted(backup.times_to_keep(times, now=last), reverse=True)
    assert kept[: backup.KEEP_NEWEST] == times[: backup.KEEP_NEWEST]
    assert len({made.date() for made in kept if last - made < timedelta(days=14)}) == backup.KEEP_DAYS
    assert backup.KEEP_NEWEST < len(kept) <= backup.KEEP_NEWEST + backup.KEEP_DAYS + backup.KEEP_WEEKS
    assert last - kept[-1] > timedelta(weeks=backup.KEEP_WEEKS - 2)


def test_a_read_only_project_says_where_to_go(bench: Bench) -> None:
    set_everywhere(bench.store, "query_only = ON")
    with (
        pytest.raises(StorageError, match="Copy the project to a place"),
        bench.store.transact("Label", reader="A") as tx,
    ):
        tx.set_labels(bench.cell_ids, "normal")


def test_a_project_that_another_program_holds_is_told(bench: Bench) -> None:
    with closing(sqlite3.connect(bench.store.database, isolation_level=None)) as other, bench.store.patience(20):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program"), bench.store.transact("Label", reader="A") as tx:
            tx.set_labels(bench.cell_ids, "normal")
        other.execute("ROLLBACK")


def test_reading_goes_on_while_another_program_writes(bench: Bench) -> None:
    with closing(sqlite3.connect(bench.store.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE cell SET state = 'rejected'")
        assert {c.state for c in queries.cells(bench.store, smear_id=bench.smear_id, viewpoint=A)} == {"proposed"}
        other.execute("ROLLBACK")


def test_a_closed_store_leaves_one_file_that_can_be_moved(bench: Bench) -> None:
    bench.store.close()
    assert [p.name for p in bench.store.folder.glob("project.sqlite*")] == [DATABASE]
    moved = bench.store.folder.rename(bench.store.folder.with_name("größer 1"))
    store = Store.open(moved)
    assert len(queries.cells(store, smear_id=bench.smear_id, viewpoint=A)) == 5
    store.close()


@on_both
def test_a_run_that_a_kill_left_running_is_interrupted_at_the_next_start(bench: Bench) -> None:
    with bench.store.transact("Train", reader="A") as tx:
        facts = SnapshotFacts(SplitFacts("cell", "cell", 0, {}))
        snapshot = tx.derived.insert_snapshot(items=[], seed=0, content_hash="", codes=[], facts=facts)
        tx.derived.insert_run(snapshot_id=snapshot, spec={}, seed=0, app_version="0")
    bench.store.close()
    store = Store.open(bench.store.folder)
    assert [run.status for run in queries.runs(store)] == ["interrupted"]
    store.close()
