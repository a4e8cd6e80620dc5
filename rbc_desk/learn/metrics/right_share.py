"""Lower bounds for the share of right answers on new smears, from whole smears, and the confidence that reaches one.

Cells of one smear share stain, focus and patient. A share over single cells seems more certain than it is, and a
confidence chosen by it gave fewer right answers on other smears.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.models.results import LEAST_SMEARS

SURE = 0.95
"""The levels of the one-sided bound for choosing a confidence, and of the displayed interval."""
LIKENESS = 0.05
"""The minimum correlation among the cells of a smear, because a few smears without an error show none."""
_STEPS = 20
"""The number of shares of answered cells to try, from the most certain 5 % to all."""


def bounds(right: NDArray[np.floating[Any]], answered: NDArray[np.integer[Any]]) -> tuple[float, float] | None:
    """The middle 95 % for the share of answers that are right on new smears; None with fewer than `LEAST_SMEARS`.

    `right` and `answered`: the cells of each smear. By Korn and Graubard (Survey Methodology, 1998): the exact
    binomial bounds for the number of independent cells that would vary like these smears.
    """
    tail = (1 - SURE) / 2
    found = _effective(right, answered, tail=tail)
    if found is None:
        return None
    n_right, n = found
    return _lower(n_right, n, tail=tail), 1 - _lower(n - n_right, n, tail=tail)


def least_share(right: NDArray[np.floating[Any]], answered: NDArray[np.integer[Any]]) -> float | None:
    """The one-sided 95 % lower bound of the same share; None with fewer than `LEAST_SMEARS`."""
    found = _effective(right, answered, tail=1 - SURE)
    return None if found is None else _lower(*found, tail=1 - SURE)


def least_confidence(
    confidence: NDArray[np.floating[Any]],
    *,
    is_right: NDArray[np.bool_],
    smears: NDArray[np.integer[Any]],
    share: float,
) -> float | None:
    """The lowest confidence from which on these cells show, by smear, that `share` of the answers are right.

    None if there is no such confidence. Confidences are tried from the highest on, each answering more cells, and the
    last one before the first failure is used, so that the choice among many does not invalidate the bound. The first
    one is the highest that could succeed, which depends on the number of answered cells, not on the right ones.
    """
    _, place = np.unique(smears, return_inverse=True)
    n_smears = int(place.max()) + 1 if len(place) else 0
    ranked = np.sort(confidence)[::-1]
    chosen: float | None = None
    for step in range(1, _STEPS + 1):
        tried = ranked[max(0, -(-len(ranked) * step // _STEPS) - 1)]
        is_answered = confidence >= tried
        answered = np.bincount(place[is_answered], minlength=n_smears)
        if chosen is None and (best := least_share(answered.astype(float), answered)) is not None and best < share:
            continue
        right = np.bincount(place[is_answered], weights=is_right[is_answered], minlength=n_smears).astype(float)
        found = least_share(right, answered)
        if found is None and chosen is None:
            continue
        if found is None or found < share:
            break
        chosen = float(tried)
    return chosen


def _effective(
    right: NDArray[np.floating[Any]], answered: NDArray[np.integer[Any]], *, tail: float
) -> tuple[float, float] | None:
    """The numbers of right and of all independent cells that are as certain as these cells of whole smears."""
    from scipy.stats import t as student

    used = answered > 0
    k, n = right[used].astype(float), answered[used].astype(float)
    n_smears, total = len(n), float(n.sum())
    if n_smears < LEAST_SMEARS:
        return None
    share = float(k.sum()) / total
    variance = n_smears / (n_smears - 1) * float(((k - share * n) ** 2).sum()) / total**2
    size = total
    if variance > 0 and 0 < share < 1:
        size = min(total, share * (1 - share) / variance)
    size *= float(student.ppf(1 - tail, total - 1) / student.ppf(1 - tail, n_smears - 1)) ** 2
    mean_size = float((n**2).sum()) / total
    size = min(size, total / (1 + (mean_size - 1) * LIKENESS))
    return share * size, size


def _lower(n_right: float, n: float, *, tail: float) -> float:
    """The exact binomial lower bound (Clopper and Pearson), also for fractional numbers of cells."""
    from scipy.stats import beta

    return float(beta.ppf(tail, n_right, n - n_right + 1)) if n_right > 0 else 0.0
