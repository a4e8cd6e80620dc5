"""Finds images that show the same field: photographed twice, or overlapping.

There are two stages. First, every pair is compared at every shift by cross-correlation of small, high-passed, locally
normalised grey images (FFT), which is insensitive to brightness, colour and uneven illumination. Then the best shift
of each candidate pair is verified at a finer scale by the correlation over the overlap alone. Fields that are rotated
or taken at another magnification are not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.events import Progress
from rbc_desk.core.task import SILENT, Task

COARSE_PX = 64  # the long side
FINE_PX = 256
LEAST_OVERLAP = 0.1
LEAST_LIKENESS = 0.65
"""The smallest correlation over the overlap of two images of one field; see benchmarks/duplicates.py."""
_CANDIDATE = 4.5  # standard deviations of a chance correlation
_DETAIL = 1 / 40  # of the long side: the blur that separates detail from shading

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Thumbprint:
    """What `find_pairs` compares: two small versions of an image with zero mean and even local contrast."""

    coarse: Floats
    fine: Floats


@dataclass(frozen=True, slots=True)
class SamePair:
    """The indices of two images that show one field.

    `likeness` (-1..1): the correlation over the overlap. `overlap` (0..1): its share of the smaller image.
    `dx`, `dy`: (x, y) in the first is (x - dx, y - dy) in the second, in units of the first one's long side.
    """

    first: int
    second: int
    likeness: float
    overlap: float
    dx: float
    dy: float


def thumbprint(pixels: NDArray[np.uint8]) -> Thumbprint:
    """Compute the thumbprint of an image, uint8 H x W x 3."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    return Thumbprint(_small(grey, side=COARSE_PX), _small(grey, side=FINE_PX))


def find_pairs(
    looks: Sequence[Thumbprint],
    *,
    known: Sequence[Thumbprint] = (),
    least_likeness: float = LEAST_LIKENESS,
    task: Task = SILENT,
) -> tuple[SamePair, ...]:
    """Find the pairs among `looks`, and between `looks` and `known` (whose indices start at `len(looks)`).

    The most similar pair is first. Reports Progress in images. Raises CancelledError.
    """
    from scipy import fft

    everyone = [*looks, *known]
    if len(everyone) < 2 or not looks:
        return ()
    side = 2 * COARSE_PX
    spectra = np.stack([fft.rfft2(one.coarse, s=(side, side)) for one in everyone]).astype(np.complex64)
    shapes = np.array([one.coarse.shape for one in everyone])
    kinds = {shape: _chance(shape, shape, side=side) for shape in {one.coarse.shape for one in everyone}}
    pairs: list[SamePair] = []
    for i, one in enumerate(looks):
        task.raise_if_stopped()
        task.report(Progress(i, len(looks), "Looking for duplicate fields"))
        own = spectra[i].conj()
        for start in range(i + 1, len(everyone), 32):
            chunk = slice(start, min(start + 32, len(everyone)))
            laid = fft.irfft2(spectra[chunk] * own, s=(side, side), workers=2)
            for offset, sums in enumerate(laid):
                j = start + offset
                same = tuple(shapes[i]) == tuple(shapes[j])
                chance = (
                    kinds[one.coarse.shape]
                    if same
                    else _chance(one.coarse.shape, everyone[j].coarse.shape, side=side)
                )
                # the standard deviation of a sum over n pixels is sqrt(n)
                marks = sums * chance
                best = int(marks.argmax())
                if marks.flat[best] < _CANDIDATE:
                    continue
                y, x = divmod(best, side)
                shift = (-(x - side if x >= COARSE_PX else x), -(y - side if y >= COARSE_PX else y))
                pair = _proved(i, j, one.fine, everyone[j].fine, shift=shift)
                if pair is not None and pair.likeness >= least_likeness:
                    pairs.append(pair)
    task.report(Progress(len(looks), len(looks)))
    return tuple(sorted(pairs, key=lambda pair: -pair.likeness))


def _small(grey: NDArray[np.uint8], *, side: int) -> Floats:
    scale = side / max(grey.shape)
    size = (max(8, round(grey.shape[1] * scale)), max(8, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    wide = max(2.0, side * _DETAIL * 2)
    detail = small - cv2.GaussianBlur(small, (0, 0), wide)
    contrast = np.sqrt(cv2.GaussianBlur(detail**2, (0, 0), 2 * wide))
    even = detail / (contrast + 0.25 * float(contrast.mean()) + 1e-3)
    even -= even.mean()
    return np.asarray(even / max(1e-6, float(even.std())), np.float32)


def _chance(first: tuple[int, ...], second: tuple[int, ...], *, side: int) -> Floats:
    """The divisor of the sum over the overlap at each shift; 0 where the overlap is too small."""
    from scipy import fft

    spans = []
    for a, b in zip(first, second, strict=True):
        one, two = np.zeros(side), np.zeros(side)
        one[:a], two[:b] = 1, 1
        spans.append(np.rint(fft.irfft(fft.rfft(two) * fft.rfft(one).conj(), side)))
    n = np.outer(spans[0], spans[1])
    least = LEAST_OVERLAP * min(first[0] * first[1], second[0] * second[1])
    # cells are about 5 pixels wide here, so neighbouring pixels are not independent
    return np.where(n >= least, 1 / np.sqrt(np.maximum(n, 1) * 6), 0).astype(np.float32)


def _proved(i: int, j: int, first: Floats, second: Floats, *, shift: tuple[int, int]) -> SamePair | None:
    """Return the best correlation near a coarse shift at the fine scale; None where it is too low."""
    scale = FINE_PX / COARSE_PX
    best: SamePair | None = None
    x0, y0 = round(shift[0] * scale), round(shift[1] * scale)
    for step, reach in ((2, 4), (1, 1)):
        for dy in range(y0 - reach, y0 + reach + 1, step):
            for dx in range(x0 - reach, x0 + reach + 1, step):
                likeness, share = _likeness(first, second, dx=dx, dy=dy)
                if share >= LEAST_OVERLAP * 0.9 and (best is None or likeness > best.likeness):
                    best = SamePair(i, j, likeness, share, dx / FINE_PX, dy / FINE_PX)
        if best is None:
            return None
        x0, y0 = round(best.dx * FINE_PX), round(best.dy * FINE_PX)
    return best


def _likeness(first: Floats, second: Floats, *, dx: int, dy: int) -> tuple[float, float]:
    (h1, w1), (h2, w2) = first.shape, second.shape
    left, top, right, bottom = max(0, dx), max(0, dy), min(w1, w2 + dx), min(h1, h2 + dy)
    if right - left < 8 or bottom - top < 8:
        return -1.0, 0.0
    a = first[top:bottom, left:right]
    b = second[top - dy : bottom - dy, left - dx : right - dx]
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    share = a.size / min(first.size, second.size)
    return (float((a * b).sum()) / norm if norm > 0 else 0.0), share
