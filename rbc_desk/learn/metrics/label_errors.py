"""Finds labels that are probably wrong by confident learning (Northcutt et al., JAIR 2021), with cleanlab."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def doubtful(targets: NDArray[np.int64], probabilities: NDArray[np.floating]) -> NDArray[np.int64]:
    """The indices of labels that are probably wrong, most doubtful first.

    `targets` [N] in 0..C-1, `probabilities` [N, C] by a model that was not trained on these cells.
    """
    from cleanlab.filter import find_label_issues  # type: ignore[import-untyped]

    present, compact_targets = np.unique(targets, return_inverse=True)
    if len(present) < 2:
        return np.zeros(0, np.int64)
    shares = np.asarray(probabilities, np.float64)[:, present] + 1e-9
    found = find_label_issues(
        compact_targets, shares / shares.sum(1, keepdims=True), return_indices_ranked_by="self_confidence", n_jobs=1
    )
    return np.asarray(found, np.int64)
