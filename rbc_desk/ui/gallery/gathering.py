"""Reading what the gallery shows: a job's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells import Cell, SmearInfo

if TYPE_CHECKING:
    from rbc_desk.core.control import Reporter, StopToken
    from rbc_desk.services.project import Project


@dataclass(frozen=True, slots=True)
class Wanted:
    """Cells of these smears (None: of all), or these cells alone; with what tells how alike they are."""

    smear_ids: list[int] | None
    only: frozenset[int] | None
    features: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    smears: tuple[SmearInfo, ...]
    cells: tuple[Cell, ...]
    features: Mapping[int, NDArray[np.float32]]


def gather(project: Project, wanted: Wanted, report: Reporter, stop: StopToken) -> Gathered:
    from rbc_desk.services import gallery, labelling, library

    smears = library.smears(project)
    if wanted.only is not None:
        cells = labelling.some_cells(project, cell_ids=sorted(wanted.only))
    else:
        cells = gallery.cells(project, smear_ids=wanted.smear_ids, report=report, stop=stop)
    features: dict[int, NDArray[np.float32]] = {}
    if wanted.features:
        rows = gallery.features(project, cells, report=report, stop=stop)
        features = {cell.id: row for cell, row in zip(cells, rows, strict=True)}
    return Gathered(smears, cells, features)
