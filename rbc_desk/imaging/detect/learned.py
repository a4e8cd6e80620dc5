"""The learned detector: a small trained network finds cells, their kinds and their outlines."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.located import Located
from rbc_desk.imaging.detect.located_cells import as_cells, borne_out
from rbc_desk.imaging.detect.locator import Locator, load_locator, shipped_locator
from rbc_desk.imaging.detect.plausible import is_smear
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Found, Pixels
from rbc_desk.imaging.detect.survey import Survey, SurveyedPart, WidthRange, diameter_of, survey


class LearnedParams(Params):
    """The parameters that a user may change. All others are measured on the smear."""

    diameter_px: float | None = Field(
        None, ge=8, le=1000, title="Cell width", description="In pixels. Leave empty to measure it on the smear."
    )
    # The range of typical cell widths in pixels that the scale of an image suggests. It is not a user setting, so it
    # is neither stored nor shown.
    expected_px: tuple[float, float] | None = Field(None, exclude=True)
    min_score: float = Field(
        0.45,
        ge=0.05,
        le=1,
        title="Minimum score",
        description="Lower values miss fewer cells and propose more circles to reject.",
    )
    any_picture: bool = Field(
        False,
        title="Accept any image",
        description="Also search images that do not look like a blood smear.",
    )
    bundle: str = Field(
        "",
        title="Custom detector",
        description="Folder of a detector that you trained. Leave empty for the built-in one.",
    )


@DETECTORS.register(
    "learned",
    title="Trained detector",
    summary="A small neural network trained on many smears. Fast, and reliable where cells touch.",
    params=LearnedParams,
)
def _learned(params: LearnedParams) -> Detector:
    def detect(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
        if min(pixels.shape[:2]) < 16:
            return []
        locator = load_locator(Path(params.bundle)) if params.bundle else shipped_locator()
        if params.diameter_px is None:
            expected = WidthRange(*params.expected_px) if params.expected_px is not None else None
            surveyed = survey(locator, pixels, expected=expected, task=task)
        else:
            found = locator(pixels, diameter_px=params.diameter_px, task=task)
            whole = SurveyedPart(pixels, found, params.diameter_px, share=1.0, settled=True)
            surveyed = Survey.of([whole], diameter=params.diameter_px)
        if not params.any_picture and not is_smear(surveyed, pixels, locator=locator, task=task):
            return Found([], doubtful=True, width_uncertain=params.diameter_px is None)
        if surveyed.covers(pixels):
            (objects,), diameter = surveyed.borne_out, surveyed.diameter
        else:
            found, diameter = _on_whole(locator, pixels, surveyed, task=task)
            objects = borne_out(found, pixels, diameter_px=diameter)
        cells = as_cells(objects, pixels, diameter_px=diameter, min_score=params.min_score)
        return Found(cells, doubtful=None if params.any_picture else False, width_uncertain=surveyed.uncertain)

    return detect


def located(locator: Locator, pixels: Pixels, *, task: Task = SILENT) -> tuple[Located, float]:
    """Return the objects on the whole image, and the typical red cell's diameter in pixels from a survey."""
    return _on_whole(locator, pixels, survey(locator, pixels, task=task), task=task)


def _on_whole(locator: Locator, pixels: Pixels, surveyed: Survey, *, task: Task) -> tuple[Located, float]:
    if surveyed.covers(pixels):
        return surveyed.views[0].found, surveyed.diameter
    found = locator(pixels, diameter_px=surveyed.diameter, task=task)
    # where cells are large, the survey's views hold few: the whole image gives a better typical width
    return found, diameter_of(found, otherwise=surveyed.diameter)
