"""Makes the target maps of the locator for a view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.learn.locate.net import KINDS, RAYS, STRIDE, UNIT_PX

SIDE = 192
"""The side of a view in pixels."""
_CROSS = 0.5  # of an object's radius: no other kind of object has its centre within it

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets on the output grid.

    `heat` [4, H, W], 0..1, with its `weight`. `shape` [2 + RAYS, H, W]: offset in x and y, log distances; with the
    weights of offsets, `near` [H, W], and of outlines, `solid` [H, W].
    """

    heat: torch.Tensor
    weight: torch.Tensor
    shape: torch.Tensor
    near: torch.Tensor
    solid: torch.Tensor


def targets_of(
    places: Floats,
    *,
    kinds: NDArray[np.int64],
    rays: Floats,
    solid: Floats,
    weights: Floats,
    uncertain: Floats,
    weak: Floats,
    complete: NDArray[np.bool_],
    valid: NDArray[np.bool_],
    weak_weight: float,
) -> Targets:
    """Make the targets of N objects at `places` [N, 2] with outlines `rays` [N, RAYS], in pixels of the view.

    `valid` [SIDE, SIDE]: where the view shows the smear. For the other arguments see `views.LocatorSmear`.
    """
    side = SIDE // STRIDE
    y, x = (np.mgrid[:side, :side].astype(np.float32) + 0.5) * STRIDE
    inside = valid[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    heat = np.zeros((len(KINDS), side, side), np.float32)
    weight = np.repeat(inside[None].astype(np.float32), len(KINDS), axis=0)
    weight *= complete[:, None, None]
    shape = np.zeros((2 + RAYS, side, side), np.float32)
    nearest = np.full((side, side), np.inf, np.float32)
    owner = np.full((side, side), -1)
    counted = np.zeros_like(heat)
    for cx, cy, r in weak:
        weight[0][(x - cx) ** 2 + (y - cy) ** 2 < r * r] *= weak_weight
    for cx, cy, r in uncertain:
        weight[0][(x - cx) ** 2 + (y - cy) ** 2 < r * r] = 0
    sizes = np.sqrt((rays**2).mean(1)) if len(rays) else np.zeros(0)
    for n, (cx, cy) in enumerate(places):
        r, kind = float(sizes[n]), int(kinds[n])
        reach = 1.2 * r + 4
        rows = slice(max(0, int((cy - reach) / STRIDE)), max(0, int((cy + reach) / STRIDE) + 1))
        columns = slice(max(0, int((cx - reach) / STRIDE)), max(0, int((cx + reach) / STRIDE) + 1))
        square = (x[rows, columns] - cx) ** 2 + (y[rows, columns] - cy) ** 2
        if square.size == 0:
            continue
        # the peak of a long cell is as narrow as the cell
        sigma = 0.22 * min(r, 1.25 * float(rays[n].min())) + 0.6
        heat[kind, rows, columns] = np.maximum(heat[kind, rows, columns], np.exp(-square / (2 * sigma**2)))
        middle = square < (_CROSS * r) ** 2
        for other in range(len(KINDS)):
            counted[other, rows, columns][middle] = np.maximum(
                counted[other, rows, columns][middle], weights[n] if other == kind else 1.0
            )
        share = square / r**2
        near = (square < max(0.35 * r, 2.2) ** 2) & (share < nearest[rows, columns])
        nearest[rows, columns][near] = share[near]
        owner[rows, columns][near] = n
    hit = owner >= 0
    if hit.any():
        own = owner[hit]
        shape[0][hit] = (places[own, 0] - x[hit]) / UNIT_PX
        shape[1][hit] = (places[own, 1] - y[hit]) / UNIT_PX
        shape[2:, hit] = np.log(np.maximum(rays[own], 0.5) / UNIT_PX).T
    # a known object keeps its weight under overlapping ones
    weight = np.where((counted > 0) & inside, np.maximum(counted, weight), weight)
    near_any = (hit & inside).astype(np.float32)
    trusted = np.zeros((side, side), np.float32)
    trusted[hit] = solid[owner[hit]]
    return Targets(
        torch.from_numpy(heat),
        torch.from_numpy(weight.astype(np.float32)),
        torch.from_numpy(shape),
        torch.from_numpy(near_any),
        torch.from_numpy(trusted * near_any),
    )
