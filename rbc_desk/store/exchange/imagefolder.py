"""Crops as PNG files, a folder a class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rbc_desk.core.files import write_bytes
from rbc_desk.store.exchange.registry import ExportedCell


def write_imagefolder(folder: Path, cells: Sequence[ExportedCell]) -> None:
    """Write `<class>/<image>-<cell>.png`. Raises StorageError."""
    for cell in cells:
        if cell.png is not None:
            write_bytes(folder / cell.code / f"{Path(cell.image).stem}-{cell.cell_id}.png", cell.png)
