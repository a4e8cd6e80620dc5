"""Live learning in a project: from the labels of one reader to predictions of all cells in a moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.table import NONE, CellTable
from rbc_desk.core.models.live_predictions import LivePredictions
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.live.cross_validation import LearningCurve, learning_curve
from rbc_desk.learn.live.feature_table import FeatureTable
from rbc_desk.learn.live.head import Floats, Head, decays, empty_head, fit_head, starter_offset
from rbc_desk.learn.live.similarity import by_similarity
from rbc_desk.services.cells import gallery
from rbc_desk.services.models import live_features
from rbc_desk.services.models.live_features import Base, circles_of
from rbc_desk.services.project.project import Project

NO_CELL = ""
"""The code of what is no cell, among the classes of the head only."""
_FEWEST_REJECTED = 5


@dataclass(frozen=True)
class _Labels:
    """The labelled and the rejected cells that have features. `at`: their rows in the feature table."""

    codes: tuple[str, ...]  # the classes of the head; NO_CELL is the last one where there are enough rejected cells
    at: NDArray[np.int64]
    targets: NDArray[np.int64]
    smears: NDArray[np.int64]
    n_labelled: int  # the labelled cells stand first, in the order in which they were labelled


class LiveLearning:
    """The features, the head and the learning curve of one project as one reader sees it.

    `prepare` and `compute` may run beside `update` and `measure`, but each in one thread at a time.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.base: Base | None = None
        self._features = FeatureTable()
        self._head: tuple[tuple[str, ...], Head] | None = None
        self._offset: tuple[FeatureTable, Base, tuple[str, ...], Floats] | None = None
        self._curve: tuple[tuple[str, ...], NDArray[np.int64], LearningCurve] | None = None

    @property
    def curve(self) -> LearningCurve | None:
        """What `measure` found last."""
        return self._curve[2] if self._curve is not None else None

    @property
    def n_known(self) -> int:
        """The number of cells with features."""
        return len(self._features)

    def prepare(self, *, task: Task = SILENT) -> int:
        """Read the stored features of the current base; returns the number of cells without. Raises BundleError."""
        base = live_features.base_of(self.project)
        if self.base is None or base.digest != self.base.digest:
            self._features = live_features.stored_features(self.project, base)
            self._head = self._curve = None
        self.base = base
        return len(live_features.missing(self._features, live_features.cells_of(self.project, task=task)))

    def compute(self, *, task: Task = SILENT) -> None:
        """Compute the missing features. Raises BundleError, StorageError, CancelledError."""
        base = self.base or live_features.base_of(self.project)
        found = live_features.compute(self.project, base, self._features, task=task)
        if self.base is None or base.digest == self.base.digest:
            self.base, self._features = base, found

    def update(self, *, task: Task = SILENT) -> LivePredictions | None:
        """Fit the head to the labels of now, and predict every cell. Raises CancelledError.

        None where labels of fewer than two classes, or no features, are there.
        """
        base, features = self.base, self._features
        table = gallery.table(self.project, task=task.quiet())
        if base is None or not len(features):
            return None
        labels = self._labels(table, features, base)
        if len(np.unique(labels.targets[: labels.n_labelled])) < 2:
            self._head = self._curve = None
            return None
        offset = self._offsets(features, base, labels.codes)
        task.raise_if_stopped()
        head = fit_head(
            features.features[labels.at].astype(np.float32),
            offset=offset[labels.at],
            targets=labels.targets,
            decay=decays(base.codes, classes=labels.codes),
            start=self._start(labels.codes, features),
        )
        self._head = labels.codes, head
        task.raise_if_stopped()
        return self._predicted(table, features, labels, head=head, offset=offset, base=base)

    def measure(self, *, task: Task = SILENT) -> LearningCurve | None:
        """Cross-validate by smear; `curve` is the result. None where the labels are on one smear. CancelledError."""
        base, features = self.base, self._features
        if base is None or not len(features):
            return None
        labels = self._labels(gallery.table(self.project, task=task.quiet()), features, base)
        n, codes = labels.n_labelled, tuple(code for code in labels.codes if code != NO_CELL)
        at, targets = labels.at[:n], labels.targets[:n]
        found = learning_curve(
            features.features[at].astype(np.float32),
            offset=self._offsets(features, base, labels.codes)[at][:, : len(codes)],
            targets=targets,
            smears=labels.smears[:n],
            codes=codes,
            decay=decays(base.codes, classes=codes),
            task=task,
        )
        self._curve = (codes, features.ids[at], found) if found is not None else None
        return found

    def similar(self, cell_id: int, *, n: int, task: Task = SILENT) -> tuple[int, ...]:
        """The ids of the `n` red cells of the project most similar to this one, which is the first.

        Empty where the cell has no features yet. Raises CancelledError.
        """
        features = self._features
        table = gallery.table(self.project, task=task.quiet())
        at = features.places(np.ascontiguousarray(table.ids), circles_of(table.rows))
        rows, at = table.rows[at >= 0], at[at >= 0]
        here = np.flatnonzero(rows["id"] == cell_id)
        if not len(here):
            return ()
        task.raise_if_stopped()
        order = by_similarity(features.features[at], smears=rows["smear"].astype(np.int64), row=int(here[0]))
        return tuple(rows["id"][order[:n]].tolist())

    def _labels(self, table: CellTable, features: FeatureTable, base: Base) -> _Labels:
        from rbc_desk.store import queries

        human = table.human
        order = np.flatnonzero(human != NONE)
        order = order[np.argsort(table.labelled_at[order], kind="stable")]
        rows = table.rows[order]
        at = features.places(np.ascontiguousarray(rows["id"]), circles_of(rows))
        rows, at, given = rows[at >= 0], at[at >= 0], human[order][at >= 0]
        known = self.project.class_set()
        codes = tuple(dict.fromkeys(code for code in base.codes if code and code in known))
        codes += tuple(
            code for place in np.unique(given).tolist() if (code := table.codes[place]) not in codes
        )  # fmt: skip
        of_table = np.array([codes.index(code) if code in codes else NONE for code in table.codes] or [NONE])
        targets, smears = of_table[given], rows["smear"]
        rejected = queries.rejected_cells(self.project.store, viewpoint=self.project.viewpoint)
        places = features.places(np.ascontiguousarray(rejected["id"]), circles_of(rejected))
        if (places >= 0).sum() >= _FEWEST_REJECTED:
            n_rejected = int((places >= 0).sum())
            targets = np.concatenate([targets, np.full(n_rejected, len(codes))])
            smears = np.concatenate([smears, rejected["smear"][places >= 0]])
            return _Labels((*codes, NO_CELL), np.concatenate([at, places[places >= 0]]), targets, smears, len(at))
        return _Labels(codes, at, targets, smears, len(at))

    def _offsets(self, features: FeatureTable, base: Base, codes: tuple[str, ...]) -> Floats:
        known = self._offset
        if known is None or known[0] is not features or known[1:3] != (base, codes):
            offset = starter_offset(features.starter.astype(np.float32), codes=base.codes, classes=codes)
            self._offset = known = features, base, codes, offset
        return known[3]

    def _start(self, codes: tuple[str, ...], features: FeatureTable) -> Head:
        if self._head is None or self._head[1].weight.shape[0] != features.features.shape[1]:
            return empty_head(features.features.shape[1], len(codes))
        before, head = self._head
        return head if before == codes else head.with_classes(before, codes)

    def _predicted(
        self, table: CellTable, features: FeatureTable, labels: _Labels, *, head: Head, offset: Floats, base: Base
    ) -> LivePredictions:
        codes = tuple(code for code in labels.codes if code != NO_CELL)
        temperature = self._curve[2].temperature if self._curve is not None else 1.0
        shares = head.probabilities(features.features, offset, temperature=temperature)[:, : len(codes)]
        is_labelled = np.zeros(len(features), bool)
        is_labelled[labels.at[: labels.n_labelled]] = True
        if self._curve is not None and self._curve[0] == codes:
            # by a head that has not seen their smear, so that a wrong label is contradicted
            at = np.searchsorted(features.ids, self._curve[1])
            same = (at < len(features)) & (features.ids[np.minimum(at, len(features) - 1)] == self._curve[1])
            shares[at[same]] = self._curve[2].probabilities[same]
        shown = np.isin(features.ids, table.ids)  # not those that were rejected, or are of another kind by now
        return LivePredictions(
            features.ids[shown],
            features.circles[shown],
            codes,
            shares[shown],
            np.bincount(labels.targets[: labels.n_labelled], minlength=len(codes))[: len(codes)],
            is_labelled[shown],
            features.features[shown],
            base.model_id,
        )
