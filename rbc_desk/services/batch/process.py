"""Processes images: workers find and classify the cells, and this process alone stores them and writes reports."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from concurrent.futures import CancelledError as NoWorker
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import (
    CancelledError,
    RbcDeskError,
    StorageError,
    StoreBusyError,
    UnreadableImageError,
)
from rbc_desk.core.events import Problem, Progress, UnitEnded
from rbc_desk.core.files.hashing import hash_file
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep, combined, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.batch.batch import Batch, BatchWish, opened_batch
from rbc_desk.services.batch.left import left_to_do, looks_like_no_smear
from rbc_desk.services.batch.sources import BatchItem, smears_to_process
from rbc_desk.services.batch.summary import Outcome, SummaryLine
from rbc_desk.services.batch.worker import KnownSmear, ReadSmear, SmearOrder, work
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.models import classification
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.known_files import KnownFiles
from rbc_desk.services.smears.stored_files import restore_file, store_file
from rbc_desk.services.specimens import editing
from rbc_desk.settings.model import Settings

_POLL_S = 0.1
_AHEAD = 2
"""Orders per worker: one is read while the results of another are stored."""
_MOST_BREAKS = 3
"""After so many ends of workers without a result between them, the machine is at fault and not an image."""
_NO_SMEAR = Phrase("The image does not look like a blood smear; no cells were added.")
_NO_CELLS = Phrase("No cells were found.")
_SIGNED = Phrase("The report of its specimen is signed.")
_KILLED = Phrase(
    "The worker process that read this image ended unexpectedly. It may be damaged, or too large for the memory."
)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a batch ended, in images: `n_done` are complete, also those that were before; `n_new` were read now.

    `problems` are the images that failed and the reports that could not be written.
    """

    n_done: int
    n_new: int
    n_reports: int
    n_unchanged: int
    problems: tuple[Problem, ...]


def process(
    batch: Batch, items: Sequence[BatchItem], *, task: Task = SILENT, on_step: OnStep = ignore_step
) -> BatchResult:
    """Find and classify the cells of images, store them, and report on each specimen that is complete.

    What is done already is left as it is, so that the same call goes on after a stop or a kill. An image that fails
    is reported and the others continue. Reports Progress, UnitEnded for each image, and Problem. `on_step` gets each
    commit. Raises CancelledError when stopped (what was stored stays), BundleError for the model, StorageError where
    the project or the folder cannot be written, RbcDeskError where workers cannot be started.
    """
    return _Run(batch, deque(items), task, on_step).go()


