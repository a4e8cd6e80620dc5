"""Heat maps by occlusion (Zeiler & Fergus, ECCV 2014), which need no gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_PLACES = 9
"""Positions of the patch along each side."""
_PATCH = 0.25
"""The side of the patch as a share of the crop's."""


def occlusion_map(
    scores: Callable[[NDArray[np.uint8]], NDArray[np.floating]], crop: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """The support of each pixel of `crop`, uint8 [S, S, 3], for a class, [S, S] in 0..1.

    `scores` gives the class's logits [n] of crops [n, S, S, 3]. A square of the mean colour hides one place after the
    other; a pixel's support is the mean fall of the score over the squares that hid it, and zero where it never fell.
    """
    side = len(crop)
    patch = max(1, round(_PATCH * side))
    starts = np.unique(np.linspace(0, side - patch, _PLACES).round().astype(int)).tolist()
    corners = [(top, left) for top in starts for left in starts]
    hidden = np.repeat(crop[None], len(corners) + 1, axis=0)
    colour = crop.reshape(-1, 3).mean(0).round().astype(np.uint8)
    for one, (top, left) in zip(hidden[1:], corners, strict=True):
        one[top : top + patch, left : left + patch] = colour
    found = np.asarray(scores(hidden), np.float64)
    falls, times = np.zeros((side, side)), np.zeros((side, side))
    for fall, (top, left) in zip(found[0] - found[1:], corners, strict=True):
        falls[top : top + patch, left : left + patch] += max(0.0, float(fall))
        times[top : top + patch, left : left + patch] += 1
    heat = falls / np.maximum(times, 1)
    top_value = heat.max()
    return (heat / top_value if top_value > 0 else heat).astype(np.float32)
