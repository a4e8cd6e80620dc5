"""Lists the detectors with their parameters, and previews one on part of a smear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from rbc_desk.core.cells.cell import DetectedCell, red_only
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.geometry.circles import Box, Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import Choice
from rbc_desk.core.task import SILENT, Task

if TYPE_CHECKING:
    from rbc_desk.core.registry import Params


def default_detector() -> str:
    from rbc_desk.imaging.detect import DEFAULT_DETECTOR

    return DEFAULT_DETECTOR


def choices() -> tuple[Choice, ...]:
    """The detectors with their titles, including those of plug-ins; the default is first."""
    from rbc_desk.imaging.detect import DETECTORS

    entries = sorted(DETECTORS, key=lambda entry: entry.name != default_detector())
    return tuple(Choice(entry.name, entry.summary, entry.display_name) for entry in entries)


def parameters(detector: str) -> type[Params]:
    """The model of a detector's parameters, from which the window makes a form. Raises UnknownNameError."""
    from rbc_desk.imaging.detect import DETECTORS

    return DETECTORS[detector].params


def parameter_choices(detector: str) -> Mapping[str, tuple[Choice, ...]]:
    """The choices of parameters that name an entry of another registry, such as the upscaler."""
    from rbc_desk.imaging.upscale import UPSCALERS

    known = {UPSCALERS.kind: tuple(Choice(e.name, e.summary, e.name.capitalize()) for e in UPSCALERS)}
    return {field: known[field] for field in parameters(detector).model_fields if field in known}


def differing(detector: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ from the detector's defaults, which are all that a preset stores.

    Raises SettingsError, which names the invalid parameter by its title.
    """
    model = parameters(detector)
    try:
        return model(**params).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        first = error.errors()[0]
        field = model.model_fields.get(str(first["loc"][0])) if first["loc"] else None
        reason = first["msg"].removeprefix("Value error, ")
        title = Phrase(field.title) if field and field.title else ""
        message = Phrase("{title}: {words}.", title=title, words=reason) if title else f"{reason}."
        raise SettingsError(message) from error


def measured_cell_px(pixels: NDArray[np.uint8]) -> float:
    """The cell diameter in pixels that detectors measure where none is given."""
    from rbc_desk.imaging.field.diameter import typical_diameter

    return typical_diameter(pixels)


def detect_part(
    pixels: NDArray[np.uint8],
    *,
    box: Box,
    detector: str,
    params: Mapping[str, Any],
    cell_px: float | None = None,
    task: Task = SILENT,
) -> tuple[DetectedCell, ...]:
    """Detect the cells with their centre in `box` of a smear (uint8 RGB); nothing is stored.

    Circles are in pixels of the whole smear. A margin of one cell is searched too, so that cells on the box's border
    are complete. `cell_px`: the `measured_cell_px` of the whole smear, since a part may have too few cells to
    measure. Raises SettingsError, CancelledError.
    """
    from rbc_desk.imaging.detect import DETECTORS

    height, width = pixels.shape[:2]
    margin = 1.5 * (cell_px or height / 12)
    x0, y0 = max(0, int(box.x0 - margin)), max(0, int(box.y0 - margin))
    x1, y1 = min(width, int(box.x1 + margin) + 1), min(height, int(box.y1 + margin) + 1)
    if x1 <= x0 or y1 <= y0:
        return ()
    values = differing(detector, params)
    # on the whole smear the detector measures the cells itself, as it does outside the preview
    whole = (x0, y0, x1, y1) == (0, 0, width, height)
    if not whole and cell_px and "diameter_px" in parameters(detector).model_fields:
        values["diameter_px"] = values.get("diameter_px") or cell_px
    found = DETECTORS[detector].make(values)(np.ascontiguousarray(pixels[y0:y1, x0:x1]), task=task)
    moved = ((cell.circle.moved(dx=x0, dy=y0), cell.score) for cell in red_only(found))
    return tuple(
        DetectedCell(circle, score, circle.cut_by_border(width=width, height=height))
        for circle, score in moved
        if _holds(box, circle)
    )


def _holds(box: Box, circle: Circle) -> bool:
    return box.x0 <= circle.x < box.x1 and box.y0 <= circle.y < box.y1
