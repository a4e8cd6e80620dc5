"""The gallery as a view of the page Label: it reads the cells, keeps in step, and says what to do where none are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.core.cells import Cell
from rbc_desk.core.cells_after import cells_after
from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.gallery.area import GalleryArea
from rbc_desk.ui.gallery.bar import PROJECT, GalleryBar
from rbc_desk.ui.gallery.board import Board, Group, Order
from rbc_desk.ui.gallery.gathering import Gathered, Wanted, gather
from rbc_desk.ui.gallery.hand import GalleryHand
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.pages.label_views import LabelView
from rbc_desk.ui.widgets.texts import EmptyState, tight

if TYPE_CHECKING:
    from rbc_desk.services.project import Project

_SMALL = frozenset({Topic.CELLS, Topic.LABELS})
_FEW = 2000  # changed cells; reading more takes long enough for a job


class GalleryView(LabelView):
    """`opened` comes with a cell to go to on its smear."""

    name = "galleryViewAction"
    key = "gallery"
    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryView")
        self._desk = desk
        self.board = Board()
        self.pictures = Pictures(self)
        self.area = GalleryArea(self.board, self.pictures)
        self.bar = GalleryBar()
        self._hand = GalleryHand(self.area)
        self._classes: ClassSet | None = None
        self._only: frozenset[int] | None = None
        self._stale = True
        self._reading = False
        self._empty = EmptyState("", advice="")
        self._body = QStackedWidget()
        self._body.addWidget(self.area)
        self._body.addWidget(self._empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)
        self.setFocusProxy(self.area)
        self._connect()

    @property
    def hand(self) -> GalleryHand:
        return self._hand

    def activated(self) -> None:
        self.area.setFocus()

    def set_classes(self, classes: ClassSet | None) -> None:
        self._classes = classes
        self.area.classes = {c.code: c for c in classes or ()}
        self._wants_all()

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Show these cells of the project alone, under a title that takes the filter away again."""
        self._only = frozenset(ids)
        self.bar.show_filter(title)
        self._wants_all()

    @property
    def reading(self) -> bool:
        """Whether cells are on their way."""
        return self._reading

    def pixels_of(self, smear_id: int) -> NDArray[np.uint8] | None:
        return self.pictures.smears.known(smear_id) if self.pictures.smears is not None else None

    def view_state(self) -> Mapping[str, Any]:
        boxes = (self.bar.scope, self.bar.group, self.bar.order)
        return {"size": self.area.tile} | {box.objectName(): box.currentData() for box in boxes}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        for box in (self.bar.scope, self.bar.group, self.bar.order):
            if (at := box.findData(state.get(box.objectName()))) >= 0:
                box.setCurrentIndex(at)
        if isinstance(size := state.get("size"), int):
            self.bar.size.setValue(size)

    def _connect(self) -> None:
        desk, area = self._desk, self.area
        self.bar.changed.connect(self._on_wanted_otherwise)
        self.bar.size_changed.connect(area.set_tile)
        self.bar.filter_cleared.connect(self._on_filter_cleared)
        self.bar.confirm_wanted.connect(self._on_confirm_wanted)
        area.size_wanted.connect(self.bar.size.setValue)
        area.opened.connect(self.opened)
        area.dropped.connect(self._on_dropped)
        area.selection_changed.connect(desk.set_selection)
        area.sight_changed.connect(self._show_sight)
        desk.selection_changed.connect(area.set_selection)
        desk.project_changed.connect(self._on_project_changed)
        desk.smear_changed.connect(self._on_smear_changed)
        desk.bus.changed.connect(self._on_changed)

    # reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.area.set_selection(self._desk.selection)
        if self._stale:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.area.hovered_id = 0

    def _wants_all(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """Everything anew, in a job."""
        project = self._desk.project
        self._stale = False
        if project is None:
            self._show(())
            return
        whole = self._only is not None or self.bar.scope.currentData() == PROJECT
        smear_ids = None if whole else [self._desk.smear_id]
        if self.pictures.smears is None:
            self.pictures.set_project(project)
        like = next(iter(self._desk.selection)) if len(self._desk.selection) == 1 else 0
        wants_features = self.bar.order.currentData() == Order.LIKENESS
        self._reading = True
        self._desk.jobs.start(
            partial(gather, project, Wanted(smear_ids, self._only, wants_features)),
            title=self.tr("gathering the cells"),
            on_success=partial(self._on_read, like),
            supersede="gallery",
        ).finished.connect(self._on_reading_ended)

    @Slot()
    def _on_reading_ended(self) -> None:
        self._reading = False

    def _on_read(self, like: int, what: Gathered) -> None:
        self._reading = False
        self.board.set_smears(what.smears, self._classes)
        self.board.group = Group(self.bar.group.currentData())
        self.board.order = Order(self.bar.order.currentData())
        self.board.set_features(what.features, like=like)
        self._show(what.cells)

    def _show(self, cells: Iterable[Cell]) -> None:
        self.board.set_cells(tuple(cells))
        self.area.arrange()
        self._say()

    def _say(self) -> None:
        n = len(self.board.cells)
        self.bar.count.setText(self.tr("%n cell(s)", "", n))
        self._body.setCurrentIndex(0 if n else 1)
        if not n:
            self._empty.say(
                self.tr("No cells here yet"),
                advice=self.tr(
                    "Find the cells of this smear first (S, then Find cells), or choose the whole project above."
                ),
            )
        self._show_sight()

    @Slot()
    def _show_sight(self) -> None:
        self.bar.show_sight(len(self._unconfirmed_in_sight()))

    def _unconfirmed_in_sight(self) -> list[int]:
        return [c.id for c in self.area.cells_in_sight() if c.human_code is None and c.shown_code is not None]

    # what others did

    @Slot(object)
    def _on_project_changed(self, project: Project | None) -> None:
        self.pictures.set_project(project)
        self._only = None
        self.bar.show_filter("")
        self._show(())
        self._wants_all()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        if self._only is None and self.bar.scope.currentData() != PROJECT:
            self._wants_all()

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if not changeset.topics:  # a step that found everything so already
            return
        if not self.isVisible() or self._reading:
            self._stale = True
            if self._reading and self.isVisible():
                self._read()
            return
        if self._put_in(changeset):
            return
        small = changeset.topics <= _SMALL and 0 < len(changeset.cell_ids) <= _FEW
        if not small:
            self._read()
            return
        ids = changeset.cell_ids
        if self._only is not None:
            ids &= self._only
        elif self.bar.scope.currentData() != PROJECT and changeset.smear_ids != {self._desk.smear_id}:
            ids &= self.board.at.keys()
        from rbc_desk.services import labelling

        found = self._desk.guard(labelling.some_cells, self._desk.project, cell_ids=ids)
        if found is not None:
            self._update(found, gone=ids - {cell.id for cell in found})

    def _put_in(self, changeset: ChangeSet) -> bool:
        """Whether the change itself tells how the cells here look now: then it is shown without reading."""
        project, board = self._desk.project, self.board
        if project is None or not changeset.cell_ids or not changeset.topics <= _SMALL:
            return False
        known = {i: board.cells[board.at[i]] for i in changeset.cell_ids if i in board.at}
        found = cells_after(changeset, known, reader=project.reader, blinded=project.blinded)
        if found is None:
            return False
        self._update(found)
        return True

    def _update(self, cells: Iterable[Cell], *, gone: Iterable[int] = ()) -> None:
        self.board.update(cells, gone=gone)
        self.area.arrange()
        self._say()

    # doing

    @Slot()
    def _on_wanted_otherwise(self) -> None:
        self._wants_all()

    @Slot()
    def _on_filter_cleared(self) -> None:
        self._only = None
        self.bar.show_filter("")
        self._wants_all()

    @Slot(object, str)
    def _on_dropped(self, ids: frozenset[int], key: str) -> None:
        from rbc_desk.services import labelling

        moved = [i for i in ids if (cell := self._hand.cell(i)) is not None and cell.human_code != (key or None)]
        if moved and self._desk.project is not None:
            step = self._desk.guard(labelling.set_label, self._desk.project, cell_ids=moved, code=key or None)
            self._desk.edit(step)

    @Slot()
    def _on_confirm_wanted(self) -> None:
        from rbc_desk.services import labelling

        ids = self._unconfirmed_in_sight()
        if ids and self._desk.project is not None:
            self._desk.edit(self._desk.guard(labelling.confirm, self._desk.project, cell_ids=ids))
