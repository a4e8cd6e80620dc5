"""The plain Hough transform at native scale, a baseline for comparison."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import Field

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.detect.tiles import tiled
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.enhance import grey
from rbc_desk.imaging.upscale import resized

# Wider than cells on any microscope. The memory of the transform grows with the area.
_WIDEST_PX = 256.0


class HoughNativeParams(Params):
    """The parameters of the transform; lengths are in cell diameters."""

    diameter_px: float | None = Field(
        None, ge=6, le=1000, title="Cell width", description="In pixels. Leave empty to measure it on the smear."
    )
    edge: float = Field(
        80.0, gt=0, le=400, title="Edge threshold", description="Upper threshold of the edge detector."
    )
    votes: float = Field(
        0.5,
        gt=0,
        le=3,
        title="Minimum votes",
        description="Per pixel of cell width. Lower values find more circles, including false ones.",
    )
    apart: float = Field(
        0.7, ge=0.2, le=2, title="Minimum distance", description="Between two centres, in cell widths."
    )


@DETECTORS.register(
    "hough_native",
    title="Plain circles (for reference)",
    summary="Plain Hough circles on the unprocessed grey image, for reference.",
    params=HoughNativeParams,
)
def _hough_native(params: HoughNativeParams) -> Detector:
    def detect(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
        task.raise_if_stopped()
        diameter = params.diameter_px or typical_diameter(pixels)
        return tiled(on_tile(diameter), pixels, diameter_px=diameter, task=task.quiet())

    def on_tile(diameter: float) -> Detector:
        factor = min(1.0, _WIDEST_PX / diameter)

        def detect_tile(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
            task.raise_if_stopped()
            height, width = pixels.shape[:2]
            wide = diameter * factor
            circles = cv2.HoughCircles(
                cv2.GaussianBlur(grey(resized(pixels, factor=factor)), (0, 0), max(1.0, 0.03 * wide)),
                cv2.HOUGH_GRADIENT,
                dp=1.5,
                minDist=max(1.0, params.apart * wide),
                param1=params.edge,
                param2=max(1.0, params.votes * wide),
                minRadius=max(1, round(0.3 * wide)),
                maxRadius=max(2, round(0.75 * wide)),
            )
            if circles is None:
                return []
            found = np.asarray(circles, np.float64).reshape(-1, circles.shape[-1])[:, :3] / factor
            # OpenCV sorts circles by support but does not return it, so the rank is used as the score.
            ranks = np.linspace(1, 0.2, len(found))
            return [
                detected(x, y, r, score=rank, width=width, height=height)
                for (x, y, r), rank in zip(found, ranks, strict=True)
                if r > 0
            ]

        return detect_tile

    return detect
