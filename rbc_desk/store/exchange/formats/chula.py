"""The Chula RBC-12 data set (Naruenatthanaset et al., arXiv 2012.01321): a point and a class number per cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from rbc_desk.core.cells.cell import AnnotatedCell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.files.images import files_below
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ExportedSet, ReadOptions
from rbc_desk.store.exchange.images import Pairing, checked, folder_named, pictures_of
from rbc_desk.store.exchange.texts import finite, text_of

CODES = (
    "normal",
    "macrocyte",
    "microcyte",
    "spherocyte",
    "codocyte",
    "stomatocyte",
    "ovalocyte",
    "teardrop",
    "burr_cell",
    "schistocyte",
    None,  # uncategorised: a cell without a class
    "hypochromia",
    "elliptocyte",
)
# Images with neighbouring numbers often show one slide, but the data set does not say which. Ten in a row are one
# specimen, so that a split by specimen keeps most of them together.
_BLOCK = 10


def read_chula(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read smears with their labelled points, in the order of their numbers.

    A smear without a label file has no cells. A faulty line is named in `skipped`, and the others are read.
    Raises RbcDeskError where no cell can be read.
    """
    images_folder = _folder(source, "images", "Dataset")
    labels = _folder(source, "labels", "Label")
    images = pictures_of(images_folder, task=options.task)
    pairing = Pairing(images, images_folder=images_folder, tables_folder=labels)
    skipped: list[Problem] = []
    cells: dict[Path, tuple[AnnotatedCell, ...]] = {}
    for table in files_below(labels, task=options.task):
        options.task.raise_if_stopped()
        if table.suffix.lower() != ".txt":
            continue
        image = pairing.image_of(table)
        if image is None:
            skipped.append(Problem(str(table), Phrase("{name}: there is no image of this name.", name=table.name)))
            continue
        cells[image], problems = _cells(table)
        skipped += problems
    smears = (AnnotatedSmear(path, cells.get(path, ()), _block(path)) for path in images)
    return checked(AnnotatedSet(tuple(smears), tuple(skipped)))


def _folder(source: Path, *names: str) -> Path:
    found = folder_named(source, *names)
    if found is None:
        raise RbcDeskError(
            Phrase("{source} has no folder {names}.", source=source, names=" or ".join(names)),
            hint="Choose the folder of the data set, one level up.",
        )
    return found


def _block(path: Path) -> str | None:
    return f"chula {int(path.stem) // _BLOCK:02d}" if path.stem.isdecimal() else None


def _cells(table: Path) -> tuple[tuple[AnnotatedCell, ...], list[Problem]]:
    cells: list[AnnotatedCell] = []
    problems: list[Problem] = []
    try:
        text = text_of(table)
    except RbcDeskError as error:
        return (), [Problem(str(table), str(error))]
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip(" \t\0,;"):
            continue
        try:
            cells.append(_cell(line, where=f"{table.name}, line {number}"))
        except ValueError:
            message = Phrase(
                "{name}, line {number}: {line!r} is not `x y class`.", name=table.name, number=number, line=line[:80]
            )
            problems.append(Problem(str(table), message))
    return tuple(cells), problems


def _cell(line: str, *, where: str) -> AnnotatedCell:
    """Parse a line with a point and a class number. Raises ValueError."""
    fields = line.split()
    if len(fields) < 3:
        fields = [word for word in re.split(r"[\s,;]+", line) if word]
    fields = [word.strip(",;").replace(",", ".") for word in fields]
    if len(fields) < 3:
        raise ValueError("too few words")
    number = finite(fields[2])
    if not (number.is_integer() and 0 <= number < len(CODES)):
        raise ValueError("no class number")
    return AnnotatedCell(finite(fields[0]), finite(fields[1]), None, CODES[int(number)], where)


def write_chula(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write `labels/<image>.txt` with the centre and the class number of each red cell.

    A class that the data set does not have is written as uncategorised, and named. Raises StorageError.
    """
    numbers = {code: number for number, code in enumerate(CODES) if code is not None}
    uncategorised = CODES.index(None)
    others = Counter[str]()
    for smear in exported.smears:
        lines = []
        for cell in smear.cells:
            if cell.code not in numbers and cell.code:
                others[cell.code] += 1
            c = cell.circle
            lines.append(f"{c.x:.2f} {c.y:.2f} {numbers.get(cell.code, uncategorised)}\n")
        path = PurePosixPath("labels", smear.image).with_suffix(".txt")
        write_text(folder / path, "".join(lines))
    if not others:
        return ()
    names = ", ".join(f"{code} ({n})" for code, n in others.most_common())
    return (Phrase("Chula RBC-12 has no class for these, so that they are uncategorised: {names}.", names=names),)
