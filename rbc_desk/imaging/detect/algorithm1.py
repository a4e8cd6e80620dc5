"""Algorithm 1 of the paper as written: upscale, grey, adaptive equalisation, Hough circles."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import Field

from rbc_desk.core.cells import DetectedCell
from rbc_desk.core.control import StopToken
from rbc_desk.core.registry import Params
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.diameter import typical_diameter
from rbc_desk.imaging.enhance import equalise, grey
from rbc_desk.imaging.upscale import UPSCALERS

# Above this many pixels the upscaled smear is too large for the memory of a laptop.
_MAX_UPSCALED = 120_000_000


class Algorithm1Params(Params):
    """The paper's numbers, and the parameters of its Hough transform, which it does not give."""

    working_diameter_px: float = Field(
        224.0, ge=16, le=448, title="Cell width", description="The smear is scaled until a cell is this wide."
    )
    upscaler: str = Field("lanczos", title="Upscaler", description="How the smear is enlarged.")
    edge: float = Field(120.0, gt=0, le=400, title="Edge", description="The upper threshold of the edge finder.")
    votes: float = Field(30.0, gt=0, le=200, title="Votes", description="Fewer find more circles, false ones too.")


@DETECTORS.register(
    "algorithm1", summary="The paper's Algorithm 1 as written: slow, for reference.", params=Algorithm1Params
)
def _algorithm1(params: Algorithm1Params) -> Detector:
    upscale = UPSCALERS[params.upscaler].make()

    def detect(pixels: Pixels, *, stop: StopToken | None = None) -> list[DetectedCell]:
        height, width = pixels.shape[:2]
        token = stop or StopToken()
        factor = params.working_diameter_px / typical_diameter(pixels)
        factor = min(factor, (_MAX_UPSCALED / (width * height)) ** 0.5)
        diameter = typical_diameter(pixels) * factor
        token.raise_if_set()
        large = upscale(pixels, factor=factor)
        token.raise_if_set()
        plain = cv2.medianBlur(equalise(grey(large)), 5)
        token.raise_if_set()
        circles = cv2.HoughCircles(
            plain,
            cv2.HOUGH_GRADIENT,
            dp=2,
            minDist=0.6 * diameter,
            param1=params.edge,
            param2=params.votes,
            minRadius=round(0.3 * diameter),
            maxRadius=round(0.8 * diameter),
        )
        if circles is None:
            return []
        found = np.asarray(circles, np.float64).reshape(-1, circles.shape[-1])[:, :3] / factor
        # The transform returns the best supported circles first and no measure of it: the rank stands for a score.
        ranks = np.linspace(1, 0.2, len(found))
        cells = zip(found, ranks, strict=True)
        return [detected(x, y, r, score=s, width=width, height=height) for (x, y, r), s in cells if r > 0]

    return detect
