"""Full and read-only disks, where tests may mount them, and hidden damage to files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(at: Path, *, size: str = "8m") -> Iterator[Path]:
    """A disk of its own at `at`; the test is skipped where it cannot be mounted."""
    at.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at))
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=False)


def fill(disk: Path) -> Path:
    """Take every byte that is left; returns the file that has them."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as handle:
        try:
            while handle.write(b"\0" * 4096):
                pass
        except OSError:
            os.fsync(handle.fileno())
    return filler


def make_read_only(disk: Path) -> None:
    _mount("-o", "remount,ro", str(disk))


def swap_indexes(database: Path) -> None:
    """Damage a closed database: two indexes hold each other's entries."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        query = "SELECT name, rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'cell_label'"
        (one, its_root), (other, other_root) = connection.execute(query).fetchall()[:2]
        change = "UPDATE sqlite_master SET rootpage = ? WHERE name = ?"
        connection.executemany(change, [(other_root, one), (its_root, other)])


def _mount(*arguments: str) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk of its own")
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
