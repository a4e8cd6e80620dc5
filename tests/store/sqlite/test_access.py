"""Projects on full disks and in read-only places, and the remains of killed writers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rbc_desk.core.errors import CancelledError, DamagedProjectError, NotAProjectError, StorageError
from rbc_desk.core.files.atomic import sweep
from rbc_desk.core.task import Task
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services import restore_project
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.open_here import DATABASE
from rbc_desk.store.sqlite.wal import log_of
from rbc_desk.store.store import Store
from tests.store.conftest import Bench
from tests.store.disks import fill, make_read_only, small_disk, swap_indexes
from tests.store.sqlite.test_restore import another_program

A = Viewpoint("A", Others.STATES)

ROOT = Path(__file__).resolve().parents[3]


def _labels(store: Store, bench: Bench) -> list[str | None]:
    return [cell.label for cell in queries.cells(store, smear_id=bench.smear_id, viewpoint=A)]


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("problem", ["full", "read-only"])
def test_a_project_that_cannot_be_written_opens_and_says_why(
    bench: Bench, tmp_path: Path, killed: bool, problem: str
) -> None:
    expected: list[str | None] = [None] * 5
    bench.store.close()
    if killed:
        with another_program(bench):
            pass
        expected = ["codocyte"] * 5
    with small_disk(tmp_path / "disk") as disk:
        folder = disk / "project"
        shutil.copytree(bench.store.folder, folder, ignore=shutil.ignore_patterns("*-shm"))
        assert log_of(folder / DATABASE).exists() == killed
        if problem == "full":
            fill(disk)
        else:
            make_read_only(disk)
        store = Store.open(folder)
        assert problem in store.why_read_only
        assert _labels(store, bench) == expected
        with pytest.raises(StorageError, match=problem), store.transact("Label", reader="A") as tx:
            tx.set_labels(bench.cell_ids, "normal")
        store.close()
        assert log_of(folder / DATABASE).exists() == killed


def test_a_full_disk_that_was_emptied_lets_the_project_be_changed_again(bench: Bench, tmp_path: Path) -> None:
    bench.store.close()
    with small_disk(tmp_path / "disk") as disk:
        folder = Path(shutil.copytree(bench.store.folder, disk / "project"))
        filler = fill(disk)
        store = Store.open(folder)
        store.close()
        filler.unlink()
        store = Store.open(folder)
        with store.transact("Label", reader="A") as tx:
            tx.set_labels(bench.cell_ids, "normal")
        assert not store.why_read_only
        assert _labels(store, bench) == ["normal"] * 5
        store.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_file_is_opened_for_reading(bench: Bench) -> None:
    bench.store.close()
    bench.store.database.chmod(0o444)
    store = Store.open(bench.store.folder)
    assert "write-protected" in store.why_read_only
    store.close()


def test_damage_in_an_index_is_found_by_verifying_and_no_backup_is_made_of_it(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    bench.store.close()
    swap_indexes(bench.store.database)
    store = Store.open(bench.store.folder, back_up=False)  # the quick look at opening does not see it
    with pytest.raises(DamagedProjectError):
        restore_project.check_and_back_up(Project(store.folder, store=store, reader="A"))
    assert not backup.backups(store.folder)
    store.close()


def test_verifying_a_sound_project_passes_and_can_be_stopped(bench: Bench) -> None:
    bench.store.verify(task=Task())
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        bench.store.verify(task=task)


def test_backups_go_on_after_the_clock_was_set_back(bench: Bench) -> None:
    folder = bench.store.folder / "backups"
    now = datetime.now(UTC)
    for weeks in range(1, 60):
        ahead = now + timedelta(weeks=weeks)
        (folder / ahead.strftime("project-%Y%m%dT%H%M%S%f.sqlite")).write_bytes(b"")
    made = backup.back_up(bench.store)
    assert made is not None and made.exists()
    assert backup.back_up(bench.store) is None  # the next one is due in half an hour
    assert backup.back_up(bench.store, force=True) is not None
    assert made.exists()


_WRITER = """
import sys, time
from pathlib import Path
from rbc_desk.core.files.atomic import replacing, temporary_folder
folder = Path(sys.argv[1])
temporary_folder(folder / "model")
with replacing(folder / "table.csv") as path:
    path.write_bytes(b"half")
    print("writing", flush=True)
    time.sleep(600)
"""


def test_what_a_killed_writer_left_is_swept_and_what_a_living_one_writes_is_not(bench: Bench) -> None:
    folder = bench.store.folder / "models"
    bench.store.close()
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        left = sorted(folder.glob(".*.part"))
        assert len(left) == 2
        Store.open(bench.store.folder, back_up=False).close()
        assert sorted(folder.glob(".*.part")) == left
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    Store.open(bench.store.folder, back_up=False).close()
    assert not list(folder.glob(".*.part"))


def test_leftovers_of_earlier_versions_are_swept_after_a_day_in_our_own_folders(bench: Bench) -> None:
    folder = bench.store.folder / "backups"
    old, new = folder / "project-20260101T101010000000.part", folder / "project-20260102T101010000000.part"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    bench.store.close()
    Store.open(bench.store.folder, back_up=False).close()
    assert not old.exists()
    assert new.exists()


def test_the_files_of_others_are_not_swept(tmp_path: Path) -> None:
    for name in ("film.part", ".film.part", "notes.old", ".a.b.old"):
        path = tmp_path / name
        path.write_bytes(b"x")
        os.utime(path, (0, 0))
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_page_of_the_file_that_was_lost_is_found_at_opening_or_soon_after(bench: Bench) -> None:
    with bench.store.transact("Label", reader="A") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    bench.store.close()
    database = bench.store.database
    whole = database.read_bytes()
    unsaid = []
    for start in range(0, len(whole), 4 * 4096):
        database.write_bytes(whole[:start] + b"\0" * 4096 + whole[start + 4096 :])
        try:
            store = Store.open(bench.store.folder, back_up=False)
        except (DamagedProjectError, NotAProjectError):
            continue
        try:
            store.verify()
            unsaid.append(start)
        except DamagedProjectError:
            pass
        finally:
            store.close()
    assert unsaid == []
