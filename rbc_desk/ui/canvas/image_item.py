"""The image of a smear as a graphics item, fast at 24 megapixels and beyond."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rbc_desk.core.display import DisplaySettings

_SMALLEST_SIDE = 512
_FAST_FORMAT_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class ImageLevels:
    """An image and copies at 1/2, 1/4, ... size. When zoomed out, the level nearest to the screen's size is drawn.

    `pixels` is uint8 RGB, H x W x 3. The first level shares its memory, in the channel order of screens.
    """

    pixels: NDArray[np.uint8]
    images: tuple[QImage, ...]

    @classmethod
    def of(cls, pixels: NDArray[np.uint8]) -> ImageLevels:
        """Build the levels, on any thread. 24 megapixels take about 0.1 s."""
        height, width = pixels.shape[:2]
        if width * height <= _FAST_FORMAT_PIXELS:  # takes a third more memory but draws several times faster
            from rbc_desk.imaging.display import as_screen_pixels

            memory = as_screen_pixels(pixels)
            pixels = memory[:, :, 2::-1]
            image = QImage(memory.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        else:
            pixels = np.ascontiguousarray(pixels)
            image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        images = [image]
        while max(images[-1].width(), images[-1].height()) >= 2 * _SMALLEST_SIDE:
            last = images[-1]
            images.append(
                last.scaled(
                    max(1, last.width() // 2),
                    max(1, last.height() // 2),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        return cls(pixels, tuple(images))

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def overview(self) -> QImage:
        """The whole image, small."""
        return self.images[-1]

    @property
    def sample(self) -> NDArray[np.uint8]:
        """Pixels (uint8 RGB) that have the colours of the image."""
        return self.pixels

    def draw(self, painter: QPainter, exposed: QRectF, *, scale: float) -> None:
        """Draw the part `exposed`, in pixels of the original, which are `scale` screen pixels wide."""
        image = self.for_scale(scale)
        fx, fy = image.width() / self.width, image.height() / self.height
        # whole pixels of the level, so that a repainted part joins its neighbours without a seam
        x0, y0 = max(0, math.floor(exposed.left() * fx) - 1), max(0, math.floor(exposed.top() * fy) - 1)
        x1 = min(image.width(), math.ceil(exposed.right() * fx) + 1)
        y1 = min(image.height(), math.ceil(exposed.bottom() * fy) + 1)
        if x1 <= x0 or y1 <= y0:
            return
        target = QRectF(x0 / fx, y0 / fy, (x1 - x0) / fx, (y1 - y0) / fy)
        painter.drawImage(target, image, QRectF(x0, y0, x1 - x0, y1 - y0))

    def for_scale(self, scale: float) -> QImage:
        """The coarsest level with at least one pixel per screen pixel."""
        index = math.floor(math.log2(1 / scale)) if 0 < scale < 1 else 0
        return self.images[min(index, len(self.images) - 1)]


class Levels(Protocol):
    """What an `ImageItem` draws: an image with its smaller copies, in memory or read from a slide as it is needed."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def overview(self) -> QImage: ...
    @property
    def sample(self) -> NDArray[np.uint8]: ...
    def draw(self, painter: QPainter, exposed: QRectF, *, scale: float) -> None: ...


def in_look(image: QImage, look: DisplaySettings) -> QImage:
    """A small image with display settings applied."""
    from rbc_desk.imaging.display import apply_tables

    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    if not look.is_plain:
        rows = np.frombuffer(shown.bits(), np.uint8).reshape(shown.height(), shown.bytesPerLine() // 4, 4)
        apply_tables(rows, look.tables())
    return shown


class ImageItem(QGraphicsItem):
    """Draws the exposed part of the image; its coordinates are pixels of the original."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: Levels | None = None
        self._look = DisplaySettings()
        self._shown = np.zeros((0, 0, 4), np.uint8)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # needed for exposedRect

    @property
    def levels(self) -> Levels | None:
        return self._levels

    def set_levels(self, levels: Levels | None) -> None:
        self.prepareGeometryChange()
        self._levels = levels
        self.update()

    @property
    def look(self) -> DisplaySettings:
        return self._look

    def set_look(self, look: DisplaySettings) -> None:
        """Display the image with these settings; its pixels stay unchanged."""
        if look != self._look:
            self._look = look
            self.update()

    def boundingRect(self) -> QRectF:
        if self._levels is None:
            return QRectF()
        return QRectF(0, 0, self._levels.width, self._levels.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:  # fmt: skip
        if self._levels is None:
            return
        if self._look.is_plain:
            self._draw(painter, option.exposedRect)
        else:
            self._draw_in_look(painter, option.exposedRect)

    def _draw(self, painter: QPainter, exposed: QRectF) -> None:
        assert self._levels is not None
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._levels.draw(painter, exposed, scale=scale)

    def _draw_in_look(self, painter: QPainter, exposed: QRectF) -> None:
        """Scale first, then apply the display settings, so that the cost depends on the screen (2 ms per megapixel),
        not the image.
        """
        from rbc_desk.imaging.display import apply_tables

        transform, ratio = painter.worldTransform(), painter.device().devicePixelRatioF()
        visible = exposed.intersected(self.boundingRect())
        area = transform.mapRect(visible).toAlignedRect()
        if area.isEmpty():
            return
        width, height = round(area.width() * ratio), round(area.height() * ratio)
        if self._shown.shape != (height, width, 4):
            self._shown = np.zeros((height, width, 4), np.uint8)
        shown = QImage(self._shown.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        shown.setDevicePixelRatio(ratio)
        inner = QPainter(shown)
        inner.setWorldTransform(transform * QTransform.fromTranslate(-area.left(), -area.top()))
        self._draw(inner, visible)
        inner.end()
        apply_tables(self._shown, self._look.tables())
        painter.save()
        painter.setClipRect(visible)  # the last pixel at the border is not part of the image
        painter.resetTransform()
        painter.drawImage(area.topLeft(), shown)
        painter.restore()
