"""Chooses which cells to review in which order, and labelled examples for comparison."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cell_table import NONE, CellTable
from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project

MOST_COMPARED = 4000
"""Of a longer queue, the first so many cells get the examples that look like them; the rest the typical ones."""

_MOST_EXAMPLES = 250  # a class
_LOOK_PX = 12  # of the pictures that are compared: enough to tell classes, and soon there


_AT_ONCE = 2000  # cells read by one statement


@dataclass(frozen=True, slots=True)
class QueueIds:
    """The cells of a queue in their order; whether there are any cells, and any that a model predicted."""

    ids: tuple[int, ...]
    has_cells: bool
    has_words: bool


class QueueSource(StrEnum):
    """Reasons why cells are in a queue."""

    UNSURE = "unsure"
    DISAGREEMENT = "disagreement"
    UNLABELLED = "unlabelled"


def queue_ids(
    project: Project,
    *,
    source: QueueSource,
    smear_ids: Collection[int] | None = None,
    task: Task = SILENT,
) -> QueueIds:
    """The cells of these smears (None: of all) to be looked at, as ids; rejected ones never are.

    Unsure: predicted and without a person's word, by the margin between the two likeliest classes. Disagreement: the
    readers differ, or the model differs from a person's word, the surest contradiction first. Unlabelled: without a
    person's word, smear by smear. Whom the reader does not see (blinded) does not count. A million cells are in order
    in a moment. Raises CancelledError.
    """
    table = gallery.table(project, smear_ids=smear_ids, task=task)
    rows, ids = table.rows, table.ids
    unsaid, predicted = table.human == NONE, rows["predicted"] != NONE
    there = QueueIds((), bool(len(table)), bool(predicted.any()))
    if source is QueueSource.UNLABELLED:
        return replace(there, ids=tuple(ids[unsaid].tolist()))
    if source is QueueSource.UNSURE:
        unsure = unsaid & predicted
        order = np.argsort(rows["margin"][unsure], kind="stable")
        return replace(there, ids=tuple(ids[unsure][order].tolist()))
    doubted = rows["split"] | (~unsaid & predicted & (rows["predicted"] != table.human))
    codes = {model.id: model.shown_codes for model in evaluation.models(project)}
    told: list[tuple[float, int]] = []
    wanted = ids[doubted].tolist()
    for start in range(0, len(wanted), _AT_ONCE):
        task.raise_if_stopped()
        some = labelling.some_cells(project, cell_ids=wanted[start : start + _AT_ONCE])
        told += [(contradiction(cell, codes=codes), cell.id) for cell in some]
    told.sort(key=lambda pair: -pair[0])
    return replace(there, ids=tuple(cell_id for how, cell_id in told if how > 0))


def chosen(project: Project, *, ids: Sequence[int]) -> tuple[Cell, ...]:
    """These cells in this order; those that are gone or rejected are left out."""
    found = labelling.some_cells(project, cell_ids=ids)
    return tuple(cell for cell in found if cell.state is not CellState.REJECTED)


def contradiction(cell: Cell, *, codes: Mapping[int, Sequence[str]]) -> float:
    """How certainly a label is wrong: 2 if readers differ, else the margin of the model's own class.

    0: nobody contradicts.
    """
    said = {label.code for label in cell.others} | ({cell.label} if cell.label is not None else set())
    if len(said) > 1:
        return 2.0
    word, human = cell.prediction, cell.human_code
    if word is None or human is None or word.code == human:
        return 0.0
    odds = dict(zip(codes.get(word.model_id, ()), word.probabilities, strict=False))
    return max(word.confidence - odds.get(human, 0.0), 1e-9)


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """Labelled examples a class with their features [n, 16]; `features` [16] of the cells to be compared, by id."""

    examples: Mapping[str, tuple[Cell, ...]]
    rows: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    features: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)

    def nearest(self, cell_id: int, *, code: str, n: int) -> tuple[Cell, ...]:
        """The `n` examples of a class that look most like the cell, itself left out; the most typical otherwise."""
        ours = self.examples.get(code, ())
        if not ours:
            return ()
        rows = self.rows[code]
        at = self.features.get(cell_id)
        if at is None:
            at = np.median(rows, axis=0)
        near = np.argsort(((rows - at) ** 2).sum(1), kind="stable")[: n + 1]
        return tuple(ours[i] for i in near if ours[i].id != cell_id)[:n]

    def distance(self, cell_id: int, *, code: str) -> float:
        """Of the nearest example of a class; infinite where there is none or nothing to tell it from."""
        nearest = self.nearest(cell_id, code=code, n=1)
        if not nearest or cell_id not in self.features:
            return float("inf")
        row = self.rows[code][self.examples[code].index(nearest[0])]
        return float(np.linalg.norm(row - self.features[cell_id]))


def atlas(project: Project, cells: Sequence[Cell], *, task: Task = SILENT) -> ExampleSet:
    """Examples from this reader's own confirmed cells, and how alike the cells are to them. Raises CancelledError."""
    examples: dict[str, list[Cell]] = {}
    for cell in labelling.some_cells(project, cell_ids=_examples(gallery.table(project, task=task.quiet()))):
        examples.setdefault(cell.label or "", []).append(cell)
    every = {cell.id: cell for cell in (*cells[:MOST_COMPARED], *(c for ours in examples.values() for c in ours))}
    rows = gallery.features(project, tuple(every.values()), look_px=_LOOK_PX, task=task)
    features = dict(zip(every, rows, strict=True))
    return ExampleSet(
        {code: tuple(ours) for code, ours in examples.items()},
        {code: np.stack([features[cell.id] for cell in ours]) for code, ours in examples.items()},
        features,
    )


def _examples(table: CellTable) -> list[int]:
    """Of each class the cells that this reader labelled last, the newest first."""
    rows = table.rows[(table.rows["own"] != NONE) & table.rows["confirmed"]]
    rows = rows[np.argsort(-rows["own_at"], kind="stable")]
    found: list[int] = []
    for place in np.unique(rows["own"]).tolist():
        found += rows["id"][rows["own"] == place][:_MOST_EXAMPLES].tolist()
    return found
