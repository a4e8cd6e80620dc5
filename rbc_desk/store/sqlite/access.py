"""Checks whether the folder of a project is writable, and if not, why."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.files.atomic import temporary_file
from rbc_desk.core.phrases import Phrase

_ROOM_BYTES = 64 * 1024
"""The minimum space for a commit and the index of its log."""


@dataclass(frozen=True, slots=True)
class Access:
    """Access to a folder. `why_not`: why it cannot be written, empty where it can. `sync_ms`: the time of a sync."""

    why_not: str = ""
    sync_ms: float = 0.0


def access_to(database: Path) -> Access:
    """Check access by writing a few kilobytes beside the database and removing them."""
    if not os.access(database, os.W_OK):
        return Access(Phrase("The file {name} is write-protected, or on a read-only disk.", name=database.name))
    try:
        with temporary_file(database) as path:
            started = time.perf_counter()
            with path.open("r+b") as handle:
                handle.write(b"\0" * _ROOM_BYTES)
                handle.flush()
                os.fsync(handle.fileno())
            return Access(sync_ms=1000 * (time.perf_counter() - started))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Access(Phrase("The disk is full."))
        if error.errno == errno.EROFS:
            return Access(Phrase("The disk is read-only."))
        if error.errno in (errno.EACCES, errno.EPERM):
            return Access(Phrase("You do not have permission to write in the project folder."))
        return Access(Phrase("The project folder cannot be written: {reason}.", reason=error.strerror or error))
