"""Loads the gallery's cells and keeps them up to date with the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.events import Event
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.ui.gallery.area import GalleryArea
from rbc_desk.ui.gallery.bar import PROJECT, GalleryBar
from rbc_desk.ui.gallery.board import Board, Group, Order
from rbc_desk.ui.gallery.live_order import LiveOrder
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.gallery.queries import FirstCells, GalleryQuery, gather, sort
from rbc_desk.ui.pages.cell_reader import CellReader
from rbc_desk.ui.pages.cell_view import LabelView
from rbc_desk.ui.pages.follower import Follower, Missed
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions
    from rbc_desk.services.project.project import Project
    from rbc_desk.ui.kit.jobs import Job

_SMALL = frozenset({Topic.CELLS, Topic.LABELS})
_FEW = 2000  # changed cells; more are read in a job


class GalleryReading(LabelView):
    """Fills `area` with the cells that `bar` asks for; `arranged` is emitted after each arrangement.

    Typical cells are put first only on request, never because something changed.
    """

    arranged = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.board = Board()
        self.pictures = Pictures(self)
        self.area = GalleryArea(self.board, self.pictures)
        self._reader = CellReader(context, self, read=kinds.some_objects)
        self.bar = GalleryBar()
        self._classes: ClassSet | None = None
        self._only: frozenset[int] | None = None
        self._similar: tuple[int, ...] = ()  # the cells of `_only` in order of similarity
        self._job: Job | None = None  # the reading job
        self._stopped = False  # whether the last reading ended before it was complete
        self._shown_scope: object = None  # the query whose cells are complete here
        self._live_shown: LivePredictions | None = None  # the live predictions of the running reading
        self._changed_ids: set[int] = set()  # cells that changed since the reading started
        self._reveals = False  # whether to scroll to the selected cell when the reading ends
        self.bar.changed.connect(self._on_query_changed)
        self.bar.filter_cleared.connect(self._on_filter_cleared)
        self.area.cells_requested.connect(self._reader.request)
        self._reader.arrived.connect(self._on_cells_read)
        context.selection_changed.connect(self.area.set_selection)
        self._follower = Follower(context, widget=self)
        self._follower.project_changed.connect(self._on_project_changed)
        self._follower.forgotten.connect(self._forget)
        self._follower.smear_changed.connect(self._on_smear_changed)
        self._follower.changed.connect(self._on_changed)
        self._follower.caught_up.connect(self._on_caught_up)
        self._live_order = LiveOrder(context, board=self.board, area=self.area, parent=self)
        self._live_order.sorted_anew.connect(self.arranged)
        context.live.updated.connect(self._on_live_updated)

    def set_classes(self, classes: ClassSet | None) -> None:
        self._classes = classes
        self.area.classes = {c.code: c for c in classes or ()}
        self._reload()

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Show only these cells of the project, with a title that removes the filter when clicked."""
        self._only, self._similar = frozenset(ids), ()
        self.bar.show_filter(title)
        self._reload()

    def show_similar(self, ids: Sequence[int], title: str) -> None:
        """Show only these cells of the project in this order, until the filter is removed."""
        self._only, self._similar = frozenset(ids), tuple(ids)
        self.bar.show_filter(title, in_order=True)
        self._reload()

    @property
    def _group(self) -> Group:
        return Group.ALL if self._similar else Group(self.bar.group.currentData())

    @property
    def _order(self) -> Order:
        return Order.SIMILAR if self._similar else Order(self.bar.order.currentData())

    @property
    def reading(self) -> bool:
        """Whether cells are being read."""
        return self._job is not None

    @property
    def stopped(self) -> bool:
        """Whether cells are missing because reading was cancelled or failed."""
        return self._stopped

    # reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.area.set_selection(self._context.selection)
        if self._stopped:
            self._read()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        if missed.project or missed.topics or (missed.smear and not self._whole):
            self._read()

    @property
    def _whole(self) -> bool:
        """Whether the view may include cells of every smear."""
        return self._only is not None or self.bar.scope.currentData() == PROJECT

    def _reload(self) -> None:
        if not self._follower.miss(Topic.CELLS):
            self._read()

    def _read(self) -> None:
        """Read everything again, in a job."""
        self._cancel_reading()
        project = self._context.project
        if project is None:
            self._show(Board())
            return
        self._live_shown = self._context.live.predictions
        whole = self._whole
        self._shown_scope = self.bar.scope.currentData()
        smear_ids = None if whole else [self._context.smear_id]
        self.area.scrolls_by_keys = whole
        if self.pictures.smears is None:
            self.pictures.set_project(project)
        wanted = GalleryQuery(
            smear_ids,
            self._only,
            self._group,
            self._order,
            self._classes,
            self._live_shown,
            self._similar,
        )
        self._job = self._context.jobs.start(
            partial(gather, project, wanted),
            title=self.tr("loading cells"),
            on_success=self._on_read,
            on_progress=self._on_progress,
            supersede="gallery",
        )
        self._job.finished.connect(self._on_reading_ended)

    def _can_sort(self) -> bool:
        """Whether all requested cells are loaded, so that they only need another order."""
        needs_features = Order.TYPICAL in (self._order, self.board.order)
        complete = (
            not (self._follower.missed.content or self.reading or self._stopped) and self._context.project is not None
        )
        return complete and not needs_features and self._shown_scope == self.bar.scope.currentData()

    def _sort(self) -> None:
        """Sort the loaded cells in a job."""
        other = self.board.to_sort(self._group, self._order)
        self._job = self._context.jobs.start(
            partial(sort, other),
            title=self.tr("sorting cells"),
            on_success=self._on_sorted,
            supersede="gallery",
        )
        self._job.finished.connect(self._on_reading_ended)

    def _on_sorted(self, other: Board) -> None:
        self._job = None
        if self.board.adopt_order(other):
            self._arrange()
            self._reveal()
        else:  # the cells changed while they were sorted
            self._sort()

    def _cancel_reading(self) -> None:
        self._live_order.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._stopped = False
        self._changed_ids.clear()

    @Slot()
    def _on_reading_ended(self) -> None:
        if self._job is None or not self._job.ended:  # it succeeded, or was replaced by another one
            return
        self._job = None
        self._stopped = True
        self.arranged.emit()

    def _on_progress(self, event: Event) -> None:
        if isinstance(event, FirstCells):
            self._bring_up_to_date(event.board, self._changed_ids)
            self._show(event.board)

    def _on_read(self, board: Board) -> None:
        self._job = None
        live = self._context.live.predictions
        if live is not self._live_shown:
            if live is None:
                self._read()
                return
            board.set_live(live)
        self._bring_up_to_date(board, self._changed_ids)
        self._show(board)
        self._reveal()

    def _bring_up_to_date(self, board: Board, ids: Iterable[int]) -> bool:
        """Read these cells again and update the board; False if that failed."""
        ids = frozenset(ids) if self._only is None else self._only & frozenset(ids)
        if not ids:
            return True
        read = kinds.some_objects if self._only is None else labelling.some_cells
        found = self._context.guard(read, self._context.opened, cell_ids=ids)
        if found is None:
            return False
        if not self._whole:
            found = tuple(cell for cell in found if cell.smear_id == self._context.smear_id)
        board.update(self._with_live(found), gone=ids - {cell.id for cell in found})
        return True

    def cell(self, cell_id: int) -> Cell | None:
        """A loaded cell with all its fields, read now if only its row is known; None if it is not loaded."""
        if cell_id not in self.board.at:
            return None
        if self.board.cells.known(cell_id) is None:
            found = self._context.guard(kinds.some_objects, self._context.opened, cell_ids=[cell_id])
            self.board.cells.put(self._with_live(found or ()))
        return self.board.cells.known(cell_id)

    def _on_cells_read(self, found: tuple[Cell, ...], gone: frozenset[int]) -> None:
        """Add the cells that were read; remove those that no longer exist."""
        self.board.cells.put_new(found)
        rejected = {cell.id for cell in found if cell.state is CellState.REJECTED}
        if leaving := self.board.among(gone | rejected):
            self.board.update((), gone=leaving)
            self._arrange()
        self.area.viewport().update()

    @Slot(object)
    def _on_live_updated(self, live: LivePredictions | None) -> None:
        if self._follower.miss(Topic.PREDICTIONS) or self.reading:
            return
        if live is None:
            self._read()
        else:
            self._live_order.show(live)

    def _with_live(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        live = self._context.live.predictions
        return cells if live is None else live.of_cells(cells)

    def _show(self, board: Board) -> None:
        self.area.forget_places()
        self.board.take(board)
        self._arrange()
        self.gathered.emit()

    def _arrange(self) -> None:
        self.area.arrange()
        self.area.set_selection(self._context.selection)
        self.arranged.emit()

    def _reveal_when_read(self) -> None:
        """Scroll to the single selected cell, now or when the current reading ends."""
        self._reveals = True
        if not self.reading:
            self._reveal()

    def _reveal(self) -> None:
        if self._reveals and len(self.area.selection) == 1:
            self.area.reveal(next(iter(self.area.selection)))
        self._reveals = False

    # user requests

    @Slot()
    def _on_query_changed(self) -> None:
        if self.isVisible() and self._can_sort():
            self._sort()
        else:
            self._reload()

    def sort_again(self) -> None:
        """Sort the same cells again, and scroll to the selected one."""
        self._reveals = True
        self._on_query_changed()

    @Slot()
    def _on_filter_cleared(self) -> None:
        self._only, self._similar = None, ()
        self.bar.show_filter("")
        self._reload()

    # changes elsewhere

    @Slot()
    def _forget(self) -> None:
        """Drop everything that belongs to the previous project."""
        self._cancel_reading()
        self.pictures.set_project(self._context.project)
        self._only, self._similar = None, ()
        self.bar.show_filter("")
        self._show(Board())

    @Slot(object)
    def _on_project_changed(self, _project: Project | None) -> None:
        self._forget()
        self._read()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        if not self._whole:
            self._read()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if self.reading:
            # the running job may have read the state before the change
            self._changed_ids |= changeset.cell_ids
            if not self._is_small(changeset) or len(self._changed_ids) > _FEW:
                self._read()
                return
        if self._insert(changeset):
            return
        if not self._is_small(changeset):
            self._read()
        elif self._bring_up_to_date(self.board, changeset.cell_ids):
            self._arrange()

    def _is_small(self, changeset: ChangeSet) -> bool:
        return changeset.topics <= _SMALL and 0 < len(changeset.cell_ids) <= _FEW

    def _insert(self, changeset: ChangeSet) -> bool:
        """Apply a step without reading; False if it does not describe the result completely."""
        project = self._context.project
        if project is None or not changeset.cell_ids or not changeset.topics <= _SMALL:
            return False
        if not self.board.change(changeset, viewpoint=project.viewpoint):
            return False
        self._arrange()
        return True
