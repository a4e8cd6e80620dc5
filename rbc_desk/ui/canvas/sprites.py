"""Cached marks and dots that are copied, so that thousands of cells pan smoothly."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_MOST_BYTES = 24_000_000


@dataclass(frozen=True, slots=True)
class Sprite:
    """A cached picture. `left` and `top` are the offset of its corner from the marked point, in screen pixels."""

    image: QImage
    left: float
    top: float


class Sprites:
    """Caches sprites by key. The cache is cleared when it grows too large, because zooming creates new sizes."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Sprite] = {}
        self._bytes = 0

    def clear(self) -> None:
        self._known.clear()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], Sprite]) -> Sprite:
        sprite = self._known.get(key)
        if sprite is None:
            if self._bytes > _MOST_BYTES:
                self.clear()
            sprite = self._known[key] = make()
            self._bytes += sprite.image.sizeInBytes()
        return sprite


def make_sprite(draw: Callable[[QPainter, QPointF], object], *, reach: float, ratio: float) -> Sprite:
    """A sprite of what `draw` paints up to `reach` from a point; `ratio` is device pixels per screen pixel."""
    half = math.ceil(reach)
    return drawn(lambda painter: draw(painter, QPointF(half, half)), size=QSize(2 * half, 2 * half), ratio=ratio)


def drawn(
    draw: Callable[[QPainter], object], *, size: QSize, ratio: float, at: tuple[float, float] | None = None
) -> Sprite:
    """A sprite of what `draw` paints.

    `at`: the offset of its corner from the marked point; by default the point is at its centre.
    """
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    left, top = at if at is not None else (-size.width() / 2, -size.height() / 2)
    return Sprite(image, left, top)


def copy_sprites(
    painter: QPainter,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    keys: NDArray[np.int64],
    get: Callable[[int], Sprite],
) -> None:
    """Draw at each point the sprite of its key."""
    distinct, which = np.unique(keys, return_inverse=True)
    sprites = [get(key) for key in distinct.tolist()]
    images = [sprite.image for sprite in sprites]
    left = x + np.array([sprite.left for sprite in sprites])[which]
    top = y + np.array([sprite.top for sprite in sprites])[which]
    draw = painter.drawImage
    if painter.device().devicePixelRatioF() == 1.0:  # integers halve the time of a call
        places = zip(
            np.rint(left).astype(int).tolist(), np.rint(top).astype(int).tolist(), which.tolist(), strict=True
        )
        for x0, y0, i in places:
            draw(x0, y0, images[i])
    else:
        for x0, y0, i in zip(left.tolist(), top.tolist(), which.tolist(), strict=True):
            draw(QPointF(x0, y0), images[i])


class Dots:
    """Squares of a few pixels on a layer that is drawn as a whole."""

    def __init__(self, size: QSize, *, ratio: float) -> None:
        self._ratio = ratio
        self._pixels = np.zeros((round(size.height() * ratio), round(size.width() * ratio)), np.uint32)

    def add(
        self, x: NDArray[np.float64], y: NDArray[np.float64], *, side: float, colours: NDArray[np.uint32]
    ) -> None:  # fmt: skip
        """Add a square of `side` screen pixels around each point, in its colour (0xAARRGGBB, opaque)."""
        n = max(1, round(side * self._ratio))
        height, width = self._pixels.shape
        x0 = np.rint(x * self._ratio - n / 2).astype(np.int64)
        y0 = np.rint(y * self._ratio - n / 2).astype(np.int64)
        for dy in range(n):
            for dx in range(n):
                px, py = x0 + dx, y0 + dy
                inside = (px >= 0) & (py >= 0) & (px < width) & (py < height)
                self._pixels[py[inside], px[inside]] = colours[inside]

    def draw(self, painter: QPainter) -> None:
        height, width = self._pixels.shape
        image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self._ratio)
        painter.drawImage(0, 0, image)


def opaque(colour: QColor) -> int:
    """The colour as 0xAARRGGBB, with full alpha."""
    return 0xFF000000 | (colour.rgba() & 0xFFFFFF)
