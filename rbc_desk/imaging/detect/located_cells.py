"""Selects the cells among a locator's objects: certain, of a possible size, and supported by the image."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.imaging.cells.outline import shape_of_outline
from rbc_desk.imaging.detect.evidence import FAINT, MORE_RED, Evidence, Stain, evidence_of, grown, stain_of
from rbc_desk.imaging.detect.located import ARTEFACT, KINDS, PLATELET, RED, WHITE, Located
from rbc_desk.imaging.detect.lone import with_lone_pieces
from rbc_desk.imaging.detect.registry import Pixels, detected

Floats = NDArray[np.float64]

# Factors of the minimum score for cells that the border cuts off, which the network sees only in part, and for small
# cells, because missing a rare fragment costs more than rejecting a circle.
_CUT, _FRAGMENT, _NARROW = 0.83, 0.89, (0.45, 0.8)
# Possible widths, relative to the typical red cell.
_SIZES = {RED: (0.28, 2.2), WHITE: (0.7, 5.0), PLATELET: (0.1, 3.0), ARTEFACT: (0.1, 5.0)}
# Of a circle around an outline, which may reach further between its directions, and of one around a long or tailed
# cell (with this ratio of the radii of the enclosing circle and that of its area), whose ends are narrow and blurred.
_MARGIN, _MARGIN_LONG, _ROUND, _LONG = 1.03, 1.06, 1.05, 1.2
# The image must show stain within the outline or on its rim, and an edge along a part of it. A very pale cell has an
# edge only, and a cell in a clump has little edge: the network must be certain of these.
_WIDE, _WIDE_EDGE = 0.22, 0.7  # of the shorter side: a larger object may be background shading
_LEAST_INNER, _LEAST_RIM, _LEAST_EDGE, _CLEAR_EDGE, _SURE = 0.3, 0.4, 0.3, 0.5, 0.7
# At the border, much of an outline lies outside the image or on neighbours: less of an edge will do for full stain.
_CUT_EDGE, _FULL_INNER, _FULL_RIM = 0.15, 0.9, 0.8
_CUT_SCORE, _CUT_RIM = 0.55, 0.5  # a less certain object there may be a smudge, whose stain fades out
# Nuclei, platelets, fibres and dirt absorb more red light than the smear's red cells do: by this much for the same
# green light, or by most of what a red cell absorbs in all. A certain cell may carry a parasite or lie under a fibre.
_LEAST_MORE, _MUCH_MORE, _SEVERAL, _CERTAIN = 0.2, 0.8, 3, 0.65
_IN_WHITE = 0.6  # of an outline: a less certain red cell in a certain white cell is a part of it


def borne_out(found: Located, pixels: Pixels, *, diameter_px: float, stain: Stain | None = None) -> Located:
    """Return the objects of a possible size that the image supports, of any score, with their final outlines.

    `diameter_px` is the typical red cell's. `stain`: that of `pixels`, if it was measured for about this diameter.
    """
    height, width = pixels.shape[:2]
    stain = stain or stain_of(pixels, cell_px=diameter_px)
    chosen = found[possible(found, diameter_px=diameter_px)]
    # before selection by score, so that a circle does not depend on the requested minimum
    wide = chosen.radius > _WIDE * min(height, width)
    cut = _room(chosen.x, chosen.y, width=width, height=height) < chosen.radius
    evidence = evidence_of(chosen, stain)
    kept = supported(chosen, evidence, wide=wide, cut=cut)
    kept &= ~_of_another_colour(chosen, evidence) & ~_part_of_white_cell(chosen)
    chosen = grown(chosen[kept], stain)
    return with_lone_pieces(chosen, stain, diameter_px=diameter_px)


def as_cells(
    objects: Located, pixels: Pixels, *, diameter_px: float, min_score: float, shapes: bool = True
) -> list[DetectedCell]:
    """Return those of `borne_out` to propose, best first; `diameter_px` is the typical red cell's.

    A circle encloses the whole outline. Where the border cuts this circle but not the cell, the circle is the largest
    one that it does not cut. For a cell cut off by the border, it has the area of the outline. `shapes`: also measure
    the shapes of whole cells.
    """
    height, width = pixels.shape[:2]
    chosen = objects[objects.score >= min_score * _CUT * _FRAGMENT]
    around, equal, outlines = chosen.enclosing(), chosen.radius, chosen.outlines()
    around[:, 2] = _within(around, equal, outlines, width=width, height=height)
    cells = []
    for i in range(len(chosen)):
        score, kind = float(chosen.score[i]), KINDS[int(chosen.kind[i])]
        cell = detected(*around[i], score=score, width=width, height=height, kind=kind)
        if cell.at_border:
            cell = detected(chosen.x[i], chosen.y[i], equal[i], score=score, width=width, height=height, kind=kind)
        elif shapes:
            cell = replace(cell, shape=shape_of_outline(outlines[i]))
        if cell.score >= min_score * _leniency(cell, diameter_px):
            cells.append(cell)
    return cells


def _within(around: Floats, equal: Floats, outlines: Floats, *, width: int, height: int) -> Floats:
    """The radii [N] of the circles `around` with their margin, less where a cell near the border would be cut off.

    A whole cell whose circle crosses the border would not be counted. `equal` [N]: the least radius.
    """
    whole = ((outlines > 0) & (outlines < (width, height))).all(axis=(1, 2))
    room = _room(around[:, 0], around[:, 1], width=width, height=height)
    long = np.clip((around[:, 2] / np.maximum(equal, 1e-6) - _ROUND) / (_LONG - _ROUND), 0, 1)
    radii = around[:, 2] * (_MARGIN + (_MARGIN_LONG - _MARGIN) * long)
    return np.where(whole & (room >= equal), np.minimum(radii, room), radii)


def possible(found: Located, *, diameter_px: float) -> NDArray[np.bool_]:
    """The objects whose width is possible for their kind, bool [N]."""
    least, most = (np.array([_SIZES[kind][end] for kind in range(len(_SIZES))]) for end in (0, 1))
    share = 2 * found.radius / diameter_px
    return np.asarray((share >= least[found.kind]) & (share <= most[found.kind]))


def supported(
    found: Located, evidence: Evidence, *, wide: NDArray[np.bool_], cut: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The objects that the image supports, bool [N].

    `wide` ones may be shading and need an almost complete edge. Of those `cut` by the border, fully stained ones need
    less of one, and uncertain ones a stained rim.
    """
    stained = (evidence.inner >= _LEAST_INNER) | (evidence.rim >= _LEAST_RIM)
    stained &= ~cut | (found.score >= _CUT_SCORE) | (evidence.rim >= _CUT_RIM)
    sure = found.score >= _SURE
    ghost = (evidence.edge >= _CLEAR_EDGE) & (found.score >= 0.8 * _SURE)
    full = cut & (evidence.inner >= _FULL_INNER) & (evidence.rim >= _FULL_RIM)
    borne_out = (stained & ((evidence.edge >= np.where(full, _CUT_EDGE, _LEAST_EDGE)) | sure)) | ghost
    return np.asarray(borne_out & (~wide | (evidence.edge >= _WIDE_EDGE)))


