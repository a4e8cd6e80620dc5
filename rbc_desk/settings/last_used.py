"""The choices last made in each project on this computer. Losing them does no harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files import write_text

_LIMIT = 60


class LastUsed:
    """A JSON file with a table per project folder. A broken or unwritable file costs the memory, nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, folder: Path) -> dict[str, Any]:
        """The values kept for that project; empty where there are none."""
        value = self._read().get(str(folder.resolve()), {})
        return value if isinstance(value, dict) else {}

    def keep(self, folder: Path, **values: Any) -> None:
        """Keep JSON values for that project in place of those before."""
        known = self._read()
        known.pop(str(folder.resolve()), None)
        known = {str(folder.resolve()): values, **known}
        try:
            write_text(self._path, json.dumps(dict(list(known.items())[:_LIMIT]), indent=1))
        except StorageError:
            return  # as with the recent projects: it must not keep anybody from working

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
