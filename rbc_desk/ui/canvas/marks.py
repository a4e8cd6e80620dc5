"""Styles of cell marks: predictions dashed, the reader's own labels solid, other readers' dotted, legible on any
stain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QPolygonF

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.classes import CellClass
from rbc_desk.ui.kit.theme import contrast, darkened, readable_on, text_scale

TAG_RADIUS = 13
"""From this screen radius on, the class letters stand beside the circle."""

SMALL_TAG_RADIUS = 9
"""From this screen radius on, the letters are shown in small type; below it they would cover the cells."""

OUTLINE_RADIUS = 6
"""From this screen radius on, a cell that is not round shows its outline instead of its circle."""

SPRITE_RADIUS = 48
"""Below this screen radius, circles are copied rather than drawn."""

DOT_RADIUS = 3
"""Below this screen radius, a cell is a dot in its colour."""

RING = 4.5
"""The distance of the selection ring from the circle, in screen pixels."""

_TINY_RADIUS = 5
_TAG_PX, _SMALL_TAG_PX = 11, 9  # letter sizes at the default text size
_SEEN = 2.5  # the minimum contrast with white of a colour that gets a white halo
_LIGHT = QColor(255, 255, 255)
_DARK = QColor(20, 20, 24)


@dataclass(frozen=True, slots=True)
class Mark:
    """The style of one cell's circle; widths in screen pixels."""

    colour: QColor
    width: float
    dashed: bool = False
    letters: str = ""
    ghost: bool = False
    dotted: bool = False  # another reader's label


_UNLABELLED = Mark(_LIGHT, 1.2)
_CONFIRMED_UNLABELLED = Mark(_LIGHT, 2.0)
_UNCERTAIN = Mark(QColor(255, 176, 32), 2.2, dashed=True, letters="?")
_OTHER = Mark(QColor(120, 140, 165), 1.0, dashed=True)
_GHOST = Mark(QColor(150, 150, 155), 1.2, dashed=True, ghost=True)


def mark_of(cell: Cell, classes: Mapping[str, CellClass]) -> Mark:
    """The style that shows what is known of the cell and by whom."""
    if cell.state is CellState.REJECTED:
        return _GHOST
    if cell.kind is not CellKind.RED:
        return _OTHER
    cell_class = classes.get(cell.shown_code or "")
    if cell_class is None:
        return _CONFIRMED_UNLABELLED if cell.state is CellState.CONFIRMED else _UNLABELLED
    if cell.is_anothers:
        return Mark(QColor(cell_class.colour), 2.4, letters=f"{cell_class.letters}*", dotted=True)
    predicted = cell.label is None
    return Mark(QColor(cell_class.colour), 2.0 if predicted else 2.4, predicted, cell_class.letters)


def uncertain_mark() -> Mark:
    """The style of a cell that the detector is uncertain of."""
    return _UNCERTAIN


def draw_circle(painter: QPainter, centre: QPointF, *, radius: float, mark: Mark, bold: bool = False) -> None:
    """Draw a circle in screen pixels: a halo of contrasting lightness below the coloured line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if radius < _TINY_RADIUS:  # too small for a halo or dashes: only the colour
        painter.setPen(QPen(mark.colour, min(mark.width + (1.0 if bold else 0.0), 1.5)))
        painter.drawEllipse(centre, radius, radius)
        return
    for pen in _pens(mark, bold=bold):
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)
    if mark.ghost:
        arm = min(5.0, radius / 2)
        painter.setPen(QPen(mark.colour, 1.6))
        painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm))
        painter.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm))


def draw_outline(painter: QPainter, outline: QPolygonF, *, mark: Mark, bold: bool = False) -> None:
    """Draw the outline of a cell that is not round, in screen pixels, in the style of its circle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(mark, bold=bold):
        painter.setPen(pen)
        painter.drawPolygon(outline)


def _pens(mark: Mark, *, bold: bool) -> tuple[QPen, QPen]:
    """The pens of the halo and the line."""
    width = mark.width + (1.0 if bold else 0.0)
    pen = QPen(mark.colour, width)
    if mark.dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3.2, 2.2])
    elif mark.dotted:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.0, 1.0])
    return QPen(_halo(mark), width + 2.0), pen


def draw_selection(painter: QPainter, centre: QPointF, *, radius: float, accent: QColor) -> None:
    """Draw a ring in the accent colour outside the circle."""
    ring = radius + RING
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_LIGHT, 5.0))
    painter.drawEllipse(centre, ring, ring)
    painter.setPen(QPen(accent, 2.5))
    painter.drawEllipse(centre, ring, ring)


def draw_handles(painter: QPainter, centre: QPointF, *, radius: float, accent: QColor) -> None:
    """Draw four resize handles on the rim, unless they would cover a small cell."""
    if radius < TAG_RADIUS:
        return
    painter.setPen(QPen(accent, 1.5))
    painter.setBrush(_LIGHT)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        at = centre + QPointF(dx * radius, dy * radius)
        painter.drawRoundedRect(QRectF(at.x() - 3.5, at.y() - 3.5, 7, 7), 2, 2)


def draw_hover(painter: QPainter, centre: QPointF, *, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 56))
    painter.drawEllipse(centre, radius, radius)


def draw_tag(painter: QPainter, box: QRectF, *, mark: Mark, font: QFont) -> None:
    """Draw the letters in their box: filled with the colour for a person's label, hollow for a prediction."""
    painter.setFont(font)
    if mark.dashed:
        painter.setPen(QPen(mark.colour, 1.4))
        painter.setBrush(_DARK if _is_light(mark.colour) else _LIGHT)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(mark.colour if _is_light(mark.colour) else darkened(mark.colour))
    else:
        painter.setPen(QPen(_halo(mark), 1))
        painter.setBrush(mark.colour)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(readable_on(mark.colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.letters)


def tag_font(*, small: bool) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round((_SMALL_TAG_PX if small else _TAG_PX) * text_scale()))
    font.setBold(True)
    return font


def tag_size(letters: str, font: QFont) -> QSizeF:
    """The size of the box around the letters, in screen pixels."""
    around = 3 if font.pixelSize() < _TAG_PX else 4
    return QSizeF(QFontMetricsF(font).horizontalAdvance(letters) + around + 3, font.pixelSize() + around)


def _halo(mark: Mark) -> QColor:
    """A dark halo for light colours, a light one for dark colours."""
    dark = _is_light(mark.colour)
    halo = QColor(_DARK if dark else _LIGHT)
    halo.setAlpha(60 if mark.ghost else 130 if mark.dashed or dark else 210)
    return halo


def _is_light(colour: QColor) -> bool:
    """Whether the colour has too little contrast with white."""
    return contrast(colour, _LIGHT) < _SEEN
