"""The current cells of the page Classify."""

from __future__ import annotations

from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.classify.review_list import ReviewList
from rbc_desk.ui.pages.active_cells import VisibleActiveCells


class ClassifyActiveCells(VisibleActiveCells):
    """The cell of the highlighted row while the list has the focus, else the cells selected on the image."""

    def __init__(self, canvas: SmearCanvas, *, review: ReviewList) -> None:
        super().__init__(canvas)
        self._canvas, self._review = canvas, review

    def _chosen(self) -> tuple[int, ...]:
        if self._review.hasFocus():
            return (self._review.current_id,) if self._review.current_id else ()
        return tuple(sorted(self._canvas.selection))
