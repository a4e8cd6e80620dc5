"""The stack of undoable steps: committed, applied in both directions, named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from rbc_desk.core.changes import ChangeSet
from rbc_desk.ui.state.undo import Apply, RowVersions, StoreEdit


class Steps(QObject):
    """The undo stack and what belongs to it.

    `apply` commits a change set for the project that is open, or returns None where it is refused (and told). `tell`
    hears of each step that undo or redo has put in effect; of many gone through at once, it hears at the end.
    """

    def __init__(self, *, apply: Apply, tell: Callable[[ChangeSet], None], parent: QObject) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._commit, self._tell = apply, tell
        self._versions = RowVersions()
        self._untold: list[ChangeSet] | None = None  # what is gathered while many steps are gone through

    def record(self, changeset: ChangeSet) -> None:
        """Know the row versions that a committed change left behind, be it a step or not."""
        self._versions.record(changeset)

    def push(self, changeset: ChangeSet, *, mergeable_key: object = None) -> None:
        """A committed step; one that changed no rows is not on the stack."""
        self.record(changeset)
        if changeset.changes:
            self.stack.push(StoreEdit(changeset, apply=self._apply, mergeable_key=mergeable_key))

    def clear(self) -> None:
        """Forget them all: they belong to a project or a reader that is gone."""
        self.stack.clear()
        self._versions = RowVersions()

    def say_again(self) -> None:
        """The interface's language is another: name them in it."""
        for index in range(self.stack.count()):
            step = self.stack.command(index)
            if isinstance(step, StoreEdit):
                step.say_again()

    @contextmanager
    def told_as_one(self) -> Iterator[None]:
        """What undo and redo put in effect meanwhile is told at the end, at once."""
        told: list[ChangeSet] = []
        self._untold = told
        try:
            yield
        finally:
            self._untold = None
        if told:
            self._tell(
                ChangeSet(
                    self.tr("Go to history state"),
                    smear_ids=frozenset().union(*(step.smear_ids for step in told)),
                    cell_ids=frozenset().union(*(step.cell_ids for step in told)),
                    more_topics=frozenset().union(*(step.topics for step in told)),
                )
            )

    def next_step(self, by: int) -> ChangeSet | None:
        """What to commit in order to undo a step (by -1) or redo one (by 1); None where there is none."""
        command = self._command(by)
        return None if command is None else self._versions.rebased(command.wanted())

    def take(self, by: int, applied: ChangeSet | None) -> None:
        """`next_step` was committed as this, or refused for good (None): go that step."""
        command = self._command(by)
        if command is None:
            return
        command.hand_over(applied)
        self.stack.undo() if by < 0 else self.stack.redo()
        if applied is not None:
            self._put_in_force(applied)

    def _command(self, by: int) -> StoreEdit | None:
        at = self.stack.index() + min(by, 0)
        command = self.stack.command(at) if 0 <= at < self.stack.count() else None
        return command if isinstance(command, StoreEdit) else None

    def _apply(self, changeset: ChangeSet) -> ChangeSet | None:
        applied = self._commit(self._versions.rebased(changeset))
        if applied is not None:
            self._put_in_force(applied)
        return applied

    def _put_in_force(self, applied: ChangeSet) -> None:
        self.record(applied)
        if self._untold is None:
            self._tell(applied)
        else:
            self._untold.append(applied)
