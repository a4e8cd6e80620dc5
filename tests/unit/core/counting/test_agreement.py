"""Agreement of two readings, against scikit-learn and by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from rbc_desk.core.counting.agreement import agreement

CODES = ("normal", "codocyte", "spherocyte")
PAIRS = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), min_size=1, max_size=60)


@given(PAIRS)
def test_kappa_is_that_of_scikit_learn(pairs):
    found = agreement(pairs, order=CODES)
    first, second = zip(*pairs, strict=True)
    assert found.n_cells == len(pairs)
    if found.kappa is not None:
        assert found.kappa == pytest.approx(cohen_kappa_score(first, second))
    else:
        assert len(set(first) | set(second)) == 1


@given(PAIRS)
def test_the_order_of_the_readings_changes_no_figure(pairs):
    one, other = agreement(pairs, order=CODES), agreement([(b, a) for a, b in pairs], order=CODES)
    assert one.codes == other.codes
    assert one.kappa == pytest.approx(other.kappa) if one.kappa is not None else other.kappa is None
    assert [one.of_class(code) for code in one.codes] == [other.of_class(code) for code in one.codes]


def test_a_worked_example():
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    found = agreement(pairs, order=("a", "b"))
    assert found.observed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.of_class("a") == pytest.approx(40 / 55)


def test_without_cells_nothing_is_claimed():
    found = agreement([], order=CODES)
    assert (found.codes, found.observed, found.kappa) == ((), None, None)
