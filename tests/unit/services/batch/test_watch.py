"""Which images of a watched folder are complete."""

from __future__ import annotations

import os
from pathlib import Path

from rbc_desk.services.batch.watch import SettledFiles


def write(path: Path, size: int, *, at: int) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(b"x" * size)
    os.utime(path, ns=(at, at))
    return path


def test_a_file_is_told_once_when_it_has_not_changed_for_a_while(tmp_path: Path) -> None:
    files, path = SettledFiles(tmp_path, 2.0), write(tmp_path / "a.jpg", 5, at=1)
    assert files.look(at=0) == []
    assert files.waits
    write(path, 9, at=1)  # it grew, within the same tick of the clock
    assert files.look(at=2.5) == []
    write(path, 9, at=2)
    assert files.look(at=4) == []
    assert files.look(at=6) == [path]
    assert files.look(at=9) == []
    assert not files.waits
    write(path, 9, at=3)
    files.look(at=10)
    assert files.look(at=12) == [path]


def test_what_is_hidden_or_partial_or_of_the_program_itself_is_ignored(tmp_path: Path) -> None:
    for name in (".a.jpg", "a.jpg.part", "b.crdownload", ".cache/c.jpg", "project/smears/d.jpg"):
        write(tmp_path / name, 5, at=1)
    write(tmp_path / "deep" / "er" / "e.TIF", 5, at=1)
    files = SettledFiles(tmp_path, 1.0, without=(tmp_path / "project",))
    files.look(at=0)
    assert files.look(at=5) == [tmp_path / "deep" / "er" / "e.TIF"]


def test_an_empty_file_waits_longer_and_one_that_vanished_is_forgotten(tmp_path: Path) -> None:
    files = SettledFiles(tmp_path, 1.0)
    empty, gone = write(tmp_path / "a.jpg", 0, at=1), write(tmp_path / "b.jpg", 5, at=1)
    files.look(at=0)
    gone.unlink()
    assert files.look(at=5) == []
    assert files.look(at=11) == [empty]


def test_a_file_that_could_not_be_processed_is_told_again(tmp_path: Path) -> None:
    files, path = SettledFiles(tmp_path, 1.0), write(tmp_path / "a.jpg", 5, at=1)
    files.look(at=0)
    assert files.look(at=2) == [path]
    files.give_again([path])
    files.look(at=3)
    assert files.look(at=5) == [path]
