"""Renders fields with objects of every kind and their outlines, for training detectors where labels are missing.

Pale cells on tinted ground, crowds, stacks, long, dented, tailed and broken cells, spiny cells, spherocytes,
polychromatic and nucleated cells, parasites, white cells, platelets in clumps, and dirt. Densities add up as in
`rbc_desk.imaging.synth.smears`; an object's outline is a distance from its centre for each direction.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.imaging.synth.dirt import add_dirt

DIRECTIONS = 64
_ANGLES = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)

Floats = NDArray[np.float64]
Density = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FieldObject:
    """An object of a rendered field: its kind, the centre, and the outline's distances in `DIRECTIONS` directions."""

    kind: CellKind
    x: float
    y: float
    rays: Floats


@dataclass(frozen=True, slots=True)
class RenderedField:
    """A rendered field: `pixels` uint8 RGB, and the objects on it."""

    pixels: NDArray[np.uint8]
    objects: tuple[FieldObject, ...]


@dataclass(slots=True)
class _Stains:
    """Densities in red, green and blue light."""

    red_cell: NDArray[np.float32]
    nucleus: NDArray[np.float32]
    plasma: NDArray[np.float32]
    strength: float


@dataclass(slots=True)
class _Field:
    density: Density
    cell_px: float
    rng: np.random.Generator
    stains: _Stains
    objects: list[FieldObject] = field(default_factory=list)


def render_field(*, seed: int, width: int = 448, height: int = 352, cell_px: float = 34.0) -> RenderedField:
    """Render a random field, reproducibly. `cell_px`: the typical cell's diameter."""
    rng = np.random.default_rng(seed)
    ours = _Field(np.zeros((height, width, 3), np.float32), cell_px, rng, _stains(rng))
    habit = str(rng.choice(list(_HABITS), p=_HABIT_SHARES))
    for x, y, radius in _layout(ours):
        _add_red_cell(ours, x, y, radius, _HABITS[habit])
    for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.45, 0.3, 0.15, 0.1]))):
        _add_white_cell(ours)
    for _ in range(int(rng.integers(0, 7))):
        _add_platelets(ours)
    return RenderedField(_photographed(ours), tuple(ours.objects))


def _stains(rng: np.random.Generator) -> _Stains:
    eosin = np.array([0.14, 0.44, 0.30]) * rng.uniform(0.5, 1.6, 3)
    if rng.random() < 0.25:  # greyish or bluish films
        eosin = eosin.mean() * rng.uniform(0.6, 1.4, 3)
    nucleus = np.array([0.65, 0.85, 0.4]) * rng.uniform(0.7, 1.4, 3)
    plasma = rng.uniform(0, 0.12) * rng.uniform(0.3, 1.5, 3)
    return _Stains(
        eosin.astype(np.float32),
        nucleus.astype(np.float32),
        plasma.astype(np.float32),
        strength=float(rng.uniform(0.35, 1.3)),
    )


def _layout(ours: _Field) -> list[tuple[float, float, float]]:
    """Centres and radii of the red cells: scattered, crowded, stacked or clumped."""
    height, width = ours.density.shape[:2]
    rng, radius = ours.rng, ours.cell_px / 2
    how = rng.choice(["few", "scattered", "crowded", "stacked", "clumped"], p=[0.15, 0.4, 0.2, 0.13, 0.12])
    spread = rng.uniform(0.04, 0.22)
    if how in ("stacked", "clumped"):
        return _groups(ours, stacked=how == "stacked", spread=spread)
    n = {"few": rng.integers(1, 15), "scattered": rng.integers(15, 60), "crowded": rng.integers(60, 150)}[str(how)]
    apart = {"few": 1.1, "scattered": 1.03, "crowded": rng.uniform(0.72, 0.98)}[str(how)]
    placed: list[tuple[float, float, float]] = []
    for _ in range(40 * int(n)):
        if len(placed) == n:
            break
        r = radius * float(np.clip(rng.normal(1, spread), 0.5, 1.6))
        x, y = rng.uniform(-0.4 * r, width + 0.4 * r), rng.uniform(-0.4 * r, height + 0.4 * r)
        closer = 0.8 if rng.random() < 0.1 else 1.0
        if all(np.hypot(x - a, y - b) > apart * closer * (r + c) for a, b, c in placed):
            placed.append((float(x), float(y), r))
    return placed


