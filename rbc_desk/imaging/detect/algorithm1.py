"""Algorithm 1 of the paper as written: upscaling, grey conversion, adaptive equalisation, Hough circles.

Its last step cuts the cells out and pads them with zeros: `imaging.crop.cut` with PAPER_RECIPE.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.errors import ImageTooLargeError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.detect.tiles import tiled
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.enhance import equalise, grey
from rbc_desk.imaging.upscale import UPSCALERS, Upscaler

EXPECTED_DIAMETER_PX = 224.0
"""The cell diameter that the paper enlarges every smear to."""

# Pixels of an enlarged smear, all tiles together: about ten minutes with Lanczos, hours with Waifu2x.
_MOST_UPSCALED = 1_000_000_000
# Pixels of one enlarged tile: about 700 MB with the grey image and the accumulator of the transform.
_TILE_UPSCALED = 40_000_000


class Algorithm1Params(Params):
    """The parameters of the paper, and of its Hough transform, which the paper does not give."""

    diameter_px: float | None = Field(
        None, ge=6, le=1000, title="Cell width", description="In pixels. Leave empty to measure it on the smear."
    )
    working_diameter_px: float = Field(
        EXPECTED_DIAMETER_PX,
        ge=16,
        le=448,
        title="Enlarged cell width",
        description="The smear is scaled so that a cell is this many pixels wide.",
    )
    upscaler: str = Field("lanczos", title="Upscaler", description="Method for enlarging the smear.")
    edge: float = Field(
        80.0, gt=0, le=400, title="Edge threshold", description="Upper threshold of the edge detector."
    )
    votes: float = Field(
        75.0, gt=0, le=400, title="Minimum votes", description="Lower values find more circles, including false ones."
    )


@dataclass(frozen=True, slots=True, eq=False)
class Enlarged:
    """A smear after steps 1 to 4.

    `ratio`: the factor (step 1). `pixels`: uint8 RGB enlarged by it (step 2). `equalised`: uint8 [H, W], grey with
    higher contrast (steps 3 and 4).
    """

    ratio: float
    pixels: Pixels
    equalised: NDArray[np.uint8]


def enlarged(
    pixels: Pixels,
    *,
    diameter_px: float,
    upscale: Upscaler,
    expected_px: float = EXPECTED_DIAMETER_PX,
    task: Task = SILENT,
) -> Enlarged:
    """Run steps 1 to 4 of Algorithm 1 on uint8 RGB. They enlarge cells from `diameter_px` to `expected_px`."""
    ratio = expected_px / diameter_px
    large = upscale(pixels, factor=ratio, task=task.quiet())
    task.raise_if_stopped()
    return Enlarged(ratio, large, equalise(grey(large)))


def hough_circles(
    equalised: NDArray[np.uint8], *, diameter_px: float, edge: float = 80.0, votes: float = 75.0
) -> NDArray[np.float64]:
    """Run step 5 of Algorithm 1. Returns [N, 3]: x, y and radius in pixels of `equalised`, best supported first.

    Cells are 0.6 to 1.6 times `diameter_px` wide, and their centres at least 0.6 of it apart.
    """
    # Enlarged noise votes for false circles. The paper does not say how its tool handles this.
    plain = cv2.medianBlur(equalised, 5)
    circles = cv2.HoughCircles(
        plain,
        cv2.HOUGH_GRADIENT,
        dp=2,
        minDist=0.6 * diameter_px,
        param1=edge,
        param2=votes,
        minRadius=round(0.3 * diameter_px),
        maxRadius=round(0.8 * diameter_px),
    )
    if circles is None:
        return np.empty((0, 3))
    return np.asarray(circles, np.float64).reshape(-1, circles.shape[-1])[:, :3]


@DETECTORS.register(
    "algorithm1",
    title="Algorithm 1 of the paper (slow)",
    summary="The paper's Algorithm 1, unchanged. Slow; for reference.",
    params=Algorithm1Params,
)
def _algorithm1(params: Algorithm1Params) -> Detector:
    upscale = UPSCALERS[params.upscaler].make()

    def detect(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
        """Detect cells. Raises ImageTooLargeError where the enlarged smear would take hours."""
        task.raise_if_stopped()
        diameter = params.diameter_px or typical_diameter(pixels)
        ratio = params.working_diameter_px / diameter
        _check_size(pixels, ratio=ratio)
        side = int(_TILE_UPSCALED**0.5 / ratio)
        return tiled(on_tile(diameter), pixels, diameter_px=diameter, task=task.quiet(), tile_px=side)

    def on_tile(diameter: float) -> Detector:
        def detect_tile(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
            height, width = pixels.shape[:2]
            large = enlarged(
                pixels,
                diameter_px=diameter,
                upscale=upscale,
                expected_px=params.working_diameter_px,
                task=task,
            )
            task.raise_if_stopped()
            found = hough_circles(
                large.equalised,
                diameter_px=params.working_diameter_px,
                edge=params.edge,
                votes=params.votes,
            )
            # The transform sorts circles by support but does not return it, so the rank is used as the score.
            ranks = np.linspace(1, 0.2, len(found))
            return [
                detected(x, y, r, score=rank, width=width, height=height)
                for (x, y, r), rank in zip(found / large.ratio, ranks, strict=True)
                if r > 0
            ]

        return detect_tile

    return detect


def _check_size(pixels: Pixels, *, ratio: float) -> None:
    height, width = pixels.shape[:2]
    if height * width * ratio**2 > _MOST_UPSCALED:
        raise ImageTooLargeError(
            Phrase(
                "Algorithm 1 would enlarge this smear ({width} × {height} pixels) {ratio:.1f} times, which "
                "would take hours.",
                width=width,
                height=height,
                ratio=ratio,
            ),
            hint="Choose another detector, or crop the image to the field you need.",
        )
