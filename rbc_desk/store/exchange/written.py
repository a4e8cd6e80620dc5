"""What several exporters write alike: shapes, rounded numbers and file names that every system allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from rbc_desk.core.geometry.circles import Box
from rbc_desk.core.geometry.polygons import Point, bounds, clipped, of_circle
from rbc_desk.store.exchange.annotated import ExportedCell

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def polygon_of(cell: ExportedCell) -> tuple[Point, ...]:
    """The outline of a cell, or the polygon that stands for its circle."""
    return cell.shape.points if cell.shape is not None else of_circle(cell.circle)


def on_image(cell: ExportedCell, *, width: int, height: int) -> tuple[Box, tuple[Point, ...]] | None:
    """The box of the circle and the polygon as far as they are on the image; None where nothing of them is."""
    whole = cell.circle.box
    polygon = clipped(polygon_of(cell), width=width, height=height)
    try:
        bounds(polygon)
        box = Box(max(whole.x0, 0.0), max(whole.y0, 0.0), min(whole.x1, width), min(whole.y1, height))
    except ValueError:
        return None
    return box, polygon


def rounded(numbers: Iterable[float]) -> list[float]:
    """Pixels to a hundredth."""
    return [round(number, 2) for number in numbers]


def rounded_points(points: Sequence[Point]) -> list[list[float]]:
    return [rounded(point) for point in points]


def safe_path(name: str) -> PurePosixPath:
    """The relative path of a smear's name, in characters that every system allows; it leads out of no folder."""
    parts = [part for part in re.split(r"[/\\]", name) if part.strip(". ")]
    return PurePosixPath(*map(_safe_part, parts or ["image"]))


def _safe_part(part: str) -> str:
    safe = _FORBIDDEN.sub("_", part).strip().rstrip(". ")
    safe = f"_{safe[1:]}" if safe.startswith(".") else safe  # a hidden file would not be found again
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe
