"""Objects found by a locator, as arrays: centre, score, kind and outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import CellKind

Floats = NDArray[np.float64]

KINDS = (CellKind.RED, CellKind.WHITE, CellKind.PLATELET, CellKind.ARTEFACT)
"""The kinds by their index, as in rbc_desk.learn.locate.net.KINDS."""
RED, WHITE, PLATELET, ARTEFACT = range(len(KINDS))

_SLIVER = 0.6  # of the radius: the most that a centre may lie outside the border
_APART = 0.45  # of the larger radius: closer centres belong to one object
_OTHER_SIZE = 0.55  # two kinds with a larger ratio of sizes are separate objects, one on the other
_REACH = 1.1  # of the larger radius: doubles lie within it
_ROUNDS, _LEAST_AT_ONCE = 24, 64


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
    from scipy.spatial import KDTree  # slow to load

    ordered = found[np.argsort(-found.score, kind="stable")]
    if len(ordered) < 2:
        return ordered
    radius = ordered.radius
    places = np.column_stack([ordered.x, ordered.y])
    reach = _REACH * float(radius.max())
    left = np.arange(len(ordered))
    at_once = max(_LEAST_AT_ONCE, len(ordered) // _ROUNDS)
    kept = []
    # a few of the best at a time: what they cover is not compared with the rest, which spares most pairs
    while left.size:
        block = left[:at_once]
        near = KDTree(places[block]).sparse_distance_matrix(KDTree(places[left]), reach, output_type="ndarray")
        worse_second = near["i"] < near["j"]
        better, worse = near["i"][worse_second], near["j"][worse_second]
        same = _same_object(ordered, radius, left[better], left[worse])
        gone = _covered(better[same], worse[same], n_block=len(block), n=len(left))
        kept.append(block[~gone[: len(block)]])
        left = left[len(block) :][~gone[len(block) :]]
    return ordered[np.concatenate(kept)]


def _same_object(
    found: Located, radius: Floats, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each pair of indices shows one object; `radius` is that of `found`."""
    distance = np.hypot(found.x[first] - found.x[second], found.y[first] - found.y[second])
    large, small = np.maximum(radius[first], radius[second]), np.minimum(radius[first], radius[second])
    alike = found.kind[first] == found.kind[second]
    same = (distance < _APART * large) & (alike | (small > _OTHER_SIZE * large))
    return np.asarray(same | (alike & (distance + small < _REACH * large)), np.bool_)


def _covered(better: NDArray[np.int64], worse: NDArray[np.int64], *, n_block: int, n: int) -> NDArray[np.bool_]:
    """Which of `n` objects, best first, are doubles of a better one that is kept. `better` are below `n_block`."""
    gone = np.zeros(n, bool)
    within = worse < n_block
    order = np.argsort(better[within], kind="stable")
    for one, other in zip(better[within][order].tolist(), worse[within][order].tolist(), strict=True):
        if not gone[one]:
            gone[other] = True
    gone[worse[~gone[better]]] = True
    return gone
