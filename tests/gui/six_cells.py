"""A canvas with six cells on a small grey image."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from rbc_desk.core.cells.cell import Cell, CellState, Prediction
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.geometry.circles import Circle

CLASSES = ClassSet(
    "two", (CellClass("normal", "Normal", "#007a5a", "N"), CellClass("codocyte", "Codocyte", "#d55e00", "C"))
)


def cell(cell_id, x, y, *, r=20.0, state=CellState.PROPOSED, label=None, predicted=None):
    word = Prediction(predicted, 0.9, (0.9, 0.1), 1) if predicted else None
    return Cell(cell_id, 1, Circle(x, y, r), state, 1, run_id=1, label=label, prediction=word)


CELLS = (
    cell(1, 60, 60),
    cell(2, 160, 64, state=CellState.CONFIRMED, label="codocyte"),
    cell(3, 260, 58, predicted="normal"),
    cell(4, 60, 160),
    cell(5, 160, 160, state=CellState.REJECTED),
    cell(6, 250, 160),
)


def colours_on_rim(canvas, circle):
    """The colours painted where the circle's line runs, away from letters and handles."""
    shot = canvas.viewport().grab().toImage()
    found = []
    for degrees in range(95, 265):
        angle = np.deg2rad(degrees)
        x, y = circle.x + circle.r * np.cos(angle), circle.y + circle.r * np.sin(angle)
        found.append(shot.pixelColor(canvas.image_to_view(x, y)))
    return found


def share_near(colours, wanted):
    target = QColor(wanted)
    near = [max(abs(c.red() - target.red()), abs(c.green() - target.green()), abs(c.blue() - target.blue())) < 40
            for c in colours]  # fmt: skip
    return sum(near) / len(near)
