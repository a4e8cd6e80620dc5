"""Selects cells among a locator's objects: certain enough, of a possible size, and supported by the image."""

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

# Of the least score, for cells that the border cuts: the network sees a part of them and is less sure; and for cells
# of such a part of the typical width: a rare fragment that is missed costs more than a circle to reject.
_CUT, _FRAGMENT, _NARROW = 0.75, 0.8, (0.45, 0.8)
# Possible widths in parts of the typical red cell's.
_SIZES = {RED: (0.28, 2.2), WHITE: (0.7, 5.0), PLATELET: (0.1, 3.0), ARTEFACT: (0.1, 5.0)}
_MARGIN = 1.03  # of a circle around an outline, whose corners lie between the directions
# What the image must show: stain within the outline or on its rim, and an edge along a part of it. A ghost-pale cell
# has an edge alone, and a cell within a clump little of one: then the network has to be sure.
_WIDE, _WIDE_EDGE = 0.22, 0.7  # of the image's shorter side: a radius beyond which a shade of the ground may pass
_LEAST_INNER, _LEAST_RIM, _LEAST_EDGE, _CLEAR_EDGE, _SURE = 0.3, 0.4, 0.3, 0.5, 0.7


def as_cells(found: Located, pixels: Pixels, *, diameter_px: float, min_score: float) -> list[DetectedCell]:
    """Return the objects to propose, best first; `diameter_px` is the typical red cell's.

    A circle encloses the whole outline. For a cell cut off by the border, it has the outline's area.
    """
    height, width = pixels.shape[:2]
    stain = stain_of(pixels, cell_px=diameter_px)
    chosen = found[possible(found, diameter_px=diameter_px)]
    # before the score is looked at: no circle may depend on how many are asked for
    wide = chosen.radius > _WIDE * min(height, width)
    chosen = grown(chosen[supported(chosen, evidence_of(chosen, stain), wide=wide)], stain)
    chosen = with_lone_pieces(chosen, stain, diameter_px=diameter_px)
    chosen = chosen[chosen.score >= min_score * _CUT * _FRAGMENT]
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
    """[N]: the objects whose width can be that of their kind."""
    least, most = (np.array([_SIZES[kind][end] for kind in range(len(_SIZES))]) for end in (0, 1))
    share = 2 * found.radius / diameter_px
    return np.asarray((share >= least[found.kind]) & (share <= most[found.kind]))


def supported(found: Located, evidence: Evidence, *, wide: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which objects [N] the image supports. `wide` ones may be shading and need an edge nearly all around."""
    stained = (evidence.inner >= _LEAST_INNER) | (evidence.rim >= _LEAST_RIM)
    sure = found.score >= _SURE
    ghost = (evidence.edge >= _CLEAR_EDGE) & (found.score >= 0.8 * _SURE)
    borne_out = (stained & ((evidence.edge >= _LEAST_EDGE) | sure)) | ghost
    return np.asarray(borne_out & (~wide | (evidence.edge >= _WIDE_EDGE)))


def _leniency(cell: DetectedCell, diameter_px: float) -> float:
    if cell.at_border:
        return _CUT
    return _FRAGMENT if _NARROW[0] <= cell.circle.diameter / diameter_px < _NARROW[1] else 1.0
