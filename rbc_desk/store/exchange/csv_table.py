"""A table of cells: image,x,y and perhaps r, class and specimen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell
from rbc_desk.core.csv_text import csv_text
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files import write_text
from rbc_desk.core.image_files import natural_key
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.shape import FIGURES
from rbc_desk.store.exchange.cell_table import read_cell_table
from rbc_desk.store.exchange.registry import AnnotatedSmear, ExportedCell


def read_csv(source: Path) -> list[AnnotatedSmear]:
    """The cells of a table; its images are looked for beside it, or below an `images` folder there.

    Raises RbcDeskError that names a missing column or a faulty line.
    """
    table = read_cell_table(source)
    if table.skipped:
        raise RbcDeskError(Phrase.of(table.skipped[0].message), hint="Correct that line.")
    cells: dict[str, list[AnnotatedCell]] = {}
    specimens: dict[str, str | None] = {}
    for cell in table.cells:
        cells.setdefault(cell.image, []).append(AnnotatedCell(cell.x, cell.y, cell.r, cell.class_name))
        specimens[cell.image] = cell.specimen
    found = [AnnotatedSmear(_image(source.parent, n), tuple(group), specimens[n]) for n, group in cells.items()]
    return sorted(found, key=lambda smear: natural_key(smear.path))


def write_csv(folder: Path, cells: Sequence[ExportedCell]) -> None:
    """Write cells.csv into `folder`; `read_csv` reads it. Diameters need a scale; axes and
    what else is measured of the outline is empty where a cell has none. Raises StorageError."""
    rows = []
    for cell in cells:
        c = cell.circle
        place = (f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}")
        size = f"{c.diameter * cell.um_per_px:.3f}" if cell.um_per_px else ""
        figures = cell.shape.figures if cell.shape is not None else ("",) * len(FIGURES)
        rows.append((cell.image, cell.specimen, *place, cell.code, cell.reader, *figures, size))
    header = ("image", "specimen", "x", "y", "r", "class", "reader", *FIGURES, "diameter_um")
    write_text(folder / "cells.csv", csv_text(header, rows))


def _image(folder: Path, name: str) -> Path:
    beside = folder / name
    return beside if beside.exists() or not (folder / "images" / name).exists() else folder / "images" / name