def _groups(ours: _Field, *, stacked: bool, spread: float) -> list[tuple[float, float, float]]:
    height, width = ours.density.shape[:2]
    rng, radius = ours.rng, ours.cell_px / 2
    placed = []
    for _ in range(int(rng.integers(4, 14))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        angle, bend = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.12)
        for _ in range(int(rng.integers(3, 10))):
            r = radius * float(np.clip(rng.normal(1, spread / 2), 0.7, 1.4))
            placed.append((float(x), float(y), r))
            step = rng.uniform(0.55, 0.95) * r if stacked else rng.uniform(1.0, 1.7) * r
            angle = angle + bend if stacked else rng.uniform(0, 2 * np.pi)
            x, y = x + step * np.cos(angle), y + step * np.sin(angle)
    # circles piled up on one place are not a cell
    kept: list[tuple[float, float, float]] = []
    for x, y, r in placed:
        if all(np.hypot(x - a, y - b) > 0.5 * r for a, b, _ in kept):
            kept.append((x, y, r))
    return kept


# outlines: the distance from the centre for each of DIRECTIONS, 1 for a disc


def _disc(rng: np.random.Generator) -> Floats:
    waves = sum(rng.normal(0, 0.015) * np.cos(k * _ANGLES + rng.uniform(0, 2 * np.pi)) for k in (2, 3, 4, 5))
    return np.asarray(1 + waves)


def _ellipse(rng: np.random.Generator, least: float = 1.15, most: float = 3.2) -> Floats:
    ratio = float(np.exp(rng.uniform(np.log(least), np.log(most))))
    a, b = ratio**0.5, ratio**-0.5
    turn = _ANGLES - rng.uniform(0, np.pi)
    return np.asarray(a * b / np.hypot(b * np.cos(turn), a * np.sin(turn)))


def _bump(rng: np.random.Generator, height: float, width: float) -> Floats:
    off = np.angle(np.exp(1j * (_ANGLES - rng.uniform(0, 2 * np.pi))))
    return np.asarray(height * np.exp(-((off / width) ** 2)))


def _teardrop(rng: np.random.Generator) -> Floats:
    return 0.9 * _disc(rng) + _bump(rng, rng.uniform(0.4, 1.7), rng.uniform(0.16, 0.4))


def _dented(rng: np.random.Generator) -> Floats:
    return _disc(rng) - _bump(rng, rng.uniform(0.2, 0.5), rng.uniform(0.3, 0.7))


def _spiny(rng: np.random.Generator) -> Floats:
    n = int(rng.integers(7, 16))
    spikes = np.abs(np.cos(n * _ANGLES / 2 + rng.uniform(0, np.pi))) ** rng.uniform(1, 6)
    return 0.93 * _disc(rng) + rng.uniform(0.06, 0.2) * spikes


def _fragment(rng: np.random.Generator) -> Floats:
    """A disc with one to three pieces cut off straight."""
    outline = _disc(rng)
    for _ in range(int(rng.integers(1, 4))):
        off = np.angle(np.exp(1j * (_ANGLES - rng.uniform(0, 2 * np.pi))))
        chord = rng.uniform(0.15, 0.7) / np.maximum(np.cos(off), 1e-3)
        outline = np.where(np.cos(off) > 0.05, np.minimum(outline, chord), outline)
    return np.asarray(outline * rng.uniform(0.6, 1.0))


_OUTLINES = {
    "disc": _disc,
    "oval": lambda rng: _ellipse(rng, 1.1, 1.6),
    "long": lambda rng: _ellipse(rng, 1.6, 3.5),
    "teardrop": _teardrop,
    "dented": _dented,
    "spiny": _spiny,
    "fragment": _fragment,
}
# the types of fields: the share of each outline
_HABITS: dict[str, dict[str, float]] = {
    "normal": {"disc": 0.82, "oval": 0.1, "dented": 0.03, "fragment": 0.03, "teardrop": 0.02},
    "mixed": {
        "disc": 0.35,
        "oval": 0.15,
        "long": 0.12,
        "teardrop": 0.12,
        "dented": 0.08,
        "spiny": 0.08,
        "fragment": 0.1,
    },
    "long": {"disc": 0.15, "oval": 0.25, "long": 0.6},
    "spiny": {"spiny": 0.8, "disc": 0.2},
    "broken": {"fragment": 0.4, "disc": 0.35, "teardrop": 0.25},
}
_HABIT_SHARES = (0.4, 0.3, 0.12, 0.1, 0.08)


