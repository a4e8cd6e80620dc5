"""Chooses which cells to review in which order, and labelled examples for comparison."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.borders import SmearSizes
from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.cells.table import NONE, CellTable
from rbc_desk.core.models.live_predictions import LIVE_MODEL, LivePredictions
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.live import choice
from rbc_desk.services.cells import gallery, labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

MOST_COMPARED = 4000
"""The first cells of a queue, this number at most, get examples that look like them; the others typical ones."""

_MOST_EXAMPLES = 250  # per class
_LOOK_PX = 12  # side of the images that are compared: enough to distinguish classes, and fast


ADAPT_CELLS = 50
"""The number of cells of a smear that a reader is asked to label so that the model learns what it looks like."""
_AT_ONCE = 2000  # cells read by one statement


@dataclass(frozen=True, slots=True)
class QueueIds:
    """The cells of a queue in order; whether there are any cells, and any with a prediction."""

    ids: tuple[int, ...]
    has_cells: bool
    has_predictions: bool


class QueueSource(StrEnum):
    """The reason why cells are in a queue."""

    BEST = "best"
    UNCERTAIN = "uncertain"
    DIFFERENT = "different"
    RARE = "rare"
    DISAGREEMENT = "disagreement"
    UNLABELLED = "unlabelled"


def queue_ids(
    project: Project,
    *,
    source: QueueSource,
    smear_ids: Collection[int] | None = None,
    live: LivePredictions | None = None,
    with_cut: bool = False,
    task: Task = SILENT,
) -> QueueIds:
    """The ids of the cells of these smears (None: all) to review. Rejected cells are left out, and unlabelled ones
    that the border cuts unless `with_cut`.

    `live` predictions are shown instead of the stored ones. Unsure: predicted and unlabelled, smallest margin between
    the two most likely classes first. Best, different, rare: the unlabelled cells as `learn.live.choice` orders them;
    those that live learning does not know follow as for uncertain, and are alone without it. Disagreement: readers
    differ, or the model differs from a label, most certain contradiction first. Unlabelled: smear by smear. Labels of
    others do not count for a blinded reader. Fast for a million cells. Raises CancelledError.
    """
    table = gallery.table(project, smear_ids=smear_ids, task=task)
    if live is not None:
        table = live.put_in(table)
    rows, ids = table.rows, table.ids
    unlabelled, predicted = table.human == NONE, rows["predicted"] != NONE
    summary = QueueIds((), bool(len(table)), bool(predicted.any()))
    if not with_cut:
        unlabelled &= ~SmearSizes(library.smears(project)).cut(rows)
    if source is QueueSource.UNLABELLED:
        return replace(summary, ids=tuple(ids[unlabelled].tolist()))
    if source is not QueueSource.DISAGREEMENT:
        uncertain = unlabelled & predicted
        order = ids[uncertain][np.argsort(rows["margin"][uncertain], kind="stable")]
        if live is not None and source is not QueueSource.UNCERTAIN:
            order = _for_learning(order, source=source, live=live)
        return replace(summary, ids=tuple(order.tolist()))
    doubted = rows["split"] | ((table.human != NONE) & predicted & (rows["predicted"] != table.human))
    codes = {model.id: model.shown_codes for model in evaluation.models(project)}
    if live is not None:
        codes[LIVE_MODEL] = live.codes
    contradictions: list[tuple[float, int]] = []
    wanted = ids[doubted].tolist()
    for start in range(0, len(wanted), _AT_ONCE):
        task.raise_if_stopped()
        batch = labelling.some_cells(project, cell_ids=wanted[start : start + _AT_ONCE])
        batch = live.of_cells(batch) if live is not None else batch
        contradictions += [(contradiction(cell, codes=codes), cell.id) for cell in batch]
    contradictions.sort(key=lambda pair: -pair[0])
    return replace(summary, ids=tuple(cell_id for certainty, cell_id in contradictions if certainty > 0))


def cells_to_adapt(
    project: Project, *, smear_ids: Collection[int], live: LivePredictions | None = None, task: Task = SILENT
) -> tuple[int, ...]:
    """The `ADAPT_CELLS` unlabelled cells of these smears that teach most, best first. Raises CancelledError."""
    found = queue_ids(project, source=QueueSource.BEST, smear_ids=smear_ids, live=live, task=task)
    return found.ids[:ADAPT_CELLS]


def _for_learning(ids: NDArray[np.int64], *, source: QueueSource, live: LivePredictions) -> NDArray[np.int64]:
    """The cells `ids` in the order of `source`, those without live predictions last and as they were."""
    places = live.places(ids)
    known, others = places[places >= 0], ids[places < 0]
    if source is QueueSource.DIFFERENT:
        order = choice.different_first(live.features[known], labelled=live.features[live.is_labelled])
    elif source is QueueSource.RARE:
        order = choice.rare_first(live.probabilities[known], counts=live.counts)
    else:
        order = choice.best_for_learning(live.probabilities[known], counts=live.counts)
    return np.concatenate([live.ids[known[order]], others])


def chosen(project: Project, *, ids: Sequence[int]) -> tuple[Cell, ...]:
    """Return these cells in this order, without removed and rejected ones."""
    found = labelling.some_cells(project, cell_ids=ids)
    return tuple(cell for cell in found if cell.state is not CellState.REJECTED)


def contradiction(cell: Cell, *, codes: Mapping[int, Sequence[str]]) -> float:
    """How certainly a label is wrong: 2 where readers differ, otherwise the margin of the predicted class.

    0 where nothing contradicts the label.
    """
    labels = {label.code for label in cell.others} | ({cell.label} if cell.label is not None else set())
    if len(labels) > 1:
        return 2.0
    prediction, human = cell.prediction, cell.human_code
    if prediction is None or human is None or prediction.code == human:
        return 0.0
    probabilities = dict(zip(codes.get(prediction.model_id, ()), prediction.probabilities, strict=False))
    return max(prediction.confidence - probabilities.get(human, 0.0), 1e-9)


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """Labelled examples by class with their features [n, 16]; `features` [16] by id of the cells to compare."""

    examples: Mapping[str, tuple[Cell, ...]]
    rows: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    features: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)

    def nearest(self, cell_id: int, *, code: str, n: int) -> tuple[Cell, ...]:
        """The `n` examples of a class most similar to the cell, without itself.

        The most typical examples where the cell has no features.
        """
        examples = self.examples.get(code, ())
        if not examples:
            return ()
        rows = self.rows[code]
        centre = self.features.get(cell_id)
        if centre is None:
            centre = np.median(rows, axis=0)
        nearest = np.argsort(((rows - centre) ** 2).sum(1), kind="stable")[: n + 1]
        return tuple(examples[i] for i in nearest if examples[i].id != cell_id)[:n]

    def distance(self, cell_id: int, *, code: str) -> float:
        """The distance to the nearest example of a class; infinite without an example or features."""
        nearest = self.nearest(cell_id, code=code, n=1)
        if not nearest or cell_id not in self.features:
            return float("inf")
        row = self.rows[code][self.examples[code].index(nearest[0])]
        return float(np.linalg.norm(row - self.features[cell_id]))


def atlas(project: Project, cells: Sequence[Cell], *, task: Task = SILENT) -> ExampleSet:
    """Collect examples from this reader's own confirmed cells, and the features of `cells`. Raises CancelledError."""
    examples: dict[str, list[Cell]] = {}
    for cell in labelling.some_cells(project, cell_ids=_examples(gallery.table(project, task=task.quiet()))):
        examples.setdefault(cell.label or "", []).append(cell)
    all_cells = {
        cell.id: cell for cell in (*cells[:MOST_COMPARED], *(c for group in examples.values() for c in group))
    }
    rows = gallery.features(project, tuple(all_cells.values()), thumbnail_px=_LOOK_PX, task=task)
    features = dict(zip(all_cells, rows, strict=True))
    return ExampleSet(
        {code: tuple(group) for code, group in examples.items()},
        {code: np.stack([features[cell.id] for cell in group]) for code, group in examples.items()},
        features,
    )


def _examples(table: CellTable) -> list[int]:
    """The ids of the cells of each class that this reader labelled last, newest first."""
    rows = table.rows[(table.rows["own"] != NONE) & table.rows["confirmed"]]
    rows = rows[np.argsort(-rows["own_at"], kind="stable")]
    ids: list[int] = []
    for code_index in np.unique(rows["own"]).tolist():
        ids += rows["id"][rows["own"] == code_index][:_MOST_EXAMPLES].tolist()
    return ids
