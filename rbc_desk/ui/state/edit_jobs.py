"""Runs long services that commit as they go, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.events import Event
from rbc_desk.ui.kit.jobs import Job, JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

SteppingWork = Callable[..., Any]
"""`work(task=, on_step=)`, as services have it: calls `on_step` with each step as it is committed."""


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
        as_one: Callable[[Sequence[ChangeSet]], ChangeSet],
        on_success: Callable[[Any], None] | None = None,
        on_progress: Callable[[Event], None] | None = None,
    ) -> Job:
        """Run `work` in a job.

        However it ends, also by Stop, what it committed becomes one undoable step, made by `as_one`, and is announced
        when the thread has ended, so after the job's `finished`.
        """
        project, steps = self._project(), list[ChangeSet]()
        job = self._jobs.start(
            lambda task: work(task=task, on_step=steps.append),
            title=title,
            on_success=on_success,
            on_progress=on_progress,
            lane=Lane.LONG,
        )

        def push_all() -> None:
            current = self._project()  # the same store, though the reader may have changed in the meantime
            if steps and project is not None and current is not None and current.store is project.store:
                self._push(as_one(steps))

        job.settled.connect(push_all)
        return job
