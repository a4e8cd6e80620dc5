"""The format `boxes`: a table boxes.csv with image, kind, left, top, right and bottom, with the images."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell, CellKind
from rbc_desk.core.csv_text import unguarded
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem
from rbc_desk.core.geometry import Box, Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ReadOptions
from rbc_desk.store.exchange.cell_table import file_name
from rbc_desk.store.exchange.images import checked, folder_named, pictures_of
from rbc_desk.store.exchange.texts import finite, text_of
from rbc_desk.store.exchange.voc import DrawnBoxes, kind_named

TABLE = "boxes.csv"
_COLUMNS = ("image", "kind", "left", "top", "right", "bottom")
_MIN_SIDE_PX = 5  # smaller boxes are accidental


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
    images = pictures_of(folder_named(source, "images") or source, task=options.task)
    named = {image.name.casefold(): image for image in images}
    drawn: defaultdict[tuple[Path, CellKind], DrawnBoxes] = defaultdict(DrawnBoxes)
    cells: defaultdict[Path, list[AnnotatedCell]] = defaultdict(list)
    skipped: list[Problem] = []
    n_other = n_slips = n_twins = 0
    for row in reader:
        options.task.raise_if_stopped()
        where = Phrase("{name}, line {number}", name=TABLE, number=reader.line_num)
        image = named.get(file_name(unguarded(row["image"] or "")).casefold())
        if image is None:
            skipped.append(Problem(row["image"] or "", Phrase("{where}: there is no such image.", where=where)))
            continue
        try:
            box = Box(*(finite(row[side]) for side in _COLUMNS[2:]))
        except ValueError:
            skipped.append(Problem(str(path), Phrase("{where}: these are not the corners of a box.", where=where)))
            continue
        kind = kind_named(row["kind"] or "")
        if kind is not CellKind.RED and not options.all_kinds:
            n_other += 1
        elif min(box.width, box.height) < _MIN_SIDE_PX:
            n_slips += 1
        elif drawn[image, kind].already(box):
            n_twins += 1
        else:
            c = Circle.within(box)
            cells[image].append(AnnotatedCell(c.x, c.y, c.r, None, where, kind, box))
    left_out = [
        Problem(TABLE, Phrase(words, n=n))
        for n, words in (
            (n_other, "{n} objects are not red cells and were left out."),
            (n_slips, "{n} boxes narrower than 5 pixels were left out."),
            (n_twins, "{n} duplicate boxes of cells were left out."),
        )
        if n
    ]
    smears = tuple(AnnotatedSmear(image, tuple(cells[image])) for image in images)
    return checked(AnnotatedSet(smears, tuple(skipped), tuple(left_out)))
