"""Groups taken out of a set of cells: no class is lost or untested where the groups allow it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.learn.splits.covering import taken_groups

FEW = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=40)


def lacking(taken: np.ndarray, *, targets: np.ndarray, groups: np.ndarray) -> tuple[int, int]:
    """How many classes are lost to the training, and how many on two groups or more have none that is taken."""
    lost = untaken = 0
    for target in np.unique(targets):
        own = targets == target
        lost += bool(taken[own].all())
        untaken += len(set(groups[own])) > 1 and not taken[own].any()
    return lost, untaken


@settings(max_examples=60, deadline=None)
@given(cells=FEW, share=st.sampled_from([0.1, 0.3]), seed=st.integers(0, 99))
def test_no_division_of_few_groups_lacks_less(cells: list[tuple[int, int]], share: float, seed: int) -> None:
    targets, groups = (np.array(column) for column in zip(*cells, strict=True))
    names = [f"smear {group}" for group in groups]
    taken = taken_groups(targets, groups=names, share=share, seed=seed, spare=2)
    assert all(len(set(taken[groups == group])) == 1 for group in groups)
    assert (taken == taken_groups(targets, groups=names, share=share, seed=seed, spare=2)).all()
    there = np.unique(groups)
    if len(there) < 2:
        return
    assert set(taken) == {True, False}
    every = (np.isin(groups, there[list(bits)]) for n in range(1, len(there))
             for bits in itertools.combinations(range(len(there)), n))  # fmt: skip
    best = min(lacking(one, targets=targets, groups=groups) for one in every)
    assert lacking(taken, targets=targets, groups=groups) == best


@settings(max_examples=15, deadline=None)
@given(
    own=st.lists(st.lists(st.integers(0, 59), min_size=2, max_size=2, unique=True), min_size=1, max_size=8),
    extra=st.integers(0, 60), seed=st.integers(0, 99),
)  # fmt: skip
def test_of_many_groups_a_class_on_two_has_one_on_either_side(own: list[list[int]], extra: int, seed: int) -> None:
    """Groups 0 to 29 + extra hold a common class; each rare class is on two of 60."""
    cells = [(0, group) for group in range(30 + extra)]
    cells += [(rare, group) for rare, pair in enumerate(own, 1) for group in pair]
    # pairs that share groups in a circle of odd length cannot all be divided
    if len({group for pair in own for group in pair}) < 2 * len(own):
        return
    targets, groups = (np.array(column) for column in zip(*cells, strict=True))
    taken = taken_groups(targets, groups=list(map(str, groups)), share=0.3, seed=seed)
    assert lacking(taken, targets=targets, groups=groups) == (0, 0)
    assert 0.1 < taken[targets == 0].mean() < 0.5


def test_a_class_on_one_group_is_not_taken() -> None:
    targets = np.array([0] * 50 + [1] * 20)
    groups = [f"smear {i % 5}" for i in range(50)] + ["smear 3"] * 20
    for seed in range(6):
        taken = taken_groups(targets, groups=groups, share=0.3, seed=seed)
        assert not taken[targets == 1].any()
        assert taken.any()


def test_a_class_on_three_groups_keeps_two() -> None:
    targets = np.repeat([0, 0, 0, 0, 0, 0, 1, 1, 1], 10)
    groups = [f"smear {i}" for i in np.repeat([0, 1, 2, 3, 4, 5, 0, 1, 2], 10)]
    taken = taken_groups(targets, groups=groups, share=0.3, seed=0, spare=2)
    assert (
        len(
            {group for group, is_taken in zip(groups, taken, strict=True) if is_taken}
            & {"smear 0", "smear 1", "smear 2"}
        )
        == 1
    )


def test_thousands_of_groups_take_a_moment() -> None:
    random = np.random.default_rng(0)
    groups = random.integers(0, 3000, 20_000)
    targets = np.concatenate([random.integers(0, 6, 19_998), [6, 6]])
    taken = taken_groups(targets, groups=list(map(str, groups)), share=0.3, seed=0)
    assert lacking(taken, targets=targets, groups=groups) == (0, 0)


@pytest.mark.parametrize("groups", [["a", "b"], ["a"]])
def test_one_group_a_cell_is_asked_for(groups: list[str]) -> None:
    with pytest.raises(ValueError, match="group"):
        taken_groups([0, 1, 0], groups=groups, share=0.3, seed=0)
