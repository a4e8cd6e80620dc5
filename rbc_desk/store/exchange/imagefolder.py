"""The format `imagefolder`: crops as PNG files, one folder per class."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from rbc_desk.core.files import write_bytes
from rbc_desk.store.exchange.annotated import ExportedCell


def write_imagefolder(
    folder: Path, cells: Iterable[ExportedCell], *, sized: bool = False, kinds: bool = False
) -> None:
    """Write `<class>/<image>-<cell>.png`; a folder in the image's name is part of it (`a/1.jpg`: `a_1`).

    Raises StorageError.
    """
    for cell in cells:
        if cell.png is not None:
            image = PurePosixPath(cell.image).with_suffix("").as_posix().replace("/", "_")
            write_bytes(folder / cell.code / f"{image}-{cell.cell_id}.png", cell.png)
