"""A ring in the accent colour around whatever has the keys, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QGraphicsView, QWidget
from shiboken6 import isValid

from rbc_desk.ui.theme import accent


class FocusRing(QFocusFrame):
    """Follows its widget; drawn over its neighbours, in nobody's way."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(self.palette()), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)


class FocusRings(QObject):
    """Puts the ring around what the keyboard went to. A click shows where one is by itself.

    `is_mine` says of a window whether it is to have the ring.
    """

    def __init__(self, app: QApplication, *, is_mine: Callable[[QWidget], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_mine = is_mine
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        # a picture draws its own: a frame over it would be drawn anew with every movement
        wanted = None if now is None or by_mouse or isinstance(now, QGraphicsView) else now
        if self._ring is not None and isValid(self._ring):  # it goes with the widgets around it
            self._ring.setWidget(None)  # type: ignore[arg-type]
            self._ring.deleteLater()
        self._ring = None
        if wanted is not None and not wanted.isWindow() and self._is_mine(wanted.window()):
            self._ring = FocusRing(wanted.parentWidget())
            self._ring.setWidget(wanted)
