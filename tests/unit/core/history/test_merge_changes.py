"""Joining changes of one kind, and merging two steps into one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.history.changes import Change, ChangeSet, Entity
from rbc_desk.core.history.merge_changes import joined, merged


def move(ids: list[int], before: float, after: float) -> Change:
    return Change(Entity.CELL, tuple(ids), {"x": [before] * len(ids)}, {"x": [after] * len(ids)})


changes = st.lists(
    st.one_of(
        st.builds(move, st.lists(st.integers(1, 6), min_size=1, unique=True), st.floats(0, 9), st.floats(0, 9)),
        st.builds(
            Change.of_row, st.sampled_from([Entity.CELL, Entity.SMEAR]), st.integers(1, 6), st.none(),
            st.just({"x": 1.0}),
        ),
    )
)  # fmt: skip


@given(changes)
def test_joined_changes_name_the_same_rows_in_the_same_order_and_none_twice(listed: list[Change]) -> None:
    def rows(some: list[Change]) -> list[object]:
        return [(change.entity, *row) for change in some for row in change.rows()]

    together = list(joined(listed))
    assert rows(together) == rows(listed)
    assert all(len(set(change.ids)) == len(change.ids) for change in together)
    kinds = [(c.entity, c.before is None) for c in together]
    for a, b, first, second in zip(kinds, kinds[1:], together, together[1:], strict=False):
        assert a != b or not set(first.ids).isdisjoint(second.ids)


def test_many_rows_moved_one_by_one_become_one_change() -> None:
    assert list(joined(move([i], 1.0, 2.0) for i in range(50))) == [move(list(range(50)), 1.0, 2.0)]


def test_two_steps_on_different_rows_of_a_table_merge_row_by_row() -> None:
    first, second = ChangeSet("Move", (move([1, 2], 1.0, 2.0),)), ChangeSet("Move", (move([2, 3], 2.0, 3.0),))
    (change,) = merged(first, second).changes
    assert list(change.rows()) == [
        (1, {"x": 1.0}, {"x": 2.0}),
        (2, {"x": 1.0}, {"x": 3.0}),
        (3, {"x": 2.0}, {"x": 3.0}),
    ]


def test_a_row_that_was_added_and_removed_again_is_no_change() -> None:
    added = ChangeSet("Add", (Change.of_row(Entity.CELL, 1, None, {"x": 1.0}),))
    assert merged(added, added.inverse()).changes == ()
