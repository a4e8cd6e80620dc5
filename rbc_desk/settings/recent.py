"""Recently opened projects, newest first. Missing ones stay listed, because a disk may be reconnected."""

from __future__ import annotations

import json
from pathlib import Path

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files.atomic import write_text

_LIMIT = 12


class RecentProjects:
    """A small JSON file of project folders. If it is broken or cannot be written, only the list is lost."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def list(self) -> tuple[Path, ...]:
        try:
            names = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(Path(name) for name in names if isinstance(name, str)) if isinstance(names, list) else ()

    def add(self, folder: Path) -> None:
        folder = folder.resolve()
        self._write((folder, *(other for other in self.list() if other != folder))[:_LIMIT])

    def remove(self, folder: Path) -> None:
        self._write(tuple(other for other in self.list() if other != folder))

    def _write(self, folders: tuple[Path, ...]) -> None:
        try:
            write_text(self._path, json.dumps([str(folder) for folder in folders], indent=1))
        except StorageError:
            return  # a failure of this list must not interrupt work


class RecentNames:
    """A small JSON file of names (of actions), newest first. As with projects, losing it does no harm."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def list(self) -> tuple[str, ...]:
        try:
            names = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()

    def add(self, name: str) -> None:
        names = (name, *(other for other in self.list() if other != name))[:_LIMIT]
        try:
            write_text(self._path, json.dumps(names, indent=1))
        except StorageError:
            return
