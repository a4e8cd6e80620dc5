"""The review as a view of the page Label."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.services.models.review import QueueSource
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.review.active_cells import ReviewActiveCells
from rbc_desk.ui.review.compare import WANT_MS
from rbc_desk.ui.review.reading import ReviewReading
from rbc_desk.ui.review.stage import Stage
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import tight

_AHEAD = 16


class ReviewView(ReviewReading):
    """`open_requested` carries a page to open, `training_requested` a preset of Train. `shown` is emitted
    when another cell, or none, is shown.
    """

    name = "reviewViewAction"
    key = "review"
    shows_probabilities = True
    open_requested = Signal(str)
    training_requested = Signal(str)  # the preset
    shown = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("reviewView")
        self.advance = True
        self._classes: ClassSet | None = None
        self._tools: Sequence[QAction] = ()
        # after the key's result is painted, because preparing images would compete with it
        self._want_soon = QTimer(self, singleShot=True, interval=WANT_MS)
        self._want_soon.timeout.connect(self._want_pictures)
        self.stage = Stage(self.pictures)
        self._active_cells = ReviewActiveCells(self)
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
        self.empty.open_requested.connect(self.open_requested)
        self.empty.training_requested.connect(self.training_requested)
        self.empty.unlabelled_requested.connect(self._on_unlabelled_requested)
        self.stage.stepped.connect(self.step)
        self.stage.ended.connect(self._on_ended)
        self.stage.zoomed.connect(self._want_pictures)
        self.pictures.arrived.connect(self._on_picture_arrived)

    # set by the page

    @property
    def active_cells(self) -> ReviewActiveCells:
        return self._active_cells

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
        (self.stage if self.current is not None or self.coming else self).setFocus()

    def view_state(self) -> dict[str, Any]:
        boxes = (self.bar.source, self.bar.scope)
        return {box.objectName(): str(box.currentData()) for box in boxes} | {"cut": self.bar.with_cut.isChecked()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        for box in (self.bar.source, self.bar.scope):
            if (at := box.findData(state.get(box.objectName()))) >= 0:
                box.setCurrentIndex(at)
        self.bar.with_cut.setChecked(state.get("cut") is True)

    # display

    @Slot()
    def _show(self) -> None:
        """Show the current cell, or why there is none."""
        self._show_soon.stop()
        cell = self.current
        if not self.isVisible():
            return
        self._body.setCurrentIndex(0 if cell is not None or self.coming else 1)
        self.shown.emit()
        self._show_count()
        self._read_on()
        if cell is None:
            if self.coming:
                self.stage.show_cell(None, cell_class=None, words=self.tr("Loading the cell…"))
                self._context.set_selection(())
            return
        shown = self._classes.find(cell.shown_code) if self._classes else None
        smear = self._smears.get(cell.smear_id)
        description = self.compare.show_cell(cell, following=self.queue.ahead(3), smear=smear.name if smear else "")
        self.stage.show_cell(cell, cell_class=shown, words=description)
        self._context.set_selection({cell.id})
        self._want_soon.start()

    def _show_count(self) -> None:
        self.bar.show_progress(done=len(self.queue.done), total=len(self.queue), per_minute=self.pace.per_minute)

    @Slot()
    def _want_pictures(self) -> None:
        if self.isVisible() and self.current is not None:
            self.pictures.request(self.queue.ahead(_AHEAD))

    @Slot(int)
    def _on_picture_arrived(self, cell_id: int) -> None:
        if self.current is not None and self.current.id == cell_id:
            self.stage.update()

    # navigation

    @Slot(int)
    def step(self, by: int) -> None:
        """Go back or forward by cells, reviewed or not."""
        self._back = by < 0
        if self._finished and by < 0:
            self._finished = False
        else:
            self.queue.step(by)
        self._show()

    def on_done(self, ids: Iterable[int]) -> None:
        """Count a key on the current cell and move on."""
        cell = self.current
        if cell is None or cell.id not in ids:
            return
        self.queue.mark_done(cell.id)
        self.pace.record(time.monotonic())
        if self.advance and not self.queue.advance():
            self._finished = True
            self.empty.finished(len(self.queue), then_train=self._then_train)
            self.setFocus()
        self._show()

    @Slot(int)
    def _on_ended(self, which: int) -> None:
        self.step(which * len(self.queue))

    def keyPressEvent(self, event: Any) -> None:
        """When everything is reviewed the stage has no focus, but the left arrow must still go back."""
        if self._finished:
            self.stage.keyPressEvent(event)
            self.activated()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_unlabelled_requested(self) -> None:
        self.bar.source.setCurrentIndex(self.bar.source.findData(QueueSource.UNLABELLED))
        self.setFocus()
