"""Stores the quality measurements of a project, so that no field is measured twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files import write_text

MEASURED_BY = 1
"""Raised when fields are measured in another way: what was kept before is measured again."""

Figures = Mapping[str, Any]
"""JSON values: the figures of a field, or `doubtful` where it looks like no smear."""


class FieldStore:
    """A JSON file, keyed by what the figures follow from: the picture's content and the width of its cells.

    A file that is broken or cannot be written costs the memory and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "cache" / "fields.json"
        self._figures: dict[str, Figures] = self._read()
        self._changed = False

    def get(self, sha256: str, *, cell_px: float | None) -> Figures | None:
        """The figures of a picture; None where it was never measured for cells of that width."""
        found = self._figures.get(_key(sha256, cell_px))
        return found if isinstance(found, dict) else None

    def keep(self, sha256: str, *, cell_px: float | None, figures: Figures) -> None:
        """Remember figures; `save` writes them."""
        self._figures[_key(sha256, cell_px)] = figures
        self._changed = True

    def save(self) -> None:
        """Write what was kept since the last time."""
        if not self._changed:
            return
        self._changed = False
        try:
            self._path.parent.mkdir(exist_ok=True)
            write_text(self._path, json.dumps({"measured_by": MEASURED_BY, "fields": self._figures}))
        except (OSError, StorageError):
            return  # a full or read-only disk must not keep anybody from seeing the verdict

    def _read(self) -> dict[str, Figures]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        fits = isinstance(kept, dict) and kept.get("measured_by") == MEASURED_BY
        return dict(kept["fields"]) if fits and isinstance(kept.get("fields"), dict) else {}


def _key(sha256: str, cell_px: float | None) -> str:
    return f"{sha256} {cell_px:.2f}" if cell_px else sha256
