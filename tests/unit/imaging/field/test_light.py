"""The smooth light of a field."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rbc_desk.imaging.field.light import (
    least_squares,
    lightest_channel,
    mean_of_channels,
    quadratic_terms,
    surface,
    terms_at,
)

COEFFICIENTS = arrays(np.float32, (6, 3), elements=st.floats(-100, 100, width=32))


@given(COEFFICIENTS, st.integers(3, 40), st.integers(3, 40))
def test_a_quadratic_light_is_found_again(true, rows, columns):
    terms = quadratic_terms((rows, columns))
    assert terms.shape == (rows, columns, 6)
    found = least_squares(terms.reshape(-1, 6), (terms @ true).reshape(-1, 3))
    assert found == pytest.approx(true, abs=0.05)


@given(COEFFICIENTS, st.integers(0, 2**32 - 1))
def test_it_is_the_solution_of_the_weighted_problem_of_numpy(true, seed):
    random = np.random.default_rng(seed)
    terms = quadratic_terms((8, 9)).reshape(-1, 6)
    values = (terms @ true[:, 0] + random.normal(0, 5, len(terms))).astype(np.float32)
    weights = random.uniform(0.1, 1, len(terms))
    roots = np.sqrt(weights)
    theirs, *_ = np.linalg.lstsq(terms * roots[:, None], values * roots, rcond=None)
    assert least_squares(terms, values, weights=weights) == pytest.approx(theirs, abs=0.01)


def test_one_line_of_pixels_gives_its_light_and_no_error():
    terms = quadratic_terms((9, 9))[4]
    coefficients = least_squares(terms, np.full(9, 200, np.float32))
    assert terms @ coefficients == pytest.approx(200, abs=0.01)


@given(COEFFICIENTS, st.integers(2, 40), st.integers(2, 40), st.integers(1, 5))
def test_the_surface_is_the_sum_of_its_terms_everywhere(weights, rows, columns, step):
    terms = quadratic_terms((rows, columns))
    assert surface(weights, (rows, columns)) == pytest.approx(terms @ weights, abs=0.01)
    assert np.array_equal(quadratic_terms((rows, columns), step=step), terms[::step, ::step])
    some = sorted({0, rows // 2, rows - 1}), sorted({0, columns // 3, columns - 1})
    assert np.array_equal(terms_at(*some, shape=(rows, columns)), terms[np.ix_(*some)])


@given(arrays(np.uint8, st.tuples(st.integers(0, 9), st.integers(0, 9), st.just(3))))
def test_channels_are_joined_as_numpy_joins_them(pixels):
    assert np.array_equal(lightest_channel(pixels), pixels.max(axis=2))
    assert mean_of_channels(pixels) == pytest.approx(pixels.mean(axis=2), abs=1e-3)
    rows = pixels.reshape(-1, 3).astype(np.float32)
    assert mean_of_channels(rows) == pytest.approx(rows.mean(axis=1) if len(rows) else np.zeros(0), abs=1e-3)
