"""Size, shape, pallor and colour of the red cells of some smears."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.cells.sizes import SizeSummary, summarise
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

Floats = NDArray[np.float64]
BINS = 20
_SPAN = (0.5, 99.5)  # percentiles that a histogram spans; single odd cells count in its outer bins
MEASURES = ("diameter", "area", "circularity", "elongation", "pallor")
"""The measures of `Morphometry.values`."""


@dataclass(frozen=True, slots=True, eq=False)
class MeasureHistogram:
    """`counts` [B] cells between `edges` [B + 1]; values beyond the edges count in the outer bins."""

    edges: Floats
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Morphometry:
    """The whole red cells of some smears, as parallel arrays; NaN where a cell could not be measured.

    `diameter` [N] is that of a circle of equal `area` [N], in `unit`: `um` where every smear is calibrated, else
    `px`. Without an outline both are the circle's, and `circularity` and `elongation` (`geometry.shape`) are NaN.
    `pallor` [N] and `colour` [N, 3]: see `imaging.morphometry.measure_stain`.
    """

    cell_ids: NDArray[np.int64]
    smear_ids: NDArray[np.int64]
    diameter: Floats
    area: Floats
    circularity: Floats
    elongation: Floats
    pallor: Floats
    colour: Floats
    unit: str

    def values(self, measure: str) -> Floats:
        """The measured values of one of `MEASURES`. Raises KeyError for another name."""
        if measure not in MEASURES:
            raise KeyError(measure)
        found: Floats = getattr(self, measure)
        return found[np.isfinite(found)]

    def summary(self, measure: str) -> SizeSummary:
        """Number, mean, standard deviation and coefficient of variation; that of the diameter is anisocytosis."""
        return summarise(self.values(measure))

    def histogram(self, measure: str, *, bins: int = BINS) -> MeasureHistogram:
        """The histogram of a measure; without values its counts are 0."""
        values = self.values(measure)
        if not len(values):
            return MeasureHistogram(np.linspace(0, 1, bins + 1), np.zeros(bins, np.int64))
        low, high = map(float, np.percentile(values, _SPAN))
        edges = np.linspace(low, high, bins + 1) if high > low else np.linspace(low - 0.5, low + 0.5, bins + 1)
        counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
        return MeasureHistogram(edges, counts.astype(np.int64))


def morphometry(project: Project, smear_ids: Sequence[int], *, task: Task = SILENT) -> Morphometry:
    """Measure the whole red cells of these smears, without rejected ones and those cut off by the border.

    Reads the images, about 0.1 s each, so use a job. Raises UnknownNameError, UnreadableImageError, CancelledError.
    """
    from rbc_desk.imaging.cells.morphometry import measure_stain

    infos = [library.known_smear(project, smear_id=smear_id) for smear_id in smear_ids]
    calibrated = bool(infos) and all(info.um_per_px is not None for info in infos)
    rows: list[tuple[int, int, float, float, float, float]] = []
    pallors, colours = [np.zeros(0)], [np.zeros((0, 3))]
    for info in infos:
        task.raise_if_stopped()
        cells = [
            cell
            for cell in labelling.cells(project, smear_id=info.id)
            if cell.state is not CellState.REJECTED
            and not cell.circle.cut_by_border(width=info.width, height=info.height)
        ]
        scale = (info.um_per_px or 1.0) if calibrated else 1.0
        for cell in cells:
            shape = cell.shape
            area = (shape.area_px2 if shape is not None else math.pi * cell.circle.r**2) * scale**2
            of_shape = (shape.circularity, shape.elongation) if shape is not None else (math.nan, math.nan)
            rows.append((cell.id, info.id, 2 * math.sqrt(area / math.pi), area, *of_shape))
        if cells:
            pallor, colour = measure_stain(
                library.load_pixels(project, smear_id=info.id),
                [cell.circle for cell in cells],
                shapes=[cell.shape for cell in cells],
                task=task,
            )
            pallors.append(pallor)
            colours.append(colour)
    table = np.array(rows, np.float64).reshape(-1, 6)
    return Morphometry(
        cell_ids=table[:, 0].astype(np.int64),
        smear_ids=table[:, 1].astype(np.int64),
        diameter=table[:, 2],
        area=table[:, 3],
        circularity=table[:, 4],
        elongation=table[:, 5],
        pallor=np.concatenate(pallors),
        colour=np.concatenate(colours),
        unit="um" if calibrated else "px",
    )
