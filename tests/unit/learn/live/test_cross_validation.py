"""The learning curve on drawn cells of six smears."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from rbc_desk.learn.live.cross_validation import (
    ClassLabels,
    CurvePoint,
    LearningCurve,
    fitted_temperature,
    folds_of,
    learning_curve,
    macro_f1,
)

CODES = ("normal", "macrocyte", "codocyte")


def curve_of(n: int, *, n_smears: int = 6) -> LearningCurve | None:
    random = np.random.default_rng(0)
    targets = np.arange(n) % len(CODES)
    middles = 2 * np.random.default_rng(1).standard_normal((len(CODES), 12))
    features = (middles[targets] + random.standard_normal((n, 12))).astype(np.float32)
    offset = np.zeros((n, len(CODES)), np.float32)
    smears = random.integers(0, n_smears, n)
    return learning_curve(features, offset=offset, targets=targets, smears=smears, codes=CODES)


def test_the_curve_rises_from_the_starter_alone_to_all_labels() -> None:
    curve = curve_of(160)
    assert curve is not None
    assert [point.n_labels for point in curve.points] == [0, 20, 40, 80, 160]
    assert curve.points[0].macro_f1 < 0.5 < 0.8 < curve.points[-1].macro_f1
    assert curve.probabilities.shape == (160, 3)


def test_labels_on_one_smear_have_no_curve() -> None:
    assert curve_of(30, n_smears=1) is None


def test_cells_of_a_smear_share_a_fold_and_folds_are_about_equal() -> None:
    smears = np.repeat(np.arange(12), np.arange(1, 13))
    folds = folds_of(smears)
    assert all(len(np.unique(folds[smears == smear])) == 1 for smear in range(12))
    sizes = np.bincount(folds)
    assert len(sizes) == 5
    assert sizes.max() - sizes.min() <= 4


CURVE = LearningCurve(
    (CurvePoint(0, 0.3, 0.4), CurvePoint(50, 0.7, 0.7), CurvePoint(100, 0.8, 0.8)),
    (ClassLabels("normal", 50, 4, 0.9), ClassLabels("macrocyte", 30, 3, 0.7), ClassLabels("codocyte", 20, 2, 0.8)),
    1.0,
    np.zeros((100, 3), np.float32),
)


def test_the_class_with_the_lowest_figures_is_wanted_while_the_curve_rises() -> None:
    assert CURVE.wanted is not None
    assert CURVE.wanted.code == "macrocyte"


@pytest.mark.parametrize("few", [ClassLabels("codocyte", 3, 2, 1.0), ClassLabels("codocyte", 20, 1, 1.0)])
def test_a_class_with_few_labels_or_on_one_smear_is_wanted_first(few: ClassLabels) -> None:
    curve = dataclasses.replace(CURVE, classes=(*CURVE.classes[:2], few))
    assert curve.wanted == few


def test_nothing_is_wanted_where_the_last_half_of_the_labels_changed_little() -> None:
    flat = dataclasses.replace(CURVE, points=(CurvePoint(50, 0.799, 0.7), CurvePoint(100, 0.8, 0.8)))
    assert flat.wanted is None


def test_macro_f1_is_the_mean_of_the_classes_that_occur() -> None:
    found, targets = np.array([0, 0, 1, 1, 3]), np.array([0, 0, 1, 0, 1])
    assert macro_f1(found, targets, n_classes=4) == pytest.approx((2 * 2 / 5 + 2 * 1 / 4) / 2)


def test_the_temperature_corrects_sure_answers() -> None:
    random = np.random.default_rng(0)
    targets = random.integers(0, 3, 400)
    logits = 6 * np.eye(3, dtype=np.float32)[np.where(random.random(400) < 0.7, targets, (targets + 1) % 3)]
    assert fitted_temperature(logits, targets) > 2
    assert fitted_temperature(logits[:10], targets[:10]) == 1
