"""Zoom, pan and fit of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

_LARGEST_SCALE = 40.0
_STEP = 1.0016  # a notch of the wheel (120) zooms by a fifth
_MARGIN_PX = 12
_PX_PER_NOTCH = 120 / 48  # a touch pad that reports no pixels: a notch of the wheel pans by 48


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
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

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
        # centring rounds to whole pixels, which the many small steps of a pinch would add up
        if not (drift := self.image_to_view(held.x(), held.y()) - at).isNull():
            self.pan_by(-drift)

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
        """The wheel zooms at the cursor. Two fingers on a touch pad pan, and zoom with Ctrl or Alt."""
        event.accept()
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if _is_touch_pad(event) and not event.modifiers() & keys:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / _PX_PER_NOTCH
            if not self._picture.isEmpty() and not by.isNull():
                self.pan_by(by)
            return
        turn = (
            event.angleDelta().y() or event.angleDelta().x()
        )  # with Alt held, some systems report horizontal scrolling
        if turn:
            self.zoom_to(self.scale_factor * _STEP**turn, at=event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers: pinched on a touch pad (native gestures) or on a touch screen."""
        if isinstance(event, QNativeGestureEvent):
            return self._on_native_gesture(event)
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._on_pinch(pinch)
                event.accept(pinch)
                return True
        return super().viewportEvent(event)

    def _on_native_gesture(self, event: QNativeGestureEvent) -> bool:
        at, kind = event.position().toPoint(), event.gestureType()
        if kind == Qt.NativeGestureType.BeginNativeGesture:
            self.fingers_began()
        elif kind == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.scale_factor * (1.0 + event.value()), at=at)
        elif kind == Qt.NativeGestureType.PanNativeGesture and not self._picture.isEmpty():
            self.pan_by(event.delta().toPoint())
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:  # a double tap of two fingers
            if self._fitted:
                self.zoom_to(1.0, at=at)
            else:
                self.fit()
        else:
            return False
        return True

    def _on_pinch(self, pinch: QPinchGesture) -> None:
        """Keep the image under the two fingers: zoom by their distance, pan by their middle."""
        if pinch.state() == Qt.GestureState.GestureStarted:
            self.fingers_began()
        # when the fingers lift, the gesture repeats its last step
        if self._picture.isEmpty() or pinch.state() in (
            Qt.GestureState.GestureFinished,
            Qt.GestureState.GestureCanceled,
        ):
            return
        to = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        since = self.viewport().mapFromGlobal(pinch.lastCenterPoint().toPoint())
        if pinch.state() == Qt.GestureState.GestureUpdated and to != since:
            self.pan_by(to - since)
        if pinch.scaleFactor() != 1.0:
            self.zoom_to(self.scale_factor * pinch.scaleFactor(), at=to)

    def fingers_began(self) -> None:
        """Two fingers took over: what one finger began is to be given up."""


def _is_touch_pad(event: QWheelEvent) -> bool:
    touch_pad = QInputDevice.DeviceType.TouchPad
    return event.device().type() == touch_pad or event.phase() != Qt.ScrollPhase.NoScrollPhase
