"""Marks the unsure cells of the page in front and steps through them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbc_desk.ui.canvas.view import SmearCanvas

UNSURE_BELOW = 0.7
"""The detection score below which a cell nobody has looked at is worth a look."""


def unsure_cells(page: QWidget, *, verb: str) -> None:
    """On the page's canvas `mark` them or take the marks away, or select the `next` one, marking them first."""
    for canvas in page.findChildren(SmearCanvas):
        if not canvas.isVisible():
            continue  # behind another view
        if verb == "mark":
            canvas.set_unsure_below(0.0 if canvas.layer.unsure_below else UNSURE_BELOW)
        else:
            canvas.set_unsure_below(canvas.layer.unsure_below or UNSURE_BELOW)
            canvas.step_unsure(1)