def _add_red_cell(ours: _Field, x: float, y: float, radius: float, habit: dict[str, float]) -> None:
    rng = ours.rng
    outline = _OUTLINES[str(rng.choice(list(habit), p=np.array(list(habit.values()))))](rng) * radius
    seen = _rho(ours, x, y, outline)
    if seen is None:
        return
    window, rho = seen
    sort = rng.choice(["normal", "target", "pale", "dense", "mouth", "blue"], p=[0.5, 0.1, 0.16, 0.12, 0.07, 0.05])
    edge = expit((1 - rho) * radius / rng.uniform(0.5, 1.1))
    stain = ours.stains.red_cell
    if sort == "target":
        profile = 0.8 - 0.4 * np.exp(-(((rho - 0.55) / 0.17) ** 2)) + 0.1 * np.exp(-((rho / 0.25) ** 2))
    elif sort == "pale":
        profile = rng.uniform(0.3, 0.8) * (1 - rng.uniform(0.6, 0.97) * expit((rng.uniform(0.6, 0.85) - rho) / 0.06))
    elif sort == "dense":
        profile = np.full_like(rho, rng.uniform(0.85, 1.3))
    elif sort == "mouth":
        turn = rng.uniform(0, np.pi)
        yy, xx = np.mgrid[window[0], window[1]]
        along = (xx - x) * np.cos(turn) + (yy - y) * np.sin(turn)
        across = (yy - y) * np.cos(turn) - (xx - x) * np.sin(turn)
        slit = np.exp(-((along / (0.55 * radius)) ** 2) - (across / (0.16 * radius)) ** 2)
        profile = 0.8 - 0.5 * slit
    else:
        profile = 0.8 - rng.uniform(0, 0.5) * np.exp(-((rho / rng.uniform(0.25, 0.55)) ** 2))
        if sort == "blue":
            stain = 0.6 * stain + 0.25 * ours.stains.nucleus
    body = edge * profile * ours.stains.strength * rng.normal(1, 0.08)
    ours.density[window] += body[..., None].astype(np.float32) * stain
    ours.objects.append(FieldObject(CellKind.RED, x, y, outline))
    inside = rng.random()
    if inside < 0.04:
        _add_within(ours, x, y, radius, size=rng.uniform(0.3, 0.5), depth=0.8, apart=0.2)  # a nucleus
    elif inside < 0.1:
        for _ in range(int(rng.integers(1, 4))):  # parasites and inclusion bodies
            _add_within(ours, x, y, radius, size=rng.uniform(0.06, 0.2), depth=0.5, apart=0.6)


def _add_within(ours: _Field, x: float, y: float, radius: float, *, size: float, depth: float, apart: float) -> None:
    rng = ours.rng
    angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(0, apart) * radius
    place = x + away * np.cos(angle), y + away * np.sin(angle)
    seen = _rho(ours, *place, _disc(rng) * size * radius)
    if seen is not None:
        window, rho = seen
        ours.density[window] += (expit((1 - rho) * 4) * depth)[..., None].astype(np.float32) * ours.stains.nucleus


def _add_white_cell(ours: _Field) -> None:
    """Add a white cell. Red cells under it are removed from the field."""
    rng, (height, width) = ours.rng, ours.density.shape[:2]
    radius = ours.cell_px * rng.uniform(0.55, 1.25)
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    outline = (_disc(rng) + _bump(rng, rng.uniform(0, 0.2), 0.8)) * radius
    seen = _rho(ours, x, y, outline)
    if seen is None:
        return
    window, rho = seen
    body = expit((1 - rho) * radius / 1.2)
    ours.objects[:] = [o for o in ours.objects if np.hypot(o.x - x, o.y - y) > 0.8 * radius + 0.3 * o.rays.mean()]
    ours.density[window] *= (1 - body)[..., None].astype(np.float32)
    cytoplasm = rng.uniform(0.05, 0.4) * (ours.stains.nucleus if rng.random() < 0.5 else ours.stains.red_cell)
    grain = 1 + rng.uniform(0, 0.6) * _speckle(rng, rho.shape)
    ours.density[window] += (body * grain)[..., None].astype(np.float32) * cytoplasm.astype(np.float32)
    lobes = int(rng.choice([1, 2, 3, 4, 5], p=[0.35, 0.2, 0.2, 0.15, 0.1]))
    size = rng.uniform(0.55, 0.88) if lobes == 1 else rng.uniform(0.3, 0.45)
    turn = rng.uniform(0, 2 * np.pi)
    nucleus = np.zeros(rho.shape)
    yy, xx = np.mgrid[window[0], window[1]]
    for lobe in range(lobes):
        angle = turn + lobe * rng.uniform(0.9, 1.4)
        away = rng.uniform(0, 0.2) * radius if lobes == 1 else rng.uniform(0.3, 0.5) * radius
        cx, cy = x + away * np.cos(angle), y + away * np.sin(angle)
        stretch = rng.uniform(0.8, 1.25)
        lobed = np.hypot((xx - cx) * stretch, (yy - cy) / stretch) / (size * radius)
        nucleus = np.maximum(nucleus, expit((1 - lobed) * size * radius / 1.2))
    texture = 1 + rng.uniform(0.05, 0.35) * _speckle(rng, rho.shape)
    ours.density[window] += (nucleus * body * texture * 0.8)[..., None].astype(np.float32) * ours.stains.nucleus
    ours.objects.append(FieldObject(CellKind.WHITE, float(x), float(y), outline))


