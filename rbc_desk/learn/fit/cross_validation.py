"""Predicts each labelled cell by a last layer that was trained on others, to find labels that are wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.fit.linear_probe import FeatureSet, fit_head
from rbc_desk.learn.fit.spec import TrainSpec

FOLDS = 5


def cross_validated(
    spec: TrainSpec, *, features: NDArray[np.floating], targets: NDArray[np.int64], groups: Sequence[int],
    codes: Sequence[str], task: Task = SILENT,
) -> NDArray[np.float64]:  # fmt: skip
    """Probabilities [N, C] of all cells, each by a last layer that was fitted on the other folds.

    The cells of one of the `groups` (smears) [N] stay in one fold if there are enough groups. Raises
    NotEnoughDataError, CancelledError.
    """
    out = np.zeros((len(targets), len(codes)))
    for fold, (seen, held) in enumerate(_folds(targets, groups=groups, seed=spec.seed)):
        task.raise_if_stopped()
        task.report(Progress(fold, FOLDS, Phrase("Checking the labels")))
        # the epoch must not be chosen by the cells that are checked
        chooser = seen[:: FOLDS * 2]
        fitted = np.setdiff1d(seen, chooser)
        head = fit_head(
            spec, train=FeatureSet(features[fitted], targets[fitted]),
            validation=FeatureSet(features[chooser], targets[chooser]), codes=codes, task=task.quiet(),
        )  # fmt: skip
        logits = torch.from_numpy(features[held]).float() @ head.weight.T + head.bias
        out[held] = logits.softmax(1).numpy()
        # labels of a class that occurs in this fold only are not checked, because the head has not seen it
        alone = held[~np.isin(targets[held], targets[fitted])]
        out[alone] = np.eye(len(codes))[targets[alone]]
    return out


def _folds(
    targets: NDArray[np.int64], *, groups: Sequence[int], seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import KFold, StratifiedGroupKFold

    rng = np.random.default_rng(seed)
    if len(set(groups)) >= 2 * FOLDS:
        parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(targets, targets, groups)
    else:
        parts = KFold(FOLDS, shuffle=True, random_state=seed).split(targets)
    return [(rng.permutation(seen), held) for seen, held in parts]
