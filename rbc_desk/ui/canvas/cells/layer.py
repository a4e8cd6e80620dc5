"""All cells as one graphics item. Cells outside the view cost only a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPalette, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.ui.canvas.cells.index import CellIndex
from rbc_desk.ui.canvas.cells.painter import CellPainter, VisibleCells
from rbc_desk.ui.canvas.cells.table import CellTable
from rbc_desk.ui.canvas.marks import Mark, draw_circle
from rbc_desk.ui.kit.theme import accent


class CellLayer(QGraphicsItem):
    """Paints the cells, the selection, the hovered cell, and circles that a gesture is changing (`drafts`).

    A cell is a dot when zoomed far out, then a circle, then a circle with the letters of its class. Rejected cells
    are hidden unless `show_rejected`. Hidden cells cannot be hit.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(1)
        self._area = QRectF()
        self._table = CellTable()
        self._cells = CellPainter(self._table)
        self._chosen: tuple[frozenset[int], CellIndex, NDArray[np.bool_]] | None = None
        self.selected: frozenset[int] = frozenset()
        self.hovered = 0
        self.handles = False
        self.drafts: dict[int, Circle] = {}
        self.new_circle: Circle | None = None
        self._coming: tuple[Circle, ...] = ()

    # content

    def set_area(self, area: QRectF) -> None:
        self.prepareGeometryChange()
        self._area = area

    def set_cells(self, cells: Sequence[Cell], classes: ClassSet | None) -> None:
        self._table.set_cells(cells, classes)
        self._keep_up()

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """The cells as they were set, including hidden ones."""
        return self._table.all

    @property
    def classes(self) -> ClassSet | None:
        return self._table.classes

    @property
    def cells(self) -> list[Cell]:
        return self._table.cells

    @property
    def by_id(self) -> dict[int, Cell]:
        return self._table.by_id

    @property
    def index(self) -> CellIndex:
        return self._table.index

    @property
    def show_rejected(self) -> bool:
        return self._table.show_rejected

    def set_coming(self, circles: Iterable[Circle]) -> None:
        """Set circles that were drawn and become cells when they are saved."""
        coming = tuple(circles)
        if coming != self._coming:
            self._coming = coming
            self.update()

    def set_show_rejected(self, shown: bool) -> None:
        self._table.show_rejected = shown
        self._table.arrange()
        self._keep_up()

    def set_outlines(self, shown: bool) -> None:
        """Draw the outlines of cells that are not round (True), or circles for all cells."""
        self._cells.outlines = shown
        self.update()

    @property
    def uncertain_below(self) -> float:
        return self._table.uncertain_below

    def set_uncertain_below(self, score: float) -> None:
        """Mark proposed cells whose score is below this value; 0 marks none."""
        self._table.uncertain_below = score
        self._table.arrange()
        self._keep_up()

    def is_uncertain(self, cell: Cell) -> bool:
        """Whether a detector proposed the cell with a low score and nobody has reviewed it."""
        return self._table.is_uncertain(cell)

    def _keep_up(self) -> None:
        self.selected &= self.by_id.keys()
        if self.hovered not in self.by_id:
            self.hovered = 0
        self.update()

    def circle(self, cell_id: int) -> Circle:
        """The circle as drawn now: the draft of a gesture, or the cell's own. Raises KeyError."""
        return self.drafts.get(cell_id) or self.by_id[cell_id].circle

    # painting

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:  # fmt: skip
        transform = painter.worldTransform()
        colour = accent(widget.palette() if widget is not None else QPalette())
        shown = self._on_screen(option.exposedRect, transform)
        painter.save()
        painter.resetTransform()  # widths, dashes and letters are in screen pixels
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        device = painter.device()
        self._cells.paint(
            painter,
            shown,
            size=widget.size() if widget is not None else QSize(device.width(), device.height()),
            accent=colour,
            hovered=self.hovered,
            handles=self.handles and len(self.selected) == 1,
        )
        for new in (*self._coming, *([self.new_circle] if self.new_circle is not None else [])):
            centre, radius = transform.map(QPointF(new.x, new.y)), new.r * transform.m11()
            draw_circle(painter, centre, radius=radius, mark=Mark(colour, 2.4))
        painter.restore()

    def _on_screen(self, exposed: QRectF, transform: QTransform) -> VisibleCells:
        scale = transform.m11()
        margin = 40 / scale  # tags and rings extend beyond their circles
        area = exposed.adjusted(-margin, -margin, margin, margin)
        index = self.index
        if self.drafts:
            x, y, r = index.x.copy(), index.y.copy(), index.r.copy()
            for cell_id, circle in self.drafts.items():
                if (place := index.places.get(cell_id)) is not None:
                    x[place], y[place], r[place] = circle.x, circle.y, circle.r
            index = CellIndex.of(ids=index.ids, x=x, y=y, r=r)
        places = index.touching(area.left(), area.top(), x1=area.right(), y1=area.bottom())
        x, y, r = index.x[places], index.y[places], index.r[places]
        return VisibleCells(
            places, x * scale + transform.dx(), y * scale + transform.dy(), r * scale, self._selected_mask()[places]
        )

    def _selected_mask(self) -> NDArray[np.bool_]:
        """One flag per cell of the index, cached until the selection or the index changes."""
        chosen = self._chosen
        if chosen is None or chosen[0] is not self.selected or chosen[1] is not self.index:
            mask = np.zeros(len(self.index.ids), bool)
            places = self.index.places
            mask[[places[i] for i in self.selected if i in places]] = True
            self._chosen = chosen = (self.selected, self.index, mask)
        return chosen[2]
