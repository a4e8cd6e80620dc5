"""Splits of labelled cells: whole groups, and no class without training or test cells where that can be."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.services.datasets.splits import Split, part_cells
from rbc_desk.store.rows import LabelledCell

CELLS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=6, max_size=60)


def parted(cells: list[tuple[int, int]], *, seed: int = 0) -> Split:
    """The split by smear of cells, given as class and smear."""
    labelled = [
        LabelledCell(Cell(i, smear, Circle(0, 0, 9), CellState.CONFIRMED, 1), smear, f"dog {smear}", "abcd"[target])
        for i, (target, smear) in enumerate(cells)
    ]
    targets = np.array([target for target, _ in cells])
    return part_cells(labelled, targets=targets, codes="abcd", split_by="smear", seed=seed)


@settings(max_examples=40, deadline=None)
@given(cells=CELLS, seed=st.integers(0, 50))
def test_each_class_on_two_smears_is_learned_and_tested_wherever_whole_smears_allow_it(
    cells: list[tuple[int, int]], seed: int
) -> None:
    split = parted(cells, seed=seed)
    assert split == parted(cells, seed=seed)
    smears_of = {target: {s for t, s in cells if t == target} for target, _ in cells}
    smears = sorted(set.union(*smears_of.values()))

    def has_all(test: set[int]) -> bool:
        return all(own - test and (len(own) == 1 or own & test) for own in smears_of.values())

    every = (set(some) for n in range(1, len(smears)) for some in itertools.combinations(smears, n))
    can = len(smears) >= 3 and any(map(has_all, every))
    if split.facts.used == "cell":
        assert not can
        return
    parts = {smear: {part for part, (_, s) in zip(split.parts, cells, strict=True) if s == smear} for smear in smears}
    assert all(own == {"test"} for own in parts.values() if "test" in own)
    assert split.facts.chosen_by_cell or all(len(own) == 1 for own in parts.values())
    assert not {"abcd".index(code) for code in split.facts.missing("train")} & set(smears_of)
    if can:
        assert has_all({smear for smear, own in parts.items() if own == {"test"}})


def test_where_whole_smears_would_take_a_class_away_single_cells_choose_the_epoch() -> None:
    cells = [(0, s) for s in (0, 1) for _ in range(10)] + [(1, s) for s in (1, 2) for _ in range(10)]
    split = parted(cells)
    assert (split.facts.used, split.facts.chosen_by_cell) == ("smear", True)
    assert set(split.parts) == {"train", "validation", "test"}
    assert all(split.facts.counts[part][code] for part in ("train", "test") for code in "ab")
    assert split.facts.groups_of == {"a": 2, "b": 2, "c": 0, "d": 0}


def test_a_class_on_one_smear_of_many_is_learned_and_not_tested() -> None:
    cells = [(0, s) for s in range(6) for _ in range(10)] + [(1, 4)] * 6
    for seed in range(5):
        counts = parted(cells, seed=seed).facts.counts
        assert (counts["train"]["b"], counts["test"]["b"]) == (6, 0)


def test_a_class_on_three_smears_helps_to_choose_the_epoch_too() -> None:
    cells = [(0, s) for s in range(9) for _ in range(10)] + [(1, s) for s in (2, 5, 7) for _ in range(4)]
    for seed in range(5):
        counts = parted(cells, seed=seed).facts.counts
        assert all(counts[part]["b"] == 4 for part in counts)
