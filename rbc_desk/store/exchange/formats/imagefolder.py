"""The format `imagefolder`: crops as PNG files, one folder per class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rbc_desk.core.errors import NotAProjectError
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.files.images import is_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedSet, ReadOptions
from rbc_desk.store.exchange.images import pictures_of, upright_size
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.written import safe_path

MAX_CROP_PX = 400
"""The longest side of an image that may be a crop of one cell."""


def read_imagefolder(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read crops of cells: each image is a smear with one cell in its middle, whose class is the folder's name.

    The radius is measured. Crops that this program wrote (`<image>-<cell>.png`) are of the specimen of their image.
    Raises RbcDeskError where there is none.
    """
    if not is_folder(source):
        raise NotAProjectError(Phrase("The folder {source} does not exist.", source=source), hint="Check the path.")
    objects = Objects(options)
    for path in pictures_of(source, task=options.task):
        options.task.raise_if_stopped()
        if path.parent == source:
            objects.skip(path, Phrase("{name} is not in the folder of a class.", name=path.name))
            continue
        width, height = upright_size(path) if path.stat().st_size else (0, 0)
        if not 0 < max(width, height) <= MAX_CROP_PX:
            words = "{name} is larger than {px} pixels, so that it is not the crop of one cell."
            objects.skip(path, Phrase(words, name=path.name, px=MAX_CROP_PX))
            continue
        ours = re.fullmatch(r"(.+)-\d+", path.stem)
        objects.image(path, specimen=ours.group(1) if ours else None)
        name = path.parent.name
        objects.add_point(path, x=width / 2, y=height / 2, name=name, where=Phrase("{name}", name=path.name))
    return objects.found()


def write_imagefolder(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `<class>/<image>-<cell>.png`; a folder in the image's name is part of it (`a/1.jpg`: `a_1`).

    Raises StorageError.
    """
    for cell in (cell for smear in exported.smears for cell in smear.cells):
        if cell.png is not None:
            image = safe_path(cell.image).with_suffix("").as_posix().replace("/", "_")
            write_bytes(folder / cell.code / f"{image}-{cell.cell_id}.png", cell.png)
    return ()
