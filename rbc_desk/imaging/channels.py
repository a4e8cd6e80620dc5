"""Decoded arrays of any depth and number of channels as upright uint8 RGB."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def to_8_bits(raw: NDArray[Any]) -> Pixels:
    """8 bits a channel. Wider integers are scaled by the bits in use (a 12-bit camera in 16-bit words)."""
    if raw.dtype == np.uint8:
        return np.asarray(raw)
    if raw.dtype == np.bool_:
        return np.asarray(raw, np.uint8) * np.uint8(255)
    values = np.nan_to_num(raw.astype(np.float32))
    if np.issubdtype(raw.dtype, np.integer):
        values = values - min(0.0, float(values.min(initial=0)))
        bits = max(8, int(np.ceil(np.log2(float(values.max(initial=0)) + 1))))
        top = 2.0**bits - 1
    else:
        values = values - min(0.0, float(values.min(initial=0)))
        top = 1.0 if values.max(initial=0) <= 1 else max(255.0, float(values.max(initial=0)))
    return np.clip(values * (255.0 / top) + 0.5, 0, 255).astype(np.uint8)


def colour(pixels: Pixels) -> Pixels:
    """RGB from grey, grey with alpha, RGB or RGBA."""
    if pixels.ndim == 3 and pixels.shape[2] in (1, 3):
        return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels
    if pixels.ndim == 2:
        return np.repeat(pixels[:, :, None], 3, axis=2)
    if pixels.shape[2] == 2:
        pixels = np.concatenate([np.repeat(pixels[:, :, :1], 3, axis=2), pixels[:, :, 1:]], axis=2)
    return over_white(pixels)


def over_white(rgba: NDArray[Any]) -> Pixels:
    alpha = rgba[:, :, 3:].astype(np.float32) / 255
    if alpha.min(initial=1) == 1:
        return np.asarray(rgba[:, :, :3], np.uint8)
    return (rgba[:, :, :3] * alpha + 255 * (1 - alpha) + 0.5).astype(np.uint8)


def upright(pixels: Pixels, *, orientation: int) -> Pixels:
    if orientation in (2, 4, 5, 7):
        pixels = pixels[:, ::-1]
        orientation = {2: 1, 4: 3, 5: 8, 7: 6}[orientation]
    return np.rot90(pixels, {3: 2, 6: 3, 8: 1}.get(orientation, 0))