def process_smears(
    project: Project,
    *,
    smear_ids: Sequence[int],
    output: Path,
    wish: BatchWish,
    workers: Workers,
    settings: Settings,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> BatchResult:
    """Process smears of the project, for the window. Raises the errors of `opened_batch` and `process`."""
    with opened_batch(
        project, output=output, wish=wish, workers=workers, settings=settings, task=task.quiet()
    ) as batch:
        return process(batch, smears_to_process(project, smear_ids=smear_ids), task=task, on_step=on_step)


def processed_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of `process` into one step that can be undone."""
    return combined(Phrase("Process new smears"), steps)


@dataclass(frozen=True, slots=True)
class _Sent:
    """An item that a worker reads. `again`: a second time, because a person changed its cells meanwhile."""

    item: BatchItem
    smear_id: int
    known: KnownSmear | None
    again: bool = False


@dataclass
class _Run:
    """One call of `process`."""

    batch: Batch
    waiting: deque[BatchItem]
    task: Task
    on_step: OnStep
    _running: dict[Future[ReadSmear], _Sent] = field(default_factory=dict)
    _suspects: deque[_Sent] = field(default_factory=deque)
    """Items that were being read when a worker ended; each is read alone, to know which one ended it."""
    _due: deque[int] = field(default_factory=deque)
    """The specimens whose reports are to be written."""
    _problems: list[Problem] = field(default_factory=list)
    _n_done: int = 0
    _n_failed: int = 0
    _n_new: int = 0
    _breaks: int = 0

    def __post_init__(self) -> None:
        self._project = self.batch.project
        self._total = len(self.waiting)
        self._started = time.monotonic()
        self._seen = KnownFiles.of(self._project)
        self._open = Counter(item.group for item in self.waiting)
        self._specimens: dict[str, set[int]] = {}
        self._reports = Counter[bool]()

    def go(self) -> BatchResult:
        try:
            self._progress("")
            while self.waiting or self._suspects or self._running or self._due:
                self.task.raise_if_stopped()
                self._feed()
                self._take_ended()
                if self._due:
                    self._report(self._due.popleft())
        finally:
            with suppress(StorageError):  # the error under way says why nothing can be written
                self.batch.summary.save()
        self.batch.summary.save()
        self._progress("")
        return BatchResult(
            self._n_done, self._n_new, self._reports[True], self._reports[False], tuple(self._problems)
        )

    # sending

    def _feed(self) -> None:
        if self._suspects:
            if not self._running:
                self._send(self._suspects.popleft())
            return
        while self.waiting and (not self._running or len(self._running) < _AHEAD * self.batch.pool.slots):
            self.task.raise_if_stopped()
            self._begin(self.waiting.popleft())

    def _begin(self, item: BatchItem) -> None:
        """Send an item to the workers, unless nothing is left to do on it."""
        smear_id = item.smear_id or self._known(item.path)
        known = None
        if smear_id:
            if not item.smear_id:
                info = library.smear(self._project, smear_id=smear_id)
                try:
                    restore_file(self._project, item.path, info=info, bits=item.bits)
                except UnreadableImageError as error:
                    return self._fail(item, str(error))
            known = self._left(smear_id)
            if known is None:
                return self._done(item, smear_id)
            if not locks.unlocked(self._project, [smear_id]):
                return self._fail(item, _SIGNED)
        return self._send(_Sent(item, smear_id, known))

    def _known(self, path: Path) -> int:
        try:
            return self._seen.of_file(hash_file(path))
        except OSError:
            return 0  # the worker that reads it says why it cannot

    def _left(self, smear_id: int) -> KnownSmear | None:
        return left_to_do(self._project, smear_id=smear_id, model_id=self.batch.model_id)

    def _send(self, sent: _Sent) -> None:
        pool = self.batch.pool
        path = sent.item.path
        if sent.known is not None:  # the stored copy, which has no metadata and so another hash
            path = library.smear_path(self._project, library.known_smear(self._project, smear_id=sent.smear_id))
        order = SmearOrder(path, pool.marker, self.batch.method, sent.known, sent.item.bits)
        try:
            self._running[pool.executor.submit(work, order)] = sent
        except BrokenExecutor:
            self._on_broken(sent)

    # taking

    def _take_ended(self) -> None:
        if not self._running:
            return
        ended, _ = wait(self._running, timeout=0 if self._due else _POLL_S, return_when=FIRST_COMPLETED)
        for future in ended:
            if future in self._running:
                self._take(future)

    def _take(self, future: Future[ReadSmear]) -> None:
        sent = self._running.pop(future)
        try:
            read = future.result()
        except BrokenExecutor:
            self._on_broken(sent)
            return
        except NoWorker as error:
            raise RbcDeskError(
                "The connection to the dask cluster was lost. Finished smears are kept.",
                hint="Check the scheduler and the network, then start again.",
            ) from error
        except Exception as error:  # border: clusters fail in many ways
            self._fail(sent.item, f"{type(error).__name__}: {error}")
            return
        self._breaks = 0
        if read.stopped:
            raise CancelledError
        if read.is_fatal:
            raise RbcDeskError(read.reason)
        if read.reason and not read.is_no_smear:
            self._fail(sent.item, read.reason)
            return
        try:
            self._store(sent, read)
        except StorageError as error:
            if not isinstance(error, StoreBusyError):
                raise
            self._fail(sent.item, str(error))
        except RbcDeskError as error:
            self._fail(sent.item, str(error))

    def _on_broken(self, sent: _Sent) -> None:
        """A worker process ended. The items under way are read again, each alone; one that was alone has failed."""
        under_way = [sent, *self._running.values()]
        self._running.clear()
        self.batch.end_workers()
        self._breaks += 1
        if self._breaks > _MOST_BREAKS:
            raise RbcDeskError(
                "Worker processes keep ending unexpectedly. Finished smears are kept.",
                hint="There may not be enough memory. Start again with fewer workers.",
            )
        if len(under_way) == 1:
            self._fail(sent.item, _KILLED)
        else:
            self._suspects.extend(under_way)

    def _store(self, sent: _Sent, read: ReadSmear) -> None:
        item, smear_id = sent.item, sent.smear_id
        if read.measured is not None:
            smear_id = self._seen.of_image(read.measured)  # a copy of the same image may have come first
            if not smear_id:
                smear_id, step = store_file(
                    self._project, item.path, name=item.name, specimen=item.specimen or None, measured=read.measured
                )
                self.on_step(step)
                self._seen.add(smear_id, read.measured)
        self._n_new += not sent.again
        left = self._left(smear_id)
        if left is not None:
            if left.circles is None:
                self._store_cells(smear_id, read)
            self._store_predictions(smear_id, read)
            left = self._left(smear_id)
        if left is not None and not sent.again:
            self._send(_Sent(item, smear_id, left, again=True))
        else:
            self._done(item, smear_id)

    def _store_cells(self, smear_id: int, read: ReadSmear) -> None:
        from rbc_desk.imaging.detect import DETECTORS

        detector = self.batch.method.detector
        if read.found is not None:
            step = find_cells.store_found(
                self._project,
                smear_id=smear_id,
                found=read.found.cells,
                detector=detector,
                params=dict(read.params),
                width_uncertain=read.found.width_uncertain,
                field=read.found.field,
            )
            self.on_step(step)
        elif read.is_no_smear:
            params = DETECTORS[detector].checked(dict(read.params))
            find_cells.store_no_smear(self._project, smear_id=smear_id, detector=detector, params=params)

    def _store_predictions(self, smear_id: int, read: ReadSmear) -> None:
        by_circle = {one.circle: one for one in read.predictions}
        found = [
            (cell, by_circle[cell.circle])
            for cell in labelling.cells(self._project, smear_id=smear_id)
            if cell.state is not CellState.REJECTED and cell.circle in by_circle
        ]
        if found:
            cells, predictions = zip(*found, strict=True)
            self.on_step(
                classification.store_predictions(
                    self._project,
                    model_id=self.batch.model_id,
                    cells=cells,
                    predictions=predictions,
                    shift=read.shift,
                )
            )

    # what is told

    def _done(self, item: BatchItem, smear_id: int) -> None:
        info = library.smear(self._project, smear_id=smear_id)
        reason = ""
        if not info.n_cells:
            is_none = looks_like_no_smear(self._project, smear_id=smear_id)
            reason = _NO_SMEAR if is_none else _NO_CELLS
        self._n_done += 1
        self._tell(item, SummaryLine(str(item.path), Outcome.DONE, info.name, info.specimen, info.n_cells, reason))
        self._close(item, info.specimen_id)

    def _fail(self, item: BatchItem, reason: str) -> None:
        self._n_failed += 1
        problem = Problem(str(item.path), reason)
        self._problems.append(problem)
        self.task.report(problem)
        name = item.name if item.smear_id else ""
        self._tell(item, SummaryLine(str(item.path), Outcome.FAILED, name, item.group, reason=reason))
        self._close(item, 0)

    def _tell(self, item: BatchItem, line: SummaryLine) -> None:
        self.batch.summary.add(line)
        done = self._n_done + self._n_failed
        failed = line.outcome is Outcome.FAILED
        self._progress(item.name)
        self.task.report(UnitEnded(str(item.path), item.name, done, self._total, failed=failed))

    def _progress(self, name: str) -> None:
        done = self._n_done + self._n_failed
        left = None
        if self._n_new:
            left = (time.monotonic() - self._started) / self._n_new * (self._total - done)
        self.task.report(Progress(done, self._total, name, seconds_left=left))

    def _close(self, item: BatchItem, specimen_id: int) -> None:
        """Note that an item has ended; with the last one of its group, the reports of its specimens are due."""
        found = self._specimens.setdefault(item.group, set())
        if specimen_id:
            found.add(specimen_id)
        self._open[item.group] -= 1
        if not self._open[item.group]:
            self._due.extend(sorted(self._specimens.pop(item.group)))

    def _report(self, specimen_id: int) -> None:
        from rbc_desk.store import queries

        specimen = editing.specimen(self._project, specimen_id=specimen_id)
        smears = editing.smear_ids(self._project, specimen_id=specimen_id)
        if not any(library.smear(self._project, smear_id=smear_id).n_cells for smear_id in smears):
            return  # the summary says so; a report without cells says nothing
        try:
            written = self.batch.reports.write(self._project, specimen, task=self.task.quiet())
        except StorageError as error:
            if not isinstance(error, StoreBusyError):
                raise
            self._not_written(specimen.code, error)
        except RbcDeskError as error:
            self.task.raise_if_stopped()
            self._not_written(specimen.code, error)
        else:
            self._reports[written.is_new] += 1
            self.batch.summary.add_report(written)
        finally:
            queries.forget_shapes()  # a finished specimen is not read again

    def _not_written(self, code: str, error: RbcDeskError) -> None:
        problem = Problem(code, str(error))
        self._problems.append(problem)
        self.task.report(problem)
