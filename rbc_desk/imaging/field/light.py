"""Fits smooth light to a field: a quadratic surface, which follows the fall-off to the corners and no single cell."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray


def quadratic_terms(shape: tuple[int, ...], *, step: int = 1) -> NDArray[np.float32]:
    """Return the terms 1, x, y, x², xy and y² at each `step`-th pixel of an image of `shape` (H, W), [h, w, 6].

    x and y go from -1 to 1 over the whole image.
    """
    return terms_at(range(0, shape[0], step), range(0, shape[1], step), shape=shape)


def terms_at(rows: Sequence[int], columns: Sequence[int], *, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The same terms where these rows and columns cross, [rows, columns, 6]."""
    y, x = _places(shape)
    y, x = y[np.asarray(rows)], x[:, np.asarray(columns)]
    terms = np.empty((len(y), x.shape[1], 6), np.float32)
    for at, term in enumerate((np.float32(1), x, y, x * x, x * y, y * y)):
        terms[..., at] = term
    return terms


def surface(weights: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Sum `weights` [6, channels] times the terms at the pixels of an image of `shape` (H, W), [H, W, channels].

    It is what `quadratic_terms(shape) @ weights` is, in a tenth of the time.
    """
    y, x = _places(shape)
    values = np.empty((len(y), x.shape[1], weights.shape[1]), np.float32)
    for channel, (flat, right, down, right2, both, down2) in enumerate(weights.T):
        own = values[..., channel]
        np.multiply(both * y, x, out=own)
        own += flat + down * y + down2 * y * y
        own += right * x + right2 * x * x
    return values


def _places(shape: tuple[int, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The rows [H, 1] and columns [1, W], from -1 to 1."""
    y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in shape[:2])
    return y[:, None], x[None]


def lightest_channel(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The largest of the three channels, [H, W, 3] to [H, W]. numpy's own maximum takes 20 times as long."""
    red, green, blue = np.moveaxis(pixels, 2, 0)
    return np.maximum(np.maximum(red, green), blue)


def mean_of_channels(values: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the three channels, [..., 3] to [...]. numpy's own mean takes 20 times as long."""
    flat = values.reshape(-1, 1, 3).astype(np.float32, copy=False)
    means = cv2.transform(flat, np.full((1, 3), 1 / 3, np.float32)) if flat.size else np.zeros(0, np.float32)
    return np.asarray(means, np.float32).reshape(values.shape[:-1])


def least_squares(
    terms: NDArray[np.float32], values: NDArray[np.float32], *, weights: NDArray[np.float64] | None = None
) -> NDArray[np.float32]:
    """Return the coefficients [K] or [K, channels] with the least squared error of `terms` [N, K] times them.

    `values` [N] or [N, channels] are what the product comes near to. `weights` [N] multiply the squared errors. Where
    the terms do not tell the coefficients apart, the smallest are returned.
    """
    exact = terms.astype(np.float64)
    weighted = exact if weights is None else exact * weights[:, None]
    # K x K numbers are solved instead of N x K: libraries spread the latter over threads that wait for each other
    solution, *_ = np.linalg.lstsq(weighted.T @ exact, weighted.T @ values, rcond=None)
    return np.asarray(solution, np.float32)
