"""The two tables that other programs rely on: found cells, and predictions (columns of the command line)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells import AnnotatedCell, DetectedCell
from rbc_desk.core.csv_text import csv_text
from rbc_desk.core.errors import RbcDeskError
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
    rows = [(image, *_place(cell.circle), f"{cell.score:.4f}") for image, cells in found for cell in cells]
    write_text(path, csv_text(("image", "x", "y", "r", "score"), rows))
    return len(rows)


def write_shapes(path: Path, found: Iterable[FileCells]) -> int:
    """Write a line a cell with what was measured of its outline, and the outline as `x,y x,y ...`; return the rows.

    The columns of a cell without an outline are empty; `um_per_px` where the file says it. Raises StorageError.
    """
    rows = []
    for item in found:
        scale = f"{item.um_per_px:.5f}" if item.um_per_px else ""
        for cell in item.cells:
            shape = cell.shape
            figures = shape.figures if shape else ("",) * len(FIGURES)
            outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points) if shape else ""
            rows.append((item.path.name, *_place(cell.circle), f"{cell.score:.4f}", *figures, scale, outline))
    write_text(path, csv_text(("image", "x", "y", "r", "score", *FIGURES, "um_per_px", "outline"), rows))
    return len(rows)


def write_predictions(path: Path, lines: Iterable[PredictionLine], *, codes: Sequence[str]) -> None:
    """Write image,x,y,r,class,confidence and p_<class> a class. Raises StorageError."""
    rows = []
    for line in lines:
        odds = (f"{line.odds.get(code, 0.0):.6f}" for code in codes)
        rows.append((line.image, *_place(line.circle), line.code, f"{line.confidence:.6f}", *odds))
    header = ("image", "x", "y", "r", "class", "confidence", *(f"p_{code}" for code in codes))
    write_text(path, csv_text(header, rows))


def read_cells(path: Path) -> dict[str, list[AnnotatedCell]]:
    """Cells by image file name from a CSV with image,x,y and perhaps r (empty or absent: to be measured).

    Raises RbcDeskError that names the faulty line or says that the file cannot be read.
    """
    from rbc_desk.store.exchange.cell_table import file_name, read_cell_table

    table = read_cell_table(path)
    if table.skipped:
        raise RbcDeskError(Phrase.of(table.skipped[0].message), hint="Correct that line.")
    cells: dict[str, list[AnnotatedCell]] = defaultdict(list)
    for cell in table.cells:
        cells[file_name(cell.image)].append(AnnotatedCell(cell.x, cell.y, cell.r))
    return dict(cells)


def _place(circle: Circle) -> tuple[str, str, str]:
    return f"{circle.x:.2f}", f"{circle.y:.2f}", f"{circle.r:.2f}"
