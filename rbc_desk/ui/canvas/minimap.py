"""Minimap of the whole smear that marks the visible part. Click or drag to go there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rbc_desk.core.display import DisplaySettings
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.image_item import Levels, in_look
from rbc_desk.ui.kit.theme import GRID, accent

_LONGEST_SIDE = 22 * GRID
_LEAST = 5.0


class Minimap(QWidget):
    """A minimap that is drawn with the canvas's display settings."""

    def __init__(self, canvas: CellsView) -> None:
        super().__init__(canvas)
        self.setObjectName("minimap")
        self.setAccessibleName(self.tr("Overview of the smear"))
        self.setToolTip(self.tr("Overview of the smear. Click or drag to move the view."))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._canvas = canvas
        self._made: tuple[Levels, DisplaySettings, QImage] | None = None
        canvas.picture_changed.connect(self._fit_picture)
        canvas.look_changed.connect(self.update)
        self._fit_picture()
        self.hide()

    def _fit_picture(self) -> None:
        picture = self._canvas.picture
        longest = max(picture.width(), picture.height(), 1.0)
        scale = _LONGEST_SIDE / longest
        self.setFixedSize(max(8, round(picture.width() * scale)), max(8, round(picture.height() * scale)))
        self.update()

    def _image(self) -> QImage | None:
        levels, look = self._canvas.image.levels, self._canvas.look
        if levels is None:
            return None
        cached = self._made
        if cached is None or cached[0] is not levels or cached[1] != look:
            small = levels.overview.scaled(
                self.size() * self.devicePixelRatioF(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._made = cached = (levels, look, in_look(small, look))
        return cached[2]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        image = self._image()
        if image is not None:
            painter.drawImage(self.rect(), image)
        visible = self._visible_rect()
        shade = QColor(0, 0, 0, 110)
        whole = QRectF(self.rect())
        for part in (
            QRectF(0, 0, whole.width(), visible.top()),
            QRectF(0, visible.bottom(), whole.width(), whole.height() - visible.bottom()),
            QRectF(0, visible.top(), visible.left(), visible.height()),
            QRectF(visible.right(), visible.top(), whole.width() - visible.right(), visible.height()),
        ):
            painter.fillRect(part, shade)
        painter.setPen(QPen(QColor(255, 255, 255), 3))
        painter.drawRect(visible)
        painter.setPen(QPen(accent(self.palette()), 1.6))
        painter.drawRect(visible)
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _visible_rect(self) -> QRectF:
        """The visible part in this widget's pixels, enlarged to a minimum size."""
        picture, part = self._canvas.picture, self._canvas.visible_part()
        fx = self.width() / max(picture.width(), 1.0)
        fy = self.height() / max(picture.height(), 1.0)
        box = QRectF(part.left() * fx, part.top() * fy, part.width() * fx, part.height() * fy)
        if box.width() < _LEAST or box.height() < _LEAST:
            middle = box.center()
            box.setSize(box.size().expandedTo(QRectF(0, 0, _LEAST, _LEAST).size()))
            box.moveCenter(middle)
        return box & QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        picture = self._canvas.picture
        x = min(max(at.x() / self.width(), 0.0), 1.0) * picture.width()
        y = min(max(at.y() / self.height(), 0.0), 1.0) * picture.height()
        self._canvas.show_at(QPointF(x, y), scale=self._canvas.scale_factor)
