"""Makes features small: their first principal components and the size of the cell, in half precision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COMPONENTS = 192
_SAMPLE = 4000
_RADIUS_WEIGHT = 4.0
"""Of the standardised logarithm of the radius. Components are not whitened: the last ones are mostly noise."""
_LEAST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Projection:
    """Made once per project and network, from `n_seen` cells. `axes` [D, d], `centre` [D]; middle and spread of the
    log radius.
    """

    axes: NDArray[np.float32]
    centre: NDArray[np.float32]
    middle: float
    spread: float
    n_seen: int

    def of(self, features: NDArray[np.floating], *, radii: NDArray[np.floating]) -> NDArray[np.float16]:
        """[N, d + 1] of features [N, D] and radii [N] in pixels of any one unit."""
        size = _RADIUS_WEIGHT * np.clip((np.log(radii) - self.middle) / self.spread, -4, 4)
        small = (np.asarray(features, np.float32) - self.centre) @ self.axes
        return np.column_stack([small, size]).astype(np.float16)


def fit_projection(
    features: NDArray[np.floating], *, radii: NDArray[np.floating], components: int = COMPONENTS
) -> Projection:
    """The projection of features [N, D] onto their first principal components, scaled alike.

    Their mean square sum is the number of components. A few thousand rows decide. It is not changed afterwards, so
    that what was projected stays comparable.
    """
    sample = np.asarray(features[:: max(1, len(features) // _SAMPLE)], np.float64)
    centre = sample.mean(0)
    power, axes = _components(sample - centre)
    order = np.argsort(-power, kind="stable")[:components]
    kept = axes[:, order]
    kept = kept * np.where(kept[np.abs(kept).argmax(0), np.arange(kept.shape[1])] < 0, -1.0, 1.0)
    total = float(np.maximum(power[order], 0).sum())
    scale = np.sqrt(components / total) if total > 0 else 1.0
    logs = np.log(radii)
    return Projection(
        np.asarray(kept * scale, np.float32),
        centre.astype(np.float32),
        float(logs.mean()),
        max(float(logs.std()), _LEAST_SPREAD),
        len(features),
    )


def _components(sample: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The power [k] and direction [D, k] of each principal component of centred rows [n, D]."""
    n, width = sample.shape
    if n >= width:
        power, axes = np.linalg.eigh(sample.T @ sample / n)
        return power, axes
    power, shares = np.linalg.eigh(sample @ sample.T / max(1, n))
    axes = sample.T @ shares
    return power, axes / np.maximum(np.linalg.norm(axes, axis=0), 1e-9)
