"""Runs long services that commit step by step, as one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rbc_desk.core.events import Event
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

SteppingWork = Callable[..., Any]
"""`work(task=, on_step=)` of a service, which calls `on_step` with each committed step."""


class EditJobs:
    """Jobs that change the open project. `push` puts a committed step on the undo stack and announces it."""

    def __init__(
        self, jobs: JobRunner, *, project: Callable[[], Project | None], push: Callable[[ChangeSet], None]
    ) -> None:
        self._jobs = jobs
        self._project = project
        self._push = push

    def start(
        self,
        work: SteppingWork,
        *,
        title: str,
        as_one_step: Callable[[Sequence[ChangeSet]], ChangeSet],
        on_success: Callable[[Any], None] | None = None,
        on_progress: Callable[[Event], None] | None = None,
    ) -> Job:
        """Run `work` in a job.

        However it ends, including by Stop, its committed steps become one undoable step, made by `as_one_step` on any
        thread, and stay one after a restart. It is announced when the thread has ended, after the job's `finished`.
        """
        project, steps = self._project(), list[ChangeSet]()

        def run(task: Task) -> Any:
            from rbc_desk.services.cells import labelling

            try:
                return work(task=task, on_step=steps.append)
            finally:
                whole = as_one_step(steps) if steps else ChangeSet("")
                is_as_logged = len(steps) == 1 and whole.op == steps[0].op
                if project is not None and whole.changes and not is_as_logged:
                    labelling.join_steps(project, whole)

        job = self._jobs.start(
            run,
            title=title,
            on_success=on_success,
            on_progress=on_progress,
            lane=Lane.LONG,
        )

        def push_all() -> None:
            current = self._project()  # the same store, although the reader may have changed in the meantime
            if steps and project is not None and current is not None and current.store is project.store:
                self._push(as_one_step(steps))

        job.settled.connect(push_all)
        return job
