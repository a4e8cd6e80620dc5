"""Finding labels that are probably wrong."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.learn.fit.cross_validation import cross_validated
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.label_errors import doubtful

CODES = ("codocyte", "hypochromia", "normal")


def separable(n: int = 600, *, seed: int = 0):
    """Features of three classes that lie well apart, 5 % of the labels swapped; and which."""
    rng = np.random.default_rng(seed)
    true = rng.integers(0, 3, n)
    features = (np.eye(3)[true] @ rng.normal(0, 1, (3, 24)) * 3 + rng.normal(0, 1, (n, 24))).astype(np.float32)
    swapped = rng.choice(n, n // 20, replace=False)
    labels = true.copy()
    labels[swapped] = (true[swapped] + rng.integers(1, 3, len(swapped))) % 3
    return features, labels, set(swapped.tolist())


@pytest.mark.parametrize("n_groups", [3, 40], ids=["few smears", "many smears"])
def test_swapped_labels_are_found_first(n_groups):
    features, labels, swapped = separable()
    groups = [i % n_groups for i in range(len(labels))]
    spec = TrainSpec(mode="quick", network="efficientnet_lite0", epochs=10)
    probabilities = cross_validated(spec, features=features, targets=labels, groups=groups, codes=CODES)
    assert np.allclose(probabilities.sum(1), 1, atol=1e-4)
    found = doubtful(labels, probabilities)
    hits = swapped & set(found[: 2 * len(swapped)].tolist())
    assert len(hits) >= 0.8 * len(swapped)


def test_a_class_of_one_smear_alone_is_not_doubted():
    features, labels, _ = separable()
    labels[labels == 2] = 1
    groups = np.arange(len(labels)) % 12
    labels[groups == 5] = 2  # of this class no other smear has a cell
    spec = TrainSpec(mode="quick", network="efficientnet_lite0", epochs=10)
    probabilities = cross_validated(spec, features=features, targets=labels, groups=groups.tolist(), codes=CODES)
    assert not set(doubtful(labels, probabilities).tolist()) & set(np.flatnonzero(labels == 2).tolist())


def test_nothing_is_doubted_where_the_probabilities_agree_with_the_labels():
    labels = np.arange(60) % 3
    probabilities = np.full((60, 3), 0.05)
    probabilities[np.arange(60), labels] = 0.9
    assert not len(doubtful(labels, probabilities))


def test_a_class_without_a_cell_and_a_single_class_are_no_problem():
    labels = np.array([0, 2] * 20)
    probabilities = np.full((40, 3), 0.1)
    probabilities[np.arange(40), labels] = 0.8
    probabilities[0] = (0.02, 0.18, 0.8)
    assert doubtful(labels, probabilities).tolist() == [0]
    assert not len(doubtful(np.zeros(10, np.int64), np.full((10, 3), 1 / 3)))
