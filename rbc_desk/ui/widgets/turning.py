"""A splitter that is horizontal if there is room and vertical otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter


class TurningSplitter(QSplitter):
    """Its minimum width is that of its widest widget."""

    def minimumSizeHint(self) -> QSize:
        widest = max((self.widget(i).minimumSizeHint().width() for i in range(self.count())), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the contents changed their size
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        side_by_side = sum(self.widget(i).minimumSizeHint().width() for i in range(self.count()))
        fits = side_by_side + self.handleWidth() * (self.count() - 1) <= self.width()
        wanted = Qt.Orientation.Horizontal if fits else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
