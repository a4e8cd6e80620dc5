"""Loads the queue of the review and keeps it up to date with the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.after import cells_after
from rbc_desk.core.cells.cell import Cell, SmearInfo
from rbc_desk.core.counting.repeats import NEWER_LABELS
from rbc_desk.core.history.changes import ChangeSet, Entity, Topic
from rbc_desk.services.agreement import checks
from rbc_desk.services.cells import labelling
from rbc_desk.services.models.review import QueueSource
from rbc_desk.ui.pages.cell_reader import CellReader
from rbc_desk.ui.pages.cell_view import LabelView
from rbc_desk.ui.pages.follower import Follower, Missed
from rbc_desk.ui.review.bar import PROJECT, ReviewBar
from rbc_desk.ui.review.compare import Comparison
from rbc_desk.ui.review.empty import ReviewEmpty
from rbc_desk.ui.review.prefetch import PicturePrefetch
from rbc_desk.ui.review.queries import QueueOrder, QueueQuery, QueueResult, gather, reorder
from rbc_desk.ui.review.queue import Pace, ReviewQueue
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions
    from rbc_desk.services.project.project import Project
    from rbc_desk.ui.kit.jobs import Job

_PREPARED = 4  # the next cells, whose images and examples are prepared: they stay
_SMALL = frozenset({Topic.CELLS, Topic.LABELS, Topic.CHECKS})


class ReviewReading(LabelView):
    """Loads `queue`, whose order stays fixed. The view displays it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.queue, self.pace = ReviewQueue(), Pace()
        self._job: Job | None = None  # the job that reads the queue
        self._checks: tuple[int, ...] = ()  # the cells that may be shown again
        self._n_at_draw = 0  # the cells reviewed when they were drawn
        self._back = False  # whether the last step went backwards
        self._ids: tuple[int, ...] | None = None  # cells chosen elsewhere
        self._then_train = False
        self._stopped = False  # whether the last reading ended without a queue
        self._finished = False
        self._show_soon = QTimer(self, singleShot=True, interval=0)  # a key shows its own result at once
        self._show_soon.timeout.connect(self._show)
        self._smears: Mapping[int, SmearInfo] = {}
        self.pictures = PicturePrefetch(self)
        self.compare = Comparison(context)
        self.bar, self.empty = ReviewBar(), ReviewEmpty()
        self.bar.changed.connect(self._reload)
        self.bar.sort_requested.connect(self._reload)
        self.empty.again_requested.connect(self._reload)
        self._reader = CellReader(context, self)
        self._reader.arrived.connect(self._on_cells_read)
        self.bar.filter_cleared.connect(self._on_filter_cleared)
        self._follower = Follower(context, widget=self, topics={*Topic} - {Topic.RUNS, Topic.EVALUATIONS})
        self._follower.project_changed.connect(self._on_project_changed)
        self._follower.forgotten.connect(self._forget)
        self._follower.smear_changed.connect(self._on_smear_changed)
        self._follower.changed.connect(self._on_changed)
        self._follower.caught_up.connect(self._on_caught_up)
        context.live.updated.connect(self._on_live_updated)

    @property
    def spans_smears(self) -> bool:
        """Whether the queue has cells of more than one smear."""
        return self._ids is not None or self.bar.scope.currentData() == PROJECT

    @property
    def reading(self) -> bool:
        """Whether a queue is being read."""
        return self._job is not None

    @property
    def current(self) -> Cell | None:
        """The current cell; None if nothing is shown or the cell is being read."""
        return None if self._finished or self.reading else self.queue.current

    @property
    def coming(self) -> bool:
        """Whether the current cell is being read."""
        return not (self._finished or self.reading) and bool(self.queue.ids) and self.queue.current is None

    def _show_count(self) -> None:
        """Show how many cells are reviewed and how many there are."""
        raise NotImplementedError

    @Slot()
    def _show(self) -> None:
        """Show the current cell, or why there is none."""
        raise NotImplementedError

    def go_to(self, cell_id: int) -> None:
        if self.queue.go_to(cell_id):
            self._finished = False
            self._show()

    def show_only(self, ids: Iterable[int], title: str, *, then_train: bool = False) -> None:
        """Review these cells of the project in this order, with a title that leads back to the queues.

        `then_train`: when all are reviewed, a quick training is offered.
        """
        self._ids, self._then_train = tuple(dict.fromkeys(ids)), then_train
        self.bar.show_filter(title)
        self._reload()

    # reading the queue

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stopped:
            self._read()
        elif not self.reading and self._context.project is not None:
            self._show()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        ids = self.queue.known_among(missed.cell_ids)
        elsewhere = missed.project or (missed.smear and not self.spans_smears)
        if elsewhere or (missed.topics and self._needs_queue(missed.topics, unnamed=missed.unnamed)):
            self._read()
        elif ids:
            self._reread(ids)
        if Topic.CHECKS in missed.topics and self.queue.cells.answers:
            repeated = self.queue.cells.answers
            found = self._context.guard(checks.answers, self._context.opened, cell_ids=tuple(repeated)) or {}
            self.queue.set_answers({i: found.get(i) for i in repeated})
            self._show()

    @Slot()
    def _reload(self) -> None:
        if not self._follower.miss(Topic.LABELS):
            self._read()

    def _read(self) -> None:
        self._cancel_reading()
        project = self._context.project
        self._stopped = False
        self.queue, self._finished, self._back = ReviewQueue(), False, False
        if project is None:
            return
        if self.pictures.smears is None:
            self.pictures.set_project(project)
        wanted = self._query()
        self._job = self._context.jobs.start(
            partial(gather, project, wanted),
            title=self.tr("loading cells"),
            on_success=partial(self._on_read, wanted),
            supersede="review",
        )
        self._job.finished.connect(self._on_reading_ended)
        self.empty.gathering()
        self._show()

    def _query(self) -> QueueQuery:
        return QueueQuery(
            None if self._ids is not None else QueueSource(self.bar.source.currentData()),
            None if self.spans_smears else (self._context.smear_id,),
            self._ids or (),
            self.bar.with_cut.isChecked(),
            self._context.live.predictions,
        )

    @Slot(object)
    def _on_live_updated(self, live: LivePredictions | None) -> None:
        """Show the live predictions of the next cells, and put those behind them into a new order.

        The current cell stays as it is: a key is perhaps on its way.
        """
        project = self._context.project
        if project is None or self._follower.miss(Topic.PREDICTIONS) or self.reading:
            return  # what is being read gets them when it comes
        queue, wanted = self.queue, self._query()
        if live is not None:
            known = queue.cells.known(queue.ids)
            # a live prediction of a cell that is shown again would tell its label
            fixed = {queue.ids[queue.at], *queue.cells.answers}
            queue.cells.put(live.of_cells(c for i, c in known.items() if i not in fixed))
            self.compare.forget_shown()
        if wanted.source is None or not queue.ids or self._finished:
            return
        n_done = len(queue.done)
        if n_done - self._n_at_draw < NEWER_LABELS:  # hardly more cells can be shown again than when they were drawn
            wanted = replace(wanted, checks=tuple(i for i in self._checks if i not in queue.done))
        else:
            self._n_at_draw = n_done
        self._context.jobs.start(
            partial(reorder, project, wanted),
            title=self.tr("sorting cells"),
            on_success=partial(self._on_reordered, queue),
            supersede="review-live",
            listed=False,
        )

    def _on_reordered(self, queue: ReviewQueue, order: QueueOrder) -> None:
        if queue is self.queue and queue.ids and not self._finished:
            self._checks = order.checks
            queue.reorder(order.ids, keep=_PREPARED, repeated=order.repeated)
            self._read_on()
            self._show_count()

    def _cancel_reading(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _on_read(self, wanted: QueueQuery, what: QueueResult) -> None:
        self._job = None
        if self._follower.missed.topics:  # the running job may have read the state before the change
            self._follower.miss(Topic.LABELS)
        self.queue, self._smears = what.queue, what.smears
        self._checks, self._n_at_draw = what.checks, 0
        live = self._context.live.predictions
        if live is not None and live is not wanted.live:
            self.queue.cells.put(live.of_cells(self.queue.cells.known(self.queue.ids).values()))
        if not what.queue.ids:
            self.empty.nothing(
                wanted.source,
                has_cells=what.has_cells,
                has_model=what.has_model,
                has_predictions=what.has_predictions,
            )
        self.compare.gather(self._context.project, what.first, codes=what.codes)
        had_focus = self.isAncestorOf(self.focusWidget()) or self.hasFocus()
        self._show()
        if had_focus:
            self.activated()

    @Slot()
    def _on_reading_ended(self) -> None:
        if self._job is None or not self._job.ended:  # it succeeded, or was replaced by another one
            return
        self._job, self._stopped = None, True
        self.empty.stopped()
        self._show()

    # reading ahead

    def _read_on(self) -> None:
        """Request the cells that will soon be current."""
        if wanted := self.queue.ids_to_load(back=self._back):
            self._reader.request(wanted)

    def _on_cells_read(self, found: tuple[Cell, ...], gone: frozenset[int]) -> None:
        awaited = self.coming
        self.queue.cells.put_new(found)
        self.queue.drop(gone)
        if awaited or gone:
            self._show()

    # changes elsewhere

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        ids = self.queue.known_among(changeset.cell_ids)
        if self._needs_queue(changeset.topics, unnamed=changeset.topics if not changeset.cell_ids else frozenset()):
            self._read()
        elif ids:
            self._catch_up(changeset, ids)
        if answers := _answers_in(changeset, among=self.queue.cells.answers):
            self._show_answers(answers)

    def _show_answers(self, answers: Mapping[int, str | None]) -> None:
        """Show answers on cells that are shown again; an undo returns to its cell."""
        known = self.queue.cells.known(answers)
        self.queue.set_answers(answers)
        shown_preview = _alike(known, self.queue.cells.known(answers).values())
        if shown_preview or (self.current is not None and self.current.id in answers):
            self._show_soon.start()
        else:
            self._go_to_changed(next(iter(answers)))

    def _needs_queue(self, topics: frozenset[Topic], *, unnamed: frozenset[Topic]) -> bool:
        """Whether changes of these topics require a new queue; those of the `unnamed` topics named no cells."""
        whole = Topic.LABELS in unnamed  # the reader or the blinding changed
        other = not topics <= _SMALL and not self.queue.done
        # otherwise the queue keeps its order; new cells appear in the next one
        return whole or other or self.reading or not self.queue.ids

    def _catch_up(self, changeset: ChangeSet, ids: frozenset[int]) -> None:
        """Apply changes; an undo returns to its cell, because keys apply to the current one."""
        project = self._context.project
        known = self.queue.cells.known(ids)
        found = None
        if project is not None and not ids & self.queue.dropped:
            found = cells_after(changeset, known, viewpoint=project.viewpoint)
        if self.queue.cells.answers.keys() & ids:
            found = None  # what is shown of these cells is not what is stored
        if found is None:
            self._reread(ids)
            return
        shown_preview = _alike(known, found)
        self.queue.update(found)
        if len(ids) > 1:
            self._show()
        elif shown_preview:  # the step of a key, which was saved later
            self._show_soon.start()
        elif self.current is None or self.current.id not in ids:
            self._go_to_changed(next(iter(ids)))
        else:
            self._show_soon.start()

    def _reread(self, ids: frozenset[int]) -> None:
        found = self._context.guard(labelling.some_cells, self._context.opened, cell_ids=ids)
        if found is None:
            return
        restored = self.queue.restore(found)
        self.queue.update(self.queue.cells.as_seen(found))
        self.queue.drop(ids - {cell.id for cell in found})
        if len(restored) == 1:  # an undo returns to its cell
            self._go_to_changed(next(iter(restored)))
        else:
            self._show()

    def _go_to_changed(self, cell_id: int) -> None:
        had_focus = self.hasFocus()
        self.go_to(cell_id)
        if had_focus:
            self.activated()

    @Slot()
    def _forget(self) -> None:
        """Drop data of the previous project."""
        self._cancel_reading()
        self.pictures.set_project(self._context.project)
        self.compare.set_project(self._context.project)
        self.queue, self.pace, self._ids, self._then_train = ReviewQueue(), Pace(), None, False
        self.bar.show_filter("")

    @Slot(object)
    def _on_project_changed(self, _project: Project | None) -> None:
        self._forget()
        self._read()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        if not self.spans_smears:
            self._read()

    @Slot()
    def _on_filter_cleared(self) -> None:
        self._ids, self._then_train = None, False
        self.bar.show_filter("")
        self._reload()


def _answers_in(changeset: ChangeSet, *, among: Collection[int]) -> dict[int, str | None]:
    """The answers that a step gave to these cells, by cell id; None: it took one back."""
    found: dict[int, str | None] = {}
    for change in changeset.changes:
        if change.entity is Entity.CHECK_ANSWER:
            for _, before, after in change.rows():
                if (row := after or before) is not None and row["cell_id"] in among:
                    found[row["cell_id"]] = after["code"] if after is not None else None
    return found


def _alike(known: Mapping[int, Cell], found: Iterable[Cell]) -> bool:
    """Whether all cells were already shown in this state."""
    pairs = [(known[cell.id], cell) for cell in found]
    return bool(pairs) and all((old.state, old.label) == (new.state, new.label) for old, new in pairs)
