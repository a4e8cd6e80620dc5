"""The databases that this process has open. They are tracked because file locks belong to the whole process."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from rbc_desk.core.files.atomic import is_same_file
from rbc_desk.core.files.store_place import DATABASE

__all__ = ["DATABASE", "is_open_here", "note_closed", "note_opened"]


class Database(Protocol):
    """A project's folder, and the database in it."""

    @property
    def folder(self) -> Path: ...

    @property
    def database(self) -> Path: ...


_OPEN: WeakSet[Database] = WeakSet()
_LOCK = threading.Lock()


def note_opened(store: Database) -> None:
    with _LOCK:
        _OPEN.add(store)


def note_closed(store: Database) -> None:
    with _LOCK:
        _OPEN.discard(store)


def is_open_here(database: Path) -> bool:
    """Whether a store of this process has that file open."""
    with _LOCK:
        opened = [store.database for store in _OPEN]
    return any(is_same_file(other, database) for other in opened)
