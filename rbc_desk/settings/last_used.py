"""The last choices in each project on this computer. Losing them does no harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files.atomic import write_text

_LIMIT = 60


class LastUsed:
    """A JSON file with a table per project folder. If it is broken or cannot be written, only these
    choices are lost.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, folder: Path) -> dict[str, Any]:
        """The stored values of the project; empty if there are none."""
        value = self._read().get(str(folder.resolve()), {})
        return value if isinstance(value, dict) else {}

    def keep(self, folder: Path, **values: Any) -> None:
        """Store JSON values for the project, replacing the previous ones."""
        known = self._read()
        known.pop(str(folder.resolve()), None)
        known = {str(folder.resolve()): values, **known}
        try:
            write_text(self._path, json.dumps(dict(list(known.items())[:_LIMIT]), indent=1))
        except StorageError:
            return  # as with the recent projects: a failure must not interrupt work

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
