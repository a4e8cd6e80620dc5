"""Checks whether the write-ahead log beside a database belongs to it.

SQLite applies any log of the right name. A log left beside a database that was copied into place by hand mixes two
databases. See "WAL-index and WAL file format" and "Database file format" on sqlite.org.
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_WAL_VERSION = 2
_AGAIN = 2


def log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def index_of(database: Path) -> Path:
    """The shared-memory index of the log."""
    return database.with_name(f"{database.name}-shm")


def has_log(database: Path) -> bool:
    """Whether the log has changes that may not be in the database yet."""
    try:
        return log_of(database).stat().st_size > _HEADER
    except OSError:
        return False


def log_is_foreign(database: Path) -> bool:
    """Whether the log certainly belongs to another database. False where it is unknown.

    This process must not have the database open, since reading the file would release its locks. Raises OSError.
    """
    # another process may be writing both files, so only a repeated result is trusted
    return has_log(database) and all(_looks_foreign(database) for _ in range(_AGAIN))


def _looks_foreign(database: Path) -> bool:
    with database.open("rb") as handle:
        header = handle.read(100)
    if len(header) < 100:
        return len(header) > 0  # the first pages of an empty database file may still be in the log
    counters = _counters_in_log(log_of(database))
    if counters is None:
        return False
    if header[18] != _WAL_VERSION or header[19] != _WAL_VERSION:
        return True  # SQLite marks the file before it starts a log, so this file has never had one
    # a commit that writes the first page raises its counter by at most one, so the file's counter equals that of a
    # frame in the log, or the one before the first
    first, last = counters
    (count,) = struct.unpack(">I", header[24:28])
    return first is not None and last is not None and not first - 1 <= count <= last


def _counters_in_log(log: Path) -> tuple[int | None, int | None] | None:
    """The change counters in the first and last committed copy of page 1; None where the log has no commit."""
    first: int | None = None
    last: int | None = None
    newest: int | None = None
    committed = False
    with log.open("rb") as handle:
        header = handle.read(_HEADER)
        if len(header) < _HEADER:
            return None
        magic, _, page_size, _, salt = struct.unpack(">IIII8s", header[:24])
        if magic not in _MAGIC:
            return None
        while len(frame := handle.read(_FRAME_HEADER)) == _FRAME_HEADER:
            page, size_after, its_salt = struct.unpack(">II8s", frame[:16])
            if its_salt != salt:
                break
            at = handle.tell()
            if page == 1:
                beginning = handle.read(28)
                if len(beginning) < 28:
                    break
                (newest,) = struct.unpack(">I", beginning[24:28])
            handle.seek(at + page_size)
            if size_after:
                committed = True
                first = newest if first is None else first
                last = newest
    return (first, last) if committed else None
