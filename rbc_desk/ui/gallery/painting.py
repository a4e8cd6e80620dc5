"""Paints tiles and the headers of groups."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPixmap, QPolygonF

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import CellClass
from rbc_desk.ui.canvas.marks import Mark, mark_of
from rbc_desk.ui.kit.theme import (
    BODY,
    GRID,
    accent,
    border,
    class_icon,
    heading_font,
    mix,
    muted,
    readable_on,
    tabular_font,
    text_scale,
)

_TAG_PX = 16


def draw_header(
    painter: QPainter,
    rect: QRect,
    *,
    title: str,
    count: str,
    cell_class: CellClass | None,
    folded: bool,
    target: bool,
    palette: QPalette,
) -> None:
    """Draw a group's header. `target`: dragged cells would be dropped here."""
    if target:
        painter.fillRect(rect, mix(accent(palette), palette.window().color(), share=0.18))
    painter.setPen(palette.windowText().color())
    middle = rect.center().y()
    left = rect.left() + GRID
    arrow = [(0, -4), (6, 0), (0, 4)] if folded else [(-1, -3), (7, -3), (3, 3)]
    painter.setBrush(muted(palette))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([QPointF(left + x, middle + y) for x, y in arrow]))
    left += 2 * GRID
    if cell_class is not None:
        class_icon(cell_class).paint(painter, QRect(left, middle - 10, 20, 20))
        left += 28
    painter.setFont(heading_font(scale=BODY))
    painter.setPen(palette.windowText().color())
    width = round(QFontMetricsF(painter.font()).horizontalAdvance(title)) + 2
    painter.drawText(QRect(left, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(tabular_font())
    painter.setPen(muted(palette))
    painter.drawText(
        QRect(left + width + GRID, rect.top(), rect.right() - left - width - GRID, rect.height()),
        Qt.AlignmentFlag.AlignVCenter,
        count,
    )
    painter.setPen(QPen(border(palette), 1))
    painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell and the place of its tile. `picture`: None while it is being made."""

    rect: QRect
    cell: Cell
    picture: QPixmap | None


def draw_tiles(
    painter: QPainter,
    tiles: Sequence[Tile],
    *,
    classes: Mapping[str, CellClass],
    selection: Container[int],
    hovered_id: int,
    palette: QPalette,
) -> None:
    """Draw tiles. Frames are dashed for predictions, solid for own labels, dotted for others', as on the smear.

    Tiles of one style are drawn together: changing the pen for each tile takes longer than drawing it.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mix(palette.windowText().color(), palette.window().color(), share=0.12))
    painter.drawRects([tile.rect for tile in tiles if tile.picture is None])
    for tile in tiles:
        if tile.picture is not None:
            painter.drawPixmap(tile.rect, tile.picture)
    frames: dict[tuple[int, bool, bool], tuple[Mark, list[QRectF]]] = {}
    tagged: list[tuple[QRect, Mark]] = []
    for tile in tiles:
        mark = mark_of(tile.cell, classes)
        style = mark.colour.rgba(), mark.dashed, mark.dotted
        frames.setdefault(style, (mark, []))[1].append(QRectF(tile.rect).adjusted(1, 1, -1, -1))
        if mark.letters:
            tagged.append((tile.rect, mark))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mark, rects in frames.values():
        painter.setPen(_pen(mark))
        painter.drawRects(rects)
    for rect, mark in tagged:
        _draw_tag(painter, rect, mark=mark)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent(palette), 3))
    chosen = [tile.rect for tile in tiles if tile.cell.id in selection]
    painter.drawRects([QRectF(rect).adjusted(-2.5, -2.5, 2.5, 2.5) for rect in chosen])
    painter.setPen(QPen(palette.windowText().color(), 1))
    hovered = [tile.rect for tile in tiles if tile.cell.id == hovered_id and hovered_id not in selection]
    painter.drawRects([QRectF(rect).adjusted(-1.5, -1.5, 1.5, 1.5) for rect in hovered])


def _pen(mark: Mark) -> QPen:
    pen = QPen(mark.colour, 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if mark.dashed:
        pen.setDashPattern([3.2, 2.2])
    elif mark.dotted:
        pen.setDashPattern([1.0, 1.0])
    return pen


def _draw_tag(painter: QPainter, rect: QRect, *, mark: Mark) -> None:
    font = QFont(painter.font())
    scale = text_scale()
    font.setPixelSize(round(11 * scale))
    font.setBold(True)
    painter.setFont(font)
    high = round(_TAG_PX * scale)
    width = max(high, round(QFontMetricsF(font).horizontalAdvance(mark.letters)) + 6)
    tag = QRect(rect.right() - width, rect.top() + 1, width, high)
    painter.fillRect(tag, mark.colour)
    painter.setPen(readable_on(QColor(mark.colour)))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark.letters)
