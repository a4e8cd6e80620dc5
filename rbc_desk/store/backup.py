"""Copies of the database in the project's `backups/`: twelve recent ones, at least half an hour apart."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.errors import storage_error

if TYPE_CHECKING:
    from rbc_desk.store.session import Store

KEEP = 12
MIN_AGE_S = 30 * 60


def back_up(store: Store, *, force: bool = False) -> Path | None:
    """Write a backup and thin out the old ones; None where the last one is young and `force` is not set.

    Raises StorageError.
    """
    folder = store.folder / "backups"
    try:
        folder.mkdir(exist_ok=True)
        there = sorted(folder.glob("project-*.sqlite"))
        if not force and there and time.time() - there[-1].stat().st_mtime < MIN_AGE_S:
            return None
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        part = folder / f".{stamp}.part"
        store.vacuum_into(part)
        path = folder / f"project-{stamp}.sqlite"
        part.replace(path)
        for old in [*there, path][:-KEEP]:
            old.unlink()
    except OSError as error:
        raise storage_error(error, doing="backing up the project") from error
    return path
