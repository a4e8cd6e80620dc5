"""Queue and pace of the review."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.review.queue import Pace, ReviewQueue


def cell(number):
    return Cell(number, 1, Circle(5, 5, 2), CellState.PROPOSED, 1)


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