def _add_platelets(ours: _Field) -> None:
    """One platelet, a giant one, or a clump, which is one object."""
    rng, (height, width) = ours.rng, ours.density.shape[:2]
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    n = int(rng.choice([1, 3, 6, 12], p=[0.8, 0.1, 0.06, 0.04]))
    giant = rng.random() < 0.1
    if any(np.hypot(o.x - x, o.y - y) < 0.8 * o.rays.mean() for o in ours.objects if o.kind is CellKind.WHITE):
        return
    reach = np.zeros(DIRECTIONS)
    for _ in range(n):
        size = ours.cell_px * (rng.uniform(0.28, 0.5) if giant else rng.uniform(0.09, 0.22))
        away = 0.0 if n == 1 else rng.uniform(0, 0.2 * ours.cell_px * n**0.5)
        angle = rng.uniform(0, 2 * np.pi)
        cx, cy = x + away * np.cos(angle), y + away * np.sin(angle)
        outline = (_disc(rng) + 0.12 * _speckle(rng, (1, DIRECTIONS))[0]) * size
        seen = _rho(ours, cx, cy, outline)
        if seen is None:
            continue
        window, rho = seen
        grain = np.clip(1 + rng.uniform(0.1, 0.6) * _speckle(rng, rho.shape), 0, None)
        body = expit((1 - rho) * 6) * grain * rng.uniform(0.25, 0.8)
        ours.density[window] += body[..., None].astype(np.float32) * ours.stains.nucleus
        corners = np.stack([cx - x + outline * np.cos(_ANGLES), cy - y + outline * np.sin(_ANGLES)])
        index = np.rint(np.arctan2(corners[1], corners[0]) / (2 * np.pi) * DIRECTIONS).astype(int) % DIRECTIONS
        np.maximum.at(reach, index, np.hypot(*corners))
    if reach.max() > 0:
        known = np.flatnonzero(reach)
        rays = np.interp(np.arange(DIRECTIONS), known, reach[known], period=DIRECTIONS)
        ours.objects.append(FieldObject(CellKind.PLATELET, float(x), float(y), np.maximum(rays, 1.0)))


def _rho(ours: _Field, x: float, y: float, outline: Floats) -> tuple[tuple[slice, slice], Floats] | None:
    """The window around an outline, and in it the distance from the centre, 1 on the outline."""
    height, width = ours.density.shape[:2]
    reach = int(outline.max() * 1.25) + 4
    x0, x1 = max(0, int(x) - reach), min(width, int(x) + reach + 1)
    y0, y1 = max(0, int(y) - reach), min(height, int(y) + reach + 1)
    if x0 >= x1 or y0 >= y1:
        return None
    yy, xx = np.mgrid[y0:y1, x0:x1] + 0.5
    dx, dy = xx - x, yy - y
    at = np.arctan2(dy, dx) / (2 * np.pi) * DIRECTIONS
    rim = np.interp(at, np.arange(DIRECTIONS), outline, period=DIRECTIONS)
    return (slice(y0, y1), slice(x0, x1)), np.hypot(dx, dy) / rim


def _speckle(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    noise = cv2.GaussianBlur(rng.standard_normal(shape), (0, 0), 1.2)
    return np.asarray(noise / max(float(noise.std()), 1e-6), np.float64)


def _photographed(ours: _Field) -> NDArray[np.uint8]:
    rng, (height, width) = ours.rng, ours.density.shape[:2]
    haze = cv2.resize(rng.standard_normal((5, 6)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    plasma = ours.stains.plasma * (1 + 0.12 * haze[..., None])
    light = np.array([228, 225, 220], np.float32) * rng.uniform(0.8, 1.05, 3).astype(np.float32)
    dirt = add_dirt(ours.density, ours.cell_px, rng)
    ours.objects += [FieldObject(CellKind.ARTEFACT, x, y, np.full(DIRECTIONS, r)) for x, y, r in dirt]
    picture = light * 10 ** -np.asarray(ours.density + np.clip(plasma, 0, None), np.float32)
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.4, 1.3))), np.float32)
    picture = soft + rng.normal(0, rng.uniform(0.5, 4), picture.shape)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)
