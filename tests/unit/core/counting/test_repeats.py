"""The draw of hidden repeats: its share, an order that favours rare classes, and a cell that gives nothing away."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellState, ReaderLabel
from rbc_desk.core.counting.repeats import (
    NO_CLASS,
    RepeatCandidates,
    RepeatPlan,
    hidden,
    mixed,
    repeats_in_order,
)
from rbc_desk.core.geometry.circles import Circle

PLAN = RepeatPlan(0.08, seed=7)
CELL = Cell(
    id=1, smear_id=2, circle=Circle(10, 10, 5), state=CellState.CONFIRMED, row_version=1, label="codocyte",
    labelled_by="Ann", labelled_at="2026-01-01", others=(ReaderLabel("Bob", "normal", "2026-01-02"),),
)  # fmt: skip


def places(reader: str, plan: RepeatPlan, *, n: int = 1000, checks: int = 10**6) -> list[int]:
    ids, hidden_ids = mixed(range(1, n + 1), range(10**6, 10**6 + checks), reader=reader, plan=plan)
    assert [i for i in ids if i not in hidden_ids] == [*range(1, n + 1)]
    return [place for place, i in enumerate(ids) if i in hidden_ids]


@pytest.mark.parametrize("share", [0.05, 0.1])
def test_the_share_of_repeats_among_all_cells_is_the_one_that_was_asked_for(share: float) -> None:
    n = len(places("Ann", replace(PLAN, share=share), n=20_000))
    assert n / (20_000 + n) == pytest.approx(share, abs=0.006)


def test_readers_and_seeds_get_draws_of_their_own() -> None:
    assert places("Ann", PLAN) == places("Ann", PLAN)
    assert places("Ann", PLAN) != places("Bob", PLAN)
    assert places("Ann", PLAN) != places("Ann", replace(PLAN, seed=8))


def test_a_review_goes_on_without_repeats_when_none_are_left_and_never_has_a_cell_twice() -> None:
    assert len(places("Ann", PLAN, checks=3)) == 3
    ids, hidden_ids = mixed((1, 2, 3), (2, 3), reader="Ann", plan=replace(PLAN, share=0.5))
    assert (ids, hidden_ids) == ((1, 2, 3), frozenset())


def test_each_class_comes_first_and_rare_ones_come_often() -> None:
    codes = ("normal",) * 900 + ("codocyte",) * 90 + ("teardrop",) * 10
    candidates = RepeatCandidates(tuple(range(1, 1001)), (1,) * 1000, codes)
    order = repeats_in_order(candidates, reader="Ann", plan=PLAN)
    assert sorted(order) == list(candidates.cell_ids)
    code_of = dict(zip(candidates.cell_ids, codes, strict=True))
    assert {code_of[i] for i in order[:3]} == {"normal", "codocyte", "teardrop"}
    first = Counter(code_of[i] for i in order[:60])
    assert first["teardrop"] >= 3  # by their share alone they would be less than one
    assert first["codocyte"] >= 10
    later = repeats_in_order(candidates, reader="Ann", plan=PLAN, known_codes={"normal", "codocyte", "teardrop"})
    assert set(later) == set(order)


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from("abc")), unique_by=lambda pair: pair[0], max_size=40)
)
def test_every_candidate_comes_once(pairs: list[tuple[int, str]]) -> None:
    candidates = RepeatCandidates(
        tuple(i for i, _ in pairs), tuple(1 for _ in pairs), tuple(code for _, code in pairs)
    )
    order = repeats_in_order(candidates, reader="Ann", plan=PLAN)
    assert sorted(order) == sorted(candidates.cell_ids)
    assert {dict(pairs)[i] for i in order[: len({code for _, code in pairs})]} == {code for _, code in pairs}


def test_a_hidden_cell_looks_like_a_new_one_until_it_is_answered() -> None:
    new = hidden(CELL, answer=None)
    assert (new.state, new.label, new.others, new.human_code) == (CellState.PROPOSED, None, (), None)
    assert (new.labelled_by, new.labelled_at) == (None, None)
    assert hidden(CELL, answer="normal").label == "normal"
    assert hidden(CELL, answer=NO_CLASS).state is CellState.REJECTED
