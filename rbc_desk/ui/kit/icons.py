"""Line icons (`resources/icons/*.svg`, in currentColor), tinted with the palette when painted."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.settings.paths import resource


def icon(name: str, *, colour: QColor | None = None) -> QIcon:
    """The icon of that name in the current text colour, or in `colour`; an empty icon if there is none."""
    try:
        path = resource(f"icons/{name}.svg")
    except UnknownNameError:
        return QIcon()
    return QIcon(_TintedSvg(path, colour=colour))


class _TintedSvg(QIconEngine):
    """Renders in the requested size and the current palette: sharp on any screen, correct in light and dark."""

    def __init__(self, path: Path, *, colour: QColor | None) -> None:
        super().__init__()
        self._path, self._colour = path, colour

    def clone(self) -> QIconEngine:
        return _TintedSvg(self._path, colour=self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._colour or _text_colour(mode)
        svg = _source(self._path).replace(b"currentColor", colour.name().encode())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


@lru_cache(maxsize=128)
def _source(path: Path) -> bytes:
    return path.read_bytes()


def _text_colour(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
    return palette.color(group, QPalette.ColorRole.WindowText)
