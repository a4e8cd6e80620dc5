"""Warnings about models: no better than guessing, or parts that lack classes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.models.model_quality import ClassTally, ModelQuality, is_no_better, model_warnings
from rbc_desk.core.splits.facts import SplitFacts

NAMES = {"normal": "Normal", "codocyte": "Codocyte"}
pairs = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: (max(pair), min(pair)))
tallies = st.tuples(pairs, pairs).map(
    lambda two: tuple(ClassTally(code, *pair) for code, pair in zip(NAMES, two, strict=True))
)


def on_test_part(normal: tuple[int, int], codocyte: tuple[int, int]) -> ModelQuality:
    """Cells and right answers of each class on the test part."""
    return ModelQuality(tested=(ClassTally("normal", *normal), ClassTally("codocyte", *codocyte)))


@pytest.mark.parametrize(
    ("normal", "codocyte", "words"),
    [
        ((80, 80), (20, 0), "No better than guessing: 80 of 100 cells of the test part are right (80.0 %)"),
        ((80, 60), (20, 19), "No better than guessing"),
        ((0, 0), (6, 0), "always answering Codocyte is right for 6 of them (100.0 %)"),
        ((8, 8), (5, 3), "Too few cells to show that it is better than guessing"),
        ((80, 78), (20, 18), ""),
        ((950, 948), (50, 30), ""),
        ((95_000, 94_000), (60_000, 59_000), ""),
    ],
)
def test_a_model_that_is_not_better_than_the_commonest_class_is_warned_of(normal, codocyte, words):
    told = model_warnings(on_test_part(normal, codocyte), names=NAMES)
    assert words in told if words else told == ""


def test_the_test_part_counts_where_there_is_one_and_else_the_validation_part():
    poor, good = on_test_part((80, 80), (20, 0)).tested, on_test_part((80, 78), (20, 18)).tested
    assert "of the validation part" in model_warnings(ModelQuality(validated=poor), names=NAMES)
    assert model_warnings(ModelQuality(validated=poor, tested=good), names=NAMES) == ""
    assert "of the test part" in model_warnings(ModelQuality(validated=good, tested=poor), names=NAMES)


def test_the_classes_that_the_test_part_is_without_are_named():
    counts = {
        "train": {"normal": 9, "codocyte": 3},
        "validation": {"normal": 2},
        "test": {"normal": 4, "codocyte": 0},
    }
    told = model_warnings(ModelQuality(SplitFacts("smear", "smear", 0, counts)), names=NAMES)
    assert told.startswith("The test part has no cells of Codocyte.")
    assert "no cells of Codocyte" in model_warnings(on_test_part((40, 40), (0, 0)), names=NAMES)


@given(tallies, tallies)
def test_a_standing_comes_back_from_its_json_and_whoever_answers_like_a_guess_is_marked(first, second):
    quality = ModelQuality(SplitFacts("cell", "cell", 1, {"test": {"normal": 1}}), validated=first, tested=second)
    assert ModelQuality.from_json(json.loads(json.dumps(quality.to_json()))) == quality
    common = max(second, key=lambda one: one.n_cells)
    guess = tuple(ClassTally(one.code, one.n_cells, one.n_cells if one is common else 0) for one in second)
    assert ("No better" in model_warnings(ModelQuality(tested=guess), names=NAMES)) == (common.n_cells > 0)


@pytest.mark.parametrize("value", [None, 3, [], {"tested": [["normal", 3, 9]]}, {"tested": 7, "split": {"seed": 1}}])
def test_what_a_stranger_wrote_amiss_is_left_out(value):
    assert ModelQuality.from_json(value) == ModelQuality()


def test_a_model_that_is_right_no_more_often_than_the_guess_is_no_better() -> None:
    def of(*rights: tuple[int, int]) -> ModelQuality:
        return ModelQuality(validated=tuple(ClassTally(f"c{i}", n, right) for i, (n, right) in enumerate(rights)))

    assert is_no_better(of((90, 90), (10, 0)))
    assert is_no_better(of((90, 80), (10, 10)))
    assert not is_no_better(of((90, 89), (10, 2)))
    assert not is_no_better(ModelQuality())
