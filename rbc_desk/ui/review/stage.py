"""The current cell, enlarged, with its surroundings on the smear."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import CellClass
from rbc_desk.ui.kit.theme import GRID, muted
from rbc_desk.ui.review.prefetch import CellPicture, PicturePrefetch

LEAST, USUAL, MOST = 1.2, 3.0, 12.0
"""The number of cell widths that the image shows: minimum, default, maximum."""

_STEP = 1.2
_LEAST_SIDE = 64
_DASH = 9.0


class Stage(QWidget):
    """Has the keyboard focus of the review. `stepped` carries -1 or 1 for back and forward; `ended` is for Home and
    End.

    The wheel zooms. Predictions have a dashed circle, labels a solid one.
    """

    stepped = Signal(int)
    ended = Signal(int)
    zoomed = Signal()  # or resized: images of another size are needed
    painted = Signal(int)  # the cell whose image is on the screen

    def __init__(self, pictures: PicturePrefetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewStage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(24 * GRID, 24 * GRID)
        self.setAccessibleName(self.tr("Current cell"))
        self._pictures = pictures
        self._cell: Cell | None = None
        self._class: CellClass | None = None
        self._words = ""
        self.circle_shown = True

    def show_cell(self, cell: Cell | None, *, cell_class: CellClass | None, words: str) -> None:
        """Show a cell with its class; `words` replaces the image if it cannot be shown.

        Without a cell only `words` is shown.
        """
        self._cell, self._class, self._words = cell, cell_class, words
        self.setAccessibleName(words)
        self.update()

    def set_circle_shown(self, shown: bool) -> None:
        self.circle_shown = shown
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        around = self._pictures.around * _STEP**-steps
        self._pictures.around = min(max(around, LEAST), MOST)
        self.zoomed.emit()
        self.update()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        ends = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
        nudging = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & nudging:  # on the smear they move the selection; here they do nothing
            super().keyPressEvent(event)
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in ends:
            self.ended.emit(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        side = max(_LEAST_SIDE, round(min(self.width(), self.height()) * self.devicePixelRatioF()))
        if side != self._pictures.side:
            self._pictures.side = side
            self.zoomed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell = self._cell
        if cell is None:
            self._paint_text(painter, self._words)
            return
        side = min(self.width(), self.height())
        square = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        picture = self._pictures.of(cell)
        if picture is None:
            broken = cell.smear_id in self._pictures.broken
            caption = (
                self.tr("The image file of this smear cannot be read.") if broken else self.tr("Opening the smear…")
            )
            self._paint_text(painter, caption)
            return
        pixmap = picture.pixmap
        painter.drawPixmap(square.topLeft(), pixmap) if pixmap.width() == side else painter.drawPixmap(
            square, pixmap, QRectF(pixmap.rect())
        )
        if self.circle_shown:
            self._paint_circle(painter, cell, square, picture)
        self.painted.emit(cell.id)

    def _paint_text(self, painter: QPainter, text: str) -> None:
        painter.setPen(muted(self.palette()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_circle(self, painter: QPainter, cell: Cell, square: QRectF, picture: CellPicture) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(square)  # a cut cell's circle goes beyond its smear
        circle = cell.circle
        scale = square.width() / picture.size
        left, top = square.x() - picture.left * scale, square.y() - picture.top * scale
        dashed = Qt.PenStyle.SolidLine if cell.human_code is not None else Qt.PenStyle.DashLine
        colour = QColor(self._class.colour) if self._class is not None else QColor(Qt.GlobalColor.white)
        for ink, width in ((QColor(0, 0, 0, 90), 4.0), (colour, 2.5)):
            pen = QPen(ink, width, dashed)
            if dashed == Qt.PenStyle.DashLine:
                pen.setDashPattern([_DASH / width, _DASH / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            if cell.shape is not None and not cell.shape.is_round:
                points = [QPointF(left + x * scale, top + y * scale) for x, y in cell.shape.points]
                painter.drawPolygon(QPolygonF(points))
            else:
                centre = QPointF(left + circle.x * scale, top + circle.y * scale)
                painter.drawEllipse(centre, circle.r * scale, circle.r * scale)
