from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.classes import CellClass, ClassSet, new_code

NORMAL = CellClass("normal", "Normal", "#009e73", "N")
TARGET = CellClass("codocyte", "Codocyte", "#d55e00", "C")


def test_keys_follow_the_order_of_the_classes() -> None:
    assert [ClassSet("s", (TARGET, NORMAL)).key_of(c) for c in ("codocyte", "normal")] == ["1", "2"]


def test_the_letters_after_the_digits_leave_out_w_which_asks_why() -> None:
    many = ClassSet("s", tuple(CellClass(f"c{i}", f"Class {i}", "#009e73", "C") for i in range(20)))
    assert [many.key_of(f"c{i}") for i in (9, 10, 11, 12, 18, 19)] == ["0", "q", "e", "r", "p", ""]


def test_two_classes_cannot_share_a_code() -> None:
    with pytest.raises(ValueError, match="two classes have the name or key"):
        ClassSet("s", (NORMAL, CellClass("normal", "Other", "#000000", "O")))


def test_two_classes_cannot_share_a_name_in_another_case() -> None:
    with pytest.raises(ValueError, match="two classes have the name or key"):
        ClassSet("s", (NORMAL, CellClass("other", "NORMAL", "#000000", "O")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Not A Code", "name": "x", "colour": "#000000", "letters": "X"},
        {"code": "x", "name": " ", "colour": "#000000", "letters": "X"},
        {"code": "x", "name": "x", "colour": "red", "letters": "X"},
        {"code": "x", "name": "x", "colour": "#000000", "letters": ""},
    ],
)
def test_a_faulty_class_cannot_be_built(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        CellClass(**wrong)


def test_a_code_resembles_the_name() -> None:
    assert new_code("Target cell (codocyte)", taken=()) == "target_cell_codocyte"
    assert new_code("Target cell", taken={"target_cell"}) == "target_cell_2"


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 3))
def test_any_name_gets_a_free_code(name: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times):
        taken.add(new_code(name, taken=taken))
    made = CellClass(new_code(name, taken=taken), name, "#000000", "X")
    assert made.code not in taken
    assert len(taken) == times


def test_names_without_latin_letters_get_codes_of_their_own_the_same_in_every_project() -> None:
    names = ("เม็ดเลือด", "靶形红细胞", "Кодоцит", "★", "כדורית")
    assert len({new_code(name, taken=()) for name in names}) == len(names)
    assert new_code("Кодоцит", taken=()) == new_code("кодоцит", taken=())
