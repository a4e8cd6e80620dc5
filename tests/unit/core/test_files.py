from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rbc_desk.core.errors import StorageError, storage_error
from rbc_desk.core.files import replacing, write_text


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


def test_a_folder_that_is_a_file_gives_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="Could not finish writing"):
        write_text(tmp_path / "file" / "a.txt", "x")


def test_a_full_disk_is_told_with_the_way_out() -> None:
    error = storage_error(OSError(errno.ENOSPC, "No space left on device"), doing="saving the label")
    assert "saving the label" in error.message
    assert "make room" in error.hint
