"""Reads and sorts the contents of the gallery in a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.events import Event
from rbc_desk.core.models.live_predictions import LivePredictions
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.smears import library
from rbc_desk.ui.gallery.board import Board, Group, Order

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class GalleryQuery:
    """Cells of these smears (None: all), or only these cells, with grouping and order.

    `live`: shown instead of stored predictions. `similar`: the cells in order, for `Order.SIMILAR`.
    """

    smear_ids: list[int] | None
    only: frozenset[int] | None
    group: Group
    order: Order
    classes: ClassSet | None
    live: LivePredictions | None = None
    similar: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstCells(Event):
    """The cells of the first smears, shown while the rest is read."""

    board: Board


def gather(project: Project, query: GalleryQuery, task: Task) -> Board:
    """The board with its cells in order. Raises CancelledError."""
    smears = library.smears(project)
    whole = query.smear_ids is None and query.only is None
    if whole and query.order is not Order.TYPICAL and gallery.takes_long(project):
        first = _board(project, smears, query)
        first.set_table(gallery.table(project, smear_ids=_first(smears), task=task.quiet()))
        first.bins()
        task.report(FirstCells(first))
    board = _board(project, smears, query)
    if query.only is not None and len(query.only) <= _FEW:
        some = labelling.some_cells(project, cell_ids=sorted(query.only))
        board.set_cells(some if query.live is None else query.live.of_cells(some))
    else:
        table = gallery.table(project, smear_ids=query.smear_ids, only=query.only, task=task)
        others, kinds = gallery.others(project, smear_ids=query.smear_ids) if query.only is None else (None, None)
        board.set_table(table, others=others, kinds=kinds)
        if query.live is not None:
            board.set_live(query.live)
    if query.order is Order.TYPICAL:
        rows = gallery.features(project, board.cells, task=task)
        board.set_features(dict(zip(board.at, rows, strict=True)))
    task.raise_if_stopped()
    board.bins()
    return board


def sort(board: Board, task: Task) -> Board:
    """The board with its cells in order. Raises CancelledError."""
    task.raise_if_stopped()
    board.bins()
    return board


def _first(smears: Sequence[SmearInfo]) -> list[int]:
    """The smears that are read first: enough for a screen, and few enough to be shown at once."""
    n_before = accumulate((info.n_cells for info in smears), initial=0)
    return [info.id for info, n in zip(smears[:_FIRST_SMEARS], n_before, strict=False) if n < _FIRST_CELLS]


def _board(project: Project, smears: Sequence[SmearInfo], query: GalleryQuery) -> Board:
    board = Board(smears, query.classes)
    board.group, board.order = query.group, query.order
    board.set_ranks(query.similar)
    return board


_FIRST_SMEARS, _FIRST_CELLS = 40, 2000
_FEW = 2000
"""Up to this many cells are read one by one, which is faster than reading their smears."""
