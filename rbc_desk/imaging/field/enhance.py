"""Grey, contrast and stain images: the inputs of detectors."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.imaging.field.light import least_squares, quadratic_terms

Pixels = NDArray[np.uint8]
Grey = NDArray[np.uint8]

_LOGS = np.log10(np.maximum(np.arange(256), 1)).astype(np.float32)  # by the value of a pixel


def grey(pixels: Pixels) -> Grey:
    """Return the luminance (H×W), stretched to 0..255 (paper, Algorithm 1, step 3)."""
    plain = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    low, high = np.percentile(plain, (0.5, 99.5))
    if high - low < 1:
        return np.asarray(plain, np.uint8)
    return np.clip((plain - low) * (255.0 / (high - low)), 0, 255).astype(np.uint8)


def equalise(plain: Grey, *, clip: float = 2.0, tiles: int = 8) -> Grey:
    """Contrast-limited adaptive histogram equalisation (paper, Algorithm 1, step 4)."""
    return np.asarray(cv2.createCLAHE(clipLimit=clip, tileGridSize=(tiles, tiles)).apply(plain), np.uint8)


def _background(pixels: Pixels) -> NDArray[np.float32]:
    """Estimate the colour of empty glass, which is smooth, on a small copy of the image: 96 pixels wide, 3 channels.

    One colour is not enough, because light falls off towards the corners of a field. It is estimated from the bright
    pixels of tiles; tiles covered by cells follow their neighbours.
    """
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (96, max(8, round(96 * height / width))), interpolation=cv2.INTER_AREA)
    green = small[:, :, 1].astype(np.float32)
    bright = green >= _glass_level(green) - 12
    rows, columns = np.nonzero(bright)
    if len(rows) < 40:
        flat = np.percentile(small.reshape(-1, 3), 95, axis=0).astype(np.float32)
        return np.broadcast_to(flat, small.shape).astype(np.float32)
    fitted = np.empty(small.shape, np.float32)
    terms = quadratic_terms(small.shape)
    chosen = terms[rows, columns]
    for channel in range(3):
        values = small[rows, columns, channel].astype(np.float32)
        weights = np.ones(len(values))
        for _ in range(3):
            solution = least_squares(chosen, values, weights=weights)
            weights = 1 / (1 + ((values - chosen @ solution) / 4) ** 2) ** 2
        fitted[:, :, channel] = terms @ solution
    return np.clip(fitted, 60, 255)


def _resized(values: NDArray[np.float32], *, like: Pixels) -> NDArray[np.float32]:
    height, width = like.shape[:2]
    return np.asarray(cv2.resize(values, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def optical_density(pixels: Pixels) -> NDArray[np.float32]:
    """The optical density per pixel and channel, -log10 of the transmitted light: H×W×3, 0 on empty glass."""
    # few logarithms are taken: those of the values of a pixel, and those of a small background, which is smooth
    density = _resized(np.log10(_background(pixels)), like=pixels)
    density -= cv2.LUT(pixels, _LOGS)
    return np.maximum(density, 0, out=density)


def _glass_level(green: NDArray[np.float32]) -> float:
    """The brightness of empty glass: the highest well-filled peak of the histogram."""
    counts, edges = np.histogram(green, bins=64, range=(0, 256))
    smooth = np.convolve(counts, (0.25, 0.5, 0.25), mode="same")
    filled = np.nonzero(smooth >= 0.25 * smooth.max())[0]
    top = int(filled[-1])
    while top > 0 and smooth[top - 1] > smooth[top]:
        top -= 1
    return float(edges[top] + 2)
