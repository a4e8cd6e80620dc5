"""Shows live predictions in the gallery at once, and sorts the cells anew when the reader pauses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rbc_desk.ui.gallery.area import GalleryArea
from rbc_desk.ui.gallery.board import Board, Group, Order
from rbc_desk.ui.gallery.queries import sort
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.models.live_predictions import LivePredictions

PAUSE_MS = 800
"""The pause without a movement, a key, a label or scrolling in the gallery after which the cells are sorted anew."""


class LiveOrder(QObject):
    """Until the pause every tile stays where it is. Then the tile under the cursor, the current one, or the first one
    in sight stays at its place, and the others are sorted. `sorted_anew` is emitted afterwards.
    """

    sorted_anew = Signal()

    def __init__(self, context: AppContext, *, board: Board, area: GalleryArea, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._board, self._area = context, board, area
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._sort)
        area.touched.connect(self._on_touched)

    def show(self, live: LivePredictions) -> None:
        """Show these predictions."""
        self._board.set_live(live)
        self._area.viewport().update()
        if self._board.group is Group.CLASS or self._board.order is Order.CONFIDENCE:
            self._soon.start()

    def stop(self) -> None:
        """Everything is being read and sorted."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _on_touched(self) -> None:
        if self._soon.isActive():
            self._soon.start()

    @Slot()
    def _sort(self) -> None:
        if self._area.in_gesture:
            self._soon.start()
            return
        other = self._board.to_sort(self._board.group, self._board.order)
        self._job = self._context.jobs.start(
            partial(sort, other),
            title=self.tr("sorting cells"),
            on_success=self._on_sorted,
            supersede="gallery-live",
            listed=False,
        )

    def _on_sorted(self, other: Board) -> None:
        if self._soon.isActive() or self._area.in_gesture or not self._board.adopt_order(other):
            self._soon.start()  # something happened meanwhile
            return
        self._area.arrange_around()
        self.sorted_anew.emit()
