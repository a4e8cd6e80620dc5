"""Several committed steps told as one, so that one undo takes them all back."""

from __future__ import annotations

from collections.abc import Iterable

from rbc_desk.core.changes import ChangeSet


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
