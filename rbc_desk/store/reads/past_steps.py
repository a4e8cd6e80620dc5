"""Reads a reader's latest steps from the change log, so that they can be undone after a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, case, cast, func, select

from rbc_desk.core.history.changes import JOINED_STEPS, Change, ChangeSet, Entity
from rbc_desk.core.history.merge_changes import combined, joined
from rbc_desk.core.history.past_steps import PastStep
from rbc_desk.core.viewpoint import Viewpoint
from rbc_desk.store.reads.source import Source
from rbc_desk.store.schema.tables import ChangeLogTable, Meta

_MOST_STEPS = 50
_MOST_LINES = 1000
_MOST_BYTES = 1_000_000
_NEWEST = 20_000  # entries of everybody: older ones are not looked at
_ENTITIES = frozenset(entity.value for entity in Entity)
_UNDONE_BEFORE = "log_chained_after"
"""The last entry of a project's log before entries said what they undo; see migration 0023."""


def past_steps(source: Source, *, viewpoint: Viewpoint) -> tuple[PastStep, ...]:
    """This reader's latest steps that changed rows, oldest first: up to 50, and fewer where they changed much.

    It looks at the newest 20 000 entries of the log only, so that its time does not grow with the log. Steps that
    were joined are one step, at the time at which they were joined.
    """
    log = ChangeLogTable
    lengths = [func.coalesce(func.length(cast(side, Text)), 0) for side in (log.before, log.after)]
    size = lengths[0] + lengths[1]
    with source.reading() as connection:
        begun = connection.execute(select(Meta.value).where(Meta.key == _UNDONE_BEFORE)).scalar()
        last = connection.execute(select(func.max(log.id))).scalar()
        # the entity is checked here: as a condition it would lead SQLite through an index of the whole log
        own = (log.id > max(int(begun or 0), int(last or 0) - _NEWEST), log.reader == viewpoint.reader)
        listed = case((log.entity == JOINED_STEPS, log.after))
        newest = select(log.id, log.step, size, listed).where(*own).order_by(log.id.desc()).limit(_MOST_LINES + 1)
        lines = connection.execute(newest).all()
        steps: dict[str, int] = {}  # by the step that joined them, or by their own
        joins: dict[str, str] = {}
        total = 0
        for number, (entry, name, n_bytes, joining) in enumerate(lines):
            if joining is not None:
                joins.update(dict.fromkeys(joining["steps"], name))
            step, total = joins.get(name, name), total + n_bytes
            full = number == _MOST_LINES or total > _MOST_BYTES or (len(steps) == _MOST_STEPS and step not in steps)
            if full:
                steps.pop(step, None)  # it is not whole
                break
            steps[step] = entry
        if not steps:
            return ()
        whole = select(log.id, log.at, log.op, log.step, log.undoes, log.entity, log.entity_id, log.before, log.after)
        rows = connection.execute(whole.where(*own, log.id >= min(steps.values())).order_by(log.id)).all()
    by_step: dict[str, list[Any]] = {}
    for row in rows:
        if joins.get(row.step, row.step) in steps and (row.entity in _ENTITIES or row.entity == JOINED_STEPS):
            by_step.setdefault(row.step, []).append(row)
    found: dict[str, PastStep] = {}
    for step, own_rows in by_step.items():
        if own_rows[0].entity == JOINED_STEPS:
            parts = [found.pop(part).changes for part in own_rows[0].after["steps"] if part in found]
            if parts:
                found[step] = PastStep(combined(own_rows[0].op, parts), own_rows[0].at)
            continue
        changes = tuple(joined(change for row in own_rows if (change := _change(row)) is not None))
        if changes:
            reverts = tuple((own_rows[0].undoes or "").split())
            found[step] = PastStep(ChangeSet(own_rows[0].op, changes, steps=(step,), reverts=reverts), own_rows[0].at)
    return tuple(found.values())


def _change(row: Any) -> Change | None:
    entity = Entity(row.entity)
    if entity is Entity.RUN and row.before is None:
        return None  # the start or the end of a training, which has no undo
    if row.entity_id is not None:
        return Change.of_row(entity, row.entity_id, row.before, row.after)
    sides = [row.before, row.after]
    ids = tuple(next(side for side in sides if side is not None)["ids"])
    before, after = (None if side is None else _unpacked(side["columns"], n=len(ids)) for side in sides)
    return Change(entity, ids, before, after)


def _unpacked(columns: Mapping[str, Any], *, n: int) -> dict[str, list[Any]]:
    return {name: [held["all"]] * n if "all" in held else held["each"] for name, held in columns.items()}
