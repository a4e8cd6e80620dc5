"""Converts decoded arrays of any depth and channel count to upright uint8 RGB."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

CAMERA_BITS = (8, 10, 12, 14, 16)
"""The depths of cameras. A 12-bit camera writes 0..4095 into 16-bit words, and nothing in the file says so."""
EARLIER_RULE = 0
"""A special depth: use the bits of the image's largest value, as earlier versions did."""
_STRAY = 0.1  # percent of the values: hot pixels must not set the brightness
_MOST_LOOKED_AT = 1_000_000
_FLOAT_SLACK = 2.0  # a picture in 0..1 that was sharpened goes a little beyond


def bits_in_use(raw: NDArray[Any]) -> int:
    """The depth of the camera that wrote these unsigned integers: the smallest that fits all but stray values."""
    top = _percentile(raw, 100 - _STRAY)
    return next((bits for bits in CAMERA_BITS if top < 2**bits), 8 * raw.dtype.itemsize)


def to_8_bits(raw: NDArray[Any], *, bits: int | None = None) -> Pixels:
    """Convert to 8 bits per channel. Wider integers are scaled by their depth `bits` (None: `bits_in_use`).

    Floats are read as 0..1, 0..255 or a camera's range, whichever fits. Values that are not finite are ignored.
    """
    if raw.dtype == np.uint8:
        return np.asarray(raw)
    if raw.dtype == np.bool_:
        return np.asarray(raw, np.uint8) * np.uint8(255)
    if bits == EARLIER_RULE:
        return _by_largest_value(raw)
    if raw.dtype == np.uint16:
        top = 2.0 ** (bits or bits_in_use(raw)) - 1
        table = np.clip(np.arange(65536, dtype=np.float32) * (255.0 / top) + 0.5, 0, 255).astype(np.uint8)
        return np.asarray(table[raw])
    low = min(0.0, _percentile(raw, _STRAY))
    if np.issubdtype(raw.dtype, np.integer):
        top = 2.0 ** (bits or bits_in_use(raw - np.int64(low))) - 1
    else:
        top = _top_of_floats(_percentile(raw, 100 - _STRAY) - low)
    values = np.nan_to_num(raw.astype(np.float32), nan=low, posinf=low + top, neginf=low)
    return np.clip((values - low) * (255.0 / top) + 0.5, 0, 255).astype(np.uint8)


def colour(raw: NDArray[Any], *, alpha: NDArray[Any] | None = None, bits: int | None = None) -> Pixels:
    """Convert H×W or H×W×1 (grey) or H×W×3 of any depth to RGB. `alpha` (H×W, full range) is blended over white."""
    pixels = to_8_bits(raw, bits=bits)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    if alpha is None:
        return pixels
    whole = np.iinfo(alpha.dtype).max if np.issubdtype(alpha.dtype, np.integer) else 1.0
    return over_white(pixels, alpha=alpha.astype(np.float32) / whole)


def over_white(rgb: Pixels, *, alpha: NDArray[np.floating[Any]]) -> Pixels:
    """Blend an image over white; `alpha` is H×W in 0..1, 1 opaque."""
    if alpha.min(initial=1) == 1:
        return rgb
    share = alpha[:, :, None]
    return np.asarray((rgb * share + 255 * (1 - share) + 0.5).astype(np.uint8))


def upright(pixels: Pixels, *, orientation: int) -> Pixels:
    if orientation in (2, 4, 5, 7):
        pixels = pixels[:, ::-1]
        orientation = {2: 1, 4: 3, 5: 8, 7: 6}[orientation]
    return np.rot90(pixels, {3: 2, 6: 3, 8: 1}.get(orientation, 0))


def _by_largest_value(raw: NDArray[Any]) -> Pixels:
    values = np.nan_to_num(raw.astype(np.float32))
    values -= min(0.0, float(values.min(initial=0)))
    reach = float(values.max(initial=0))
    if np.issubdtype(raw.dtype, np.integer):
        top = 2.0 ** max(8, int(np.ceil(np.log2(reach + 1)))) - 1
    else:
        top = 1.0 if reach <= 1 else max(255.0, reach)
    return np.clip(values * (255.0 / top) + 0.5, 0, 255).astype(np.uint8)


def _top_of_floats(reach: float) -> float:
    if reach <= _FLOAT_SLACK:
        return 1.0
    return next((2.0**bits - 1 for bits in CAMERA_BITS if reach < 2**bits), reach)


def _percentile(raw: NDArray[Any], percent: float) -> float:
    """A percentile of the finite values, from at most a million of them; 0 where there are none."""
    flat = raw.reshape(-1)
    some = flat[:: max(1, flat.size // _MOST_LOOKED_AT)]
    if not np.issubdtype(some.dtype, np.integer):
        some = some[np.isfinite(some)]
    return float(np.percentile(some, percent, method="lower" if percent > 50 else "higher")) if some.size else 0.0
