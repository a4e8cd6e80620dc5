"""Mapping a model's classes to a project's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.models.code_map import ClassAlias, code_map

CODES = ("a", "b", "c")


def counted(*aliases: ClassAlias, known: str = "abc") -> tuple[str, ...]:
    return code_map(CODES, model_id=1, aliases=aliases, known=set(known)).counted_as


def test_without_aliases_a_model_is_counted_as_it_says() -> None:
    assert counted(known="a") == CODES


def test_a_merged_class_is_followed_through_later_merges() -> None:
    assert counted(ClassAlias("a", "b"), ClassAlias("b", "c"), known="c") == ("c", "c", "c")


def test_a_merge_that_was_undone_for_a_class_that_is_back_counts_no_more() -> None:
    assert counted(ClassAlias("a", "b"), known="abc") == CODES


def test_a_models_own_choice_holds_for_that_model_and_follows_merges() -> None:
    assert counted(ClassAlias("a", "b", 1), ClassAlias("b", "c"), known="c") == ("c", "c", "c")
    assert counted(ClassAlias("a", "b", 2)) == CODES


def test_a_class_kept_as_other_never_meets_the_projects_class_of_that_code() -> None:
    assert counted(ClassAlias("a", None, 1)) == ("other_a", "b", "c")
    assert counted(ClassAlias("a", None, 1), known="bc") == CODES


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([None, 1])), max_size=8),
    st.sets(st.sampled_from("abcdef")),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
def test_no_probability_is_lost_whatever_the_aliases(told, known, probabilities) -> None:
    aliases = [ClassAlias(code, target, model_id) for code, target, model_id in told]
    found = code_map(CODES, model_id=1, aliases=aliases, known=known)
    folded = found.fold(probabilities)
    assert len(folded) == len(found.shown) == len(set(found.shown))
    assert sum(folded) == pytest.approx(sum(probabilities))
