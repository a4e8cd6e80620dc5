"""Paints the visible cells: as dots, as copied circles with letters, or one by one if they are large."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from rbc_desk.ui.canvas.cells.table import CellTable
from rbc_desk.ui.canvas.marks import (
    DOT_RADIUS,
    OUTLINE_RADIUS,
    RING,
    SMALL_TAG_RADIUS,
    SPRITE_RADIUS,
    TAG_RADIUS,
    draw_circle,
    draw_handles,
    draw_hover,
    draw_outline,
    draw_selection,
    draw_tag,
    tag_font,
    tag_size,
)
from rbc_desk.ui.canvas.sprites import Dots, Sprite, Sprites, copy_sprites, drawn, make_sprite, opaque

_MOST_OUTLINES = 150
"""If more outlines are visible than can be drawn in a frame, cells that are not round get circles too."""

_SIZES = 1024  # half pixels of radius that a sprite's key distinguishes
_DIAGONAL = math.sqrt(0.5)


@dataclass(frozen=True, slots=True)
class VisibleCells:
    """The cells in the exposed part: indexes in the table, centres and radii in screen pixels, and selection."""

    places: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    r: NDArray[np.float64]
    chosen: NDArray[np.bool_]

    def where(self, mask: NDArray[np.bool_]) -> VisibleCells:
        return VisibleCells(self.places[mask], self.x[mask], self.y[mask], self.r[mask], self.chosen[mask])


class CellPainter:
    """Paints in screen pixels. Circles, rings and letters are drawn once, cached and copied."""

    def __init__(self, table: CellTable) -> None:
        self._table = table
        self._marks = table.marks
        self._circles, self._outlines, self._rings, self._tags = Sprites(), Sprites(), Sprites(), Sprites()
        self.outlines = True  # for cells that are not round, instead of circles

    def paint(
        self,
        painter: QPainter,
        shown: VisibleCells,
        *,
        size: QSize,
        accent: QColor,
        hovered: int = 0,
        handles: bool = False,
    ) -> None:
        """Paint the cells. `size`: of the view; `hovered`: id of the cell under the cursor; `handles`: draw resize
        handles.
        """
        if self._marks is not self._table.marks:  # the same style numbers mean other colours when the classes change
            self._marks = self._table.marks
            self._circles.clear()
            self._outlines.clear()
            self._tags.clear()
        small = shown.r < DOT_RADIUS
        if small.any():
            self._paint_dots(painter, shown.where(small), size=size, accent=accent)
        rest = shown.where(~small)
        if len(rest.places):
            self._paint_circles(painter, rest, accent=accent, hovered=hovered, handles=handles)

    def _paint_dots(self, painter: QPainter, shown: VisibleCells, *, size: QSize, accent: QColor) -> None:
        palette = np.array([opaque(mark.colour) for mark in self._table.marks], np.uint32)
        colours = palette[self._table.styles[shown.places]]
        dots = Dots(size, ratio=painter.device().devicePixelRatioF())
        chosen = shown.chosen
        for radius in range(DOT_RADIUS):
            now = (shown.r >= radius) & (shown.r < radius + 1)
            ringed = now & chosen
            if ringed.any():
                rim = np.full(int(ringed.sum()), opaque(accent), np.uint32)
                dots.add(shown.x[ringed], shown.y[ringed], side=radius + 6, colours=rim)
            dots.add(shown.x[now], shown.y[now], side=radius + 2, colours=colours[now])
        dots.draw(painter)

    def _paint_circles(
        self, painter: QPainter, shown: VisibleCells, *, accent: QColor, hovered: int, handles: bool
    ) -> None:  # fmt: skip
        chosen = shown.chosen
        styles = self._table.styles[shown.places]
        ids = self._table.index.ids[shown.places]
        small, pointed = shown.r < SPRITE_RADIUS, ids == hovered
        self._paint_rings(painter, shown.where(chosen & small), accent=accent)
        odd = self._table.odd[shown.places] & (shown.r >= OUTLINE_RADIUS) & self.outlines
        if odd.sum() > _MOST_OUTLINES:
            odd[:] = False
        copied = small & ~pointed
        self._copy_circles(painter, shown.where(copied & ~odd), styles=styles[copied & ~odd])
        self._copy_outlines(painter, shown.where(copied & odd), styles=styles[copied & odd])
        for i in np.flatnonzero(~copied).tolist():
            centre, radius = QPointF(shown.x[i], shown.y[i]), float(shown.r[i])
            if chosen[i] and not small[i]:
                draw_selection(painter, centre, radius=radius, accent=accent)
            if pointed[i]:
                draw_hover(painter, centre, radius=radius)
            mark, bold = self._table.marks[styles[i]], bool(pointed[i])
            if odd[i]:
                draw_outline(painter, self._outline(int(shown.places[i]), centre, radius), mark=mark, bold=bold)
            else:
                draw_circle(painter, centre, radius=radius, mark=mark, bold=bold)
        if handles:
            for i in np.flatnonzero(chosen).tolist():
                draw_handles(painter, QPointF(shown.x[i], shown.y[i]), radius=float(shown.r[i]), accent=accent)
        self._paint_tags(painter, shown, styles=styles)

    def _copy_outlines(self, painter: QPainter, shown: VisibleCells, *, styles: NDArray[np.int16]) -> None:
        """Copy each cell's outline from a cache that is valid for one scale, so that panning is fast."""
        if not len(shown.places):
            return
        ratio = painter.device().devicePixelRatioF()
        places, sizes = shown.places.tolist(), np.rint(2 * shown.r).astype(int).tolist()
        cells, marks, get = self._table.cells, self._table.marks, self._outlines.get

        def outline(i: int) -> Sprite:
            place, style, radius = places[i], int(styles[i]), sizes[i] / 2
            shape = cells[place].shape
            key = (shape.outline if shape is not None else (), cells[place].circle, style, sizes[i], ratio)
            reach = radius * (shape.ellipse.major / cells[place].circle.r if shape is not None else 1.0) * 1.3
            return get(
                key,
                lambda: make_sprite(
                    lambda p, centre: draw_outline(p, self._outline(place, centre, radius), mark=marks[style]),
                    reach=reach + marks[style].width + 2,
                    ratio=ratio,
                ),
            )

        copy_sprites(painter, shown.x, shown.y, keys=np.arange(len(places)), get=outline)

    def _outline(self, place: int, centre: QPointF, radius: float) -> QPolygonF:
        """The cell's outline, moved and scaled with its circle while it is dragged."""
        cell = self._table.cells[place]
        circle, scale = cell.circle, radius / cell.circle.r
        points = cell.shape.points if cell.shape is not None else ()
        return QPolygonF(
            [QPointF(centre.x() + (x - circle.x) * scale, centre.y() + (y - circle.y) * scale) for x, y in points]
        )

    def _copy_circles(self, painter: QPainter, shown: VisibleCells, *, styles: NDArray[np.int16]) -> None:
        ratio = painter.device().devicePixelRatioF()
        marks = self._table.marks

        def circle(key: int) -> Sprite:
            mark, radius = marks[key // _SIZES], key % _SIZES / 2
            return make_sprite(
                lambda p, centre: draw_circle(p, centre, radius=radius, mark=mark),
                reach=radius + mark.width + 2,
                ratio=ratio,
            )

        keys = styles.astype(np.int64) * _SIZES + np.rint(2 * shown.r).astype(np.int64)
        get = self._circles.get
        copy_sprites(painter, shown.x, shown.y, keys=keys, get=lambda key: get((key, ratio), lambda: circle(key)))

    def _paint_rings(self, painter: QPainter, shown: VisibleCells, *, accent: QColor) -> None:
        ratio = painter.device().devicePixelRatioF()

        def ring(key: int) -> Sprite:
            return make_sprite(
                lambda p, centre: draw_selection(p, centre, radius=key / 2, accent=accent),
                reach=key / 2 + RING + 4,
                ratio=ratio,
            )

        keys, get, colour = np.rint(2 * shown.r).astype(np.int64), self._rings.get, accent.rgba()
        copy_sprites(
            painter, shown.x, shown.y, keys=keys, get=lambda key: get((key, colour, ratio), lambda: ring(key))
        )

    def _paint_tags(self, painter: QPainter, shown: VisibleCells, *, styles: NDArray[np.int16]) -> None:
        lettered = np.array([bool(mark.letters) for mark in self._table.marks])[styles]
        small = (shown.r >= SMALL_TAG_RADIUS) & (shown.r < TAG_RADIUS)
        for which, font in (
            (lettered & small, tag_font(small=True)),
            (lettered & (shown.r >= TAG_RADIUS), tag_font(small=False)),
        ):
            if which.any():
                self._copy_tags(painter, shown.where(which), styles=styles[which], font=font)

    def _copy_tags(self, painter: QPainter, shown: VisibleCells, *, styles: NDArray[np.int16], font: QFont) -> None:
        ratio = painter.device().devicePixelRatioF()

        def tag(style: int) -> Sprite:
            mark = self._table.marks[style]
            box = QRectF(QPointF(1, 1), tag_size(mark.letters, font))
            room = QSize(math.ceil(box.right()) + 1, math.ceil(box.bottom()) + 1)
            return drawn(
                lambda p: draw_tag(p, box, mark=mark, font=font), size=room, ratio=ratio, at=(0, -room.height())
            )

        get, px = self._tags.get, font.pixelSize()
        copy_sprites(
            painter,
            shown.x + shown.r * _DIAGONAL,
            shown.y - shown.r * _DIAGONAL,
            keys=styles.astype(np.int64),
            get=lambda style: get((style, px, ratio), lambda: tag(style)),
        )
