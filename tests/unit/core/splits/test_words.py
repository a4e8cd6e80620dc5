"""Sentences about a split are right English of one cell and of many."""

from __future__ import annotations

import pytest

from rbc_desk.core.splits.facts import SplitFacts
from rbc_desk.core.splits.words import split_note


def note(**numbers: int) -> str:
    facts = SplitFacts(asked="cell", used="cell", seed=0, counts={}, **numbers)
    return str(split_note(facts, names={}))


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [
        ("n_twice", "1 cell appears on two smears", "2 cells appear on two smears"),
        ("n_from_others", "1 cell was labelled by other readers.", "2 cells were labelled by other readers."),
        ("n_left_out", "1 cell on which other readers disagree was", "2 cells on which other readers disagree were"),
    ],
)
def test_a_number_of_cells_has_its_form_of_the_sentence(name: str, one: str, many: str) -> None:
    assert one in note(**{name: 1})
    assert many in note(**{name: 2})
