"""Resizes crops, with torch where it is, otherwise with numpy."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.editions import has_torch

_CHUNK = 64


def sized(pixels: NDArray[np.uint8], *, input_px: int) -> NDArray[np.uint8]:
    """Resize crops, uint8 [N, H, W, 3], to uint8 [N, input_px, input_px, 3], as `tensors.to_input` does."""
    if not has_torch():
        return resized(pixels, input_px=input_px)
    from rbc_desk.learn.crops.tensors import to_input

    return np.ascontiguousarray(to_input(pixels, input_px=input_px).permute(0, 2, 3, 1).numpy())


def resized(pixels: NDArray[np.uint8], *, input_px: int) -> NDArray[np.uint8]:
    """Resize crops, uint8 [N, H, W, 3], to uint8 [N, input_px, input_px, 3], with antialiasing.

    Weights are those of torch's bilinear `interpolate(antialias=True)`, so that values differ by rounding alone: at
    most 1, in less than one pixel of a hundred.
    """
    if pixels.shape[1:3] == (input_px, input_px):
        return np.ascontiguousarray(pixels)
    rows, columns = _weights(pixels.shape[1], input_px), _weights(pixels.shape[2], input_px)
    out = np.empty((len(pixels), input_px, input_px, 3), np.uint8)
    for start in range(0, len(pixels), _CHUNK):
        part = pixels[start : start + _CHUNK].astype(np.float32)
        narrow = np.tensordot(part, columns, axes=(2, 1))  # [n, H, 3, input_px]
        small = np.tensordot(narrow, rows, axes=(1, 1))  # [n, 3, input_px across, input_px down]
        out[start : start + _CHUNK] = np.clip(np.rint(small.transpose(0, 3, 2, 1)), 0, 255)
    return out


@lru_cache(maxsize=32)
def _weights(n_in: int, n_out: int) -> NDArray[np.float32]:
    """The share of each of `n_in` pixels in each of `n_out`, [n_out, n_in]: a triangle as wide as two new pixels."""
    scale = n_in / n_out
    centres = (np.arange(n_out) + 0.5) * scale
    distances = np.abs(np.arange(n_in) + 0.5 - centres[:, None])
    shares = np.maximum(0, 1 - distances / max(scale, 1.0))
    return (shares / shares.sum(1, keepdims=True)).astype(np.float32)
