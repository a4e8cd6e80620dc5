"""Reads the visible cells of a view and the next ones in jobs, so that painting and scrolling never read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import labelling
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.project.project import Project
    from rbc_desk.ui.state.app_context import AppContext

Read = Callable[..., tuple[Cell, ...]]
"""`read(project, cell_ids=...)` returns the cells that exist."""

_HARMLESS = frozenset({Topic.RUNS, Topic.EVALUATIONS})


class CellReader(QObject):
    """`arrived` carries the cells that were read, and the ids of those that no longer exist.

    One job runs at a time; afterwards only the latest request is read. Cells that change during a job are left out,
    because it is unknown which state was read. A failure is reported once until reading succeeds again, because a
    view requests cells at each repaint.
    """

    arrived = Signal(object, object)  # tuple[Cell, ...], frozenset[int]

    def __init__(self, context: AppContext, parent: QObject, *, read: Read = labelling.some_cells) -> None:
        super().__init__(parent)
        self._context = context
        self._read_cells = read
        self._job: Job | None = None
        self._reading: frozenset[int] = frozenset()
        self._changed: set[int] = set()  # ids that changed while they were read
        self._requested: tuple[int, ...] = ()  # to read next
        self._failed = False
        context.bus.changed.connect(self._on_changed)
        context.project_changed.connect(self._on_project_changed)

    def request(self, ids: Sequence[int]) -> None:
        """Request these cells, the first ones first. Replaces a request that has not started."""
        self._requested = tuple(i for i in ids if i not in self._reading)
        self._begin()

    def _begin(self) -> None:
        project, ids = self._context.project, self._requested
        if project is None or not ids or self._job is not None:
            return
        self._requested, self._reading = (), frozenset(ids)
        self._changed.clear()
        self._job = self._context.jobs.start(
            partial(_read, project, ids, self._read_cells),
            title=self.tr("loading cells"),
            on_success=partial(self._on_read, project),
            on_failure=self._on_failed,
            listed=False,
        )
        self._job.cancelled.connect(self._on_cancelled)
        self._job.finished.connect(self._on_finished)

    def _on_read(self, project: Project, found: tuple[Cell, ...]) -> None:
        self._failed = False
        asked, self._reading = self._reading, frozenset()  # listeners may request cells again
        if project is not self._context.project:  # another project, or another reader of it
            return
        gone = asked - {cell.id for cell in found} - self._changed
        if (live := self._context.live.predictions) is not None:
            found = live.of_cells(found)
        self.arrived.emit(tuple(cell for cell in found if cell.id not in self._changed), gone)

    def _on_failed(self, error: JobError) -> None:
        if not self._failed:
            self._failed = True
            # with its own title, because the next reading would remove the message
            self._context.failed.emit(replace(error, title=self.tr("The action failed")))

    @Slot()
    def _on_cancelled(self) -> None:
        self._requested = ()  # the project is being closed

    @Slot()
    def _on_finished(self) -> None:
        if self._job is not None and self._job.ended:
            self._job, self._reading = None, frozenset()
            self._begin()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.topics <= _HARMLESS:
            return
        self._changed |= self._reading & changeset.cell_ids if changeset.cell_ids else self._reading

    @Slot()
    def _on_project_changed(self) -> None:
        self._requested, self._failed = (), False
        self._changed |= self._reading


def _read(project: Project, ids: tuple[int, ...], read: Read, task: Task) -> tuple[Cell, ...]:
    task.raise_if_stopped()
    return read(project, cell_ids=ids)
