"""Objects found by a locator, as arrays: centre, score, kind and outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from rbc_desk.core.cells import CellKind

Floats = NDArray[np.float64]

KINDS = (CellKind.RED, CellKind.WHITE, CellKind.PLATELET, CellKind.ARTEFACT)
"""The kinds by their index, as in rbc_desk.learn.locate.net.KINDS."""
RED, WHITE, PLATELET, ARTEFACT = range(len(KINDS))

_SLIVER = 0.6  # of the radius: the most that a centre may lie outside the border
_APART = 0.45  # of the larger radius: closer centres belong to one object
_OTHER_SIZE = 0.55  # two kinds with a larger ratio of sizes are separate objects, one on the other


@dataclass(frozen=True, slots=True)
class Located:
    """N objects. `x`, `y`, `score` (0..1) and `kind` are [N]. Lengths are in pixels.

    `rays` [N, K]: the distances from the centre to the outline in K directions.
    """

    x: Floats
    y: Floats
    score: Floats
    kind: NDArray[np.int64]
    rays: Floats

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Located:
        return Located(self.x[chosen], self.y[chosen], self.score[chosen], self.kind[chosen], self.rays[chosen])

    def moved(self, dx: float, dy: float) -> Located:
        return Located(self.x + dx, self.y + dy, self.score, self.kind, self.rays)

    @staticmethod
    def joined(parts: Sequence[Located]) -> Located:
        return Located(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in ("x", "y", "score", "kind", "rays"))
        )

    @property
    def radius(self) -> Floats:
        """The radius of the circle of equal area, [N]."""
        return np.sqrt((self.rays**2).mean(axis=1)) if len(self) else np.zeros(0)

    def outlines(self) -> Floats:
        """The corners of the outlines, [N, K, 2]: x and y."""
        angles = np.arange(self.rays.shape[1]) * (2 * np.pi / self.rays.shape[1])
        unit = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        return np.stack([self.x, self.y], axis=-1)[:, None] + self.rays[..., None] * unit

    def enclosing(self) -> Floats:
        """The smallest circle around each outline, [N, 3]: x, y and radius."""
        found = [(*place, r) for place, r in map(cv2.minEnclosingCircle, self.outlines().astype(np.float32))]
        return np.array(found, np.float64).reshape(-1, 3)


def drawn_in(found: Located, *, width: int, height: int) -> Located:
    """Move centres outside the image to its border, and drop slivers."""
    beyond = np.maximum(np.maximum(-found.x, found.x - width), np.maximum(-found.y, found.y - height))
    kept = found[beyond < _SLIVER * found.radius]
    return Located(
        np.clip(kept.x, 0, np.nextafter(width, 0)),
        np.clip(kept.y, 0, np.nextafter(height, 0)),
        kept.score,
        kept.kind,
        kept.rays,
    )


def without_doubles(found: Located) -> Located:
    """Keep one outline per object, best first.

    Centres closer than 0.45 of the larger radius are the same object. So is an object almost completely inside
    another of its kind.
    """
    ordered = found[np.argsort(-found.score, kind="stable")]
    if len(ordered) < 2:
        return ordered
    r = ordered.radius
    places = np.column_stack([ordered.x, ordered.y])
    pairs = KDTree(places).query_pairs(1.1 * float(r.max()), output_type="ndarray")
    first, second = pairs.min(1), pairs.max(1)
    distance = np.hypot(*(places[first] - places[second]).T)
    large, small = np.maximum(r[first], r[second]), np.minimum(r[first], r[second])
    alike = ordered.kind[first] == ordered.kind[second]
    same = (distance < _APART * large) & (alike | (small > _OTHER_SIZE * large))
    same |= alike & (distance + small < 1.1 * large)
    kept = np.ones(len(ordered), bool)
    worse = np.stack([first, second], 1)[same]
    for better, other in worse[np.argsort(worse[:, 0], kind="stable")]:
        if kept[better]:
            kept[other] = False
    return ordered[kept]
