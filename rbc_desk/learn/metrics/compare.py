"""Compares two models on the same cells: McNemar's test and the paired bootstrap by smear."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import Difference, Figure
from rbc_desk.learn.metrics.bootstrap import DRAWS, drawn_confusions, drawn_weights, from_confusions, interval


def difference(
    first: NDArray[np.int64], second: NDArray[np.int64], *, targets: NDArray[np.int64], smears: Sequence[int],
    n_classes: int, draws: int = DRAWS, seed: int = 0,
) -> Difference:  # fmt: skip
    """The differences, second minus first, of the answers [N] of two models.

    The answer `n_classes` is a class outside of the targets. `p_value`: McNemar's exact test, two-sided, of the cells
    that only one model gets right. It assumes independent cells, unlike the interval by smear.
    """
    from scipy.stats import binomtest

    one, other = first == targets, second == targets
    only_first, only_second = int((one & ~other).sum()), int((other & ~one).sum())
    n = only_first + only_second
    p_value = float(binomtest(only_first, n, 0.5).pvalue) if n else 1.0
    weights, group_of = drawn_weights(smears, draws=draws, seed=seed)
    weights = np.vstack([np.ones((1, weights.shape[1]), np.float32), weights])
    values = [
        from_confusions(drawn_confusions(predicted, targets, weights, group_of, n=n_classes + 1))
        for predicted in (first, second)
    ]
    figures = []
    for name in ("accuracy", "balanced_accuracy", "macro_f1"):
        gap = values[1][name] - values[0][name]
        span = interval(gap[1:]) if weights.shape[1] > 1 else None
        figures.append(Figure(name, "", float(gap[0]), *(span or (None, None))))
    return Difference(len(targets), len(set(smears)), only_first, only_second, p_value, tuple(figures))


Span = tuple[float, float]
ScoreAndSpan = tuple[float, float | None, float | None]


def paired_scores(
    first: NDArray[np.int64], second: NDArray[np.int64], *, targets: NDArray[np.int64], smears: Sequence[int],
    n_classes: int, draws: int = DRAWS, seed: int = 0,
) -> tuple[ScoreAndSpan, ScoreAndSpan, Span | None]:  # fmt: skip
    """Macro F1 of the answers [N] of two models, each with its interval by smear, and the interval of first minus
    second on the same draws. The answer `n_classes` is a class outside of the targets.

    An interval is None with fewer than two smears.
    """
    weights, group_of = drawn_weights(smears, draws=draws, seed=seed)
    weights = np.vstack([np.ones((1, weights.shape[1]), np.float32), weights])
    one, other = (
        from_confusions(drawn_confusions(told, targets, weights, group_of, n=n_classes + 1))["macro_f1"]
        for told in (first, second)
    )
    if weights.shape[1] < 2:
        return (float(one[0]), None, None), (float(other[0]), None, None), None
    spans = [interval(values[1:]) or (None, None) for values in (one, other)]
    return (float(one[0]), *spans[0]), (float(other[0]), *spans[1]), interval(one[1:] - other[1:])
