"""The review as a view of the page Label: a queue of cells, one at a time, a key a cell."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.core.cells import Cell, SmearInfo
from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.core.classes import ClassSet
from rbc_desk.services.review import Source
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.pages.label_views import LabelView
from rbc_desk.ui.review.ahead import PicturesAhead
from rbc_desk.ui.review.bar import PROJECT, ReviewBar
from rbc_desk.ui.review.compare import Comparison
from rbc_desk.ui.review.empty import ReviewEmpty
from rbc_desk.ui.review.gathering import Gathered, Wanted, gather
from rbc_desk.ui.review.hand import ReviewHand
from rbc_desk.ui.review.queue import Pace, ReviewQueue
from rbc_desk.ui.review.stage import Stage
from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.texts import tight

if TYPE_CHECKING:
    from rbc_desk.services.project import Project

_AHEAD = 16
_SMALL = frozenset({Topic.CELLS, Topic.LABELS})


class ReviewView(LabelView):
    """`queue` is worked through in a fixed order. `open_wanted` comes with a page to go to."""

    name = "reviewViewAction"
    key = "review"
    open_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewView")
        self._desk = desk
        self.queue, self.pace = ReviewQueue(), Pace()
        self.advance = True
        self.reading = False
        self._ids: tuple[int, ...] | None = None  # chosen elsewhere
        self._stale = True
        self._finished = False
        self._behind: frozenset[int] = frozenset()  # cells that changed while the view was hidden
        self._show_soon = QTimer(self, singleShot=True, interval=0)  # a key shows what it did at once and by itself
        self._show_soon.timeout.connect(self._show)
        self._classes: ClassSet | None = None
        self._smears: Mapping[int, SmearInfo] = {}
        self._tools: Sequence[QAction] = ()
        self.pictures = PicturesAhead(self)
        self.stage = Stage(self.pictures)
        self.compare = Comparison(desk)
        self.bar, self.empty = ReviewBar(), ReviewEmpty()
        self._hand = ReviewHand(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(GRID, 0, GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.stage, 1)
        row.addWidget(self.compare)
        self._body = QStackedWidget()
        self._body.addWidget(work)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        desk = self._desk
        self.bar.changed.connect(self._wants_all)
        self.bar.anew.connect(self._wants_all)
        self.bar.filter_cleared.connect(self._on_filter_cleared)
        self.empty.open_wanted.connect(self.open_wanted)
        self.empty.unlabelled_wanted.connect(self._on_unlabelled_wanted)
        self.stage.stepped.connect(self.step)
        self.stage.ended.connect(self._on_ended)
        self.stage.zoomed.connect(self._want_pictures)
        self.pictures.arrived.connect(self._on_picture_arrived)
        desk.project_changed.connect(self._on_project_changed)
        desk.smear_changed.connect(self._on_smear_changed)
        desk.bus.changed.connect(self._on_changed)

    # as the page wants it

    @property
    def hand(self) -> ReviewHand:
        return self._hand

    @property
    def current(self) -> Cell | None:
        """The cell in hand; None while nothing is shown."""
        return None if self._finished or self.reading else self.queue.current

    def set_tools(self, actions: Sequence[QAction]) -> None:
        self._tools = actions

    def tools(self) -> Sequence[QAction]:
        return self._tools

    def set_classes(self, classes: ClassSet | None) -> None:
        if classes != self._classes:
            self._classes = classes
            self.compare.set_classes(classes)
            self._show()

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        return self.pictures.smears.known(smear_id) if self.pictures.smears is not None else None

    def activated(self) -> None:
        self.setFocus() if self.current is None else self.stage.setFocus()

    def view_state(self) -> dict[str, Any]:
        boxes = (self.bar.source, self.bar.scope)
        return {box.objectName(): str(box.currentData()) for box in boxes}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        for box in (self.bar.source, self.bar.scope):
            if (at := box.findData(state.get(box.objectName()))) >= 0:
                box.setCurrentIndex(at)

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Review these cells of the project in this order, under a title that leads back to the queues."""
        self._ids = tuple(dict.fromkeys(ids))
        self.bar.show_filter(title)
        self._wants_all()

    # gathering

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        behind, self._behind = self._behind, frozenset()
        if self._stale:
            self._read()
        elif behind & self.queue.cells.keys():
            self._catch_up(behind & self.queue.cells.keys(), follow=False)
        else:
            self._show()

    @Slot()
    def _wants_all(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        project = self._desk.project
        self._stale = False
        self.queue, self._finished = ReviewQueue(), False
        if project is None:
            return
        if self.pictures.smears is None:
            self.pictures.set_project(project)
        whole = self.bar.scope.currentData() == PROJECT
        source = None if self._ids is not None else Source(self.bar.source.currentData())
        wanted = Wanted(source, None if whole else (self._desk.smear_id,), self._ids or ())
        self.reading = True
        self.empty.gathering()
        self._show()
        self._desk.jobs.start(
            partial(gather, project, wanted),
            title=self.tr("gathering the cells"),
            on_success=partial(self._on_read, wanted),
            supersede="review",
        ).finished.connect(self._on_reading_ended)

    def _on_read(self, wanted: Wanted, what: Gathered) -> None:
        self.reading = False
        self.queue, self._smears = ReviewQueue(what.cells), what.smears
        if not what.cells:
            self.empty.nothing(
                wanted.source, has_cells=what.has_cells, has_model=what.has_model, has_words=what.has_words
            )
        self.compare.gather(self._desk.project, what.cells)
        had_focus = self.isAncestorOf(self.focusWidget()) or self.hasFocus()
        self._show()
        if had_focus:
            self.activated()

    @Slot()
    def _on_reading_ended(self) -> None:
        self.reading = False

    # showing

    @Slot()
    def _show(self) -> None:
        """The cell in hand, or why there is none."""
        self._show_soon.stop()
        cell = self.current
        if not self.isVisible():
            return
        self._body.setCurrentIndex(0 if cell is not None else 1)
        self.bar.show_progress(done=len(self.queue.done), total=len(self.queue), per_minute=self.pace.per_minute)
        if cell is None:
            return
        shown = self._classes[cell.shown_code] if self._classes and cell.shown_code in self._classes else None
        smear = self._smears.get(cell.smear_id)
        words = self.compare.show_cell(cell, following=self.queue.ahead(3), smear=smear.name if smear else "")
        self.stage.show_cell(cell, cell_class=shown, words=words)
        self._desk.set_selection({cell.id})
        self._want_pictures()

    @Slot()
    def _want_pictures(self) -> None:
        if self.isVisible() and self.current is not None:
            self.pictures.want(self.queue.ahead(_AHEAD))

    @Slot(int)
    def _on_picture_arrived(self, cell_id: int) -> None:
        if self.current is not None and self.current.id == cell_id:
            self.stage.update()

    # going through

    @Slot(int)
    def step(self, by: int) -> None:
        """Back or on by cells, reviewed or not."""
        if self._finished and by < 0:
            self._finished = False
        else:
            self.queue.step(by)
        self._show()

    def go_to(self, cell_id: int) -> None:
        if self.queue.go_to(cell_id):
            self._finished = False
            self._show()

    def on_done(self, ids: Iterable[int]) -> None:
        """A key did something to the cell in hand: count it and go on."""
        cell = self.current
        if cell is None or cell.id not in ids:
            return
        self.queue.done.add(cell.id)
        self.pace.record(time.monotonic())
        if self.advance and not self.queue.advance():
            self._finished = True
            self.empty.finished(len(self.queue))
            self.setFocus()
        self._show()

    @Slot(int)
    def _on_ended(self, which: int) -> None:
        self.step(which * len(self.queue))

    def keyPressEvent(self, event: Any) -> None:
        """Where all is done the stage has no keys: the left arrow goes back all the same."""
        if self._finished:
            self.stage.keyPressEvent(event)
            self.activated()
        else:
            super().keyPressEvent(event)

    # what others did

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.topics <= {Topic.RUNS, Topic.EVALUATIONS}:
            return
        ids = changeset.cell_ids & self.queue.cells.keys()
        whole = not changeset.cell_ids and changeset.touches(Topic.LABELS)  # another reader, or blinded from now on
        other = not changeset.topics <= _SMALL and not self.queue.done
        # a queue under way keeps its order otherwise: what it lacks comes with the next one
        if whole or other or self.reading or not self.queue.ids:
            self._wants_all()
        elif ids and self.isVisible():
            self._catch_up(ids, follow=len(ids) == 1)
        elif ids:
            self._behind |= ids

    def _catch_up(self, ids: frozenset[int], *, follow: bool) -> None:
        """Read cells anew; `follow`: an undo goes back to its cell (what a key does is done to the one in hand)."""
        from rbc_desk.services import labelling

        found = self._desk.guard(labelling.some_cells, self._desk.project, cell_ids=ids)
        if found is None:
            return
        self.queue.update(found)
        self.queue.drop(ids - {cell.id for cell in found})
        if follow and found:
            self.queue.done -= ids
            if self.current is None or self.current.id not in ids:
                had_focus = self.hasFocus()
                self.go_to(found[0].id)
                if had_focus:
                    self.activated()
                return
            self._show_soon.start()
            return
        self._show()

    @Slot(object)
    def _on_project_changed(self, project: Project | None) -> None:
        self.pictures.set_project(project)
        self.compare.set_project(project)
        self.queue, self.pace, self._ids = ReviewQueue(), Pace(), None
        self.bar.show_filter("")
        self._wants_all()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        if self._ids is None and self.bar.scope.currentData() != PROJECT and not self.queue.done:
            self._wants_all()

    @Slot()
    def _on_filter_cleared(self) -> None:
        self._ids = None
        self.bar.show_filter("")
        self._wants_all()

    @Slot()
    def _on_unlabelled_wanted(self) -> None:
        self.bar.source.setCurrentIndex(self.bar.source.findData(Source.UNLABELLED))
        self.setFocus()
