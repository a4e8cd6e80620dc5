"""The sheets of a report below each other, as wide as the view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

_GAP = 24
_SHADE = QColor(0, 0, 0, 60)


class SheetView(QGraphicsView):
    """Shows pictures of sheets. Ctrl and the wheel zoom; the keys of a scroll area scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportSheets")
        self.setAccessibleName(self.tr("Preview of the report"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        self.setBackgroundRole(self.backgroundRole().Mid)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._zoom = 1.0

    @property
    def n_sheets(self) -> int:
        return sum(isinstance(item.data(0), int) for item in self.scene().items())

    def show_sheets(self, sheets: Sequence[bytes]) -> None:
        """Show these PNG files; the place that was looked at stays."""
        place = self.verticalScrollBar().value()
        scene = self.scene()
        scene.clear()
        top, widest = 0.0, 1.0
        for number, data in enumerate(sheets):
            picture = QPixmap()
            picture.loadFromData(data)
            item = scene.addPixmap(picture)
            item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            item.setPos(0, top)
            item.setData(0, number)
            outline = QPen(_SHADE)
            outline.setCosmetic(True)
            scene.addRect(QRectF(0, top, picture.width(), picture.height()), outline)
            top += picture.height() + _GAP
            widest = max(widest, picture.width())
        scene.setSceneRect(-_GAP, -_GAP, widest + 2 * _GAP, top + _GAP)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._zoom = min(4.0, max(0.5, self._zoom * 1.0015 ** event.angleDelta().y()))
        self._fit()
        event.accept()

    def _fit(self) -> None:
        scale = self._zoom * self.viewport().width() / max(self.sceneRect().width(), 1.0)
        self.resetTransform()
        self.scale(scale, scale)
