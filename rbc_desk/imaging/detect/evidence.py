"""Measures the evidence for proposed objects in the image: stain inside the outline, and an edge along it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.imaging.detect.located import RED, Located
from rbc_desk.imaging.field.light import lightest_channel, mean_of_channels, quadratic_terms, surface, terms_at

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]

_WORKING_PX = 22.0  # of the typical cell: enough for rims and pallor
_MOST_PX = 2_200_000  # a tile of `tiles.TILE_CELLS`; more would take half a gigabyte
_SAMPLES_PX = 20_000  # pixels to which the light is fitted
_FAINTEST = 0.018  # optical density: 1/24 of the light
_NOISE, _MOST = 2.5, 0.05  # a bad fit of the light must not hide the cells
_RIDGE = 2e-3
_DARK_MIDDLE = 0.04  # optical density by which the border may be lighter than the middle
# The first estimate of the light: blocks a side, the percentile taken in each, and how far below the others a block
# without background is.
_BLOCKS, _BRIGHT_END, _BELOW = 6, 92, 0.03
# Black: this share of the light. It surrounds a field, so it is at the border, and covers this share of the image.
_BLACK, _BLACK_PART, _MOST_BLACK = 0.15, 0.01, 0.7
_INNER = (0.15, 0.3, 0.45, 0.6, 0.7)
_RIM = (0.75, 0.84, 0.92)
_BEYOND = (1.12, 1.25)
_DROP = 0.35  # of the rim's stain: at an edge, the stain falls by this much
_FURTHER = (0.75, 0.85, 0.95, *(1 + 0.05 * step for step in range(1, 19)))
_RIM_SHARE, _MOST_GAIN, _INTO_NEIGHBOUR = 0.5, 1.7, 1.1
_SPIKE = 1.35  # a direction reaches at most this much further than those beside it
# What is no red cell absorbs more red light for the same green light by this much; below FAINT, noise decides.
MORE_RED, FAINT = 0.16, 0.03
_LOGS = np.log10(np.maximum(np.arange(256), 4)).astype(np.float32)  # by the value of a pixel
_AT_ONCE = 1000  # objects whose surroundings are sampled together: 0.3 MB each in doubles
_OWNER_SCORE = 0.4  # a less certain object does not end its neighbour


@dataclass(frozen=True, slots=True)
class Stain:
    """The stain of an image scaled by `factor`.

    `density`: float32 [h, w], the optical density above that of the background. Values below `least` are noise.
    `absorbed`: float32 [h, w, 3], the density in red, green and blue light.
    """

    density: NDArray[np.float32]
    absorbed: NDArray[np.float32]
    least: float
    factor: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for N objects.

    `inner`, `rim`: the stained shares [N] of the area within 0.7 of the outline, and of the rim. `edge`: the share
    [N] of the outline beyond which there is clearly less stain. `absorbed` [N, 2]: the mean density of the inner area
    in red and in green light.
    """

    inner: Floats
    rim: Floats
    edge: Floats
    absorbed: Floats


def stain_of(pixels: Pixels, *, cell_px: float) -> Stain:
    """Measure the stain of a smear (uint8 RGB) with typical cells of `cell_px`.

    The background is the brightest part after two rounds of Otsu's threshold. A smooth light is fitted to it per
    channel. What is black around the field of an ocular has no stain. It takes about 10 ms for 640 x 480.
    """
    height, width = pixels.shape[:2]
    factor = min(1.0, _WORKING_PX / cell_px, math.sqrt(_MOST_PX / (height * width)))
    small = pixels
    if factor < 1:
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    small = np.asarray(cv2.GaussianBlur(small, (0, 0), 0.8), np.uint8)
    logs = np.asarray(cv2.LUT(small, _LOGS), np.float32)
    outside = _outside(small)
    field = None if outside is None else _far_from(outside, px=cell_px * factor / 2)
    light = _lamp(logs, field)
    for _ in range(2):  # cells distort the first estimate; its brightest part gives a better one
        bright = _brightest(logs[..., 1] - light[..., 1], field)
        light = _light(logs, bright)
    # pink cells absorb green light, orange ones blue light: channels are weighted by their variance
    absorbed = light - logs
    if outside is not None:
        absorbed[outside] = 0
    _, spreads = cv2.meanStdDev(absorbed, mask=None if field is None else field.astype(np.uint8))
    weights = spreads[:, 0] ** 2 + 1e-9
    density = absorbed @ (weights / weights.sum()).astype(np.float32)
    middle = np.median(density[bright]) if bright.any() else np.median(density)
    bare = density[(density < middle + 0.05) & (True if field is None else field)]
    centre = float(np.median(bare)) if bare.size else 0.0
    lighter = centre - bare[bare < centre]  # darker pixels may be stain
    spread = 1.48 * float(np.median(lighter)) if lighter.size else 0.0
    return Stain(
        np.asarray(density - centre, np.float32),
        np.asarray(absorbed, np.float32),
        min(max(_FAINTEST, _NOISE * spread), _MOST),
        small.shape[1] / width,
    )


