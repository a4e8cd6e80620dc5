"""The order in which cells are offered for labelling."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.learn.live import choice

PROBABILITIES = np.array(
    [[0.98, 0.01, 0.01], [0.5, 0.45, 0.05], [0.45, 0.05, 0.5], [0.05, 0.05, 0.9], [0.9, 0.09, 0.01]], np.float32
)
FEATURES = np.array([[0, 0], [0, 1], [5, 5], [9, 9], [0, 0.5]], np.float32)


def test_the_smallest_margin_comes_first() -> None:
    assert choice.least_certain(PROBABILITIES).tolist()[:2] == [1, 2]


def test_a_class_with_few_labels_comes_first() -> None:
    assert choice.rare_first(PROBABILITIES, counts=np.array([100, 100, 0])).tolist()[:2] == [3, 2]


def test_the_cell_least_like_the_labelled_ones_comes_first() -> None:
    order = choice.different_first(FEATURES, labelled=FEATURES[:1])
    assert order.tolist()[:2] == [3, 2]


def test_the_best_for_learning_is_uncertain_and_of_a_rare_class() -> None:
    assert choice.best_for_learning(PROBABILITIES, counts=np.array([100, 100, 1])).tolist()[0] == 2
    assert choice.best_for_learning(PROBABILITIES, counts=np.array([100, 1, 100])).tolist()[0] == 1


def test_the_best_for_learning_are_not_all_of_one_class() -> None:
    # ten of each of two equally rare pairs of classes; one pair is a little less certain
    first, second = [0.5, 0.5, 0, 0], [0, 0, 0.51, 0.49]
    order = choice.best_for_learning(np.array([first] * 10 + [second] * 10, np.float32), counts=np.zeros(4, int))
    assert 3 <= (order[:10] < 10).sum() <= 7


@pytest.mark.parametrize("n", [0, 1, 5, 3000])
def test_every_cell_has_one_place_and_the_same_one_each_time(n: int) -> None:
    random = np.random.default_rng(0)
    shares = random.dirichlet(np.ones(3), n).astype(np.float32).reshape(n, 3)
    features, counts = random.standard_normal((n, 4)), np.array([3, 0, 9])
    for _ in range(2):
        orders = [
            choice.least_certain(shares),
            choice.rare_first(shares, counts=counts),
            choice.different_first(features, labelled=features[:2]),
            choice.best_for_learning(shares, counts=counts),
        ]
        assert all(sorted(order.tolist()) == list(range(n)) for order in orders)
    assert (choice.best_for_learning(shares, counts=counts) == orders[-1]).all()
