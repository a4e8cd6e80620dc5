"""Undoes and redoes steps without blocking the window on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.errors import RbcDeskError, StaleRowError
from rbc_desk.ui.state.saving import Commit, Outcome

if TYPE_CHECKING:
    from rbc_desk.ui.state.app_context import Desk


class StepWalk:
    """Goes along the undo stack of a desk. Where the disk is slow or busy, the steps go to the write lane."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def go_to(self, index: int) -> None:
        """Undo or redo until `index` steps are in effect, or until one is refused that may be possible later."""
        stack = self._desk.undo_stack
        way = index - stack.index()
        with self._desk.steps.told_as_one():
            for _ in range(abs(way)):
                n = stack.count()
                if self.go(1 if way > 0 else -1) is Outcome.REFUSED and stack.count() == n:
                    break

    def go(self, by: int) -> Outcome:
        """Undo the last step (by -1), one that is still being saved too, or redo one (by 1)."""
        from rbc_desk.services.cells import labelling

        desk = self._desk
        project = desk.project
        if project is None:
            return Outcome.REFUSED

        def prepare() -> Commit:
            step = desk.steps.next_step(by)
            return lambda: None if step is None else labelling.apply(project, step)

        def saved(applied: ChangeSet | None) -> None:
            if applied is not None:
                desk.show_smear_of(applied)
                desk.steps.take(by, applied)

        def refused(error: RbcDeskError) -> None:
            if isinstance(error, StaleRowError):  # it can never be done
                desk.steps.take(by, None)

        return desk.saving.commit(project.store, prepare, on_saved=saved, on_refused=refused)
