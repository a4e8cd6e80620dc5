"""Measures the shape of one cell from its pixels: moment ellipse, smooth outline and derived figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.circles import Ellipse
from rbc_desk.core.geometry.shape import CellShape

Mask = NDArray[np.uint8]

_HARMONICS = 12  # of the outline: keeps tails and tips, drops the steps of pixels
_SAMPLES = 64
_SIMPLER = 0.007  # tolerance of the simplified outline, as a share of the cell's length
_FEWEST = 8  # pixels


def largest_piece(mask: Mask) -> tuple[Mask, tuple[int, int, int, int]] | None:
    """The largest connected piece of a mask (1 and 0) with its holes filled, and its x, y, width and height."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    contour = max(contours, key=cv2.contourArea)
    whole = np.zeros_like(mask)
    cv2.drawContours(whole, [contour], -1, 1, cv2.FILLED)
    x, y, w, h = cv2.boundingRect(contour)
    return whole, (x, y, w, h)


def fitted_ellipse(mask: Mask) -> Ellipse | None:
    """The ellipse with the second moments of a mask (1 and 0) of square pixels; None for too few pixels."""
    moments = cv2.moments(mask, binaryImage=True)
    return of_moments(moments, pixel=1 / 12) if moments["m00"] >= _FEWEST else None


def of_moments(moments: Mapping[str, float], *, pixel: float = 0.0) -> Ellipse | None:
    """The ellipse with these second moments; `pixel` is the variance of the area around each point."""
    area = moments["m00"]
    a, b, c = moments["mu20"] / area + pixel, moments["mu02"] / area + pixel, moments["mu11"] / area
    middle, half = (a + b) / 2, math.hypot((a - b) / 2, c)
    if middle - half <= 0:
        return None
    angle = math.degrees(math.atan2(2 * c, a - b)) / 2 % 180
    return Ellipse(
        moments["m10"] / area,
        moments["m01"] / area,
        2 * math.sqrt(middle + half),
        2 * math.sqrt(middle - half),
        0.0 if angle >= 180 else angle,
    )


def shape_of(mask: Mask, *, left: float, top: float, factor: tuple[float, float]) -> CellShape | None:
    """Measure the shape of the single region in a mask (1 and 0), in pixels of the unscaled image.

    The first pixel's centre is at `left`, `top` of the image scaled by `factor` (x, y). None where it is too small.
    """
    ellipse = fitted_ellipse(mask)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if ellipse is None or len(contours[0]) < _FEWEST:
        return None
    outline = _smooth(contours[0][:, 0])
    area, perimeter = abs(cv2.contourArea(outline)), cv2.arcLength(outline, True)
    hull = cv2.contourArea(cv2.convexHull(outline))
    corners = cv2.approxPolyDP(outline, _SIMPLER * 2 * ellipse.major, True)[:, 0]
    if len(corners) < 3 or area <= 0:
        return None
    scale = math.sqrt(factor[0] * factor[1])
    return CellShape(
        Ellipse(
            (ellipse.x + left) / factor[0],
            (ellipse.y + top) / factor[1],
            ellipse.major / scale,
            ellipse.minor / scale,
            ellipse.angle_deg,
        ),
        area_px2=area / scale**2,
        circularity=min(1.0, 4 * math.pi * area / perimeter**2),
        solidity=min(1.0, area / max(hull, 1e-6)),
        outline=tuple(float(v) for v in ((corners + np.array((left, top))) / factor).ravel()),
    )


def shape_of_outline(corners: NDArray[np.float64]) -> CellShape | None:
    """Measure the shape of a closed outline [N, 2] (x, y in pixels of the image); None where it is too small."""
    outline = corners.astype(np.float32)[:, None]
    moments = cv2.moments(outline)
    area, perimeter = abs(cv2.contourArea(outline)), cv2.arcLength(outline, True)
    hull = cv2.contourArea(cv2.convexHull(outline))
    if area < _FEWEST or perimeter <= 0:
        return None
    ellipse = of_moments(moments if moments["m00"] > 0 else cv2.moments(outline[::-1]))
    if ellipse is None:
        return None
    return CellShape(
        ellipse,
        area_px2=area,
        circularity=min(1.0, 4 * math.pi * area / perimeter**2),
        solidity=min(1.0, area / max(hull, 1e-6)),
        outline=tuple(corners.ravel().tolist()),
    )


def _smooth(contour: NDArray[Any]) -> NDArray[np.float32]:
    """Return [64, 2] points on the smoothed outline, on the edge rather than the centres of the edge pixels."""
    terms = np.fft.fft(contour[:, 0] + 1j * contour[:, 1]) / len(contour)
    kept = np.zeros(_SAMPLES, complex)
    most = min(_HARMONICS, (len(contour) - 1) // 2)
    kept[: most + 1] = terms[: most + 1]
    kept[-most:] = terms[-most:]
    order = np.fft.fftfreq(_SAMPLES, 1 / _SAMPLES)
    points = np.fft.ifft(kept) * _SAMPLES
    along = np.fft.ifft(kept * 1j * order) * _SAMPLES
    turn = np.sign(np.imag(np.conj(points - kept[0]) * along).sum()) or 1.0
    points = points - 0.5j * turn * along / np.maximum(np.abs(along), 1e-9)
    return np.column_stack([points.real, points.imag]).astype(np.float32)
