"""The focus ring in the accent colour, the same for all widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget
from shiboken6 import isValid

from rbc_desk.ui.kit.theme import accent

_PX, _RADIUS_PX = 2, 6
_BAND_PX = 4  # room for the line and its round corners
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
)


class FocusRing(QWidget):
    """A frame around the visible part of a widget that ignores the mouse.

    It is a child of the window, because layouts leave no margin around widgets and a parent would clip the ring. At
    the window's edge the ring is drawn inside the widget.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget.window(), focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._widget = widget
        self._around = [widget]  # every widget that moves, scrolls or clips it
        while not self._around[-1].isWindow():
            self._around.append(self._around[-1].parentWidget())
        for watched in self._around:
            watched.installEventFilter(self)
        self._follow()

    def widget(self) -> QWidget:
        return self._widget

    def leave(self) -> None:
        """Remove the ring and stop following the widget."""
        for watched in self._around:
            if isValid(watched):
                watched.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(self.palette()), _PX))
        half = _PX / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), _RADIUS_PX, _RADIUS_PX)

    def _follow(self) -> None:
        visible = self._visible_rect()
        self.setVisible(not visible.isEmpty())
        if visible.isEmpty():
            return
        around = visible.adjusted(-_PX, -_PX, _PX, _PX) & self.parentWidget().rect()
        self.setGeometry(around)
        whole = QRect(QPoint(), around.size())
        # repainting inside the ring does not repaint the ring
        self.setMask(QRegion(whole) - QRegion(whole.adjusted(_BAND_PX, _BAND_PX, -_BAND_PX, -_BAND_PX)))
        self.raise_()

    def _visible_rect(self) -> QRect:
        """The part that no parent clips, in window coordinates; empty if the widget is hidden or in
        another window.
        """
        window = self.parentWidget()
        if not isValid(self._widget) or not self._widget.isVisible() or not window.isAncestorOf(self._widget):
            return QRect()
        visible, widget = window.rect(), self._widget
        while widget is not window:
            # called on the class, because a widget's attribute may be named "size"
            visible &= QRect(widget.mapTo(window, QPoint()), QWidget.size(widget))
            widget = widget.parentWidget()
        return visible


class FocusRings(QObject):
    """Shows the ring around the widget focused by keyboard, not after a click.

    `is_mine` says whether a window gets the ring.
    """

    def __init__(self, app: QApplication, *, is_mine: Callable[[QWidget], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_mine = is_mine
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        # a graphics view draws its own, because a frame over it would be repainted with every movement
        wanted = None if now is None or by_mouse or isinstance(now, QGraphicsView) else now
        if self._ring is not None and isValid(self._ring):  # it is deleted with its window
            self._ring.leave()
        self._ring = None
        if wanted is not None and not wanted.isWindow() and self._is_mine(wanted.window()):
            self._ring = FocusRing(wanted)
