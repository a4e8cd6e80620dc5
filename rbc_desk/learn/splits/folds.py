"""Splits of the paper (section 4.2): a held-out test part, and folds of the rest to select settings."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.splits.grouped import split_cells, split_groups

TEST_SHARE = 0.3
FOLDS = 5


def is_test(
    targets: NDArray[np.int64], *, groups: Sequence[str] | None, share: float = TEST_SHARE, seed: int
) -> NDArray[np.bool_]:
    """[N] whether a cell is tested on: about `share` of every class, whole `groups` [N] (None: cell by cell).

    Raises NotEnoughDataError where there are fewer than two groups.
    """
    fractions = (1 - share, 0.0, share)
    if groups is None:
        return np.asarray(split_cells(targets, fractions=fractions, seed=seed) == "test")
    if len(set(groups)) < 2:
        raise _too_few(len(set(groups)), needed=2)
    return np.asarray(split_groups(targets, groups=groups, fractions=fractions, seed=seed) == "test")


def fold_of(
    targets: NDArray[np.int64], *, groups: Sequence[str] | None, folds: int = FOLDS, seed: int
) -> NDArray[np.int64]:
    """[N] the fold, 0..folds-1, in which a cell validates: classes as even as can be, whole `groups` together.

    Raises NotEnoughDataError where there are fewer groups (or cells) than folds.
    """
    n = len(targets) if groups is None else len(set(groups))
    if n < folds:
        raise _too_few(n, needed=folds)
    if groups is None:
        return _dealt(targets, folds=folds, seed=seed)
    from sklearn.model_selection import StratifiedGroupKFold

    found = np.zeros(len(targets), np.int64)
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a class with fewer cells than folds is no mistake here
        for number, (_, own) in enumerate(splitter.split(np.zeros(len(targets)), targets, groups=list(groups))):
            found[own] = number
    return found


def _dealt(targets: NDArray[np.int64], *, folds: int, seed: int) -> NDArray[np.int64]:
    """Each class's cells dealt out in turn; a class goes on where the one before it ended, so that folds are even."""
    random = np.random.default_rng(seed)
    order = np.concatenate([random.permutation(np.flatnonzero(targets == c)) for c in np.unique(targets)])
    found = np.zeros(len(targets), np.int64)
    found[order] = np.arange(len(order)) % folds
    return found


def _too_few(n: int, *, needed: int) -> NotEnoughDataError:
    return NotEnoughDataError(
        Phrase(
            "{n} group of cells cannot be divided into {needed}."
            if n == 1
            else "{n} groups of cells cannot be divided into {needed}.",
            n=n,
            needed=needed,
        ),
        hint="Label cells on more smears, ask for fewer folds, or split by cell.",
    )
