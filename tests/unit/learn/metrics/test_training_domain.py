"""The distance of smears from the training cells in feature space, on synthetic features."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rbc_desk.learn.metrics.training_domain import TrainingDomain, fit_domain

N_FEATURES, N_CLASSES, PER_SMEAR = 40, 10, 30
CLASSES = 6 * np.random.default_rng(7).normal(size=(N_CLASSES, N_FEATURES))
SPREAD = np.geomspace(3, 0.1, N_FEATURES)


def cells(
    seed: int, *, n_smears: int, shift: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.int64], list[int]]:
    """Features, classes and smears: cells of a smear share a small offset, and all a `shift` of one direction."""
    random = np.random.default_rng(seed)
    smears = np.repeat(np.arange(n_smears), PER_SMEAR)
    targets = random.integers(0, N_CLASSES, len(smears))
    offsets = 0.3 * random.normal(size=(n_smears, N_FEATURES)) * SPREAD
    found = CLASSES[targets] + random.normal(size=(len(smears), N_FEATURES)) * SPREAD + offsets[smears]
    found[:, -1] += shift
    return found, targets, smears.tolist()


def domain() -> TrainingDomain:
    features, targets, _ = cells(0, n_smears=60)
    fitted = fit_domain(features, targets=targets)
    assert fitted is not None
    held_out, _, smears = cells(1, n_smears=12)
    return fitted.with_limit(held_out, smears=smears)


def share_outside(fitted: TrainingDomain, *, shift: float) -> float:
    assert fitted.limit is not None
    features, _, smears = cells(2, n_smears=200, shift=shift)
    far = [fitted.distance(features[np.array(smears) == i]) for i in range(200)]
    return float(np.mean(np.array(far) > fitted.limit))


def test_smears_like_those_of_the_training_lie_inside_and_shifted_ones_outside() -> None:
    fitted = domain()
    assert 0.5 < fitted.distance(cells(3, n_smears=1)[0]) < 1.5
    assert share_outside(fitted, shift=0.0) <= 0.1
    assert share_outside(fitted, shift=3.0) == 1.0


def test_another_mixture_of_the_known_classes_is_not_a_shift() -> None:
    fitted = domain()
    features, targets, _ = cells(4, n_smears=10)
    for target in range(N_CLASSES):
        assert fitted.distance(features[targets == target]) < (fitted.limit or 0)


def test_fewer_smears_give_a_wider_limit_and_too_few_none() -> None:
    fitted = domain()
    held_out, _, smears = cells(1, n_smears=12)
    few = PER_SMEAR * 5
    narrow, wide = fitted.limit, fitted.with_limit(held_out[:few], smears=smears[:few]).limit
    assert narrow is not None
    assert wide is not None
    assert wide > narrow
    few = PER_SMEAR * 4
    left = fitted.with_limit(held_out[:few], smears=smears[:few])
    assert (left.limit, left.n_smears) == (None, 4)


def test_a_model_of_few_classes_has_no_limit() -> None:
    features, targets, smears = cells(0, n_smears=60)
    fitted = fit_domain(features, targets=targets % 3)
    assert fitted is not None
    assert fitted.with_limit(features, smears=smears).limit is None


def test_what_a_bundle_holds_gives_the_same_distances() -> None:
    fitted, (features, _, _) = domain(), cells(5, n_smears=2, shift=1.0)
    read = TrainingDomain.from_json(json.loads(json.dumps(fitted.to_json())))
    assert read is not None
    np.testing.assert_allclose(read.of_cells(features), fitted.of_cells(features), rtol=1e-5)
    assert (read.limit, read.n_smears) == (fitted.limit, 12)


@pytest.mark.parametrize(
    "wrong",
    [{"version": 2}, {"features": 41}, {"axes": "?"}, {"rest": -1.0}, {"means": ""}, {"centre": None}],
)
def test_a_domain_that_is_not_valid_counts_as_none(wrong: dict[str, Any]) -> None:
    assert TrainingDomain.from_json(domain().to_json() | wrong) is None
    assert TrainingDomain.from_json({}) is None


def test_a_limit_that_is_no_positive_number_is_none() -> None:
    for wrong in ("1", True, -1.0, float("nan"), None):
        read = TrainingDomain.from_json(domain().to_json() | {"limit": wrong})
        assert read is not None
        assert read.limit is None


def test_too_few_cells_or_cells_that_do_not_vary_have_no_domain() -> None:
    features, targets, _ = cells(0, n_smears=1)
    assert fit_domain(features[:3], targets=targets[:3]) is None
    assert fit_domain(np.ones((100, 8)), targets=np.zeros(100, np.int64)) is None