def _of_another_colour(found: Located, evidence: Evidence) -> NDArray[np.bool_]:
    """The uncertain red cells that are much bluer or greyer than the certain ones, bool [N]."""
    sure = (found.kind == RED) & (found.score >= _SURE)
    if sure.sum() < _SEVERAL:
        return np.zeros(len(found), np.bool_)
    red, green = evidence.absorbed.T
    typical_red, typical_green = np.median(evidence.absorbed[sure], axis=0)
    more = (red - typical_red) / max(typical_green, FAINT)
    relative = red / np.maximum(green, FAINT) - typical_red / max(typical_green, FAINT)
    other = (more >= _MUCH_MORE) | ((relative >= MORE_RED) & (more >= _LEAST_MORE))
    return np.asarray((found.kind == RED) & (found.score < _CERTAIN) & other, np.bool_)


def _part_of_white_cell(found: Located) -> NDArray[np.bool_]:
    """The red cells that lie in a more certain white cell, bool [N]: its nucleus or granules."""
    within = np.zeros(len(found), np.bool_)
    for white in np.flatnonzero((found.kind == WHITE) & (found.score >= _CERTAIN)):
        reach = found.rays[white]
        near = np.hypot(found.x - found.x[white], found.y - found.y[white]) < reach.max()
        red = np.flatnonzero(near & (found.kind == RED) & (found.score < found.score[white]))
        off = found[red].outlines() - (found.x[white], found.y[white])
        angle = np.arctan2(off[..., 1], off[..., 0]) / (2 * np.pi) * len(reach)
        inside = np.hypot(off[..., 0], off[..., 1]) <= reach[np.rint(angle).astype(int) % len(reach)]
        within[red[inside.mean(axis=1) >= _IN_WHITE]] = True
    return within


def _room(x: Floats, y: Floats, *, width: int, height: int) -> Floats:
    """The distance of each place from the border in pixels."""
    return np.asarray(np.min([x, y, width - x, height - y], axis=0), np.float64)


def _leniency(cell: DetectedCell, diameter_px: float) -> float:
    if cell.at_border:
        return _CUT
    return _FRAGMENT if _NARROW[0] <= cell.circle.diameter / diameter_px < _NARROW[1] else 1.0
