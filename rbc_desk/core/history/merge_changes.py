"""Merges changes, and combines committed steps into one that a single undo reverts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from rbc_desk.core.history.changes import Change, ChangeSet, Columns, Entity, Row

OnStep = Callable[[ChangeSet], None]
"""Called with each step of long work when it is committed, on the working thread; it must be quick.

It lets the caller undo what was committed before a stop or a failure.
"""


def ignore_step(step: ChangeSet) -> None:
    """An `OnStep` for callers that only need the result."""


def combined(op: str, steps: Iterable[ChangeSet]) -> ChangeSet:
    """The steps, in commit order, as one `ChangeSet` named `op`."""
    listed = tuple(steps)
    return ChangeSet(
        op=op,
        changes=tuple(change for step in listed for change in step.changes),
        smear_ids=frozenset().union(*(step.smear_ids for step in listed)),
        cell_ids=frozenset().union(*(step.cell_ids for step in listed)),
        more_topics=frozenset().union(*(step.more_topics for step in listed)),
        steps=tuple(name for step in listed for name in step.steps),
    )


def merged(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """Two steps as one: each row from before the first to after the second, in the order of first change."""
    rows: dict[tuple[Entity, int], tuple[Row | None, Row | None]] = {}
    for change in (*first.changes, *second.changes):
        for row_id, *sides in change.rows():
            key = change.entity, row_id
            before, after = _one_after_another(rows[key], sides) if key in rows else sides
            if before is None and after is None:
                del rows[key]
            else:
                rows[key] = before, after
    changes = (Change.of_row(entity, row_id, *sides) for (entity, row_id), sides in rows.items())
    return replace(
        second,
        changes=tuple(joined(changes)),
        smear_ids=first.smear_ids | second.smear_ids,
        cell_ids=first.cell_ids | second.cell_ids,
        more_topics=first.more_topics | second.more_topics,
        steps=first.steps + second.steps,
    )


def joined(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, with adjacent ones of the same table and columns joined. No row occurs twice in one change."""
    group: list[Change] = []
    kind: object = None
    ids: set[int] = set()
    for change in changes:
        key = change.entity, _names(change.before), _names(change.after)
        if group and (key != kind or not ids.isdisjoint(change.ids)):
            yield _concatenated(group)
            group, ids = [], set()
        kind = key
        group.append(change)
        ids.update(change.ids)
    if group:
        yield _concatenated(group)


def _one_after_another(first: Sequence[Row | None], second: Sequence[Row | None]) -> tuple[Row | None, Row | None]:
    before = None if first[0] is None else {**(second[0] or {}), **first[0]}
    after = None if second[1] is None else {**(first[1] or {}), **second[1]}
    return before, after


def _names(columns: Columns | None) -> frozenset[str] | None:
    return None if columns is None else frozenset(columns)


def _concatenated(group: Sequence[Change]) -> Change:
    if len(group) == 1:
        return group[0]
    ids = tuple(chain.from_iterable(change.ids for change in group))
    before, after = _stacked([change.before for change in group]), _stacked([change.after for change in group])
    return Change(group[0].entity, ids, before, after)


def _stacked(parts: Sequence[Columns | None]) -> Columns | None:
    tables = [part for part in parts if part is not None]
    if not tables:
        return None
    return {name: list(chain.from_iterable(table[name] for table in tables)) for name in tables[0]}
