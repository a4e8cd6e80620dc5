"""Confusions by smear: what is stored, and what counts are corrected by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.learn.metrics.confusions import Confusions, corrected

CODES = ("a", "b", "c")


def made(*, alike: bool, n_smears: int = 40, seed: int = 0) -> Confusions:
    """Forty smears of a model that takes a tenth of a for b: on all of them, or on a tenth of the smears always."""
    random = np.random.default_rng(seed)
    targets, smears, scores = [], [], []
    for smear in range(n_smears):
        true = random.integers(0, 3, 60)
        wrong = np.full(60, smear % 10 == 0) if alike else random.random(60) < 0.1
        told = np.where((true == 0) & wrong, 1, true)
        targets.append(true)
        scores.append(np.eye(3)[told] * 0.9 + 0.1 / 3)
        smears += [smear] * 60
    return Confusions.of(np.concatenate(scores), targets=np.concatenate(targets), smears=smears, codes=CODES)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=40))
def test_what_is_stored_is_read_again(cells):
    counts = np.zeros((5, 3, 6), np.int64)
    for true, answer, smear in cells:
        counts[smear, true, answer] += 1
    stored = Confusions(CODES, counts).to_json()
    assert (Confusions.from_json(stored, codes=CODES).counts == counts).all()


@pytest.mark.parametrize("value", [None, [], {}, ["1"], ["0,9,1"], ["0,0,-1"], ["x,0,1"], [3]])
def test_anything_else_is_no_confusions(value):
    assert Confusions.from_json(value, codes=CODES) is None


def test_errors_that_are_the_same_on_every_smear_are_corrected_and_others_are_left():
    everywhere, on_some = made(alike=False), made(alike=True)
    assert everywhere.weight() > 0.8
    assert on_some.weight() < 0.2
    assert everywhere.likeness() < 0.1 < on_some.likeness()
    assert made(alike=False, n_smears=4).weight() == 0


def test_a_thousand_answers_of_a_known_model_give_the_composition():
    rates = np.hstack([np.array([[0.8, 0.2, 0], [0.1, 0.9, 0], [0, 0.3, 0.7]]), np.zeros((3, 3))])
    truth = np.array([0.7, 0.1, 0.2])
    found = corrected(1000 * truth @ rates, np.zeros(3), rates=rates, steps=2000)
    assert found == pytest.approx(truth, abs=1e-3)


def test_rates_that_are_drawn_are_rates_and_a_class_without_counts_keeps_its_own():
    known = made(alike=False)
    unknown = known.counted_as({}, codes=(*CODES, "d"))
    drawn = unknown.drawn(20, random=np.random.default_rng(0))
    assert drawn.sum(2) == pytest.approx(1)
    assert (drawn[:, 3] == unknown.rates()[3]).all()


def test_classes_that_count_as_one_are_added():
    merged = made(alike=False).counted_as({"c": "a"}, codes=("a", "b"))
    assert merged.counts.sum() == 40 * 60
    assert merged.counts.shape == (40, 2, 4)
