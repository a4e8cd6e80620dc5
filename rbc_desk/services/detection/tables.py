"""The CSV tables of the command line: found cells and predictions. Other programs rely on their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells import DetectedCell
from rbc_desk.core.csv_text import csv_text
from rbc_desk.core.files import write_text
from rbc_desk.core.geometry import Circle
from rbc_desk.core.shape import FIGURES

if TYPE_CHECKING:
    from rbc_desk.services.detection.find_cells import FileCells
    from rbc_desk.store.exchange.cell_table import TableCell


@dataclass(frozen=True, slots=True)
class PredictionLine:
    """A line of predictions.csv; `odds` holds a probability per class code.

    `given`: the line of the table that the cell was given by, if it was.
    """

    image: str
    circle: Circle
    code: str
    confidence: float
    odds: Mapping[str, float]
    given: TableCell | None = None


def write_cells(path: Path, found: Iterable[tuple[str, Sequence[DetectedCell]]]) -> int:
    """Write image,x,y,r,score and return the number of rows. Raises StorageError."""
    rows = [(image, *_place(cell.circle), f"{cell.score:.4f}") for image, cells in found for cell in cells]
    write_text(path, csv_text(("image", "x", "y", "r", "score"), rows))
    return len(rows)


def write_shapes(path: Path, found: Iterable[FileCells]) -> int:
    """Write a line per cell with what was measured of its outline, and the outline as `x,y x,y ...`; return the rows.

    The columns of a cell without an outline are empty; `um_per_px` where the file says it. Raises StorageError.
    """
    rows = []
    for item in found:
        scale = f"{item.um_per_px:.5f}" if item.um_per_px else ""
        for cell in item.cells:
            shape = cell.shape
            figures = shape.figures if shape else ("",) * len(FIGURES)
            outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points) if shape else ""
            rows.append((item.image, *_place(cell.circle), f"{cell.score:.4f}", *figures, scale, outline))
    write_text(path, csv_text(("image", "x", "y", "r", "score", *FIGURES, "um_per_px", "outline"), rows))
    return len(rows)


def write_predictions(
    path: Path, lines: Iterable[PredictionLine], *, codes: Sequence[str], given_columns: Sequence[str] | None = None
) -> None:
    """Write image,x,y,r,class,confidence and p_<class> a class. Raises StorageError.

    With `given_columns` the cells are from a table: image, x and y stand as written there, and so does r (measured
    where it was empty). What was classified follows as cell_x,cell_y,cell_r, then the table's further columns under
    their own headings, or as `given_<heading>` where that is one of ours.
    """
    header = ["image", "x", "y", "r", "class", "confidence", *(f"p_{code}" for code in codes)]
    if given_columns is not None:
        header += ["cell_x", "cell_y", "cell_r"]
        header += [f"given_{name}" if name in header else name for name in given_columns]
    rows = []
    for line in lines:
        place = _place(line.circle)
        odds = [f"{line.odds.get(code, 0.0):.6f}" for code in codes]
        answer = [line.code, f"{line.confidence:.6f}", *odds]
        if line.given is None:
            rows.append([line.image, *place, *answer])
        else:
            asked = [line.given.written(name) for name in ("image", "x", "y", "r")]
            further = [line.given.given.get(name, "") for name in given_columns or ()]
            rows.append([*asked[:3], asked[3] or place[2], *answer, *place, *further])
    write_text(path, csv_text(header, rows))


def _place(circle: Circle) -> tuple[str, str, str]:
    return f"{circle.x:.2f}", f"{circle.y:.2f}", f"{circle.r:.2f}"
