"""The format `boxes`: a table boxes.csv with image, kind, left, top, right and bottom, with the images."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import RbcDeskError, UnreadableImageError
from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.csv_text import unguarded
from rbc_desk.store.exchange.annotated import AnnotatedSet, ReadOptions
from rbc_desk.store.exchange.images import ImageFinder, folder_named, pictures_of
from rbc_desk.store.exchange.kind_names import UNLABELLED, kind_named
from rbc_desk.store.exchange.objects import Objects
from rbc_desk.store.exchange.texts import finite, text_of

TABLE = "boxes.csv"
_COLUMNS = ("image", "kind", "left", "top", "right", "bottom")


def read_boxes(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read the images in `source`, or in its folder `images`, with the boxes of boxes.csv (corners in pixels).

    A faulty line is named in `skipped`. White cells and platelets (without `options.all_kinds`), accidental and
    duplicate boxes are left out. Raises RbcDeskError where the table or a column is missing.
    """
    path = source / TABLE
    if not path.is_file():
        raise RbcDeskError(
            Phrase("There is no {name} in {path}.", name=TABLE, path=source), hint="Choose its folder."
        )
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""))
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise RbcDeskError(
            Phrase("{name} has no column {column}.", name=TABLE, column=missing[0]),
            hint=Phrase("It needs the columns {columns}.", columns=", ".join(_COLUMNS)),
        )
    folder = folder_named(source, "images") or source
    images = pictures_of(folder, task=options.task)
    finder = ImageFinder(folder, task=options.task)
    objects = Objects(options)
    for path_of_image in images:
        objects.image(path_of_image)
    for row in reader:
        where = Phrase("{name}, line {number}", name=TABLE, number=reader.line_num)
        try:
            image = finder.find(unguarded(row["image"] or ""))
        except UnreadableImageError as error:
            objects.skip(row["image"] or "", Phrase("{where}: {why}", where=where, why=error.message))
            continue
        try:
            box = Box(*(finite(row[side]) for side in _COLUMNS[2:]))
        except ValueError:
            objects.skip(path, Phrase("{where}: these are not the corners of a box.", where=where))
            continue
        kind = kind_named(row["kind"] or "")
        objects.add(image, name=UNLABELLED if kind is CellKind.RED else str(kind), where=where, box=box, kind=kind)
    return objects.found(doubtful=finder.doubtful)
