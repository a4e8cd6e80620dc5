"""Renders synthetic smears with known truth, for demonstration and tests. They do not replace real data.

A cell is a profile of optical density over its radius (biconcave disc, target, hypochromic). Densities of overlapping
cells add up; lamp and glass determine the light; the camera adds blur and noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from rbc_desk.core.cells.cell import AnnotatedCell

MIX: Mapping[str, float] = {"codocyte": 0.12, "hypochromia": 0.13, "normal": 0.75}
_STAIN_RED = np.array([0.15, 0.44, 0.29], np.float32)  # density of eosin in red, green, blue light
_STAIN_PURPLE = np.array([0.62, 0.80, 0.36], np.float32)
_GLASS = np.array([226, 222, 214], np.float32)


_Layer = tuple[tuple[slice, slice], NDArray[np.float32]]  # where a cell's density was added, and how much


@dataclass(frozen=True, slots=True)
class SynthSmear:
    """A rendered smear: `pixels` (uint8 RGB), and its red `cells` with radius and class code."""

    pixels: NDArray[np.uint8]
    cells: tuple[AnnotatedCell, ...]


@dataclass(slots=True)
class _Disc:
    x: float
    y: float
    r: float
    code: str


def render_smear(
    *,
    seed: int,
    width: int = 640,
    height: int = 480,
    cell_px: float = 44.0,
    n_cells: int = 56,
    mix: Mapping[str, float] | None = None,
    overlap: float = 0.12,
    white_cell: bool | None = None,
    noise: float = 2.2,
    blur_px: float = 0.8,
) -> SynthSmear:
    """Render a smear, reproducibly.

    `cell_px`: the diameter of a normal cell. `mix`: the share of each class. `overlap`: the share of cells that may
    lie on another. `noise`: the camera noise in grey levels. `white_cell`: whether there is one (None: in one smear
    of three). Crowded fields may hold fewer than `n_cells`.
    """
    rng = np.random.default_rng(seed)
    discs = _placed(
        rng, width=width, height=height, cell_px=cell_px, n_cells=n_cells, mix=mix or MIX, overlap=overlap
    )
    density = np.zeros((height, width, 3), np.float32)
    tint = _STAIN_RED * rng.uniform(0.85, 1.15, 3).astype(np.float32)
    layers = [_add_cell(density, disc, rng, tint) for disc in discs]
    has_white = rng.random() < 1 / 3 if white_cell is None else white_cell
    if has_white:
        discs = _add_white_cell(density, list(zip(discs, layers, strict=True)), rng, cell_px)
    for _ in range(rng.integers(2, 7)):
        _add_platelet(density, rng, cell_px)
    light = _GLASS * rng.uniform(0.94, 1.03, 3).astype(np.float32) * _lamp(rng, height, width)[..., None]
    picture = light * 10**-density
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), blur_px) if blur_px > 0 else picture)
    picture = picture + rng.normal(0, noise, picture.shape)
    pixels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    return SynthSmear(pixels, tuple(AnnotatedCell(d.x, d.y, d.r, d.code) for d in discs))


def _placed(
    rng: np.random.Generator,
    *,
    width: int,
    height: int,
    cell_px: float,
    n_cells: int,
    mix: Mapping[str, float],
    overlap: float,
) -> list[_Disc]:
    codes = list(mix)
    shares = np.array([mix[code] for code in codes], float)
    discs: list[_Disc] = []
    for _ in range(60 * n_cells):
        if len(discs) == n_cells:
            break
        radius = cell_px / 2 * float(np.clip(rng.normal(1, 0.06), 0.85, 1.18))
        x, y = rng.uniform(-0.1 * radius, width + 0.1 * radius), rng.uniform(-0.1 * radius, height + 0.1 * radius)
        least = 1.25 if rng.random() < overlap else 2.06
        if all((x - d.x) ** 2 + (y - d.y) ** 2 > (least / 2 * (radius + d.r)) ** 2 for d in discs):
            discs.append(_Disc(float(x), float(y), radius, str(rng.choice(codes, p=shares / shares.sum()))))
    # The centres of true cells are inside the image.
    return [d for d in discs if 0 <= d.x < width and 0 <= d.y < height]


def _add_cell(
    density: NDArray[np.float32], disc: _Disc, rng: np.random.Generator, tint: NDArray[np.float32]
) -> _Layer | None:
    """Add the density of the cell. Returns the window and the added density; None if it is outside the image."""
    window, rho = _polar(density, disc, rng)
    if rho is None:
        return None
    edge = _inside((rho - 1) * disc.r / 0.7)
    depth = float(rng.normal(1, 0.06))
    if disc.code == "codocyte":
        centre, ring = rng.uniform(0.75, 0.95), rng.uniform(0.3, 0.45)
        profile = 0.78 - ring * np.exp(-(((rho - 0.55) / 0.17) ** 2)) + (centre - 0.78) * np.exp(-((rho / 0.25) ** 2))
    elif disc.code == "hypochromia":
        pallor = rng.uniform(0.66, 0.76)
        profile = 0.62 - 0.52 * _inside((rho - pallor) / 0.06)
    else:
        pallor = rng.uniform(0.25, 0.4)
        profile = 0.78 - rng.uniform(0.22, 0.36) * np.exp(-((rho / pallor) ** 2))
    added = (edge * profile * depth)[..., None].astype(np.float32) * tint
    density[window] += added
    return window, added


def _polar(
    density: NDArray[np.float32], disc: _Disc, rng: np.random.Generator
) -> tuple[tuple[slice, slice], NDArray[np.float32] | None]:
    """The window around a disc and the distance from its centre there, 1 on its slightly uneven outline."""
    reach = int(1.4 * disc.r) + 3
    x0, x1 = max(0, int(disc.x) - reach), min(density.shape[1], int(disc.x) + reach + 1)
    y0, y1 = max(0, int(disc.y) - reach), min(density.shape[0], int(disc.y) + reach + 1)
    stretch, turn = rng.uniform(1, 1.1), rng.uniform(0, np.pi)
    waves = [(k, rng.normal(0, 0.01), rng.uniform(0, 2 * np.pi)) for k in (2, 3, 4)]
    if x0 >= x1 or y0 >= y1:
        return (slice(0, 0), slice(0, 0)), None
    yy, xx = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    dx, dy = xx - disc.x, yy - disc.y
    along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    angle = np.arctan2(dy, dx)
    outline = 1 + sum(size * np.cos(k * angle + phase) for k, size, phase in waves)
    rho = np.hypot(along / np.sqrt(stretch), across * np.sqrt(stretch)) / (disc.r * outline)
    return (slice(y0, y1), slice(x0, x1)), rho.astype(np.float32)


def _add_white_cell(
    density: NDArray[np.float32],
    cells: list[tuple[_Disc, _Layer | None]],
    rng: np.random.Generator,
    cell_px: float,
) -> list[_Disc]:
    """Add a white cell; return the red cells that stay.

    Red cells under it are removed from the image and the truth. Otherwise their visible rims would belong to no cell.
    """
    height, width = density.shape[:2]
    radius = 0.85 * cell_px
    x, y = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height
    staying = []
    for disc, layer in cells:
        if np.hypot(disc.x - x, disc.y - y) > radius + 0.4 * disc.r:
            staying.append(disc)
        elif layer is not None:
            window, added = layer
            density[window] -= added
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    body = _inside((np.hypot(xx - x, yy - y) - radius) / 1.2)
    density *= (1 - body)[..., None]
    density += (0.12 * body)[..., None] * _STAIN_PURPLE
    for angle in rng.uniform(0, 2 * np.pi) + np.array([0.0, 2.0, 4.1]):
        lobe_x, lobe_y = x + 0.4 * radius * np.cos(angle), y + 0.4 * radius * np.sin(angle)
        lobe = _inside(np.hypot(xx - lobe_x, yy - lobe_y) - 0.36 * radius)
        density += (0.65 * lobe)[..., None] * _STAIN_PURPLE
    return staying


def _add_platelet(density: NDArray[np.float32], rng: np.random.Generator, cell_px: float) -> None:
    height, width = density.shape[:2]
    disc = _Disc(rng.uniform(0, width), rng.uniform(0, height), cell_px * rng.uniform(0.1, 0.16), "")
    window, rho = _polar(density, disc, rng)
    if rho is not None:
        grain = rng.normal(1, 0.25, rho.shape)
        body = np.clip(grain * _inside((rho - 1) / 0.12), 0, None)
        density[window] += (0.5 * body)[..., None].astype(np.float32) * _STAIN_PURPLE


def _lamp(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    """Uneven light: brightest near the middle, up to 10 % less in the corners."""
    yy, xx = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    cx, cy = rng.uniform(-0.4, 0.4, 2)
    return (1 - rng.uniform(0.02, 0.06) * ((xx - cx) ** 2 + (yy - cy) ** 2)).astype(np.float32)


def _inside(beyond: NDArray[np.float32]) -> NDArray[np.float32]:
    """A soft step: 1 inside an edge, 0 beyond it."""
    return np.asarray(expit(-beyond), np.float32)
