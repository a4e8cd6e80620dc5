"""Draws artefacts of real slides: dust, bubbles, scratches, fibres, precipitate, writing."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Density = NDArray[np.float32]


def add_dirt(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Add dirt to `density` [H, W, 3] in place. Returns x, y and radius of the cell-like objects."""
    found: list[tuple[float, float, float]] = []
    for _ in range(int(rng.choice([0, 1, 2, 4], p=[0.4, 0.3, 0.2, 0.1]))):
        draw = _KINDS[int(rng.integers(len(_KINDS)))]
        found += draw(density, cell_px, rng)
    return found


def _place(density: Density, rng: np.random.Generator) -> tuple[int, int]:
    height, width = density.shape[:2]
    return int(rng.integers(0, width)), int(rng.integers(0, height))


def _paint(density: Density, mask: NDArray[np.float32], colour: NDArray[np.float64]) -> None:
    density += mask[..., None] * colour.astype(np.float32)


def _dust(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """A ragged opaque grain."""
    x, y = _place(density, rng)
    r = cell_px * rng.uniform(0.08, 0.5)
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    reach = r * rng.uniform(0.6, 1.2, 12)
    corners = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], 1)
    mask = np.zeros(density.shape[:2], np.float32)
    cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 1.0)
    _paint(density, mask, rng.uniform(0.5, 1.5) * rng.uniform(0.7, 1.2, 3))
    return [(float(x), float(y), float(r))]


def _bubble(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """A refractile ring: a dark rim around a middle that is at least as bright as the background."""
    x, y = _place(density, rng)
    r = cell_px * rng.uniform(0.15, 0.9)
    height, width = density.shape[:2]
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    off = (np.hypot(xx - x, yy - y) - r) / (0.08 * r + 0.8)
    _paint(density, np.exp(-(off**2)).astype(np.float32), rng.uniform(0.2, 0.8) * rng.uniform(0.8, 1.2, 3))
    _paint(density, (off < -1).astype(np.float32), np.full(3, -rng.uniform(0, 0.15)))
    return [(float(x), float(y), float(r))]


def _line(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """A scratch or a fibre."""
    (x, y), angle, bend = _place(density, rng), rng.uniform(0, 2 * np.pi), rng.normal(0, 0.15)
    points = [(x, y)]
    for _ in range(int(rng.integers(4, 25))):
        angle += bend
        x, y = x + int(0.6 * cell_px * np.cos(angle)), y + int(0.6 * cell_px * np.sin(angle))
        points.append((x, y))
    mask = np.zeros(density.shape[:2], np.float32)
    thick = max(1, int(cell_px * rng.uniform(0.03, 0.2)))
    cv2.polylines(mask, [np.array(points, np.int32)], isClosed=False, color=1.0, thickness=thick)
    _paint(density, mask, rng.uniform(-0.2, 0.8) * rng.uniform(0.7, 1.3, 3))
    return []


def _precipitate(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    x, y = _place(density, rng)
    mask = np.zeros(density.shape[:2], np.float32)
    for _ in range(int(rng.integers(10, 60))):
        at = rng.normal((x, y), 1.5 * cell_px).astype(int)
        cv2.circle(mask, (int(at[0]), int(at[1])), max(1, int(cell_px * rng.uniform(0.01, 0.05))), 1.0, cv2.FILLED)
    _paint(density, mask, rng.uniform(0.3, 1.0) * np.array([0.7, 0.8, 0.4]))
    return []


def _writing(density: Density, cell_px: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """A scale bar with its length, or a word, as written into the image by a camera."""
    x, y = _place(density, rng)
    ink = np.zeros(density.shape[:2], np.uint8)
    size, thick = cell_px / 34 * rng.uniform(0.4, 1.2), int(rng.integers(1, 4))
    text = str(rng.choice(["10 um", "100x", "20 um", "A-12", "2019", "OIL"]))
    cv2.putText(ink, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, 1, thick)
    cv2.rectangle(ink, (x, y + 8), (x + int(cell_px * rng.uniform(1, 4)), y + 8 + 2 * thick), 1, cv2.FILLED)
    _paint(density, ink.astype(np.float32), np.full(3, rng.choice([2.0, -0.3])))
    return []


_KINDS = (_dust, _bubble, _line, _line, _precipitate, _writing)
