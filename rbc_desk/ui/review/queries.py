"""Reads a queue and its first cells in a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import Cell, SmearInfo
from rbc_desk.services.agreement.checks import drawn_checks, with_checks
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import evaluation, review
from rbc_desk.services.models.review import QueueSource
from rbc_desk.services.smears import library
from rbc_desk.ui.review.queue import ReviewQueue

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """A queue of these smears (None: all); `source` None: the cells `ids` in their order.

    `with_cut`: unlabelled cells that the border cuts are in it. `live` predictions are shown instead of stored ones.
    `checks`: the cells that may be shown again, as drawn before; None: draw them, which reads all labels.
    """

    source: QueueSource | None
    smear_ids: tuple[int, ...] | None
    ids: tuple[int, ...]
    with_cut: bool = False
    live: LivePredictions | None = None
    checks: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class QueueResult:
    """The queue and its first cells. `has_predictions`: some cell has a prediction.

    `codes`: the classes of each model's probabilities. `checks`: the cells that may be shown again, in their order.
    """

    queue: ReviewQueue
    first: tuple[Cell, ...]
    smears: Mapping[int, SmearInfo]
    has_cells: bool
    has_model: bool
    has_predictions: bool
    codes: Mapping[int, tuple[str, ...]]
    checks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueOrder:
    """The cells of a queue in their order, those of them that are shown again, and all that may be."""

    ids: tuple[int, ...]
    repeated: frozenset[int]
    checks: tuple[int, ...]


def gather(project: Project, query: QueueQuery, task: Task) -> QueueResult:
    smears = {info.id: info for info in library.smears(project)}
    models = evaluation.models(project)
    has_model = any(model.active for model in models) or query.live is not None
    codes = {model.id: model.shown_codes for model in models}
    if query.source is None:
        chosen = review.chosen(project, ids=query.ids)
        chosen = chosen if query.live is None else query.live.of_cells(chosen)
        return QueueResult(ReviewQueue(chosen), chosen, smears, True, has_model, True, codes)
    live = query.live
    found = _ids(project, query, task)
    order = _with_checks(project, query, found.ids, task)
    queue = ReviewQueue(ids=order.ids, repeated=order.repeated)
    some = labelling.some_cells(project, cell_ids=found.ids[: review.MOST_COMPARED])
    queue.cells.put(some if live is None else live.of_cells(some))
    first = tuple(queue.cells.known(found.ids[: review.MOST_COMPARED]).values())
    return QueueResult(queue, first, smears, found.has_cells, has_model, found.has_predictions, codes, order.checks)


def reorder(project: Project, query: QueueQuery, task: Task) -> QueueOrder:
    """The order of a queue now. Raises CancelledError."""
    return _with_checks(project, query, _ids(project, query, task).ids, task)


def _with_checks(project: Project, query: QueueQuery, ids: tuple[int, ...], task: Task) -> QueueOrder:
    if query.source is QueueSource.DISAGREEMENT:  # labelled cells, among which a hidden one would stand out
        return QueueOrder(ids, frozenset(), ())
    checks = query.checks
    if checks is None:
        checks = drawn_checks(project, smear_ids=query.smear_ids, task=task)
    return QueueOrder(*with_checks(project, ids, checks=checks), checks)


def _ids(project: Project, query: QueueQuery, task: Task) -> review.QueueIds:
    assert query.source is not None
    return review.queue_ids(
        project,
        source=query.source,
        smear_ids=query.smear_ids,
        with_cut=query.with_cut,
        live=query.live,
        task=task,
    )
