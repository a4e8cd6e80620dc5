"""The stack of undoable steps: committed, applied in both directions, named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.past_steps import PastStep, in_effect
from rbc_desk.core.times import local
from rbc_desk.ui.state.undo import Apply, RowVersions, StoreEdit


class Steps(QObject):
    """The undo stack and its helpers.

    `apply` commits a change set to the open project; it returns None, and reports why, if the store refuses it.
    `announce` is called with each step that undo or redo has applied, or once at the end for many.
    """

    def __init__(self, *, apply: Apply, announce: Callable[[ChangeSet], None], parent: QObject) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._commit, self._announce = apply, announce
        self._versions = RowVersions()
        self._unannounced: list[ChangeSet] | None = None  # collected inside `announced_as_one_step`

    def record(self, changeset: ChangeSet) -> None:
        """Record the row versions that a committed change left behind, whether or not it is a step."""
        self._versions.record(changeset)

    def push(self, changeset: ChangeSet, *, mergeable_key: object = None) -> None:
        """Push a committed step; a step that changed no rows is not on the stack."""
        self.record(changeset)
        if changeset.changes:
            self.stack.push(StoreEdit(changeset, apply=self._apply, mergeable_key=mergeable_key))

    def load(self, past: Sequence[PastStep]) -> None:
        """Put the reader's steps of earlier sessions on the empty stack, oldest first."""
        for step in past:
            self.record(step.changes)
        for step in in_effect(past):
            edit = StoreEdit(step.changes, apply=self._apply)
            edit.made_at = local(step.at).replace(tzinfo=None)
            self.stack.push(edit)

    def clear(self) -> None:
        """Remove all steps, because the project or the reader changed."""
        self.stack.clear()
        self._versions = RowVersions()

    def retranslate(self) -> None:
        """Name all steps in the current language of the interface."""
        for index in range(self.stack.count()):
            step = self.stack.command(index)
            if isinstance(step, StoreEdit):
                step.retranslate()

    @contextmanager
    def announced_as_one_step(self) -> Iterator[None]:
        """Collect the steps that undo and redo apply inside the block, and announce them as one at the end."""
        applied_steps: list[ChangeSet] = []
        self._unannounced = applied_steps
        try:
            yield
        finally:
            self._unannounced = None
        if applied_steps:
            self._announce(
                ChangeSet(
                    self.tr("Go to history state"),
                    smear_ids=frozenset().union(*(step.smear_ids for step in applied_steps)),
                    cell_ids=frozenset().union(*(step.cell_ids for step in applied_steps)),
                    more_topics=frozenset().union(*(step.topics for step in applied_steps)),
                )
            )

    def next_step(self, by: int) -> ChangeSet | None:
        """The change to commit in order to undo a step (by -1) or redo one (by 1); None if there is none."""
        command = self._command(by)
        return None if command is None else self._versions.rebased(command.to_commit())

    def take(self, by: int, applied: ChangeSet | None) -> None:
        """Move along the stack after `next_step` was committed as `applied`, or refused for good (None)."""
        command = self._command(by)
        if command is None:
            return
        command.set_applied(applied)
        self.stack.undo() if by < 0 else self.stack.redo()
        if applied is not None:
            self._publish(applied)

    def _command(self, by: int) -> StoreEdit | None:
        at = self.stack.index() + min(by, 0)
        command = self.stack.command(at) if 0 <= at < self.stack.count() else None
        return command if isinstance(command, StoreEdit) else None

    def _apply(self, changeset: ChangeSet) -> ChangeSet | None:
        applied = self._commit(self._versions.rebased(changeset))
        if applied is not None:
            self._publish(applied)
        return applied

    def _publish(self, applied: ChangeSet) -> None:
        self.record(applied)
        if self._unannounced is None:
            self._announce(applied)
        else:
            self._unannounced.append(applied)
