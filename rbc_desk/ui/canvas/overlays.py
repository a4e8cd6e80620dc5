"""Overlays in the corners of the canvas: scale bar, cursor read-out, minimap."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.canvas.minimap import Minimap
from rbc_desk.ui.kit.theme import GRID, tabular_font

_LONGEST_BAR_PX = 150
_HEIGHT = 3 * GRID


class _Plate(QWidget):
    """Text on a translucent plate that lets the mouse through."""

    def __init__(self, canvas: CellsView, *, name: str) -> None:
        super().__init__(canvas)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(tabular_font())
        self.hide()

    def _plate(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.palette().base().color())
        ground.setAlpha(210)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setPen(self.palette().text().color())


class ScaleBar(_Plate):
    """A bar of a round length: micrometres if the smear is calibrated, else pixels."""

    def __init__(self, canvas: CellsView) -> None:
        super().__init__(canvas, name="scaleBar")
        self.text = ""
        self.length_px = 0.0

    def show_scale(self, *, zoom: float, um_per_px: float | None) -> None:
        """Show the scale. `zoom`: screen pixels per image pixel; `um_per_px` None: not calibrated."""
        unit = um_per_px or 1.0
        length = _round_below(_LONGEST_BAR_PX / zoom * unit)
        self.length_px = length / unit * zoom
        self.text = f"{length:g} {'µm' if um_per_px else 'px'}"
        self.setAccessibleName(self.tr("Scale bar: {length}").format(length=self.text))
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text)
        self.resize(math.ceil(self.length_px + wide + 3 * GRID), _HEIGHT)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._plate(painter)
        middle = self.height() / 2
        colour = self.palette().text().color()
        bar = QRectF(GRID, middle - 1.5, self.length_px, 3)
        painter.fillRect(bar, colour)
        for x in (bar.left(), bar.right() - 1.5):
            painter.fillRect(QRectF(x, middle - 5, 1.5, 10), colour)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -GRID, 0), right, self.text)


class ReadOut(_Plate):
    """The cursor position, in image pixels and micrometres."""

    def __init__(self, canvas: CellsView) -> None:
        super().__init__(canvas, name="readOut")
        self.text = ""

    def show_place(self, place: QPointF, *, um_per_px: float | None) -> None:
        x, y = math.floor(place.x()), math.floor(place.y())
        self.text = f"{x}, {y} px"
        if um_per_px:
            self.text += f"   {place.x() * um_per_px:.1f}, {place.y() * um_per_px:.1f} µm"
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text)
        self.resize(math.ceil(wide) + 2 * GRID, _HEIGHT)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._plate(painter)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)


class CanvasOverlays(QObject):
    """Keeps the three overlays in their corners and updates them from the canvas's signals.

    Call `set_um_per_px` when another smear is shown.
    """

    def __init__(self, canvas: CellsView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._um_per_px: float | None = None
        self.bar, self.read_out, self.minimap = ScaleBar(canvas), ReadOut(canvas), Minimap(canvas)
        canvas.view_changed.connect(self._on_view_changed)
        canvas.pointed.connect(self._on_pointed)
        canvas.installEventFilter(self)

    def set_um_per_px(self, um_per_px: float | None) -> None:
        self._um_per_px = um_per_px
        self._on_view_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._on_view_changed()
        return False

    @Slot()
    def _on_view_changed(self) -> None:
        has_image = not self._canvas.picture.isEmpty()
        self.bar.setVisible(has_image)
        self.minimap.setVisible(has_image and self._canvas.zoomed_in)
        if not has_image:
            self.read_out.hide()
            return
        self.bar.show_scale(zoom=self._canvas.scale_factor, um_per_px=self._um_per_px)
        self.minimap.update()
        self._place()

    @Slot(object)
    def _on_pointed(self, place: QPointF | None) -> None:
        inside = place is not None and self._canvas.picture.contains(place)
        self.read_out.setVisible(inside)
        if inside and place is not None:
            self.read_out.show_place(place, um_per_px=self._um_per_px)
            self._place()

    def _place(self) -> None:
        room = QSize(self._canvas.width() - GRID, self._canvas.height() - GRID)
        self.bar.move(GRID, room.height() - self.bar.height())
        self.read_out.move(room.width() - self.read_out.width(), room.height() - self.read_out.height())
        top = room.height() - _HEIGHT - GRID - self.minimap.height()
        self.minimap.move(room.width() - self.minimap.width(), top)


def _round_below(length: float) -> float:
    """The largest of 1, 2, 5, 10, 20, ... that does not exceed `length`."""
    power = 10.0 ** math.floor(math.log10(length))
    return next(step * power for step in (5, 2, 1) if step * power <= length * 1.0000001)
