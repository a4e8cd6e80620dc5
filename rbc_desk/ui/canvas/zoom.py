"""Zoom, pan and fit of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

_LARGEST_SCALE = 40.0
_STEP = 1.0016  # a notch of the wheel (120) zooms by a fifth
_MARGIN_PX = 12


class ZoomView(QGraphicsView):
    """A graphics view of one image, in its own pixels, without scroll bars."""

    view_changed = Signal()  # the visible part or the scale changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._picture = QRectF()
        self._fitted = True

    @property
    def picture(self) -> QRectF:
        """The image's rectangle: (0, 0, width, height) in pixels; empty if there is none."""
        return self._picture

    @property
    def is_fitted(self) -> bool:
        """Whether the whole image is shown and stays fitted when the window is resized."""
        return self._fitted

    @property
    def scale_factor(self) -> float:
        """Screen pixels per image pixel."""
        return self.transform().m11()

    @property
    def zoomed_in(self) -> bool:
        """Whether part of the image is out of view."""
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        return not self._picture.isEmpty() and not visible.adjusted(-1, -1, 1, 1).contains(self._picture)

    def visible_part(self) -> QRectF:
        """The visible part of the image, in image pixels; empty if there is none."""
        return self.mapToScene(self.viewport().rect()).boundingRect() & self._picture

    def set_picture(self, picture: QRectF) -> None:
        """Set the image. One of a different size is fitted; one of the same size keeps the view."""
        if picture != self._picture:
            self._picture = picture
            self.fit()
            self.view_changed.emit()

    def image_to_view(self, x: float, y: float) -> QPoint:
        """Convert image pixels to viewport pixels."""
        return self.mapFromScene(QPointF(x, y))

    def view_to_image(self, point: QPoint) -> QPointF:
        return self.mapToScene(point)

    def fit(self) -> None:
        """Show the whole image as large as possible, and keep it fitted when the window is resized."""
        self._fitted = True
        if self._picture.isEmpty():
            return
        room = self.viewport().size()
        scale = min(
            max(room.width() - 2 * _MARGIN_PX, 1) / self._picture.width(),
            max(room.height() - 2 * _MARGIN_PX, 1) / self._picture.height(),
        )
        self._show(min(scale, _LARGEST_SCALE), centre=self._picture.center())

    def zoom_to(self, scale: float, *, at: QPoint | None = None) -> None:
        """Zoom to `scale`, keeping the image point under `at` (the centre if None) in place."""
        if self._picture.isEmpty():
            return
        at = at if at is not None else self.viewport().rect().center()
        held = self.view_to_image(at)
        scale = min(max(scale, self._smallest_scale()), _LARGEST_SCALE)
        middle = QPointF(self.viewport().rect().center() - at) / scale
        self._fitted = False
        self._show(scale, centre=held + middle)

    def show_at(self, centre: QPointF, *, scale: float) -> None:
        """Centre an image point at a scale."""
        if self._picture.isEmpty():
            return
        self._fitted = False
        self._show(min(max(scale, self._smallest_scale()), _LARGEST_SCALE), centre=centre)

    def pan_by(self, delta: QPoint) -> None:
        """Move the image by screen pixels."""
        self._fitted = False
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - delta.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - delta.y())
        self.view_changed.emit()

    def reveal(self, box: QRectF) -> None:
        """Pan only as far as needed to show the box with some margin."""
        room = 0.5 * max(box.width(), box.height())
        wanted = box.adjusted(-room, -room, room, room)
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        if not visible.contains(box):
            self._fitted = False
            if wanted.width() > visible.width() or wanted.height() > visible.height():
                self.centerOn(box.center())
            else:
                self.ensureVisible(wanted, 0, 0)
            self.view_changed.emit()

    def _smallest_scale(self) -> float:
        room = self.viewport().size()
        whole = min(room.width() / self._picture.width(), room.height() / self._picture.height())
        return min(0.5 * whole, 1.0)

    def _show(self, scale: float, *, centre: QPointF) -> None:
        # a margin around the image, so that its corners can be centred and zooming keeps any point in place
        extra = QPointF(self.viewport().width() / scale, self.viewport().height() / scale)
        room = self._picture.adjusted(-extra.x(), -extra.y(), extra.x(), extra.y())
        self.setSceneRect(room)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(centre)
        self.view_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        self.view_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = (
            event.angleDelta().y() or event.angleDelta().x()
        )  # with Alt held, some systems report horizontal scrolling
        if turn:
            self.zoom_to(self.scale_factor * _STEP**turn, at=event.position().toPoint())
        event.accept()