def _outside(pixels: Pixels) -> NDArray[np.bool_] | None:
    """What is black around the round field of an ocular, bool [h, w]; None if there is none."""
    lightest = lightest_channel(pixels)
    up_to = np.cumsum(np.bincount(lightest.ravel(), minlength=256))
    bright = float(np.searchsorted(up_to, 0.95 * lightest.size))
    black = (lightest < _BLACK * bright).astype(np.uint8)
    if black[0].any() or black[-1].any() or black[:, 0].any() or black[:, -1].any():
        _, pieces, stats, _ = cv2.connectedComponentsWithStats(black)
        at_border = np.unique(np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]]))
        large = at_border[(at_border > 0) & (stats[at_border, cv2.CC_STAT_AREA] > _BLACK_PART * black.size)]
        outside = np.isin(pieces, large).astype(np.uint8)
        if 0 < outside.mean() < _MOST_BLACK:
            return np.asarray(cv2.dilate(outside, np.ones((5, 5), np.uint8)) > 0, np.bool_)  # its edge is blurred
    return None


def _far_from(outside: NDArray[np.bool_], *, px: float) -> NDArray[np.bool_]:
    """What is inside the field and not at its edge, which is blurred, bool [h, w]."""
    side = 2 * math.ceil(px) + 1
    return np.asarray(cv2.dilate(outside.astype(np.uint8), np.ones((side, side), np.uint8)) == 0, np.bool_)


