"""Reading a queue and what the review says of it: a job's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.cells import Cell, CellState, SmearInfo
from rbc_desk.services.review import Source

if TYPE_CHECKING:
    from rbc_desk.core.control import Reporter, StopToken
    from rbc_desk.services.project import Project


@dataclass(frozen=True, slots=True)
class Wanted:
    """A queue of these smears (None: of all); `source` None: the cells `ids` in their order."""

    source: Source | None
    smear_ids: tuple[int, ...] | None
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The queue; `has_words`: some cell carries the model's prediction."""

    cells: tuple[Cell, ...]
    smears: Mapping[int, SmearInfo]
    has_cells: bool
    has_model: bool
    has_words: bool


def gather(project: Project, wanted: Wanted, report: Reporter, stop: StopToken) -> Gathered:
    from rbc_desk.services import evaluation, gallery, library, review

    smears = {info.id: info for info in library.smears(project)}
    has_model = evaluation.active_model(project) is not None
    if wanted.source is None:
        return Gathered(review.chosen(project, ids=wanted.ids), smears, True, has_model, True)
    cells = review.queue(project, source=wanted.source, smear_ids=wanted.smear_ids, report=report, stop=stop)
    every = cells if cells else gallery.cells(project, smear_ids=wanted.smear_ids, stop=stop)
    words = any(cell.prediction is not None and cell.state is not CellState.REJECTED for cell in every)
    return Gathered(cells, smears, bool(every), has_model, words)
