"""Undoes and redoes steps without blocking the window on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rbc_desk.core.errors import RbcDeskError, StaleRowError
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.ui.state.saving import Commit, Outcome, Saving
from rbc_desk.ui.state.steps import Steps

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


class StepRunner:
    """Moves along the undo stack. If the disk is slow or busy, steps run on the write lane.

    `project` returns the open project; `show` shows the smear of an applied step.
    """

    def __init__(
        self,
        steps: Steps,
        *,
        saving: Saving,
        project: Callable[[], Project | None],
        show: Callable[[ChangeSet], None],
    ) -> None:
        self._steps, self._saving = steps, saving
        self._project, self._show = project, show

    def go_to(self, index: int) -> None:
        """Undo or redo until `index` steps are in effect, or until a step is refused that may succeed later."""
        stack = self._steps.stack
        way = index - stack.index()
        with self._steps.announced_as_one_step():
            for _ in range(abs(way)):
                n = stack.count()
                if self.go(1 if way > 0 else -1) is Outcome.REFUSED and stack.count() == n:
                    break

    def go(self, by: int) -> Outcome:
        """Undo the last step (by -1), including one that is still being saved, or redo one (by 1)."""
        from rbc_desk.services.cells import labelling

        project = self._project()
        if project is None:
            return Outcome.REFUSED

        def prepare() -> Commit:
            step = self._steps.next_step(by)
            return lambda: None if step is None else labelling.apply(project, step)

        def saved(applied: ChangeSet | None) -> None:
            if applied is not None:
                self._show(applied)
                self._steps.take(by, applied)

        def refused(error: RbcDeskError) -> None:
            if isinstance(error, StaleRowError):  # it can never succeed
                self._steps.take(by, None)

        # which step is undone after the pending ones is not known yet, so the undo follows them on their lane
        first = None if self._saving.busy else self._steps.next_step(by)
        cells = first.cell_ids if first is not None else ()
        return self._saving.commit(project.store, prepare, on_saved=saved, on_refused=refused, cell_ids=cells)
