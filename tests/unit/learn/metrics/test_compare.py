"""Comparison of two models on the same cells, against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from rbc_desk.learn.metrics.compare import difference


@given(st.integers(0, 30), st.integers(0, 30))
def test_mcnemar_is_the_two_sided_binomial_of_the_cells_that_differ(b, c):
    first = np.array([0] * b + [1] * c + [0] * 5)
    second = np.array([1] * b + [0] * c + [0] * 5)
    told = difference(first, second, targets=np.zeros(b + c + 5, int), smears=range(b + c + 5), n_classes=2, draws=2)
    exact = min(1.0, 2 * binom.cdf(min(b, c), b + c, 0.5)) if b + c else 1.0
    assert (told.only_first, told.only_second) == (b, c)
    assert told.p_value == pytest.approx(exact)


def test_a_gain_that_every_smear_shows_has_a_narrow_interval():
    targets = np.tile([0, 1], 100)
    first = np.tile([0, 0, 0, 1], 50)
    told = difference(first, targets, targets=targets, smears=np.repeat(range(10), 20).tolist(), n_classes=2)
    accuracy = told.figures[0]
    assert (accuracy.value, accuracy.low, accuracy.high) == pytest.approx((0.25, 0.25, 0.25))


def test_a_class_that_a_model_does_not_know_is_wrong():
    told = difference(np.array([0, 1]), np.array([0, 2]), targets=np.array([0, 1]), smears=[1, 2], n_classes=2)
    assert told.figures[0].value == -0.5
