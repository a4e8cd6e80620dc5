"""Selects the cells among a locator's objects: certain, of a possible size, and supported by the image."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import DetectedCell
from rbc_desk.imaging.detect.evidence import Evidence, evidence_of, grown, stain_of
from rbc_desk.imaging.detect.located import ARTEFACT, KINDS, PLATELET, RED, WHITE, Located
from rbc_desk.imaging.detect.lone import with_lone_pieces
from rbc_desk.imaging.detect.registry import Pixels, detected
from rbc_desk.imaging.outline import shape_of_outline

# Factors of the minimum score for cells that the border cuts off, which the network sees only in part, and for small
# cells, because missing a rare fragment costs more than rejecting a circle.
_CUT, _FRAGMENT, _NARROW = 0.75, 0.8, (0.45, 0.8)
# Possible widths, relative to the typical red cell.
_SIZES = {RED: (0.28, 2.2), WHITE: (0.7, 5.0), PLATELET: (0.1, 3.0), ARTEFACT: (0.1, 5.0)}
_MARGIN = 1.03  # of a circle around an outline, which may reach further between its directions
# The image must show stain within the outline or on its rim, and an edge along a part of it. A very pale cell has an
# edge only, and a cell in a clump has little edge: the network must be certain of these.
_WIDE, _WIDE_EDGE = 0.22, 0.7  # of the shorter side: a larger object may be background shading
_LEAST_INNER, _LEAST_RIM, _LEAST_EDGE, _CLEAR_EDGE, _SURE = 0.3, 0.4, 0.3, 0.5, 0.7


def borne_out(found: Located, pixels: Pixels, *, diameter_px: float) -> Located:
    """Return the objects of a possible size that the image supports, of any score, with their final outlines.

    `diameter_px` is the typical red cell's.
    """
    height, width = pixels.shape[:2]
    stain = stain_of(pixels, cell_px=diameter_px)
    chosen = found[possible(found, diameter_px=diameter_px)]
    # before selection by score, so that a circle does not depend on the requested minimum
    wide = chosen.radius > _WIDE * min(height, width)
    chosen = grown(chosen[supported(chosen, evidence_of(chosen, stain), wide=wide)], stain)
    return with_lone_pieces(chosen, stain, diameter_px=diameter_px)


def as_cells(objects: Located, pixels: Pixels, *, diameter_px: float, min_score: float) -> list[DetectedCell]:
    """Return those of `borne_out` to propose, best first; `diameter_px` is the typical red cell's.

    A circle encloses the whole outline. For a cell cut off by the border, it has the area of the outline.
    """
    height, width = pixels.shape[:2]
    chosen = objects[objects.score >= min_score * _CUT * _FRAGMENT]
    around, equal, outlines = chosen.enclosing(), chosen.radius, chosen.outlines()
    around[:, 2] *= _MARGIN
    cells = []
    for i in range(len(chosen)):
        score, kind = float(chosen.score[i]), KINDS[int(chosen.kind[i])]
        cell = detected(*around[i], score=score, width=width, height=height, kind=kind)
        if not cell.at_border:
            cell = replace(cell, shape=shape_of_outline(outlines[i]))
        else:
            cell = detected(chosen.x[i], chosen.y[i], equal[i], score=score, width=width, height=height, kind=kind)
        if cell.score >= min_score * _leniency(cell, diameter_px):
            cells.append(cell)
    return cells


def possible(found: Located, *, diameter_px: float) -> NDArray[np.bool_]:
    """The objects whose width is possible for their kind, bool [N]."""
    least, most = (np.array([_SIZES[kind][end] for kind in range(len(_SIZES))]) for end in (0, 1))
    share = 2 * found.radius / diameter_px
    return np.asarray((share >= least[found.kind]) & (share <= most[found.kind]))


def supported(found: Located, evidence: Evidence, *, wide: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The objects that the image supports, bool [N]. `wide` ones may be shading and need an almost complete edge."""
    stained = (evidence.inner >= _LEAST_INNER) | (evidence.rim >= _LEAST_RIM)
    sure = found.score >= _SURE
    ghost = (evidence.edge >= _CLEAR_EDGE) & (found.score >= 0.8 * _SURE)
    borne_out = (stained & ((evidence.edge >= _LEAST_EDGE) | sure)) | ghost
    return np.asarray(borne_out & (~wide | (evidence.edge >= _WIDE_EDGE)))


def _leniency(cell: DetectedCell, diameter_px: float) -> float:
    if cell.at_border:
        return _CUT
    return _FRAGMENT if _NARROW[0] <= cell.circle.diameter / diameter_px < _NARROW[1] else 1.0
