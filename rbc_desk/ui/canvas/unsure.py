"""Marks the uncertain cells on the visible page and steps through them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbc_desk.ui.canvas.view import SmearCanvas

UNSURE_BELOW = 0.7
"""The detection score below which an unreviewed cell should be checked."""


def unsure_cells(page: QWidget, *, verb: str) -> None:
    """On the page's canvas, toggle the marks (`mark`), or select the `next` uncertain cell after turning marks on."""
    for canvas in page.findChildren(SmearCanvas):
        if not canvas.isVisible():
            continue  # the canvas is hidden behind another view
        if verb == "mark":
            canvas.set_unsure_below(0.0 if canvas.layer.unsure_below else UNSURE_BELOW)
        else:
            canvas.set_unsure_below(canvas.layer.unsure_below or UNSURE_BELOW)
            canvas.step_unsure(1)
