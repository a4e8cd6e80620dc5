"""Texts and enabled actions of the page Label for the current smear and view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.ui.gallery.view import GalleryView
from rbc_desk.ui.label.actions import LabelActions
from rbc_desk.ui.label.details.selection import GoToCell
from rbc_desk.ui.label.panel import LabelPanel
from rbc_desk.ui.label.picture import PictureView
from rbc_desk.ui.label.strip import SmearStrip
from rbc_desk.ui.pages.cell_view import LabelView, LabelViews
from rbc_desk.ui.review.view import ReviewView
from rbc_desk.ui.state.app_context import AppContext


class ToolbarState(QObject):
    """The line above the view names the current smear; in a review of several smears, that of the current cell.

    In such a review, everything about a single smear is hidden, and only the queue moves on. Leaving the review for
    the image goes to the cell that was active.
    """

    def __init__(
        self,
        context: AppContext,
        *,
        views: LabelViews,
        review: ReviewView,
        beside: tuple[SmearStrip, LabelPanel, LabelActions],
        go_to_cell: GoToCell,
    ) -> None:
        super().__init__(go_to_cell)
        self._context, self._views, self._review, self._go_to_cell = context, views, review, go_to_cell
        self._strip, self._panel, self._acts = beside
        self._smears: Sequence[SmearInfo] = ()
        self._several = False
        self._last_state: tuple[object, ...] = ()
        views.changed.connect(self._on_view_changed)
        review.shown.connect(self.refresh)

    def show(self, smears: Sequence[SmearInfo]) -> None:
        """Update for the project's smears and the current one."""
        self._smears = smears
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Update texts and actions. Each key of the review calls this, so unchanged values must cost nothing."""
        several = self._views.current is self._review and self._review.spans_smears
        cell = self._review.current
        smear_id = self._context.smear_id if not several else cell.smear_id if cell is not None else 0
        if (now := (self._smears, smear_id, several)) == self._last_state:
            return
        self._last_state, self._several = now, several
        self._strip.show_smear(self._smears, smear_id=smear_id, steps=not several)
        self._panel.set_of_one_smear(not several)
        self._acts.set_of_one_smear(not several)

    @Slot(object)
    def _on_view_changed(self, view: LabelView) -> None:
        left, cell = self._several, self._review.queue.current
        on_picture = isinstance(view, PictureView)
        self._panel.show_rejected.setEnabled(on_picture)  # no other view shows rejected cells
        self._acts.set_picture_shown(on_picture, circles=view is self._review, objects=isinstance(view, GalleryView))
        self.refresh()
        if left and on_picture and cell is not None and cell.smear_id != self._context.smear_id:
            self._go_to_cell.go(cell.id)
