from __future__ import annotations

import pytest

from rbc_desk.core.history.changes import Change, ChangeSet, Entity, Topic

MOVE = Change.of_row(Entity.CELL, 1, {"x": 1.0}, {"x": 2.0})
ADD = Change.of_row(Entity.CELL_LABEL, 2, None, {"code": "normal"})


def test_topics_derive_from_what_changed() -> None:
    assert ChangeSet("op", (MOVE, ADD)).topics == {Topic.CELLS, Topic.LABELS}


def test_the_inverse_turns_every_change_around_and_the_last_comes_first() -> None:
    inverse = ChangeSet("op", (MOVE, ADD)).inverse()
    assert [c.entity for c in inverse.changes] == [Entity.CELL_LABEL, Entity.CELL]
    assert inverse.changes[1].after == {"x": [1.0]}


def test_turning_around_twice_is_the_step_itself() -> None:
    step = ChangeSet("op", (MOVE, ADD), frozenset({1}), frozenset({1}))
    assert step.inverse().inverse() == step


def test_a_change_of_nothing_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="before or after"):
        Change(Entity.CELL, (1,), None, None)
