"""Figures of an evaluation, against scikit-learn and in edge cases."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from rbc_desk.learn.metrics.evaluate import evaluate, from_json, quick_scores, to_json

CODES = ("codocyte", "hypochromia", "normal")


def sample(n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    targets = random.integers(0, 3, n)
    raw = random.random((n, 3)) + np.eye(3)[targets] * 0.5
    return raw / raw.sum(1, keepdims=True), targets


def test_the_figures_are_those_of_scikit_learn() -> None:
    scores, targets = sample()
    ours = evaluate(scores, targets=targets, codes=CODES)
    told = scores.argmax(1)
    assert ours.accuracy == accuracy_score(targets, told)
    assert ours.macro_f1 == pytest.approx(f1_score(targets, told, average="macro"))
    assert ours.auroc == pytest.approx(roc_auc_score(targets, scores, multi_class="ovr"))
    assert sum(map(sum, ours.confusion)) == ours.n_cells == 200
    assert [c.support for c in ours.per_class] == np.bincount(targets).tolist()


def test_the_epochs_figures_follow_the_same_rules() -> None:
    scores, targets = sample()
    whole = evaluate(scores, targets=targets, codes=CODES)
    quick, confusion = quick_scores(scores, targets=targets)
    assert (quick.accuracy, quick.macro_f1, confusion) == (whole.accuracy, whole.macro_f1, whole.confusion)
    assert quick.auroc == pytest.approx(whole.auroc)


def test_an_evaluation_survives_json() -> None:
    scores, targets = sample()
    ours = evaluate(scores, targets=targets, codes=CODES)
    assert from_json(json.loads(json.dumps(to_json(ours)))) == ours


def test_curves_run_from_zero_to_one() -> None:
    scores, targets = sample()
    for curve in evaluate(scores, targets=targets, codes=CODES).roc:
        for rates in (curve.false_positive_rate, curve.true_positive_rate):
            assert (rates[0], rates[-1]) == (0, 1)
            assert list(rates) == sorted(rates)


def test_an_absent_class_has_no_figures_and_does_not_count() -> None:
    scores = np.array([[0.9, 0.1, 0.0], [0.2, 0.1, 0.7], [0.1, 0.1, 0.8]])
    ours = evaluate(scores, targets=[0, 2, 2], codes=CODES)
    absent = ours.per_class[1]
    assert (absent.support, absent.precision, absent.recall, absent.f1, absent.auroc) == (0, None, None, None, None)
    assert ours.accuracy == ours.macro_f1 == ours.auroc == 1
    assert [curve.code for curve in ours.roc] == ["codocyte", "normal"]


def test_a_class_never_told_has_no_precision_but_an_f1_of_zero() -> None:
    scores = np.array([[0.9, 0.1, 0.0], [0.8, 0.2, 0.0]])
    never = evaluate(scores, targets=[0, 1], codes=CODES).per_class[1]
    assert (never.precision, never.recall, never.f1) == (None, 0, 0)


def test_one_class_alone_has_no_auroc() -> None:
    ours = evaluate(np.array([[0.9, 0.1, 0.0]]), targets=[0], codes=CODES)
    assert ours.auroc is None
    assert ours.roc == ()


@pytest.mark.parametrize(
    ("scores", "targets"),
    [
        (np.zeros((0, 3)), []),
        (np.zeros((2, 3)), [0]),
        (np.zeros((1, 2)), [0]),
        (np.zeros((1, 3)), [3]),
        (np.full((1, 3), np.nan), [0]),
    ],
)
def test_what_cannot_be_evaluated_is_refused(scores: np.ndarray, targets: list[int]) -> None:
    with pytest.raises(ValueError, match=r"cells|targets|finite"):
        evaluate(scores, targets=targets, codes=CODES)
