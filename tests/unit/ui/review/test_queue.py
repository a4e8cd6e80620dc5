"""Queue and pace of the review."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells import Cell, CellState, Prediction
from rbc_desk.core.geometry import Circle
from rbc_desk.services.models.review import Source, contradiction, margin, ordered
from rbc_desk.ui.review.queue import Pace, ReviewQueue

CODES = ("a", "b", "c")


def cell(number, odds=None, label=None, others=()):
    word = None
    if odds is not None:
        total = sum(odds) or 1.0
        shares = tuple(o / total for o in odds)
        word = Prediction(CODES[shares.index(max(shares))], max(shares), shares, 1)
    return Cell(number, 1, Circle(5, 5, 2), CellState.PROPOSED, 1, label=label, prediction=word, others=others)


def cells():
    odds = st.one_of(st.none(), st.tuples(*[st.floats(0.01, 1)] * 3))
    one = st.tuples(odds, st.sampled_from([None, *CODES]))
    return st.lists(one, max_size=20).map(lambda rows: [cell(i + 1, *row) for i, row in enumerate(rows)])


@given(cells())
def test_unsure_cells_come_by_their_margin_and_only_those_without_a_word(every):
    found = ordered(every, source=Source.UNSURE, codes={1: CODES})
    assert [margin(c) for c in found] == sorted(margin(c) for c in found)
    assert {c.id for c in found} == {c.id for c in every if c.label is None and c.prediction is not None}


@given(cells())
def test_disagreements_come_with_the_surest_contradiction_first(every):
    found = ordered(every, source=Source.DISAGREEMENT, codes={1: CODES})
    told = [contradiction(c, codes={1: CODES}) for c in found]
    assert told == sorted(told, reverse=True)
    wrong = {c.id for c in every if c.label and c.prediction and c.prediction.code != c.label}
    assert {c.id for c in found} == wrong


@given(cells())
def test_unlabelled_cells_keep_their_order(every):
    found = ordered(every, source=Source.UNLABELLED, codes={})
    assert [c.id for c in found] == [c.id for c in every if c.label is None]


@given(st.integers(1, 12), st.lists(st.sampled_from(["done", "back", "on", "gone"]), max_size=40))
def test_the_order_stands_still_and_every_cell_is_reached_once(n, acts):
    queue = ReviewQueue(cell(i) for i in range(1, n + 1))
    first = queue.ids
    for act in acts:
        current = queue.current
        if current is None:
            break
        if act == "done":
            queue.done.add(current.id)
            queue.advance()
        elif act == "gone":
            queue.drop([current.id])
        else:
            queue.step(-1 if act == "back" else 1)
        assert list(queue.ids) == [i for i in first if i in queue.cells]
    if queue.current is None:
        return
    left = queue.n_left
    if queue.current.id in queue.done:
        queue.advance()
    visited = []
    while queue.n_left:
        visited.append(queue.current.id)
        queue.done.add(queue.current.id)
        queue.advance()
    assert len(visited) == len(set(visited)) == left
    assert not queue.advance()


def test_the_pace_leaves_pauses_out():
    pace = Pace()
    assert pace.per_minute is None
    for at in (0, 2, 4, 600, 602, 604):
        pace.record(at)
    assert pace.per_minute == 30


def test_the_pace_is_that_of_the_last_minute():
    pace = Pace()
    at = 0.0
    for step in [10] * 12 + [1] * 60:
        at += step
        pace.record(at)
    assert pace.per_minute == 60
