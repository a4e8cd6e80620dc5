"""Saves single edits in order on the write lane. The window waits for a quick one, never for a slow one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal

from rbc_desk.core.errors import RbcDeskError, StorageError
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.task import Task
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import JobRunner, Lane

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

Commit = Callable[[], ChangeSet | None]
"""Commits a step on any thread; None if there was nothing to change. Raises RbcDeskError."""


class Outcome(Enum):
    """The state of an edit when `Saving.commit` returns."""

    SAVED = "saved"
    SAVING = "saving"
    """It is being saved: show the expected state."""
    REFUSED = "refused"
    """It failed, which was reported."""


@dataclass(eq=False)
class _Edit:
    store: Store
    prepare: Callable[[], Commit]
    on_saved: Callable[[ChangeSet | None], None]
    on_refused: Callable[[RbcDeskError], None] | None
    cell_ids: frozenset[int]
    commit: Commit | None = None
    changeset: ChangeSet | None = None
    error: RbcDeskError | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Commit the edit, on any thread."""
        assert self.commit is not None
        try:
            with self.store.patience(Saving.LANE_PATIENCE_MS):
                self.changeset = self.commit()
        except RbcDeskError as error:
            self.error = error
        except BaseException:
            self.error = StorageError("The change could not be saved.")
            raise  # the job reports unexpected errors
        finally:
            self.ended.set()


class Saving(QObject):
    """The edits that are not on disk yet. On the interface thread.

    `changed` is emitted when their number changes. `drained` is emitted when the last one has ended, with whether all
    edits since the last time are saved. `failed` carries the JobError of a failed edit, after `unsaved` if the disk
    is the cause. `lost` carries the cells whose expected state was not saved, when no other edit is pending.
    """

    changed = Signal()
    drained = Signal(bool)
    failed = Signal(object)
    unsaved = Signal()
    lost = Signal(object)

    SLOW_COMMIT_MS: ClassVar[float] = 10.0
    """If commits take longer than this, the window does not wait for them."""
    MANY_CELLS: ClassVar[int] = 1000
    """Steps on more cells than this take longer than the window may wait, on any disk."""
    PATIENCE_MS: ClassVar[float] = 40.0
    """The time that the window waits for one edit, whatever holds it up."""
    LANE_PATIENCE_MS: ClassVar[float] = 30_000.0

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._edits: list[_Edit] = []
        self._lost: set[int] = set()
        self._all_saved = True

    @property
    def busy(self) -> bool:
        return bool(self._edits)

    def commit(
        self,
        store: Store,
        prepare: Callable[[], Commit],
        *,
        on_saved: Callable[[ChangeSet | None], None],
        on_refused: Callable[[RbcDeskError], None] | None = None,
        cell_ids: Iterable[int] = (),
    ) -> Outcome:
        """Commit an edit, now or after pending ones. `prepare` is called on this thread when its turn has come.

        `on_saved` gets the committed step, on this thread. A failure emits `failed`, then calls `on_refused`.
        """
        edit = _Edit(store, prepare, on_saved, on_refused, frozenset(cell_ids))
        is_quick = store.commit_ms <= self.SLOW_COMMIT_MS and len(edit.cell_ids) <= self.MANY_CELLS
        may_wait = is_quick and not self._edits
        self._edits.append(edit)
        self._begin()
        if may_wait and edit.ended.wait(self.PATIENCE_MS / 1000):
            self._edits.remove(edit)
            if edit.error is not None:
                self._refuse(edit, edit.error)
                return Outcome.REFUSED
            edit.on_saved(edit.changeset)
            return Outcome.SAVED
        self.changed.emit()
        return Outcome.SAVING

    def finish(self) -> None:
        """Wait for the current edit and save the rest, on this thread: for callers that cannot wait for a signal."""
        while self._edits:
            edit = self._edits[0]
            edit.ended.wait()
            self._end(edit)

    def _begin(self) -> None:
        """Start the first edit, if it is not running."""
        if not self._edits or self._edits[0].commit is not None:
            return
        edit = self._edits[0]
        edit.commit = edit.prepare()
        job = self._jobs.start(
            partial(_run, edit),
            title=self.tr("saving"),
            lane=Lane.WRITE,
            listed=False,
        )
        job.settled.connect(lambda: self._end(edit))

    def _end(self, edit: _Edit) -> None:
        if edit not in self._edits:
            return  # `finish` was faster than the event loop
        self._edits.remove(edit)
        try:
            if edit.error is None:
                edit.on_saved(edit.changeset)
            else:
                self._all_saved = False
                self._lost |= edit.cell_ids
                self._refuse(edit, edit.error)
        finally:  # an error of one listener must not prevent saving the others
            self._begin()
            self.changed.emit()
            if not self._edits:
                self._emit_drained()

    def _emit_drained(self) -> None:
        all_saved, lost = self._all_saved, frozenset(self._lost)
        self._all_saved = True
        self._lost.clear()
        if lost:
            self.lost.emit(lost)
        self.drained.emit(all_saved)

    def _refuse(self, edit: _Edit, error: RbcDeskError) -> None:
        if isinstance(error, StorageError):
            self.unsaved.emit()
        self.failed.emit(JobError.from_exception(error, title=self.tr("The action failed")))
        if edit.on_refused is not None:
            edit.on_refused(error)


def _run(edit: _Edit, _task: Task) -> None:
    edit.run()
