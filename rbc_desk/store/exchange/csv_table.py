"""A table of cells: image,x,y and perhaps r, class and specimen."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.shape import FIGURES
from rbc_desk.store.exchange.images import finite, natural, text_of
from rbc_desk.store.exchange.registry import AnnotatedSmear, ExportedCell


def read_csv(source: Path) -> list[AnnotatedSmear]:
    """The cells of a table; its images are looked for beside it, or below an `images` folder there.

    Raises RbcDeskError that names a missing column or a faulty line.
    """
    text = text_of(source)
    header = text.partition("\n")[0]
    # Spreadsheets in countries with a decimal comma part columns by semicolons.
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=header.count))
    missing = {"image", "x", "y"} - set(reader.fieldnames or ())
    if missing:
        raise RbcDeskError(
            Phrase("{name} lacks the column {names}.", name=source.name, names=", ".join(sorted(missing))),
            hint="It needs image,x,y (r,class).",
        )
    cells: dict[str, list[AnnotatedCell]] = {}
    specimens: dict[str, str | None] = {}
    for number, row in enumerate(reader, start=2):
        try:
            cell = AnnotatedCell(
                finite(row["x"]),
                finite(row["y"]),
                _radius(row["r"]) if row.get("r") else None,
                row.get("class") or None,
            )
        except ValueError as error:
            raise RbcDeskError(
                Phrase("{name}, line {number}: {error}.", name=source.name, number=number, error=error),
                hint="Correct that line.",
            ) from error
        cells.setdefault(row["image"], []).append(cell)
        specimens[row["image"]] = row.get("specimen") or None
    found = [AnnotatedSmear(_image(source.parent, n), tuple(group), specimens[n]) for n, group in cells.items()]
    return sorted(found, key=lambda smear: natural(smear.path))


def write_csv(folder: Path, cells: Sequence[ExportedCell]) -> None:
    """Write cells.csv into `folder`; `read_csv` reads it. Diameters need a scale; axes and
    what else is measured of the outline is empty where a cell has none. Raises StorageError."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("image", "specimen", "x", "y", "r", "class", "reader", *FIGURES, "diameter_um"))
    for cell in cells:
        c = cell.circle
        place = (f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}")
        size = f"{c.diameter * cell.um_per_px:.3f}" if cell.um_per_px else ""
        figures = cell.shape.figures if cell.shape is not None else ("",) * len(FIGURES)
        writer.writerow((cell.image, cell.specimen, *place, cell.code, cell.reader, *figures, size))
    write_text(folder / "cells.csv", out.getvalue())


def _radius(word: str) -> float:
    value = finite(word)
    if value <= 0:
        raise ValueError(f"the radius {word} is not positive")
    return value


def _image(folder: Path, name: str) -> Path:
    beside = folder / name
    return beside if beside.exists() or not (folder / "images" / name).exists() else folder / "images" / name
