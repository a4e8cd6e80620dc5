"""An evaluation in plain words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.models.result_text import result_text
from rbc_desk.core.models.results import Evaluation


def evaluation(confusion: list[list[int]]) -> Evaluation:
    codes = tuple("abcdefgh"[: len(confusion)])
    cells = sum(map(sum, confusion))
    return Evaluation(codes, cells, 0.5, 0.5, None, (), tuple(map(tuple, confusion)), ())


def test_three_classes_are_all_told_and_the_commonest_by_its_false_alarms():
    text = result_text(evaluation([[9, 0, 1], [0, 3, 6], [1, 0, 19]]), shown=str.upper)
    assert text == "A: finds 9 of 10. B: finds 3 of 9. C: takes 1 of 20 for another class."


def test_of_many_classes_the_three_that_are_found_least_are_told():
    rows = [[0] * 6 for _ in range(6)]
    for place, (right, n) in enumerate([(9, 10), (1, 10), (8, 10), (2, 10), (3, 10), (40, 50)]):
        rows[place][place], rows[place][5 if place < 5 else 0] = right, n - right
    text = result_text(evaluation(rows), shown=str)
    assert text == (
        "Right in 63 of 100 cells. f: takes 10 of 50 for another class. "
        "Found least often: b: finds 1 of 10. d: finds 2 of 10. e: finds 3 of 10."
    )


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_no_class_without_cells_is_named(rows):
    text = result_text(evaluation(rows), shown=lambda code: f"<{code}>")
    for code, row in zip("abcdefgh", rows, strict=False):
        if not sum(row):
            assert f"<{code}>" not in text
    assert bool(text) == any(map(sum, rows))
