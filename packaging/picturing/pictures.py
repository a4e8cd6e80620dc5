"""Grabs the window with its menus and dialogs as small PNG files."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

COLOURS = 256
_FLAT_PX, _MOST_FLAT = 40, 160  # this many pixels like the ones beside and below them are an area, not a photograph
_VEIL = QColor(0, 0, 0, 70)


def seen(window: QWidget) -> QPixmap:
    """The window with its dialogs, menus and popups in their places."""
    pixmap = window.grab()
    over = [
        top
        for top in QApplication.topLevelWidgets()
        if top is not window and top.isVisible() and top.windowType() != Qt.WindowType.ToolTip
    ]
    if not over:
        return pixmap
    painter = QPainter(pixmap)
    if any(top.windowType() == Qt.WindowType.Dialog for top in over):
        painter.fillRect(window.rect(), _VEIL)
    for top in over:
        at = window.mapFromGlobal(top.mapToGlobal(top.rect().topLeft()))
        if top.windowType() == Qt.WindowType.Dialog:  # where a window manager would put it
            at = window.rect().center() - top.rect().center()
        painter.drawPixmap(at, top.grab())
        painter.setPen(QColor(128, 128, 128))
        painter.drawRect(QRect(at, top.size()).adjusted(-1, -1, 0, 0))
    painter.end()
    return pixmap


def save(pixmap: QPixmap, path: Path) -> None:
    """Save as PNG with a palette, a third of the size: flat colours are exact, photographs approximate."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    image.quantize(palette=_palette(image), dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)


def _palette(image: Image.Image) -> Image.Image:
    """The palette: the colours of flat areas, which a median cut could lose, then those of the other pixels."""
    pixels = np.asarray(image)
    here, beside, below = pixels[:-1, :-1], pixels[:-1, 1:], pixels[1:, :-1]
    inside = here[((here == beside) & (here == below)).all(axis=2)]
    colours, counts = np.unique(inside, axis=0, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:_MOST_FLAT]
    flat = [tuple(map(int, colours[i])) for i in most if counts[i] >= _FLAT_PX]
    rest = image.quantize(COLOURS - len(flat), method=Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in flat for channel in colour] + rest[: 3 * (COLOURS - len(flat))])
    return palette