def _fit(at: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The coefficients of the light through `values` [N, channels] at the terms `at` [N, 6].

    A light that is much darker in the middle, as no lamp is, was fitted to cells there, so it is fitted as a plane.
    """
    weights = _ridge(at, values)
    if weights[[3, 5]].mean(axis=1).max() > _DARK_MIDDLE:
        plane = _ridge(at[:, :3], values)
        weights = np.concatenate([plane, np.zeros_like(plane)])
    return weights


def _ridge(at: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    # a small ridge term keeps the surface flat where there are few samples; the constant is not penalised
    level = values.mean(axis=0)
    normal = at.T @ at + _RIDGE * len(at) * np.eye(at.shape[1], dtype=np.float32)
    weights = np.linalg.solve(normal, at.T @ (values - level))
    weights[0] += level
    return np.asarray(weights, np.float32)


def _lamp(logs: NDArray[np.float32], field: NDArray[np.bool_] | None = None) -> NDArray[np.float32]:
    """A first estimate of the light [h, w, channels] from the bright pixels of each block of the image.

    Blocks that are much darker than the others, or not in the middle of the `field`, are left out: they contain no
    background.
    """
    places, values = _tops(logs)
    if field is not None:
        middles = _tops(np.repeat(field[..., None], 2, axis=2).astype(np.float32))[1][:, 0]
        places, values = places[middles > 0.5], values[middles > 0.5]
    for _ in range(3):
        weights = _fit(places, values)
        off = (values - places @ weights).mean(axis=1)
        kept = off >= -_BELOW
        if kept.all() or kept.sum() < 12:
            break
        places, values = places[kept], values[kept]
    return surface(_fit(places, values), logs.shape)


def _tops(logs: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """By block, the terms of the surface at its middle, [N, 6], and the bright end of its values, [N, channels]."""
    rows, columns = _blocks(logs.shape[0]), _blocks(logs.shape[1])
    middles = [
        [start + size * k + size // 2 for start, n, size in runs for k in range(n)] for runs in (rows, columns)
    ]
    tops = []
    for top, n_down, height in rows:
        beside = []
        for left, n_across, width in columns:
            # blocks of equal size are measured by one call, because calls take longer than measuring
            part = logs[top : top + n_down * height, left : left + n_across * width]
            part = part.reshape(n_down, height, n_across, width, -1).swapaxes(1, 2)
            beside.append(np.percentile(part.reshape(n_down, n_across, height * width, -1), _BRIGHT_END, axis=2))
        tops.append(np.concatenate(beside, axis=1))
    at, values = terms_at(*middles, shape=logs.shape), np.concatenate(tops)
    return at.reshape(-1, at.shape[-1]), values.reshape(-1, values.shape[-1]).astype(np.float32)


def _blocks(length: int) -> list[tuple[int, int, int]]:
    """Runs of equal blocks along a side of the image: the first pixel, the number of blocks and their length."""
    short, n_longer = divmod(length, _BLOCKS)
    runs = [(0, n_longer, short + 1), (n_longer * (short + 1), _BLOCKS - n_longer, short)]
    return [(start, n, size) for start, n, size in runs if n and size]


def _brightest(level: NDArray[np.float32], field: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """The background of an image with even light, bool [h, w]: what remains after two rounds of Otsu's threshold.

    Only the `field` is looked at, if there is one.
    """
    low, high = np.percentile(level if field is None else level[field], (0.5, 99.8))
    grey = np.clip((level - low) * (255 / max(float(high - low), 1e-6)), 0, 255).astype(np.uint8)
    bright, cut = grey.ravel() if field is None else grey[field], 0.0
    for _ in range(2):  # removes nuclei and cells, then values between cells and background
        least, _ = cv2.threshold(bright[:, None], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        rest = bright[bright > least]
        if rest.size < 0.02 * grey.size:
            break
        bright, cut = rest, least
    return np.asarray((grey > cut) & (True if field is None else field), np.bool_)


def _light(logs: NDArray[np.float32], ground: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The background level everywhere, [h, w, 3]: per channel a quadratic surface fitted to the background."""
    height, width = ground.shape
    step = max(1, round(math.sqrt(height * width / _SAMPLES_PX)))
    some = ground[::step, ::step]
    if some.sum() < 50:
        return np.broadcast_to(np.percentile(logs.reshape(-1, 3), 95, axis=0), logs.shape).astype(np.float32)
    at, values = quadratic_terms(ground.shape, step=step)[some], logs[::step, ::step][some]
    for _ in range(2):  # pixels far from the first fit are not background
        weights = _fit(at, values)
        off = mean_of_channels(np.abs(values - at @ weights))
        near = off <= 3 * np.median(off) + 1e-3
        at, values = at[near], values[near]
    return surface(weights, ground.shape)


def evidence_of(found: Located, stain: Stain) -> Evidence:
    """Measure all objects."""
    none = (np.zeros(0), np.zeros(0), np.zeros(0), np.zeros((0, 2)))
    parts = [none, *(_evidence_of(found[some], stain) for some in _some(len(found)))]
    return Evidence(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _some(n: int) -> list[NDArray[np.int64]]:
    return [np.arange(start, min(start + _AT_ONCE, n)) for start in range(0, n, _AT_ONCE)]


def _evidence_of(found: Located, stain: Stain) -> tuple[Floats, Floats, Floats, Floats]:
    angles = np.arange(found.rays.shape[1]) * (2 * np.pi / found.rays.shape[1])
    height, width = stain.density.shape

    def places(shares: tuple[float, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Row and column of each place, [N, shares, directions], and whether it lies in the image."""
        reach = found.rays[:, None] * np.array(shares)[None, :, None]
        x = (found.x[:, None, None] + reach * np.cos(angles)) * stain.factor
        y = (found.y[:, None, None] + reach * np.sin(angles)) * stain.factor
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        columns, rows = np.clip(x, 0, width - 1).astype(int), np.clip(y, 0, height - 1).astype(int)
        return rows, columns, inside

    def at(shares: tuple[float, ...]) -> tuple[Floats, NDArray[np.bool_]]:
        rows, columns, inside = places(shares)
        return stain.density[rows, columns].astype(np.float64), inside

    rows, columns, inner_valid = places(_INNER)
    rim, rim_valid = at(_RIM)
    beyond, beyond_valid = at(_BEYOND)
    weights = np.array(_INNER)[None, :, None] * inner_valid
    weights /= np.maximum(weights.sum((1, 2), keepdims=True), 1e-9)
    of_inner = ((stain.density[rows, columns] > stain.least) * weights).sum((1, 2))
    absorbed = np.einsum("nsdc,nsd->nc", stain.absorbed[rows, columns, :2].astype(np.float64), weights)
    of_rim = ((rim > stain.least) & rim_valid).sum((1, 2)) / np.maximum(rim_valid.sum((1, 2)), 1)
    own = np.where(rim_valid, rim, -np.inf).max(axis=1)
    outer = np.where(beyond_valid, beyond, np.inf).min(axis=1)
    seen = rim_valid.any(axis=1) & beyond_valid.any(axis=1)
    clear = seen & (own - outer > np.maximum(_DROP * own, 0.7 * stain.least))
    return of_inner, of_rim, clear.sum(1) / np.maximum(seen.sum(1), 1), absorbed


def grown(found: Located, stain: Stain) -> Located:
    """Extend the outlines of red cells to where the stain ends.

    An uncertain network predicts shorter distances, so the ends of long cells and the tails of teardrops are cut off.
    In each direction the outline is extended while the image is stained nearly like the cell's rim, up to 1.9 times
    the predicted distance. Where no background follows but another object, found or not, it is hardly extended: that
    object's stain is not the cell's.
    """
    if not len(found):
        return found
    owners = np.zeros(stain.density.shape, np.int32)
    outlines = np.rint(found.outlines() * stain.factor).astype(np.int32)
    for number in np.argsort(-found.radius):  # small ones last, since they lie on large ones
        if found.score[number] < _OWNER_SCORE:
            continue
        cv2.fillPoly(owners, [outlines[number]], int(number) + 1)
    rays = [_grown_rays(found[some], some + 1, owners, stain) for some in _some(len(found))]
    return Located(found.x, found.y, found.score, found.kind, np.concatenate(rays))


def _grown_rays(found: Located, numbers: NDArray[np.int64], owners: NDArray[np.int32], stain: Stain) -> Floats:
    """The rays of objects that have these numbers in `owners`."""
    angles = np.arange(found.rays.shape[1]) * (2 * np.pi / found.rays.shape[1])
    height, width = owners.shape
    shares = np.array(_FURTHER)
    reach = found.rays[:, None] * shares[None, :, None]
    x = (found.x[:, None, None] + reach * np.cos(angles)) * stain.factor
    y = (found.y[:, None, None] + reach * np.sin(angles)) * stain.factor
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    columns, rows = np.clip(x, 0, width - 1).astype(int), np.clip(y, 0, height - 1).astype(int)
    density, owner = stain.density[rows, columns], owners[rows, columns]
    within = shares <= 1
    rim = np.median(density[:, within].max(axis=1), axis=1)[:, None, None]
    own = numbers[:, None, None]
    stained = density >= np.maximum(_RIM_SHARE * rim, stain.least)
    continues = (inside & stained & ((owner == own) | (owner == 0)))[:, ~within]
    further = np.cumprod(continues, axis=1).sum(axis=1)  # [N, directions], steps beyond the outline
    ends = np.concatenate([(inside & ~stained)[:, ~within], np.zeros_like(further, bool)[:, None]], axis=1)
    on_background = np.take_along_axis(ends, further[:, None], axis=1)[:, 0]
    factor = np.concatenate([[1.0], shares[~within]])[further]
    factor = np.where(on_background, factor, np.minimum(factor, _INTO_NEIGHBOUR))
    longer = found.rays * factor
    beside = np.maximum(np.roll(longer, 1, axis=1), np.roll(longer, -1, axis=1))
    longer = np.maximum(found.rays, np.minimum(longer, _SPIKE * beside))
    # an outline that grows by a whole cell has run into a neighbour that was not found
    alone = (longer**2).mean(axis=1) <= _MOST_GAIN * (found.rays**2).mean(axis=1)
    own_end = ((found.kind == RED) & alone)[:, None]
    return np.where(own_end, longer, found.rays)
