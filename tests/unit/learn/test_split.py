"""Splits: no group in two parts, every part non-empty, classes as even as can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.learn.split import PARTS, split_cells, split_groups

CELLS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), min_size=1, max_size=150)
FRACTIONS = st.sampled_from([(0.6, 0.15, 0.25), (0.7, 0.1, 0.2), (0.34, 0.33, 0.33), (0.98, 0.01, 0.01)])


@settings(max_examples=80, deadline=None)
@given(cells=CELLS, fractions=FRACTIONS, seed=st.integers(0, 1000))
def test_no_group_stands_in_two_parts_and_every_part_has_one(
    cells: list[tuple[int, int]], fractions: tuple[float, float, float], seed: int
) -> None:
    targets, groups = [c for c, _ in cells], [f"smear {g}" for _, g in cells]
    parts = split_groups(targets, groups=groups, fractions=fractions, seed=seed)
    assert parts.shape == (len(cells),)
    assert set(parts) <= set(PARTS)
    for group in set(groups):
        assert len({p for p, g in zip(parts, groups, strict=True) if g == group}) == 1
    assert set(parts) == set(PARTS[: min(3, len(set(groups)))])
    assert (parts == split_groups(targets, groups=groups, fractions=fractions, seed=seed)).all()


@settings(max_examples=80, deadline=None)
@given(targets=st.lists(st.integers(0, 4), min_size=1, max_size=200), fractions=FRACTIONS, seed=st.integers(0, 1000))
def test_a_split_by_cell_keeps_the_fractions_in_every_class(
    targets: list[int], fractions: tuple[float, float, float], seed: int
) -> None:
    parts = split_cells(targets, fractions=fractions, seed=seed)
    labels = np.array(targets)
    for c in set(targets):
        for part, share in zip(PARTS, fractions, strict=True):
            # one for rounding within the class, one for what another class owes, one to fill an empty part
            assert abs(((parts == part) & (labels == c)).sum() - share * (labels == c).sum()) <= 3
    assert len(set(parts)) == min(3, len(targets))


def test_many_groups_come_near_to_the_fractions_in_every_class() -> None:
    random = np.random.default_rng(0)
    # as on real smears: most cells of a smear are of one class
    leading = random.integers(0, 3, 80)
    groups = np.repeat(np.arange(80), 20)
    targets = np.where(random.random(1600) < 0.75, leading[groups], random.integers(0, 3, 1600))
    parts = split_groups(targets, groups=[str(g) for g in groups], seed=1)
    for c in range(3):
        for part, share in zip(PARTS, (0.6, 0.15, 0.25), strict=True):
            assert (parts[targets == c] == part).mean() == pytest.approx(share, abs=0.03)


def test_a_part_with_fraction_zero_stays_empty() -> None:
    parts = split_groups([0, 1] * 10, groups=[str(i // 2) for i in range(20)], fractions=(0.7, 0.0, 0.3), seed=0)
    assert set(parts) == {"train", "test"}


@pytest.mark.parametrize("fractions", [(0.5, 0.5, 0.5), (1.2, -0.2, 0.0), (0.0, 0.5, 0.5)])
def test_fractions_that_are_none_are_refused(fractions: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="fractions"):
        split_cells([0, 1], fractions=fractions, seed=0)


def test_no_cells_are_split_into_nothing() -> None:
    assert len(split_groups([], groups=[], seed=0)) == len(split_cells([], seed=0)) == 0
