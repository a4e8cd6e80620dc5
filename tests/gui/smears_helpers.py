"""Helpers that drive the page Smears and read what it shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.synth.smears import render_smear


@cache
def _rendered(seed: int) -> bytes:
    pixels = render_smear(seed=seed, width=360, height=270, n_cells=16, white_cell=False).pixels
    if seed == 4:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 4)
    return cv2.imencode(".png", pixels[:, :, ::-1])[1].tobytes()


def render_five(folder: Path) -> Path:
    """Five rendered smears, the last one out of focus."""
    folder.mkdir()
    for seed in range(5):
        (folder / f"{seed}.png").write_bytes(_rendered(seed))
    return folder


def settle(qtbot, window) -> None:
    """No job under way and the preview shows what was asked for last."""
    page = window.page("smears")
    qtbot.waitUntil(lambda: not window.context.jobs.active and page.preview.settled, timeout=60_000)


def press(qtbot, window, name: str) -> None:
    button = next(b for b in window.findChildren(QAbstractButton, name) if b.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(12, button.height() // 2))


def click_row(qtbot, page, row: int) -> None:
    at = page.table.visualRect(page.model.index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def type_number(qtbot, box, text: str) -> None:
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def shown(page) -> list[Circle]:
    return [cell.circle for cell in page.preview.canvas.layer.cells]
