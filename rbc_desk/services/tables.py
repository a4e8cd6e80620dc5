"""The two tables that other programs rely on: found cells, and predictions (columns of the command line)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from rbc_desk.core.cells import AnnotatedCell, DetectedCell
from rbc_desk.core.errors import RbcDeskError, storage_error
from rbc_desk.core.files import write_text
from rbc_desk.core.geometry import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.shape import FIGURES

if TYPE_CHECKING:
    from rbc_desk.services.detection import FileCells


@dataclass(frozen=True, slots=True)
class PredictionLine:
    """A line of predictions.csv; `odds` holds a probability a class code."""

    image: str
    circle: Circle
    code: str
    confidence: float
    odds: Mapping[str, float]


def write_cells(path: Path, found: Iterable[tuple[str, Sequence[DetectedCell]]]) -> int:
    """Write image,x,y,r,score and return the number of rows. Raises StorageError."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("image", "x", "y", "r", "score"))
    rows = 0
    for image, cells in found:
        for cell in cells:
            c = cell.circle
            writer.writerow((image, f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}", f"{cell.score:.4f}"))
            rows += 1
    write_text(path, out.getvalue())
    return rows


def write_shapes(path: Path, found: Iterable[FileCells]) -> int:
    """Write a line a cell with what was measured of its outline, and the outline as `x,y x,y ...`; return the rows.

    The columns of a cell without an outline are empty; `um_per_px` where the file says it. Raises StorageError.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("image", "x", "y", "r", "score", *FIGURES, "um_per_px", "outline"))
    rows = 0
    for item in found:
        scale = f"{item.um_per_px:.5f}" if item.um_per_px else ""
        for cell in item.cells:
            c, shape = cell.circle, cell.shape
            place = (f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}", f"{cell.score:.4f}")
            figures = shape.figures if shape else ("",) * len(FIGURES)
            outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points) if shape else ""
            writer.writerow((item.path.name, *place, *figures, scale, outline))
            rows += 1
    write_text(path, out.getvalue())
    return rows


def write_predictions(path: Path, lines: Iterable[PredictionLine], *, codes: Sequence[str]) -> None:
    """Write image,x,y,r,class,confidence and p_<class> a class. Raises StorageError."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("image", "x", "y", "r", "class", "confidence", *(f"p_{code}" for code in codes)))
    for line in lines:
        c = line.circle
        odds = (f"{line.odds.get(code, 0.0):.6f}" for code in codes)
        writer.writerow(
            (line.image, f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}", line.code, f"{line.confidence:.6f}", *odds)
        )
    write_text(path, out.getvalue())


def read_cells(path: Path) -> dict[str, list[AnnotatedCell]]:
    """Cells by image file name from a CSV with image,x,y and perhaps r (empty or absent: to be measured).

    Raises RbcDeskError that names the faulty line, StorageError where the file cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RbcDeskError(
            Phrase("{name} is no text in UTF-8.", name=path.name), hint="Save the table as CSV (UTF-8)."
        ) from error
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=path.name)) from error
    reader = csv.DictReader(io.StringIO(text))
    missing = {"image", "x", "y"} - set(reader.fieldnames or ())
    if missing:
        raise RbcDeskError(
            Phrase(
                "{name} lacks the columns {names}." if len(missing) > 1 else "{name} lacks the column {names}.",
                name=path.name,
                names=", ".join(sorted(missing)),
            ),
            hint="Its first line must read image,x,y,r (r may be left out).",
        )
    cells: dict[str, list[AnnotatedCell]] = defaultdict(list)
    for number, row in enumerate(reader, start=2):
        try:
            radius = (row.get("r") or "").strip()
            cell = AnnotatedCell(float(row["x"]), float(row["y"]), float(radius) if radius else None)
            Circle(cell.x, cell.y, cell.r if cell.r is not None else 1.0)
        except (TypeError, ValueError) as error:
            raise RbcDeskError(
                Phrase(
                    "{name}, line {number}: x, y and r must be numbers, r above 0.", name=path.name, number=number
                ),
                hint="Correct that line.",
            ) from error
        cells[file_name(row["image"])].append(cell)
    return dict(cells)


def file_name(written: str) -> str:
    """The file's name in a path written on any system."""
    return PureWindowsPath(written).name if "\\" in written else PurePosixPath(written).name
