"""Sentences about what labels allow name the class, its cells and its smears."""

from __future__ import annotations

from rbc_desk.core.splits.facts import SplitFacts
from rbc_desk.core.splits.label_words import how_held_out, what_labels_allow

NAMES = {"a": "Normal", "b": "Stomatocyte", "c": "Ovalocyte", "d": "Teardrop", "e": "Burr cell"}


def facts(*, untested: dict[str, int], groups_of: dict[str, int], used: str = "smear", **more: bool) -> SplitFacts:
    """Normal in every part; the `untested` in the training part alone, with these cells."""
    train = {"a": 60} | untested
    test = {"a": 30} | dict.fromkeys(untested, 0)
    counts = {"train": train, "validation": test, "test": test}
    smears = {"train": 6, "validation": 1, "test": 3}
    return SplitFacts(used, used, 0, counts, n_groups=10, n_smears=smears, groups_of={"a": 10} | groups_of, **more)


def words(told: SplitFacts, **too_few: int) -> list[str]:
    return [str(one) for one in what_labels_allow(told, names=NAMES, too_few=too_few, least=3)]


def test_a_class_on_one_smear_is_named_with_its_cells() -> None:
    told = facts(untested={"b": 6}, groups_of={"b": 1})
    assert words(told) == ["Stomatocyte has 6 cells on 1 smear: it cannot be tested."]


def test_many_classes_on_one_specimen_share_a_sentence() -> None:
    told = facts(untested=dict.fromkeys("bcde", 5), groups_of=dict.fromkeys("bcde", 1), used="specimen")
    names = "Stomatocyte, Ovalocyte, Teardrop, Burr cell"
    assert words(told) == [f"{names} are on 1 specimen each: they cannot be tested."]


def test_a_class_whose_smears_others_need_is_said_to_be_untested() -> None:
    told = facts(untested={"b": 6}, groups_of={"b": 2})
    assert words(told) == [
        "Stomatocyte cannot be tested: the smears that show them are needed to learn other classes."
    ]


def test_classes_with_too_few_cells_are_said_to_be_left_out() -> None:
    told = facts(untested={}, groups_of={})
    assert words(told, b=1, c=2) == [
        "Stomatocyte has 1 cell, too few to learn: it is left out.",
        "Ovalocyte has 2 cells, too few to learn: it is left out.",
    ]
    assert len(words(told, b=1, c=2, d=1, e=1)) == 1


def test_where_all_can_be_tested_nothing_is_said_but_how_the_smears_are_divided() -> None:
    told = facts(untested={}, groups_of={})
    assert words(told) == []
    assert how_held_out(told) == "Whole smears are held out: 6 for training, 1 to choose the epoch, 3 for the test."
    by_cell = facts(untested={}, groups_of={}, chosen_by_cell=True)
    assert "Single cells of the training smears choose the epoch" in how_held_out(by_cell)
