"""The undo command: applies a change set forwards or backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QUndoCommand

from rbc_desk.core.history.changes import Change, ChangeSet, Entity
from rbc_desk.core.history.merge_changes import merged
from rbc_desk.ui.kit.language import translated

Apply = Callable[[ChangeSet], ChangeSet | None]
"""Applies a change set; returns the committed one, or None if it was refused (and reported)."""

_MERGEABLE = 1


class RowVersions:
    """The row versions that our own steps left behind.

    An undo raises a row's version, so that steps below it on the stack name an outdated version. They are updated
    with the versions recorded here. Versions by other writers are not recorded, so such steps are refused.
    """

    def __init__(self) -> None:
        self._latest: defaultdict[Entity, dict[int, int]] = defaultdict(dict)

    def record(self, changeset: ChangeSet) -> None:
        for change in changeset.changes:
            versions = (change.after or {}).get("row_version")
            if versions is not None:
                self._latest[change.entity].update(zip(change.ids, versions, strict=True))

    def rebased(self, changeset: ChangeSet) -> ChangeSet:
        return replace(changeset, changes=tuple(map(self._rebased, changeset.changes)))

    def _rebased(self, change: Change) -> Change:
        if change.before is None or "row_version" not in change.before:
            return change
        known, stored = self._latest[change.entity], change.before["row_version"]
        latest = [known.get(row_id, version) for row_id, version in zip(change.ids, stored, strict=True)]
        before, after = {**change.before, "row_version": latest}, change.after
        if after is not None and "row_version" in after:
            after = {**after, "row_version": [version + 1 for version in latest]}
        return Change(change.entity, change.ids, before, after)


class StoreEdit(QUndoCommand):
    """A step that is already committed. The first redo, which the stack calls on push, does nothing.

    Two steps with the same `mergeable_key` (a drag) become one. A step that the store refuses is removed from the
    stack. `made_at` is the local time of the step. Undoing commits by `apply`, unless the committed change was set
    before by `set_applied`.
    """

    def __init__(self, changeset: ChangeSet, *, apply: Apply, mergeable_key: object = None) -> None:
        super().__init__(translated(changeset.op))
        self._changeset = changeset
        self._apply = apply
        self._key = mergeable_key
        self._committed = True
        self._applied: list[ChangeSet | None] = []
        self.made_at = datetime.now()

    def retranslate(self) -> None:
        """Name the step in the current language of the interface."""
        self.setText(translated(self._changeset.op))

    def id(self) -> int:
        return -1 if self._key is None else _MERGEABLE

    def to_commit(self) -> ChangeSet:
        """The change set that undoes the step, or redoes it if it is undone."""
        return self._changeset.inverse() if self._committed else self._changeset

    def set_applied(self, applied: ChangeSet | None) -> None:
        """Record that `to_commit` was committed as `applied`, or refused (None), for the next undo or redo."""
        self._applied = [applied]

    def _carry_out(self) -> ChangeSet | None:
        return self._applied.pop() if self._applied else self._apply(self.to_commit())

    def redo(self) -> None:
        if self._committed:
            return
        applied = self._carry_out()
        if applied is None:
            self.setObsolete(True)
        else:
            self._changeset, self._committed = applied, True

    def undo(self) -> None:
        applied = self._carry_out()
        if applied is None:
            self.setObsolete(True)
        else:
            self._changeset, self._committed = applied.inverse(), False

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, StoreEdit) or other._key != self._key:
            return False
        self._changeset = merged(self._changeset, other._changeset)
        self.made_at = other.made_at
        return True
