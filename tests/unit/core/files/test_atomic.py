from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import socket
from pathlib import Path

import pytest

from rbc_desk.core.errors import StorageError, storage_error
from rbc_desk.core.files.atomic import is_being_written, replacing, sweep, temporary_file, write_text
from rbc_desk.core.files.processes import Process, this_process


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "näme.txt"
    write_text(path, "old")
    write_text(path, "new")
    assert path.read_text("utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_inside_leaves_the_old_file_and_no_scrap(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_check_that_fails_leaves_the_old_file_and_no_scrap(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def refuse() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), replacing(path, check=refuse) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def left_by(writer: Process, folder: Path) -> Path:
    """A temporary file as that process would leave it when it is killed."""
    with temporary_file(folder / "table.csv") as path:
        mine = this_process()
        name = path.name.replace(f"-{mine.pid}-", f"-{writer.pid}-")
        name = name.replace(f"{round(1000 * mine.started):x}", f"{round(1000 * writer.started):x}")
    (folder / name).write_bytes(b"half")
    return folder / name


def test_what_a_process_left_is_swept_although_another_one_has_its_number_now(tmp_path: Path) -> None:
    mine = this_process()
    previous = left_by(dataclasses.replace(mine, started=mine.started - 3600), tmp_path)
    own = left_by(mine, tmp_path)
    assert is_being_written(tmp_path / "table.csv")
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [own]
    assert not previous.exists()
    own.unlink()
    assert not is_being_written(tmp_path / "table.csv")


def test_what_an_earlier_version_left_is_swept_after_a_day(tmp_path: Path) -> None:
    place = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
    path = tmp_path / f".table.csv.{place}-{os.getpid()}-abcd1234.part"
    path.write_bytes(b"half")
    sweep(tmp_path)
    assert path.exists()
    os.utime(path, (0, 0))
    sweep(tmp_path)
    assert not path.exists()


def test_a_long_name_leaves_room_for_the_writer_and_the_files_of_a_database(tmp_path: Path) -> None:
    with temporary_file(tmp_path / ("ä" * 127)) as path:
        assert len(path.name.encode()) + len("-journal") <= 255


def test_a_folder_that_is_a_file_gives_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Could not finish writing"):
        write_text(tmp_path / "file" / "a.txt", "x")


def test_a_full_disk_is_told_with_the_way_out() -> None:
    error = storage_error(OSError(errno.ENOSPC, "No space left on device"), doing="saving the label")
    assert "saving the label" in error.message
    assert "Free some space" in error.hint
