"""The CSV tables of the command line: detected cells and predictions. Other programs rely on their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.shape import FIGURES, CellShape
from rbc_desk.core.tables.columns import ReportColumn, Row, csv_table
from rbc_desk.core.tables.streamed import StreamedTable

if TYPE_CHECKING:
    from rbc_desk.store.exchange.cell_table import TableCell

_two_digits, _four_digits, _six_digits = "{:.2f}".format, "{:.4f}".format, "{:.6f}".format


def circle_columns(circle_of: Callable[[Row], Circle]) -> tuple[ReportColumn[Row], ...]:
    """The columns x, y and r of a cell's circle, in pixels."""
    return (
        ReportColumn.in_files("x", lambda row: circle_of(row).x, in_csv=_two_digits),
        ReportColumn.in_files("y", lambda row: circle_of(row).y, in_csv=_two_digits),
        ReportColumn.in_files("r", lambda row: circle_of(row).r, in_csv=_two_digits),
    )


class FoundCell(NamedTuple):
    """A cell detected in an image, and the image's scale where the file has one."""

    image: str
    cell: DetectedCell
    um_per_px: float | None = None


def _outline(shape: CellShape | None) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points) if shape else ""


def _measure_column(name: str, place: int) -> ReportColumn[FoundCell]:
    return ReportColumn.in_files(name, lambda row: row.cell.shape.figures[place] if row.cell.shape else None)


CELL_COLUMNS: tuple[ReportColumn[FoundCell], ...] = (
    ReportColumn.in_files("image", attrgetter("image")),
    *circle_columns(attrgetter("cell.circle")),
    ReportColumn.in_files("score", attrgetter("cell.score"), in_csv=_four_digits),
)
KIND_COLUMN: ReportColumn[FoundCell] = ReportColumn.in_files("kind", attrgetter("cell.kind.value"))
SHAPE_COLUMNS: tuple[ReportColumn[FoundCell], ...] = (
    *CELL_COLUMNS,
    *(_measure_column(name, place) for place, name in enumerate(FIGURES)),
    ReportColumn.in_files("um_per_px", attrgetter("um_per_px"), in_csv=lambda scale: f"{scale:.5f}" if scale else ""),
    ReportColumn.in_files("outline", attrgetter("cell.shape"), in_csv=_outline),
)
"""The columns of cells with outlines: their measurements and points (`x,y x,y ...`), empty without an outline."""


@dataclass(frozen=True, slots=True)
class PredictionLine:
    """A line of predictions.csv; `probabilities` are by class code.

    `given`: the cell's line in the table of given cells, if there was one.
    """

    image: str
    circle: Circle
    code: str
    confidence: float
    probabilities: Mapping[str, float]
    given: TableCell | None = None


def prediction_columns(
    codes: Sequence[str], *, given: Sequence[str] | None = None
) -> tuple[ReportColumn[PredictionLine], ...]:
    """The columns image, x, y, r, class, confidence and one p_<class> per class.

    `given`: the headings of the table of given cells. Then image, x, y and r are as written in that table (r is
    measured where it was empty). The classified circle follows as cell_x, cell_y and cell_r. The table's other
    columns come last, under their own headings, or as `given_<heading>` where the heading is in use.
    """
    image: ReportColumn[PredictionLine] = ReportColumn.in_files("image", attrgetter("image"))
    place: tuple[ReportColumn[PredictionLine], ...] = circle_columns(attrgetter("circle"))
    columns = [
        image,
        *place,
        ReportColumn.in_files("class", attrgetter("code")),
        ReportColumn.in_files("confidence", attrgetter("confidence"), in_csv=_six_digits),
        *(ReportColumn.in_files(f"p_{code}", _probability_of(code), in_csv=_six_digits) for code in codes),
    ]
    if given is None:
        return tuple(columns)
    columns[:4] = [ReportColumn.in_files(one.name, _as_given(one)) for one in (image, *place)]
    columns += [ReportColumn.in_files(f"cell_{one.name}", one.value, in_csv=one.in_csv) for one in place]
    headings = {column.name for column in columns}
    columns += [
        ReportColumn.in_files(f"given_{heading}" if heading in headings else heading, _given_under(heading))
        for heading in given
    ]
    return tuple(columns)


def _probability_of(code: str) -> Callable[[PredictionLine], float]:
    return lambda line: line.probabilities.get(code, 0.0)


def _as_given(column: ReportColumn[PredictionLine]) -> Callable[[PredictionLine], object]:
    """The value as written in the table of given cells, or else our own."""
    return lambda line: (line.given and line.given.written(column.name)) or column.in_csv(column.value(line))


def _given_under(heading: str) -> Callable[[PredictionLine], str]:
    return lambda line: line.given.given.get(heading, "") if line.given else ""


def cell_table(path: Path, *, kinds: bool = False) -> StreamedTable[FoundCell]:
    """A table with a line per cell, including its kind with `kinds`; written line by line."""
    return StreamedTable(path, (*CELL_COLUMNS, KIND_COLUMN) if kinds else CELL_COLUMNS)


def shape_table(path: Path) -> StreamedTable[FoundCell]:
    """A table with a line per cell with its outline; written line by line."""
    return StreamedTable(path, SHAPE_COLUMNS)


def prediction_table(
    path: Path, *, codes: Sequence[str], given_columns: Sequence[str] | None = None
) -> StreamedTable[PredictionLine]:
    """A table with the columns of `prediction_columns`; written line by line."""
    return StreamedTable(path, prediction_columns(codes, given=given_columns))


def write_predictions(
    path: Path, lines: Iterable[PredictionLine], *, codes: Sequence[str], given_columns: Sequence[str] | None = None
) -> None:
    """Write the columns of `prediction_columns` as a whole. Raises StorageError."""
    write_text(path, csv_table(prediction_columns(codes, given=given_columns), lines))
