"""Cells in order of their similarity to one of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.learn.live.similarity import by_similarity


def cells(seed: int, *, n: int = 240) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of cells of three classes on four smears, each with a stain of its own that outweighs the class."""
    rng = np.random.default_rng(seed)
    classes, smears = rng.integers(0, 3, n), np.arange(n) % 4
    of_class, of_smear = np.zeros((3, 16)), rng.normal(0, 3, (4, 16))
    of_class[np.arange(3), np.arange(3)] = 3.0
    features = of_class[classes] + of_smear[smears] + rng.normal(0, 0.4, (n, 16))
    return features.astype(np.float16), classes, smears.astype(np.int64)


@pytest.mark.parametrize("row", [0, 7, 100])
def test_cells_of_the_same_class_come_first_whatever_their_stain(row: int) -> None:
    features, classes, smears = cells(1)
    order = by_similarity(features, smears=smears, row=row)
    first = order[1:40]
    assert order[0] == row
    assert (classes[first] == classes[row]).mean() > 0.95
    assert len(np.unique(smears[first])) == 4


@given(st.integers(0, 1000), st.integers(1, 60))
def test_every_cell_stands_once_and_a_brighter_picture_changes_nothing(seed: int, n: int) -> None:
    features, _, smears = cells(seed, n=n)
    order = by_similarity(features.astype(np.float32), smears=smears, row=n // 2)
    assert sorted(order.tolist()) == list(range(n))
    assert order[0] == n // 2
    brighter = by_similarity(features.astype(np.float32) * 2, smears=smears, row=n // 2)
    assert brighter.tolist() == order.tolist()


def test_one_cell_is_like_itself() -> None:
    assert by_similarity(np.ones((1, 4), np.float16), smears=np.zeros(1, np.int64), row=0).tolist() == [0]
