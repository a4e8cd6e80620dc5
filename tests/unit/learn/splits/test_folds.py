"""Splits of the paper's protocol, and its levels of imbalance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.learn.splits.folds import fold_of, is_test
from rbc_desk.learn.splits.imbalance import PAPER_LEVELS, counts_at, imbalance_ratio, thinned

PAPER = (345, 356, 2691)
COUNTS = st.lists(st.integers(1, 400), min_size=2, max_size=6)


def cells(counts: tuple[int, ...]) -> np.ndarray:
    return np.repeat(np.arange(len(counts)), counts).astype(np.int64)


def test_the_papers_levels_give_the_papers_counts() -> None:
    found = [counts_at(PAPER, ratio=level) for level in PAPER_LEVELS]
    assert found == [
        (345, 356, 701), (345, 356, 1052), (345, 356, 1636), (345, 356, 2691), (237, 237, 2691), (150, 150, 2691),
        (71, 71, 2691),
    ]  # fmt: skip
    ratios = [f"{imbalance_ratio(counts):.2f}" for counts in found]
    assert ratios == ["2.03", "3.05", "4.74", "7.80", "11.35", "17.94", "37.90"]


@given(COUNTS, st.floats(1, 60))
def test_a_level_only_takes_cells_away_and_comes_as_near_as_whole_cells_allow(
    counts: list[int], ratio: float
) -> None:
    found = counts_at(counts, ratio=ratio)
    assert all(0 < kept <= n for kept, n in zip(found, counts, strict=True))
    natural = imbalance_ratio(counts)
    if ratio <= natural:
        assert min(found) == min(counts)
        assert max(found) == round(min(counts) * ratio)
    else:
        assert max(found) == max(counts)
        assert min(found) == max(1, min(*counts, round(max(counts) / ratio)))


@given(COUNTS, st.integers(0, 9), st.floats(0, 1), st.floats(0, 1))
def test_a_smaller_draw_of_a_seed_lies_inside_of_a_larger_one(
    counts: list[int], seed: int, one: float, other: float
) -> None:
    targets = cells(tuple(counts))
    small, large = sorted((one, other))
    few = thinned(targets, counts=[int(n * small) for n in counts], seed=seed)
    many = thinned(targets, counts=[int(n * large) for n in counts], seed=seed)
    assert set(few) <= set(many)
    assert np.bincount(targets[many], minlength=len(counts)).tolist() == [int(n * large) for n in counts]


@given(COUNTS, st.integers(0, 9), st.integers(2, 6))
def test_every_cell_validates_in_one_fold_and_classes_are_even(counts: list[int], seed: int, folds: int) -> None:
    targets = cells(tuple(counts))
    if len(targets) < folds:
        return
    fold = fold_of(targets, groups=None, folds=folds, seed=seed)
    assert np.ptp(np.bincount(fold, minlength=folds)) <= 1
    for target, n in enumerate(counts):
        own = np.bincount(fold[targets == target], minlength=folds)
        assert own.sum() == n
        assert np.ptp(own) <= 1


def test_whole_smears_are_tested_and_fold_by_fold_validated() -> None:
    random = np.random.default_rng(0)
    targets = random.integers(0, 3, 400)
    groups = [f"smear {i % 20}" for i in range(400)]
    tested = is_test(targets, groups=groups, seed=1)
    of_test, of_rest = ({g for g, t in zip(groups, tested, strict=True) if t == wanted} for wanted in (True, False))
    assert not of_test & of_rest
    assert 0.2 < tested.mean() < 0.4
    rest = np.flatnonzero(~tested)
    own = [groups[i] for i in rest]
    fold = fold_of(targets[rest], groups=own, folds=5, seed=1)
    assert sorted(set(fold)) == [0, 1, 2, 3, 4]
    assert all(len({int(f) for f, g in zip(fold, own, strict=True) if g == name}) == 1 for name in of_rest)


def test_a_test_part_by_cell_takes_its_share_of_every_class() -> None:
    targets = cells(PAPER)
    tested = is_test(targets, groups=None, seed=3)
    assert np.bincount(targets[tested]).tolist() == pytest.approx([0.3 * n for n in PAPER], abs=1)
    assert not np.array_equal(tested, is_test(targets, groups=None, seed=4))
    assert np.array_equal(tested, is_test(targets, groups=None, seed=3))


def test_fewer_smears_than_folds_are_refused_with_a_way_out() -> None:
    targets = cells((20, 20))
    with pytest.raises(NotEnoughDataError, match="split by cell"):
        fold_of(targets, groups=["a", "b"] * 20, folds=5, seed=0)
    with pytest.raises(NotEnoughDataError, match="divided"):
        is_test(targets, groups=["a"] * 40, seed=0)


def test_the_folds_never_see_the_module_of_networks() -> None:
    """Planning a protocol must not wait for torch."""
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[4]
    probe = "import sys, rbc_desk.services.experiments.runner; print('torch' in sys.modules, 'cv2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"
