"""The pictures of a report: each field with its cells drawn in, and the best examples of each abnormal class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, SmearInfo
from rbc_desk.core.classes import OTHER_COLOUR, ClassSet
from rbc_desk.core.events import Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import gallery
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.blocks import Picture
from rbc_desk.services.smears import library
from rbc_desk.services.specimen_report.sections import ReportPictures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXAMPLES = 8
_EXAMPLE_PX = 96
_THUMBNAIL_PX = 760
_NORMAL = "normal"


def report_pictures(
    project: Project,
    *,
    fields: Sequence[tuple[SmearInfo, Sequence[Cell]]],
    classes: ClassSet,
    left_out: Mapping[int, str] | None = None,
    task: Task = SILENT,
) -> ReportPictures:
    """Make the pictures of these fields; each image is read once. Raises CancelledError, UnreadableImageError.

    `left_out`: why fields are not counted, by smear id.
    """
    whole = (cell for info, cells in fields for cell in cells if _is_whole(cell, info))
    chosen = example_cells(whole)
    wanted: dict[int, list[Cell]] = defaultdict(list)
    for cells in chosen.values():
        for cell in cells:
            wanted[cell.smear_id].append(cell)
    thumbnails: list[Picture] = []
    crops: dict[int, NDArray[np.uint8]] = {}
    for index, (info, on_field) in enumerate(fields):
        task.raise_if_stopped()
        task.report(Progress(index, len(fields), info.name))
        pixels = library.load_pixels(project, smear_id=info.id)
        reason = (left_out or {}).get(info.id, "")
        caption = Phrase("{name} (left out: {reason})", name=info.name, reason=reason) if reason else info.name
        thumbnails.append(Picture(_thumbnail(pixels, on_field, classes=classes), caption))
        here = wanted[info.id]
        images = gallery.pictures(pixels, [cell.circle for cell in here], side_px=_EXAMPLE_PX)
        crops |= {cell.id: image for cell, image in zip(here, images, strict=True)}
    examples = {
        code: [_example(crops[cell.id], cell) for cell in cells] for code, cells in chosen.items() if code in classes
    }
    return ReportPictures(thumbnails, examples)


def example_cells(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """The best examples of each abnormal class: cells that a person labelled, then the surest predictions."""
    by_code: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        code = cell.shown_code
        if code and code != _NORMAL and cell.state is not CellState.REJECTED and cell.kind is CellKind.RED:
            by_code[code].append(cell)
    return {code: sorted(found, key=_rank)[:_EXAMPLES] for code, found in by_code.items()}


def _is_whole(cell: Cell, info: SmearInfo) -> bool:
    """Whether the report counts the cell; one cut by the border counts only with a person's label."""
    return cell.human_code is not None or not cell.circle.cut_by_border(width=info.width, height=info.height)


def _rank(cell: Cell) -> tuple[bool, float, int]:
    return cell.human_code is None, -(cell.prediction.confidence if cell.prediction else 0.0), cell.id


def _example(image: NDArray[np.uint8], cell: Cell) -> Picture:
    from rbc_desk.imaging.cells.overlay import jpeg

    if cell.human_code is not None:
        return Picture(jpeg(image), Phrase("confirmed"))
    confidence = cell.prediction.confidence if cell.prediction else 0.0
    return Picture(jpeg(image), f"{100 * confidence:.0f} %")


def _thumbnail(pixels: NDArray[np.uint8], cells: Sequence[Cell], *, classes: ClassSet) -> bytes:
    """The field with its red cells in the colours of their classes; normal cells are left plain."""
    from rbc_desk.imaging.cells.overlay import Mark, draw_overlay, jpeg, shrunk

    small, scale = shrunk(pixels, longest_px=_THUMBNAIL_PX)
    marks = []
    for cell in cells:
        code = cell.shown_code
        if cell.state is CellState.REJECTED or cell.kind is not CellKind.RED or code in (None, _NORMAL):
            continue
        known = classes.find(code or "")
        colour, letters = (known.colour, known.letters) if known else (OTHER_COLOUR, "?")
        circle = Circle(scale * cell.circle.x, scale * cell.circle.y, scale * cell.circle.r)
        marks.append(Mark(circle, colour, letters, dashed=cell.human_code is None))
    return jpeg(draw_overlay(small, marks))
