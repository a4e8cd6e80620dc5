"""Agreement of readers: published examples, and the figures of scikit-learn and statsmodels."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss_of_statsmodels

from rbc_desk.learn.metrics.agreement import NO_LABEL, agreement
from rbc_desk.learn.metrics.bootstrap import drawn_weights, interval

CODES = ("a", "b", "c")
LABELS = st.integers(NO_LABEL, len(CODES) - 1)
KNOWN = st.integers(0, len(CODES) - 1)
KRIPPENDORFF = """\
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Four observers of twelve units (Krippendorff 2011, Computing Krippendorff's alpha-reliability, section C)."""
FOURTEEN = (
    "0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1",
    "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2", "6 5 2 1 0", "0 2 2 3 7",
)  # fmt: skip
"""Ten subjects by fourteen raters in five categories: the worked example of Fleiss' kappa."""


def compared(labels, *, codes=CODES, smears=None, **options):
    table = np.array(labels, np.int64)
    names = [f"reader {i}" for i in range(table.shape[1])]
    places = np.zeros(len(table), int) if smears is None else smears
    return agreement(table, smears=places, readers=names, codes=codes, **{"draws": 10, **options})


def test_krippendorff_s_own_example():
    observers = [[NO_LABEL if v == "." else int(v) - 1 for v in line.split()] for line in KRIPPENDORFF.splitlines()]
    found = compared(np.transpose(observers), codes=tuple("12345"))
    assert found.figure("alpha").value == pytest.approx(0.743, abs=5e-4)
    assert found.figure("ordinal_alpha").value == pytest.approx(0.815, abs=5e-4)
    assert (found.n_cells, found.n_complete, found.n_agreed) == (11, 8, 8)


def test_the_worked_example_of_fleiss():
    counts = [[int(n) for n in line.split()] for line in FOURTEEN]
    found = compared([np.repeat(np.arange(5), row) for row in counts], codes=tuple("12345"))
    assert found.figure("fleiss_kappa").value == pytest.approx(0.210, abs=5e-4)


@given(st.lists(st.tuples(KNOWN, KNOWN), min_size=1, max_size=40))
def test_cohen_s_kappas_are_those_of_scikit_learn(pairs):
    found = compared(pairs)
    (pair,) = found.pairs
    first, second = np.transpose(pairs)
    assert pair.figure("observed").value == pytest.approx((first == second).mean())
    if len(found.codes) == 1:
        assert pair.figure("kappa").value is None
        return
    assert pair.figure("kappa").value == pytest.approx(cohen_kappa_score(first, second))
    used = [CODES.index(code) for code in found.codes]
    weighted = cohen_kappa_score(first, second, labels=range(len(CODES)), weights="quadratic")
    assert pair.figure("weighted_kappa").value == pytest.approx(weighted)
    for i, code in zip(used, found.codes, strict=True):
        assert pair.figure("kappa", code).value == pytest.approx(cohen_kappa_score(first == i, second == i))
        both, given_ = ((first == i) & (second == i)).sum(), (first == i).sum() + (second == i).sum()
        assert pair.figure("positive", code).value == pytest.approx(2 * both / given_)


@given(st.lists(st.lists(KNOWN, min_size=4, max_size=4), min_size=2, max_size=30))
def test_fleiss_kappa_is_that_of_statsmodels(labels):
    found = compared(labels).figure("fleiss_kappa").value
    if found is None:
        assert len(np.unique(labels)) == 1
    else:
        assert found == pytest.approx(fleiss_of_statsmodels(aggregate_raters(np.array(labels))[0]))


@given(st.lists(st.lists(LABELS, min_size=3, max_size=3), min_size=1, max_size=15))
def test_alpha_is_one_minus_the_observed_by_the_expected_disagreement_of_all_pairs(labels):
    """The definition: the pairs of each cell, divided by its labels minus one, against all pairs."""
    cells = [[v for v in row if v != NO_LABEL] for row in labels]
    cells = [row for row in cells if len(row) > 1]
    values = [v for row in cells for v in row]
    found = compared(labels)
    assert found.n_cells == len(cells)
    for name, of in [("", None), *((code, CODES.index(code)) for code in found.codes)]:
        told = found.figure("alpha", name).value

        def differ(a, b, of=of):
            return a != b if of is None else (a == of) != (b == of)

        expected = np.mean([differ(a, b) for a, b in permutations(values, 2)]) if values else 0
        if expected == 0:
            assert told is None
            continue
        observed = sum(differ(a, b) / (len(row) - 1) for row in cells for a, b in permutations(row, 2)) / len(values)
        assert told == pytest.approx(1 - observed / expected)


def test_an_interval_is_that_of_the_cells_of_whole_smears_drawn_again_and_again():
    random = np.random.default_rng(5)
    first = random.integers(0, 3, 90)
    second = np.where(random.random(90) < 0.7, first, random.integers(0, 3, 90))
    smears = np.repeat([7, 8, 9, 10, 11, 12], 15)
    found = compared(np.stack([first, second], 1), smears=smears, draws=40, seed=3).pairs[0].figure("kappa")
    weights, group_of = drawn_weights(smears, draws=40, seed=3)
    again = [np.repeat(np.arange(90), drawn[group_of].astype(int)) for drawn in weights]
    low, high = interval(np.array([cohen_kappa_score(first[i], second[i]) for i in again]))
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert low < found.value < high


def test_one_smear_gives_no_interval_and_no_shared_cell_gives_no_figure():
    found = compared([(0, 1), (1, 1)]).pairs[0].figure("observed")
    assert (found.value, found.low, found.high) == (0.5, None, None)
    nothing = compared([(0, NO_LABEL), (NO_LABEL, 1)])
    assert (nothing.n_cells, nothing.codes, nothing.figures, nothing.pairs) == (0, (), (), ())
