"""Robust Hough detector: Algorithm 1 at a working scale, checked against the stain, with a rescue of missed cells."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.registry import Params
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect.flood import flooded
from rbc_desk.imaging.detect.registry import DETECTORS, Detector, Pixels, detected
from rbc_desk.imaging.detect.tiles import tile_side, tiled
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.foreground import Foreground, foreground
from rbc_desk.imaging.upscale import resized

_ANGLES = np.linspace(0, 2 * np.pi, 48, endpoint=False)
_RAYS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])


class HoughParams(Params):
    """The parameters that a user may change. All others are measured on the smear."""

    diameter_px: float | None = Field(
        None, ge=6, le=1000, title="Cell width", description="In pixels. Leave empty to measure it on the smear."
    )
    working_diameter_px: float = Field(
        48.0, ge=20, le=120, title="Working width", description="Cell width in pixels at which the detector works."
    )
    perfection: float = Field(
        0.35,
        ge=0.1,
        le=0.95,
        title="Roundness",
        description="Lower values find more circles, including less round ones.",
    )
    min_score: float = Field(
        0.3, ge=0, le=1, title="Minimum score", description="Circles with a lower score are discarded."
    )


@dataclass(slots=True)
class _Circle:
    x: float
    y: float
    r: float
    score: float


@DETECTORS.register(
    "hough",
    title="Verified circles",
    summary="Circles found by a Hough transform at a working scale, then verified and completed.",
    params=HoughParams,
)
def _hough(params: HoughParams) -> Detector:
    def detect(pixels: Pixels, *, task: Task = SILENT) -> list[DetectedCell]:
        height, width = pixels.shape[:2]
        if min(height, width) < 16:
            return []
        diameter = params.diameter_px or typical_diameter(pixels)
        task.raise_if_stopped()
        if max(height, width) > tile_side(diameter):
            known = params.model_copy(update={"diameter_px": diameter})
            return tiled(_hough(known), pixels, diameter_px=diameter, task=task.quiet())
        factor = min(params.working_diameter_px / diameter, 4.0)
        diameter *= factor
        work = resized(pixels, factor=factor)
        front = foreground(work, cell_px=diameter)
        task.raise_if_stopped()
        circles = _hough_circles(front, diameter, params.perfection)
        task.raise_if_stopped()
        circles = [c for c in circles if _judge(c, front, diameter)]
        circles = _without_doubles(circles)
        circles += _rescued(circles, front, diameter)
        task.raise_if_stopped()
        kept = [c for c in _without_doubles(circles) if c.score >= params.min_score]
        return [
            detected(c.x / factor, c.y / factor, c.r / factor, score=c.score, width=width, height=height)
            for c in kept
        ]

    return detect


def _hough_circles(front: Foreground, diameter: float, perfection: float) -> list[_Circle]:
    top = max(float(np.percentile(front.density, 99)), 0.05)
    image = np.clip(front.density * (255 / top), 0, 255).astype(np.uint8)
    # Padding with background lets the transform find cells that the image border cuts off.
    pad = round(diameter / 2)
    image = np.asarray(cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_REPLICATE), np.uint8)
    found = []
    for source in (image, cv2.copyMakeBorder(front.mask, pad, pad, pad, pad, cv2.BORDER_REPLICATE)):
        circles = cv2.HoughCircles(
            cv2.GaussianBlur(source, (0, 0), 1.2),
            cv2.HOUGH_GRADIENT_ALT,
            dp=1.5,
            minDist=0.3 * diameter,
            param1=120,
            param2=perfection,
            minRadius=max(3, round(0.28 * diameter)),
            maxRadius=round(0.85 * diameter),
        )
        if circles is not None:
            found += [_Circle(c[0] - pad, c[1] - pad, c[2], 0.0) for c in circles.reshape(-1, circles.shape[-1])]
    return found


def _judge(circle: _Circle, front: Foreground, diameter: float) -> bool:
    """Score a circle by its pixels and store the score in it. Returns False if it is not a red cell."""
    height, width = front.mask.shape
    if not (0 <= circle.x < width and 0 <= circle.y < height):
        return False
    x0, y0 = max(0, int(circle.x - circle.r)), max(0, int(circle.y - circle.r))
    x1, y1 = min(width, int(circle.x + circle.r) + 2), min(height, int(circle.y + circle.r) + 2)
    yy, xx = np.mgrid[y0:y1, x0:x1]
    inside = (xx - circle.x) ** 2 + (yy - circle.y) ** 2 <= circle.r**2
    n = int(inside.sum())
    if n < 12:
        return False
    covered = float((front.mask[y0:y1, x0:x1][inside] > 0).mean())
    nucleus = float((front.nucleus[y0:y1, x0:x1][inside] > 0).mean())
    if nucleus > 0.22 or (nucleus > 0.1 and circle.r < 0.3 * diameter):
        return False
    rim = _rim(circle, front.density)
    size = min(1.0, circle.r / (0.36 * diameter)) * min(1.0, 0.8 * diameter / circle.r)
    circle.score = float(np.clip(covered, 0, 1) ** 2 * (0.45 + 0.55 * rim) * size**2)
    return covered > 0.6


def _rim(circle: _Circle, density: NDArray[np.float32]) -> float:
    """The share of the outline across which the stain falls towards the outside, 0..1."""
    inner = _sampled(density, circle, 0.85)
    outer = _sampled(density, circle, 1.2)
    level = max(float(np.median(inner)), 0.03)
    return float(np.clip((inner - outer) / (0.5 * level), 0, 1).mean())


def _sampled(density: NDArray[np.float32], circle: _Circle, at: float) -> NDArray[np.float32]:
    height, width = density.shape
    columns = np.clip(np.rint(circle.x + at * circle.r * _RAYS[0]), 0, width - 1).astype(int)
    rows = np.clip(np.rint(circle.y + at * circle.r * _RAYS[1]), 0, height - 1).astype(int)
    return density[rows, columns]


def _without_doubles(circles: list[_Circle]) -> list[_Circle]:
    """Keep one circle per cell: of those with a common centre, the best by score and size.

    Size counts so that the outer edge of a target cell wins over its inner ring.
    """
    kept: list[_Circle] = []
    for circle in sorted(circles, key=lambda c: c.score * c.r**0.5, reverse=True):
        if all(_apart(circle, other) for other in kept):
            kept.append(circle)
    return kept


def _apart(a: _Circle, b: _Circle) -> bool:
    distance = float(np.hypot(a.x - b.x, a.y - b.y))
    small, large = sorted((a.r, b.r))
    return distance > 0.62 * large and distance + small > 1.25 * large


def _rescued(circles: list[_Circle], front: Foreground, diameter: float) -> list[_Circle]:
    """Find cells in foreground that no circle covers. Regions are split at the maxima of their distance map."""
    free = front.mask.copy()
    free[cv2.dilate(front.nucleus, np.ones((5, 5), np.uint8)) > 0] = 0
    for c in circles:
        cv2.circle(free, (round(c.x), round(c.y)), round(1.08 * c.r), 0, cv2.FILLED)
    free = np.asarray(cv2.morphologyEx(free, cv2.MORPH_OPEN, _disc(0.12 * diameter)), np.uint8)
    # A cell continues beyond the image border: padding with foreground keeps its widest place there.
    padded = cv2.copyMakeBorder(free, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    smooth = cv2.GaussianBlur(distance, (0, 0), 0.05 * diameter)
    peaks = (smooth == cv2.dilate(smooth, _disc(0.35 * diameter))) & (distance > 0.17 * diameter)
    count, seeds = cv2.connectedComponents(peaks.astype(np.uint8))
    if count < 2:
        return []
    markers = flooded(np.asarray(smooth, np.float32), free, np.asarray(seeds, np.int32))
    found = []
    for label in range(1, count):
        piece = (markers == label).astype(np.uint8)
        area = int(piece.sum())
        if area < 0.16 * diameter**2:
            continue
        contours, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        outline = max(contours, key=cv2.contourArea)
        hull = max(cv2.contourArea(cv2.convexHull(outline)), 1.0)
        (x, y), reach = cv2.minEnclosingCircle(outline)
        equal = float(np.sqrt(area / np.pi))
        circle = _Circle(x, y, 0.5 * (equal + min(reach, 1.3 * equal)), 0.0)
        if circle.r > 0.95 * diameter or not _judge(circle, front, diameter):
            continue
        circle.score = min(circle.score, 1.0) * min(1.0, area / hull)
        found.append(circle)
    return found


def _disc(diameter: float) -> NDArray[np.uint8]:
    side = max(3, round(diameter) | 1)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
