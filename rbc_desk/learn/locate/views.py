"""Random views of annotated smears (rotated, scaled, relit) with the target maps of the network."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from rbc_desk.learn.locate.net import CELL_PX, STRIDE, UNIT_PX

BASE_CELL_PX = 34.0
"""The diameter of the typical cell in a `LocatorSmear`, pixels."""
SIDE = 192
"""The side of a view, pixels."""
OUTSIDE = 0.5
"""What the network sees beyond the picture's border: glass, after `normalised`."""
_SCALES = math.log(1.57)
_BRIGHT, _CEILING, _MIDDLE = 0.98, 1.25, 1.5


@dataclass(frozen=True, slots=True)
class LocatorSmear:
    """A smear to learn from, scaled to `BASE_CELL_PX`.

    `pixels` uint8 [H, W, 3]. `cells`, `unsure`, `weak`: [N, 3] of x, y, r in its pixels: red cells; places that are
    neither taught as cell nor as none; places that are taught as none with little weight, for most of a completely
    labelled smear's unlabelled circles are none. `worth` [N]: how much each of `cells` counts, a common one 1.
    """

    pixels: NDArray[np.uint8]
    cells: NDArray[np.float64]
    unsure: NDArray[np.float64]
    weak: NDArray[np.float64]
    worth: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrainingView:
    """`image` [3, S, S]; on the output grid: `heat` 0..1, its `weight`, `shape` [3, ...] (offset x, y, log radius)
    and where that counts (`near`)."""

    image: torch.Tensor
    heat: torch.Tensor
    weight: torch.Tensor
    shape: torch.Tensor
    near: torch.Tensor


def normalised(image: torch.Tensor) -> torch.Tensor:
    """[3, H, W] in 0..1 -> the network's input: relative to the brightest 2 % of each channel, about -1.5..1."""
    thinned = image[:, ::4, ::4].flatten(1)
    bright = torch.quantile(thinned, _BRIGHT, dim=1).clamp(min=0.05)
    return (image / bright[:, None, None]).clamp(max=_CEILING) * 2 - _MIDDLE


def random_view(smear: LocatorSmear, *, rng: np.random.Generator, weak_weight: float) -> TrainingView:
    """A view of `smear` at a random place, scale (0.64 to 1.57 times the working one), turn, flip and light."""
    matrix, shift = _placement(smear.pixels.shape, rng)
    image, valid = _warped(smear.pixels, matrix, shift)
    image = normalised(_relit(image, rng))
    image[:, ~valid] = OUTSIDE

    def placed(circles: NDArray[np.float64]) -> NDArray[np.float64]:
        scale = math.sqrt(abs(np.linalg.det(matrix)))
        moved = np.column_stack([circles[:, :2] @ matrix.T + shift, circles[:, 2] * scale, circles[:, 3:]])
        reach = moved[:, 2]
        inside = (moved[:, :2] > -reach[:, None]).all(1) & (moved[:, :2] < SIDE + reach[:, None]).all(1)
        return np.asarray(moved[inside])

    return TrainingView(
        image,
        *_maps(
            placed(np.column_stack([smear.cells, smear.worth])),
            unsure=placed(smear.unsure),
            weak=placed(smear.weak),
            valid=valid,
            weak_weight=weak_weight,
        ),
    )


