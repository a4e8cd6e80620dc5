"""Stores the quality measurements of a project, so that no field is measured twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files import write_text

MEASURED_BY = 1
"""The version of the measurement. A change discards the stored ones, and fields are measured again."""

Figures = Mapping[str, Any]
"""JSON values: the measurements of a field, or `doubtful` where it does not look like a smear."""


class FieldStore:
    """A JSON file of measurements, keyed by the image's content and its cell width.

    It is a cache: a damaged or read-only file is ignored.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "cache" / "fields.json"
        self._figures: dict[str, Figures] = self._read()
        self._changed = False

    def get(self, sha256: str, *, cell_px: float | None) -> Figures | None:
        """The measurements of an image; None where it was not measured for this cell width (pixels)."""
        found = self._figures.get(_key(sha256, cell_px))
        return found if isinstance(found, dict) else None

    def keep(self, sha256: str, *, cell_px: float | None, figures: Figures) -> None:
        """Add measurements; `save` writes them."""
        self._figures[_key(sha256, cell_px)] = figures
        self._changed = True

    def save(self) -> None:
        """Write the file if measurements were added since the last time."""
        if not self._changed:
            return
        self._changed = False
        try:
            self._path.parent.mkdir(exist_ok=True)
            write_text(self._path, json.dumps({"measured_by": MEASURED_BY, "fields": self._figures}))
        except (OSError, StorageError):
            return  # the quality is shown even where the disk is full or read-only

    def _read(self) -> dict[str, Figures]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        fits = isinstance(stored, dict) and stored.get("measured_by") == MEASURED_BY
        return dict(stored["fields"]) if fits and isinstance(stored.get("fields"), dict) else {}


def _key(sha256: str, cell_px: float | None) -> str:
    return f"{sha256} {cell_px:.2f}" if cell_px else sha256
