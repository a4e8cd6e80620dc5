"""Shares and their intervals, on specimens of known composition. Seeds are fixed, so nothing is left to chance."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.counting.wilson import wilson as wilson_of_one
from rbc_desk.learn.metrics.confusions import Confusions
from rbc_desk.learn.metrics.shares import FieldCells, estimate, wilson

TRUTH = np.array([0.8, 0.15, 0.05])
RATES = np.array([[0.92, 0.06, 0.02], [0.1, 0.88, 0.02], [0.15, 0.05, 0.8]])
NOTHING = (np.zeros(0, np.int64), np.zeros(0))


def answers(true, random):
    return np.minimum((random.random(len(true))[:, None] > RATES.cumsum(1)[true]).sum(1), 2)


def confusions(random) -> Confusions:
    true = random.integers(0, 3, 2000)
    scores = np.eye(3)[answers(true, random)] * 0.5 + 0.5 / 3
    return Confusions.of(scores, targets=true, smears=np.arange(2000) // 50, codes=("a", "b", "c"))


def specimen(random, *, n_fields, n_cells=100, alike=0.02, model=False):
    for _ in range(n_fields):
        true = random.choice(3, size=n_cells, p=random.dirichlet(TRUTH * (1 / alike - 1)))
        if model:
            yield FieldCells(np.zeros(3, np.int64), answers(true, random), np.full(n_cells, 0.6))
        else:
            yield FieldCells(np.bincount(true, minlength=3), *NOTHING)


@pytest.mark.parametrize(("n_fields", "model"), [(3, False), (8, False), (8, True)])
def test_intervals_cover_the_truth_of_clustered_fields(n_fields, model):
    covered = []
    for seed in range(60):
        random = np.random.default_rng(seed)
        known = confusions(random) if model else None
        found, _ = estimate(list(specimen(random, n_fields=n_fields, model=model)), confusions=known, each=False)
        covered.append((found.low <= TRUTH) & (found.high >= TRUTH))
    assert 0.92 <= np.mean(covered) <= 0.995


def test_single_cells_would_make_clustered_fields_too_certain():
    random = np.random.default_rng(1)
    fields = list(specimen(random, n_fields=6, alike=0.1))
    found, _ = estimate(fields)
    together, _ = estimate([FieldCells(np.sum([one.confirmed for one in fields], axis=0), *NOTHING)])
    assert (found.share == together.share).all()
    assert (found.high - found.low > 1.3 * (together.high - together.low)).all()


def test_known_confusions_are_corrected_but_never_a_confirmed_cell():
    random = np.random.default_rng(2)
    fields = list(specimen(random, n_fields=10, n_cells=300, alike=0.001, model=True))
    counted, corrected = estimate(fields)[0], estimate(fields, confusions=confusions(random))[0]
    assert np.abs(corrected.share - TRUTH).sum() < 0.5 * np.abs(counted.share - TRUTH).sum()
    by_person = [FieldCells(np.array([80, 15, 5]), *NOTHING)]
    assert estimate(by_person, confusions=confusions(random))[0].share == pytest.approx(TRUTH)


def test_reviewing_predictions_makes_the_interval_shorter():
    random = np.random.default_rng(3)
    known = confusions(random)
    true = np.repeat([0, 1, 2], [160, 30, 10])
    told = answers(true, random)
    lengths = []
    for n in (0, 100, 200):
        one = FieldCells(np.bincount(true[:n], minlength=3), told[n:], np.full(200 - n, 0.6))
        found = estimate([one], confusions=known)[0]
        lengths.append((found.high - found.low).sum())
    assert lengths == sorted(lengths, reverse=True)


def test_without_known_confusions_the_interval_bears_any_truth_of_the_predictions():
    predicted = FieldCells(np.array([0, 0, 0]), np.full(40, 1), np.full(40, 0.99))
    alone = estimate([predicted])[0]
    assert (alone.share.tolist(), alone.low.tolist(), alone.high.tolist()) == ([0, 1, 0], [0, 0, 0], [1, 1, 1])
    partly = FieldCells(np.array([50, 10, 0]), np.full(40, 1), np.full(40, 0.99))
    found = estimate([partly])[0]
    assert found.share == pytest.approx([0.5, 0.5, 0])
    for true in ([0.9, 0.1, 0], [0.5, 0.5, 0], [0.5, 0.1, 0.4]):
        assert (found.low <= np.array(true)).all()
        assert (found.high >= np.array(true)).all()
    assert found.low[0] > 0.35
    by_person = estimate([FieldCells(np.array([50, 50, 0]), *NOTHING)])[0]
    assert (by_person.high - by_person.low < found.high - found.low).all()


def test_a_class_of_which_no_cell_was_seen_may_still_be_there():
    found = estimate([FieldCells(np.array([100, 0, 0]), *NOTHING), FieldCells(np.array([100, 0, 0]), *NOTHING)])[0]
    assert found.low[1] == 0
    assert 0.01 < found.high[1] < 0.05


def test_wilson_of_many_shares_is_that_of_each():
    low, high = wilson(np.array([0.0, 0.3, 1.0]), n=50.0)
    assert list(zip(low, high, strict=True)) == [pytest.approx(wilson_of_one(k, 50)) for k in (0, 15, 50)]
