"""Marks the uncertain cells on the visible page and steps through them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbc_desk.ui.canvas.view import SmearCanvas

UNCERTAIN_BELOW = 0.7
"""The detection score below which an unreviewed cell should be checked."""


def uncertain_cells(page: QWidget, *, verb: str) -> None:
    """On the page's canvas, toggle the marks (`mark`), or select the `next` uncertain cell after turning marks on."""
    for canvas in page.findChildren(SmearCanvas):
        if not canvas.isVisible():
            continue  # the canvas is hidden behind another view
        if verb == "mark":
            canvas.set_uncertain_below(0.0 if canvas.layer.uncertain_below else UNCERTAIN_BELOW)
        else:
            canvas.set_uncertain_below(canvas.layer.uncertain_below or UNCERTAIN_BELOW)
            canvas.step_uncertain(1)