def _placement(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The matrix and shift from the smear's pixels to the view's."""
    scale = CELL_PX / BASE_CELL_PX * math.exp(rng.uniform(-_SCALES, _SCALES))
    angle = rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.integers(4) * np.pi / 2
    c, s = scale * math.cos(angle), scale * math.sin(angle)
    matrix = np.array([[c, -s], [s, c]])
    if rng.random() < 0.5:
        matrix = matrix @ np.diag([-1.0, 1.0])
    # views reach a little over the border: cells that it cuts are to be found too
    half = 0.7 * SIDE / 2 / scale
    height, width = shape[:2]
    x = rng.uniform(min(half, width / 2), max(width - half, width / 2))
    y = rng.uniform(min(half, height / 2), max(height - half, height / 2))
    return matrix, SIDE / 2 - matrix @ np.array([x, y])


def _warped(
    pixels: NDArray[np.uint8], matrix: NDArray[np.float64], shift: NDArray[np.float64]
) -> tuple[torch.Tensor, torch.Tensor]:
    # copied: a smear that needed no scaling is as it was read, and not to be written to, which torch warns of
    source = torch.tensor(pixels).permute(2, 0, 1)[None].float() / 255
    scale = math.sqrt(abs(np.linalg.det(matrix)))
    if scale < 0.7:  # sampling every second pixel or so would alias
        source = functional.avg_pool2d(source, 3, 1, 1, count_include_pad=False)
    height, width = pixels.shape[:2]
    back = np.linalg.inv(matrix)
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    points = np.stack([x, y], -1).reshape(-1, 2) - shift
    at = (points @ back.T).reshape(SIDE, SIDE, 2)
    grid = torch.from_numpy(at / (width, height) * 2 - 1).float()[None]
    valid = torch.from_numpy(((at >= 0) & (at < (width, height))).all(-1))
    image = functional.grid_sample(source, grid, mode="bilinear", padding_mode="border", align_corners=False)[0]
    return image, valid


def _relit(image: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
    """Another camera, stain and lamp: colours mixed, gamma, gain, a gradient of light, blur and noise."""
    chance = rng.random()
    if chance < 0.15:
        image = image.mean(0, keepdim=True).expand(3, -1, -1)
    elif chance < 0.65:
        mix = np.eye(3) + rng.normal(0, 0.12, (3, 3))
        mix /= mix.sum(1, keepdims=True)
        image = torch.einsum("ij,jhw->ihw", torch.from_numpy(mix).float(), image)
    gamma = rng.uniform(0.55, 1.8, 1 if rng.random() < 0.5 else 3)
    gain = rng.uniform(0.7, 1.05, 3)
    image = image.clamp(1e-3, 1) ** torch.from_numpy(gamma).float()[:, None, None]
    image = image * torch.from_numpy(gain).float()[:, None, None]
    if rng.random() < 0.5:
        dx, dy = rng.normal(0, 0.12, 2)
        ramp = torch.linspace(-1, 1, SIDE)
        image = image * (1 + dx * ramp[None, None, :] + dy * ramp[None, :, None])
    if rng.random() < 0.5:
        image = _blurred(image, rng.uniform(0.3, 1.6))
    if rng.random() < 0.5:
        noise = rng.standard_normal(image.shape, dtype=np.float32) * rng.uniform(0.003, 0.04)
        image = image + torch.from_numpy(noise.astype(np.float32))
    return image.clamp(0, 1)


def _blurred(image: torch.Tensor, sigma_px: float) -> torch.Tensor:
    reach = max(1, math.ceil(2.5 * sigma_px))
    at = torch.arange(-reach, reach + 1).float()
    kernel = torch.exp(-(at**2) / (2 * sigma_px**2))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, -1)
    wide = functional.pad(image[None], (reach,) * 4, mode="replicate")
    return functional.conv2d(functional.conv2d(wide, kernel, groups=3), kernel.transpose(2, 3), groups=3)[0]


def _maps(
    cells: NDArray[np.float64],
    *,
    unsure: NDArray[np.float64],
    weak: NDArray[np.float64],
    valid: torch.Tensor,
    weak_weight: float,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    side = SIDE // STRIDE
    y, x = (np.mgrid[:side, :side] + 0.5) * STRIDE
    inside = valid[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE].numpy()
    heat = np.zeros((side, side), np.float32)
    weight = inside.astype(np.float32)
    shape = np.zeros((3, side, side), np.float32)
    nearest = np.full((side, side), np.inf)
    counted = np.ones((side, side), np.float32)
    for cx, cy, r in weak:
        weight[(x - cx) ** 2 + (y - cy) ** 2 < r * r] *= weak_weight
    for cx, cy, r in unsure:
        weight[(x - cx) ** 2 + (y - cy) ** 2 < r * r] = 0
    for cx, cy, r, worth in cells:
        square = (x - cx) ** 2 + (y - cy) ** 2
        heat = np.maximum(heat, np.exp(-square / (2 * (0.22 * r + 0.6) ** 2)))
        near = (square < max(0.35 * r, 2.2) ** 2) & (square / r**2 < nearest)
        nearest[near] = (square / r**2)[near]
        shape[0][near] = (cx - x)[near] / UNIT_PX
        shape[1][near] = (cy - y)[near] / UNIT_PX
        shape[2][near] = math.log(r / UNIT_PX)
        middle = square < (0.5 * r) ** 2
        counted[middle] = np.maximum(counted[middle], worth)
    # a known cell counts, whatever overlaps it
    weight = np.where((heat > 0.3) & inside, counted, weight).astype(np.float32)
    near_any = (np.isfinite(nearest) & inside).astype(np.float32)
    return (
        torch.from_numpy(heat.astype(np.float32)),
        torch.from_numpy(weight),
        torch.from_numpy(shape),
        torch.from_numpy(near_any),
    )
