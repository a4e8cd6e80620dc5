"""Drawn smears of cells that any network tells apart: full cells, pale rings and targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.history.changes import Entity
from rbc_desk.store.store import Store

CODES = ("normal", "hypochromia", "codocyte")
"""The class of each of the three rows, from the top."""
PER_CLASS = 8


def draw(path: Path, *, seed: int) -> None:
    """Three rows of cells, a class each."""
    random = np.random.default_rng(seed)
    image = Image.fromarray(random.integers(232, 240, (180, 450, 3), np.uint8))
    pen = ImageDraw.Draw(image)
    for row in range(3):
        for column in range(PER_CLASS):
            x, y = 30 + 54 * column, 30 + 56 * row
            pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=(190, 110, 120))
            if row:
                pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=(232, 214, 218))
            if row == 2:
                pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=(190, 110, 120))
    image.save(path)


def propose(store: Store, *, smear_id: int, reader: str) -> list[int]:
    """Propose the drawn cells of a smear, row by row; returns their ids."""
    rows = [
        {"smear_id": smear_id, "x": 30.0 + 54 * column, "y": 30.0 + 56 * row, "r": 14.0, "at_border": False}
        | {"state": CellState.PROPOSED}
        for row in range(3)
        for column in range(PER_CLASS)
    ]
    with store.transact("Add", reader=reader) as tx:
        return list(tx.insert_many(Entity.CELL, rows))
