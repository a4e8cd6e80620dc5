"""Fits smooth light to a field: a quadratic surface, which follows the fall-off to the corners and no single cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quadratic_terms(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return the terms 1, x, y, x², xy and y² at each pixel of an image of `shape` (H, W), [H, W, 6].

    x and y go from -1 to 1.
    """
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j].astype(np.float32)
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)


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
