"""Restoring a backup: it is checked, the old database is kept, nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import (
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    StorageError,
    StoreBusyError,
)
from rbc_desk.core.files.atomic import temporary_file
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.store import queries
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.open_here import DATABASE, is_open_here
from rbc_desk.store.sqlite.restore import list_backups, restore
from rbc_desk.store.sqlite.wal import log_is_foreign, log_of
from rbc_desk.store.store import Store
from tests.store.conftest import Bench

A = Viewpoint("A", Others.STATES)

ROOT = Path(__file__).resolve().parents[3]
_LABELLER = """
import sys, time
from pathlib import Path
from rbc_desk.store.store import Store
store = Store.open(Path(sys.argv[1]), back_up=False)
for cell in sys.argv[2].split(","):
    with store.transact("Label", reader="A") as tx:
        tx.set_labels([int(cell)], "codocyte")
    print(cell, flush=True)
while True:
    time.sleep(1)
"""


@contextmanager
def another_program(bench: Bench) -> Iterator[subprocess.Popen[str]]:
    """Another process that has labelled every cell and still has the project open; it is killed at the end."""
    command = [sys.executable, "-c", _LABELLER, str(bench.store.folder), ",".join(map(str, bench.cell_ids))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in bench.cell_ids:
            assert process.stdout.readline()
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)


def _killed_with_a_backup(bench: Bench) -> Path:
    """A project whose program was killed after five labels; the backup is from before them."""
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    bench.store.close()
    with another_program(bench):
        pass
    assert log_of(bench.store.database).stat().st_size > 0
    return made


def _labels(folder: Path, bench: Bench) -> list[str | None]:
    store = Store.open(folder)
    try:
        return [cell.label for cell in queries.cells(store, smear_id=bench.smear_id, viewpoint=A)]
    finally:
        store.close()


def test_a_backup_copied_by_hand_over_a_killed_project_is_recognised_and_can_be_restored(bench: Bench) -> None:
    made = _killed_with_a_backup(bench)
    folder = bench.store.folder
    log = log_of(bench.store.database).read_bytes()
    shutil.copyfile(made, folder / DATABASE)
    with pytest.raises(DamagedProjectError, match="copied there by hand"):
        Store.open(folder)
    assert log_of(bench.store.database).read_bytes() == log  # looking has mixed nothing
    assert [info.path.name for info in list_backups(folder).found] == [DATABASE, made.name]
    done = restore(folder, source=made)
    assert _labels(folder, bench) == [None] * 5
    assert (done.kept_in / f"{DATABASE}-wal").read_bytes() == log
    assert (done.kept_in / DATABASE).read_bytes() == made.read_bytes()


def test_the_file_that_was_copied_by_hand_can_itself_be_restored(bench: Bench) -> None:
    made = _killed_with_a_backup(bench)
    shutil.copyfile(made, bench.store.database)
    restore(bench.store.folder, source=bench.store.database)
    assert _labels(bench.store.folder, bench) == [None] * 5


def test_an_older_copy_of_the_same_file_beside_a_newer_log_is_recognised(bench: Bench, tmp_path: Path) -> None:
    store, older = bench.store, tmp_path / "older.sqlite"
    store.close()
    shutil.copyfile(store.database, older)
    for _ in range(3):  # each time the file is closed, what is in the log goes into it
        store = Store.open(store.folder, back_up=False)
        with store.transact("Fill", reader="A") as tx:
            tx.set_meta("much", "x" * 200_000)
        with store.transact("Fill", reader="A") as tx:
            tx.set_meta("much", "")
        store.close()
    with another_program(bench):
        pass
    assert not log_is_foreign(store.database)
    shutil.copyfile(older, store.database)
    assert log_is_foreign(store.database)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["write", "big", "other", "checkpoint", "reopen"]), max_size=14))
def test_a_log_is_never_taken_for_foreign_beside_its_own_database(steps: list[str], tmp_path: Path) -> None:
    database, copy = tmp_path / "a.sqlite", tmp_path / "copy.sqlite"
    for path in tmp_path.glob("*.sqlite*"):
        path.unlink()
    connections = [_connected(database), _connected(database)]
    connections[0].execute("CREATE TABLE t (x)")
    for step in steps:
        if step == "checkpoint":
            connections[0].execute("PRAGMA wal_checkpoint(PASSIVE)")
        elif step == "reopen":
            connections[0].close()
            connections[0] = _connected(database)
        else:
            writer = connections[step == "other"]
            writer.execute("INSERT INTO t VALUES (?)", ("x" * (30_000 if step == "big" else 10),))
        shutil.copyfile(database, copy)  # as a kill at this moment leaves them
        if log_of(database).exists():
            shutil.copyfile(log_of(database), log_of(copy))
        assert not log_is_foreign(copy)
    for connection in connections:
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def test_a_damaged_project_tells_of_restoring_and_a_backup_brings_it_back(bench: Bench) -> None:
    folder = bench.store.folder
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    backup.back_up(bench.store, force=True)
    bench.store.close()
    with bench.store.database.open("r+b") as handle:
        handle.seek(100)
        handle.write(b"\xff" * 8000)
    with pytest.raises(DamagedProjectError, match="rbc-desk restore") as caught:
        Store.open(folder)
    assert caught.value.folder == folder
    known = list_backups(folder)
    assert known.present is None
    restore(folder, source=known.found[0].path)
    assert _labels(folder, bench) == ["normal"] * 5


def test_a_project_whose_database_is_gone_leads_to_its_backups(bench: Bench) -> None:
    backup.back_up(bench.store, force=True)
    bench.store.close()
    bench.store.database.unlink()
    with pytest.raises(DamagedProjectError):
        Store.open(bench.store.folder)
    restore(bench.store.folder, source=list_backups(bench.store.folder).found[0].path)
    assert _labels(bench.store.folder, bench) == [None] * 5


def test_the_list_says_how_many_steps_each_backup_would_cost(bench: Bench) -> None:
    backup.back_up(bench.store, force=True)
    for cell in bench.cell_ids[:3]:
        with bench.store.transact("Label", reader="A") as tx:
            tx.set_labels([cell], "normal")
    backup.back_up(bench.store, force=True)
    known = list_backups(bench.store.folder)
    assert [info.steps_lost for info in known.found] == [0, 3]
    assert [info.contents.n_labels for info in known.found if info.contents] == [3, 0]
    assert known.present is not None and known.present.n_labels == 3


def test_a_project_that_is_open_elsewhere_or_here_is_not_restored(bench: Bench) -> None:
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    with pytest.raises(StorageError, match="open in another program"):
        restore(bench.store.folder, source=made)
    bench.store.close()
    with another_program(bench), pytest.raises(StorageError, match="open in another program"):
        restore(bench.store.folder, source=made)
    assert _labels(bench.store.folder, bench) == ["codocyte"] * 5


def test_a_backup_that_is_damaged_newer_or_not_there_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    folder = bench.store.folder
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    bench.store.close()
    before = bench.store.database.read_bytes()
    broken, newer = tmp_path / "broken.sqlite", tmp_path / "newer.sqlite"
    broken.write_bytes(made.read_bytes()[:5000])
    shutil.copyfile(made, newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for source, error in ((broken, StorageError), (newer, NewerProjectError), (tmp_path / "no", NotAProjectError)):
        with pytest.raises(error):
            restore(folder, source=source)
    assert bench.store.database.read_bytes() == before
    assert not list(folder.glob(".*.part*"))
    assert not list((folder / "backups").glob("replaced-*"))


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such rights")
@pytest.mark.parametrize("mode", [0o664, 0o600])
def test_a_restored_project_belongs_to_the_same_people(bench: Bench, mode: int) -> None:
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    bench.store.close()
    bench.store.database.chmod(mode)
    restore(bench.store.folder, source=made)
    assert stat.S_IMODE(bench.store.database.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such rights")
def test_a_project_whose_database_is_gone_is_restored_with_the_usual_rights(bench: Bench) -> None:
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    bench.store.close()
    bench.store.database.unlink()
    umask = os.umask(0o002)
    try:
        restore(bench.store.folder, source=made)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(bench.store.database.stat().st_mode) == 0o664


@pytest.mark.skipif(os.name != "posix", reason="other systems may not let everybody make links")
def test_a_project_that_is_open_by_another_path_is_known_to_be_open(bench: Bench, tmp_path: Path) -> None:
    other = tmp_path / "link"
    other.symlink_to(bench.store.folder)
    assert is_open_here(other / DATABASE)
    made = backup.back_up(bench.store, force=True)
    assert made is not None
    with pytest.raises(StorageError, match="open in another program"):
        restore(other, source=other / "backups" / made.name)
    bench.store.close()
    assert not is_open_here(other / DATABASE)


def test_where_a_backup_is_about_to_become_the_database_no_project_is_made_or_opened(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    with temporary_file(folder / DATABASE):  # as `restore` holds it, here or in another program
        for begin in (create_project, open_project):
            with pytest.raises(StoreBusyError, match="is being restored") as told:
                begin(folder, reader="A")
            assert "when restoring has finished" in told.value.hint
        assert [path.suffix for path in folder.iterdir()] == [".part"]
    create_project(folder, reader="A").close()
