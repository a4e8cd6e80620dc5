"""A reader's latest steps as the change log has them, and which of them are in effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rbc_desk.core.history.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class PastStep:
    """A committed step and its time (UTC, ISO 8601). `changes.reverts`: the steps that it undid or redid."""

    changes: ChangeSet
    at: str


@dataclass(slots=True)
class _Done:
    """A step in effect, and the names under which a later step may undo it: its own, and those of its redos."""

    step: PastStep
    names: set[str] = field(default_factory=set)


def in_effect(steps: Sequence[PastStep]) -> tuple[PastStep, ...]:
    """The steps that are not undone, in order, of all steps of a reader, oldest first.

    An undo of a step that is older than the first one is left out.
    """
    done: list[_Done] = []
    undone: dict[str, list[_Done]] = {}
    for step in steps:
        targets, names = set(step.changes.reverts), set(step.changes.steps)
        if not targets:
            done.append(_Done(step, names))
            undone.clear()
            continue
        taken: list[_Done] = []
        while done and done[-1].names & targets:
            taken.insert(0, done.pop())
        if taken:
            undone.update(dict.fromkeys(names, taken))
            continue
        for one in undone.pop(next(iter(targets & undone.keys()), ""), []):
            one.names |= names
            done.append(one)
    return tuple(one.step for one in done)
