"""All cells as one graphics item: what lies outside of the view costs a comparison, not a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry import Circle
from rbc_desk.ui.canvas.cell_index import CellIndex
from rbc_desk.ui.canvas.marks import (
    SPRITE_RADIUS,
    TAG_RADIUS,
    Mark,
    Sprites,
    draw_circle,
    draw_handles,
    draw_hover,
    draw_selection,
    draw_tag,
    mark_of,
    tag_font,
    unsure_mark,
)
from rbc_desk.ui.theme import accent


class CellLayer(QGraphicsItem):
    """Paints the cells, the selection, the hovered cell, and circles under way in a gesture (`drafts`).

    Rejected cells are left out unless `show_rejected`; what is left out cannot be hit either.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(1)
        self._all: tuple[Cell, ...] = ()
        self._classes: ClassSet | None = None
        self._area = QRectF()
        self._show_rejected = False
        self._unsure_below = 0.0
        self.cells: list[Cell] = []
        self.by_id: dict[int, Cell] = {}
        self.index = CellIndex()
        self._marks: list[Mark] = []
        self._sprites = Sprites()
        self.selected: frozenset[int] = frozenset()
        self.hovered = 0
        self.handles = False
        self.drafts: dict[int, Circle] = {}
        self.new_circle: Circle | None = None

    # what is shown

    def set_area(self, area: QRectF) -> None:
        self.prepareGeometryChange()
        self._area = area

    def set_cells(self, cells: Sequence[Cell], classes: ClassSet | None) -> None:
        self._all, self._classes = tuple(cells), classes
        self._arrange()

    @property
    def show_rejected(self) -> bool:
        return self._show_rejected

    def set_show_rejected(self, shown: bool) -> None:
        self._show_rejected = shown
        self._arrange()

    @property
    def unsure_below(self) -> float:
        return self._unsure_below

    def set_unsure_below(self, score: float) -> None:
        """Mark the proposed cells whose score is below this; 0 marks none."""
        self._unsure_below = score
        self._arrange()

    def is_unsure(self, cell: Cell) -> bool:
        """Whether a detector proposed it with too low a score and nobody has said anything of it yet."""
        untouched = cell.state is CellState.PROPOSED and cell.shown_code is None
        return untouched and cell.score is not None and cell.score < self._unsure_below

    def _arrange(self) -> None:
        known = {c.code: c for c in self._classes} if self._classes is not None else {}
        self.cells = [c for c in self._all if self._show_rejected or c.state is not CellState.REJECTED]
        self.by_id = {cell.id: cell for cell in self.cells}
        self.index = CellIndex(self.cells)
        self._marks = [unsure_mark() if self.is_unsure(cell) else mark_of(cell, known) for cell in self.cells]
        self.selected &= self.by_id.keys()
        if self.hovered not in self.by_id:
            self.hovered = 0
        self.update()

    def circle(self, cell_id: int) -> Circle:
        """As drawn now: the draft of a gesture under way, or the cell's own. Raises KeyError."""
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
        painter.resetTransform()  # widths, dashes and letters are in pixels of the screen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tag_font())
        metrics = QFontMetricsF(painter.font())
        for i, centre, radius in shown:
            cell_id = self.cells[i].id
            if cell_id in self.selected:
                draw_selection(painter, centre, radius=radius, accent=colour)
            if cell_id == self.hovered:
                draw_hover(painter, centre, radius=radius)
            if radius < SPRITE_RADIUS and cell_id != self.hovered:
                self._sprites.draw(painter, centre, radius=radius, mark=self._marks[i])
            else:
                draw_circle(painter, centre, radius=radius, mark=self._marks[i], bold=cell_id == self.hovered)
        for i, centre, radius in shown:
            if self.handles and self.selected == {self.cells[i].id}:
                draw_handles(painter, centre, radius=radius, accent=colour)
            if radius >= TAG_RADIUS and self._marks[i].letters:
                draw_tag(painter, centre, radius=radius, mark=self._marks[i], metrics=metrics)
        if self.new_circle is not None:
            new = self.new_circle
            centre, radius = transform.map(QPointF(new.x, new.y)), new.r * transform.m11()
            draw_circle(painter, centre, radius=radius, mark=Mark(colour, 2.4))
        painter.restore()

    def _on_screen(self, exposed: QRectF, transform: QTransform) -> list[tuple[int, QPointF, float]]:
        """Position, centre and radius (pixels of the screen) of the cells that the exposed part shows."""
        scale = transform.m11()
        margin = 40 / scale  # tags and rings stand outside of their circles
        area = exposed.adjusted(-margin, -margin, margin, margin)
        seen = self.index.touching(area.left(), area.top(), x1=area.right(), y1=area.bottom()).tolist()
        if self.drafts:
            moved = [i for i, cell in enumerate(self.cells) if cell.id in self.drafts]
            seen = sorted({*seen, *moved})
        circles = [(i, self.circle(self.cells[i].id)) for i in seen]
        return [(i, transform.map(QPointF(c.x, c.y)), c.r * scale) for i, c in circles]
