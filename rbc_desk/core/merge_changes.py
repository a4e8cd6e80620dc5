"""Merges several committed steps into one, so that one undo reverts them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rbc_desk.core.changes import ChangeSet

OnStep = Callable[[ChangeSet], None]
"""Hears of each step of a long piece of work as it is committed, on the working thread; it must be quick.

What was committed before a stop or a failure can so be undone like anything else.
"""


def unheard(step: ChangeSet) -> None:
    """An `OnStep` for those who wait for the result."""


def combined(op: str, steps: Iterable[ChangeSet]) -> ChangeSet:
    """The steps, in the order in which they were committed, as one `ChangeSet` named `op`."""
    listed = tuple(steps)
    return ChangeSet(
        op=op,
        changes=tuple(change for step in listed for change in step.changes),
        smear_ids=frozenset().union(*(step.smear_ids for step in listed)),
        cell_ids=frozenset().union(*(step.cell_ids for step in listed)),
        more_topics=frozenset().union(*(step.more_topics for step in listed)),
    )
