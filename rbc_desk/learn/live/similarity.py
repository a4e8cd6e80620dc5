"""Orders cells by their similarity to one of them, by features of a network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FEW_CELLS = 5.0
"""The mean of a smear with so many cells is taken off by half."""


def by_similarity(features: NDArray[np.floating], *, smears: NDArray[np.int64], row: int) -> NDArray[np.int64]:
    """The rows of `features` [N, D], most similar to `row` first; `row` itself is the first.

    `smears`: the smear of each row [N]. Stain and light shift all cells of a smear alike: each smear's mean is taken
    off before the directions of the features are compared (cosine). A mean over few cells counts less.
    """
    order = np.argsort(smears, kind="stable")
    values = features.astype(np.float32)
    if (order[1:] < order[:-1]).any():  # a project's cells lie by smear already
        values = values[order]
    _, starts, counts = np.unique(smears[order], return_index=True, return_counts=True)
    parts = [values[start : start + n] for start, n in zip(starts.tolist(), counts.tolist(), strict=True)]
    sums = np.stack([np.ones(len(part), np.float32) @ part for part in parts])
    mean, sizes = sums.sum(axis=0) / len(values), counts[:, None].astype(np.float32)
    centres = mean + (sums - sizes * mean) / (sizes + _FEW_CELLS)
    place = int(np.flatnonzero(order == row)[0])
    of_smear = np.repeat(np.arange(len(starts)), counts)
    target = values[place] - centres[of_smear[place]]
    # without a copy of all features less their centres, which takes longer than the rest
    along = values @ target - (centres @ target)[of_smear]
    inner = np.concatenate([part @ centre for part, centre in zip(parts, centres, strict=True)])
    squares = np.einsum("ij,ij->i", values, values) - 2 * inner + (centres**2).sum(axis=1)[of_smear]
    closeness = along / np.sqrt(np.maximum(squares, 1e-9))
    closeness[place] = np.inf
    return np.asarray(order[np.argsort(-closeness, kind="stable")], np.int64)
