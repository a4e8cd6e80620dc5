"""Cell sizes and their variation (anisocytosis)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.calibration import Scope, smears_in


@dataclass(frozen=True, slots=True)
class SizeSummary:
    """Number, mean, sample standard deviation and coefficient of variation in percent of diameters; None: undefined.

    The diameters are those of circles with the cells' area. The coefficient resembles the RDW of a blood counter, but
    that is computed from volumes, so the two must not be compared.
    """

    n: int
    mean: float | None
    sd: float | None
    cv_percent: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Diameters:
    """The diameters of the counted cells of some smears, without cells cut off by the border.

    `unit` is `um` where every smear is calibrated, otherwise `px`. `mixed`: only some of the smears are calibrated,
    so their sizes must not be pooled. `cell_ids`, `smear_ids` and `values` are parallel arrays.
    """

    cell_ids: NDArray[np.int64]
    smear_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    unit: str
    mixed: bool = False
    n_uncalibrated: int = 0

    def within(self, low: float, high: float) -> tuple[int, ...]:
        """The ids of the cells with a diameter from `low` to `high`, inclusive."""
        inside = (self.values >= low) & (self.values <= high)
        return tuple(int(i) for i in self.cell_ids[inside])

    @property
    def summary(self) -> SizeSummary:
        return summarise(self.values)


def diameters(project: Project, *, smear_id: int, scope: Scope) -> Diameters:
    """The diameters of the cells on the smear, on all smears of its specimen or in the whole project."""
    from rbc_desk.store import queries

    wanted = None if scope is Scope.PROJECT else smears_in(project, smear_id=smear_id, scope=scope)
    sizes = queries.cell_sizes(project.store, smear_ids=wanted, viewpoint=project.viewpoint)
    px = np.array([size.diameter_px for size in sizes], np.float64)
    scales = np.array([size.um_per_px or math.nan for size in sizes], np.float64)
    smears = np.array([size.smear_id for size in sizes], np.int64)
    uncalibrated = np.isnan(scales)
    calibrated = len(sizes) > 0 and not uncalibrated.any()
    return Diameters(
        cell_ids=np.array([size.cell_id for size in sizes], np.int64),
        smear_ids=smears,
        values=px * scales if calibrated else px,
        unit="um" if calibrated else "px",
        mixed=bool(uncalibrated.any() and not uncalibrated.all()),
        n_uncalibrated=len(np.unique(smears[uncalibrated])),
    )


def summarise(values: Sequence[float] | NDArray[np.float64]) -> SizeSummary:
    """Summarise diameters."""
    known = np.asarray(values, np.float64)
    if known.size == 0:
        return SizeSummary(0, None, None, None)
    mean = float(known.mean())
    if known.size == 1:
        return SizeSummary(1, mean, None, None)
    sd = float(known.std(ddof=1))
    return SizeSummary(int(known.size), mean, sd, 100 * sd / mean)
