"""Splits: no group in two parts, no empty part, classes balanced."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.learn.splits.grouped import PARTS, split_cells, split_groups

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


def cost(parts: Sequence[str], *, targets: Sequence[int], fractions: Sequence[float]) -> float:
    """How far a split is from `fractions`, in every class and in all cells."""
    labels, there = np.array(targets), np.array(parts)
    total = 0.0
    for part, share in zip(PARTS, fractions, strict=True):
        for own in [labels == c for c in np.unique(labels)] + [np.ones(len(labels), bool)]:
            total += ((there[own] == part).mean() - share) ** 2 / share if share else 0.0
    return total


def greedy(targets: Sequence[int], *, groups: Sequence[str], fractions: Sequence[float], seed: int) -> list[str]:
    """The largest groups first, each to where it costs least, then moves of single groups while they help."""
    names = sorted(set(groups))
    rows = [
        [sum(g == name and t == c for g, t in zip(groups, targets, strict=True)) / list(targets).count(c)
         for c in sorted(set(targets))] + [list(groups).count(name) / len(groups)]
        for name in names
    ]  # fmt: skip
    relative, used = np.array(rows), [p for p in range(3) if fractions[p]]
    wanted = np.array([fractions[p] for p in used])[:, None]
    random = np.random.default_rng(seed)
    place = np.full(len(names), -1)

    def best_for(group: int) -> int:
        have = np.stack([relative[place == part].sum(0) for part in range(len(used))])
        row = relative[group]
        return int(np.argmin(((row**2 + 2 * row * (have - wanted)) / wanted).sum(1)))

    for group in np.argsort(-relative.sum(1)):
        place[group] = best_for(group)
    for _ in range(20):
        before = place.copy()
        for group in random.permutation(len(names)):
            place[group] = -1
            place[group] = best_for(group)
        if (before == place).all():
            break
    return [PARTS[used[place[names.index(g)]]] for g in groups]


@settings(max_examples=60, deadline=None)
@given(cells=CELLS, fractions=FRACTIONS, seed=st.integers(0, 1000))
def test_a_split_is_never_further_from_the_fractions_than_moves_of_single_groups_get(
    cells: list[tuple[int, int]], fractions: tuple[float, float, float], seed: int
) -> None:
    targets, groups = [c for c, _ in cells], [f"smear {g}" for _, g in cells]
    simple = greedy(targets, groups=groups, fractions=fractions, seed=seed)
    if set(simple) == set(PARTS):  # where it left a part empty it was no split
        found = split_groups(targets, groups=groups, fractions=fractions, seed=seed)
        told = [cost(parts, targets=targets, fractions=fractions) for parts in (found, simple)]
        assert told[0] <= told[1] + 1e-9


# cells of three classes on real smears, one a row; the fifth and sixth, seventh and eighth are of one specimen
REAL = ((67, 0, 0), (6, 79, 10), (0, 81, 5), (6, 0, 0), (32, 0, 0), (44, 0, 0),
        (48, 17, 0), (0, 0, 33), (32, 0, 4), (59, 0, 2), (0, 0, 39), (0, 0, 33))  # fmt: skip
DOGS = (0, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9)


def on_smears(rows: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """The class and the smear of each cell."""
    pairs = [(c, smear) for smear, row in enumerate(rows) for c, n in enumerate(row) for _ in range(n)]
    return [c for c, _ in pairs], [smear for _, smear in pairs]


@pytest.mark.parametrize("seed", range(4))
def test_of_few_real_specimens_the_test_part_is_the_best_there_is(seed: int) -> None:
    targets, smears = on_smears(REAL)
    dogs, fractions = [DOGS[smear] for smear in smears], (0.7, 0.0, 0.3)
    told = cost(
        split_groups(targets, groups=list(map(str, dogs)), fractions=fractions, seed=seed),
        targets=targets, fractions=fractions,
    )  # fmt: skip
    every = (np.array(["train", "test"])[np.array(bits)[dogs]] for bits in itertools.product((0, 1), repeat=10))
    assert told == pytest.approx(min(cost(p, targets=targets, fractions=fractions) for p in every))


@pytest.mark.parametrize("seed", range(4))
def test_a_validation_part_with_two_classes_is_preferred_to_one_with_a_single_class(seed: int) -> None:
    """Moves of single groups alone ended with the 44 normal cells of the sixth smear."""
    rest = [row for dog, row in zip(DOGS, REAL, strict=True) if dog not in (5, 7)]
    targets, smears = on_smears(rest)
    parts = split_groups(targets, groups=list(map(str, smears)), fractions=(6 / 7, 1 / 7, 0.0), seed=seed)
    assert len(set(np.array(targets)[parts == "validation"])) > 1


def test_a_part_with_fraction_zero_stays_empty() -> None:
    parts = split_groups([0, 1] * 10, groups=[str(i // 2) for i in range(20)], fractions=(0.7, 0.0, 0.3), seed=0)
    assert set(parts) == {"train", "test"}


@pytest.mark.parametrize("fractions", [(0.5, 0.5, 0.5), (1.2, -0.2, 0.0), (0.0, 0.5, 0.5)])
def test_fractions_that_are_none_are_refused(fractions: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="fractions"):
        split_cells([0, 1], fractions=fractions, seed=0)


def test_no_cells_are_split_into_nothing() -> None:
    assert len(split_groups([], groups=[], seed=0)) == len(split_cells([], seed=0)) == 0
