"""Random views of annotated smears: rotated, scaled, and with other light."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.learn.locate.net import CELL_PX, RAYS
from rbc_desk.learn.locate.targets import SIDE, Targets, targets_of

BASE_CELL_PX = 34.0
"""The diameter of the typical red cell in a `LocatorSmear`, in pixels."""
OUTSIDE = 0.5
"""The value beyond the image border: that of the background after `normalised`."""
_SCALES = math.log(1.8)
_BRIGHT, _CEILING, _MIDDLE = 98, 1.25, 1.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LocatorSmear:
    """A smear for training, scaled to `BASE_CELL_PX`. `pixels` are uint8 [H, W, 3].

    Of N known objects: `places` [N, 2], x and y in pixels; `kinds` [N], indices into `net.KINDS`; `rays` [N, 64], the
    distances in pixels from the place to the outline in 64 directions; `solid` [N], the weight of the outline (1
    measured, 0 unknown); `weights` [N], the weight of the place (1 for a common cell). `uncertain` [M, 3]: x, y and
    radius of places without any target. `weak` [M, 3]: the same of places that count as background with a small
    weight. `complete` [4]: the kinds of `net.KINDS` of which all objects are labelled.
    """

    pixels: NDArray[np.uint8]
    places: Floats
    kinds: NDArray[np.int64]
    rays: Floats
    solid: Floats
    weights: Floats
    uncertain: Floats
    weak: Floats
    complete: NDArray[np.bool_]


class Camera(Protocol):
    """Takes views of smears (rbc_desk.imaging.synth.camera)."""

    def warped(
        self, pixels: NDArray[np.uint8], matrix: Floats, shift: Floats, *, side: int
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The view [side, side, 3] in 0..1, and the mask of where it shows the smear."""

    def relit(self, image: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
        """The same view in other light."""


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A view, `image` float32 [3, S, S], and its targets."""

    image: torch.Tensor
    targets: Targets


def normalised(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """The input of the network for an image [H, W, 3] in 0..1: relative to the brightest 2 % of each channel."""
    bright = np.maximum(np.percentile(image[::4, ::4].reshape(-1, 3), _BRIGHT, axis=0), 0.05).astype(np.float32)
    return np.asarray(np.minimum(image / bright, _CEILING) * 2 - _MIDDLE, np.float32)


def random_view(smear: LocatorSmear, *, camera: Camera, rng: np.random.Generator, weak_weight: float) -> TrainingView:
    """A view of `smear` with random place, scale (0.56 to 1.8 times the working one), rotation, flip and light."""
    matrix, shift = _placement(smear.pixels.shape, rng)
    image, valid = camera.warped(smear.pixels, matrix, shift, side=SIDE)
    image = normalised(camera.relit(image, rng))
    image[~valid] = OUTSIDE
    scale = math.sqrt(abs(np.linalg.det(matrix)))
    places = smear.places @ matrix.T + shift
    rays = turned(smear.rays, matrix) * scale
    near = ((places > -rays.max(1, initial=0)[:, None]) & (places < SIDE + rays.max(1, initial=0)[:, None])).all(1)

    def moved(circles: Floats) -> Floats:
        return np.column_stack([circles[:, :2] @ matrix.T + shift, circles[:, 2] * scale])

    targets = targets_of(
        places[near],
        kinds=smear.kinds[near],
        rays=rays[near],
        solid=smear.solid[near],
        weights=smear.weights[near],
        uncertain=moved(smear.uncertain),
        weak=moved(smear.weak),
        complete=smear.complete,
        valid=valid,
        weak_weight=weak_weight,
    )
    return TrainingView(torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1))), targets)


def turned(rays: Floats, matrix: Floats) -> Floats:
    """Distances [N, 64] as [N, `RAYS`] after the rotation and flip of `matrix`, in the original pixels."""
    angles = np.arange(RAYS) * (2 * np.pi / RAYS)
    before = np.linalg.inv(matrix) @ np.stack([np.cos(angles), np.sin(angles)])
    at = (np.arctan2(before[1], before[0]) / (2 * np.pi) * rays.shape[1]) % rays.shape[1]
    low = np.floor(at).astype(int) % rays.shape[1]
    part = at - np.floor(at)
    return np.asarray(rays[:, low] * (1 - part) + rays[:, (low + 1) % rays.shape[1]] * part)


def _placement(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The matrix and shift from pixels of the smear to pixels of the view."""
    scale = CELL_PX / BASE_CELL_PX * math.exp(rng.uniform(-_SCALES, _SCALES))
    angle = rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.integers(4) * np.pi / 2
    c, s = scale * math.cos(angle), scale * math.sin(angle)
    matrix = np.array([[c, -s], [s, c]])
    if rng.random() < 0.5:
        matrix = matrix @ np.diag([-1.0, 1.0])
    # views extend beyond the border, so that the network learns cells that it cuts off
    half = 0.7 * SIDE / 2 / scale
    height, width = shape[:2]
    x = rng.uniform(min(half, width / 2), max(width - half, width / 2))
    y = rng.uniform(min(half, height / 2), max(height - half, height / 2))
    return matrix, SIDE / 2 - matrix @ np.array([x, y])
