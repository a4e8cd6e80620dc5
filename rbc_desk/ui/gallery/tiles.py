"""The tiles of the gallery. Only visible ones are painted, from what is loaded; missing data is requested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import CellClass
from rbc_desk.ui.gallery.aside import ASIDES, Aside
from rbc_desk.ui.gallery.board import Bin, Board, Group
from rbc_desk.ui.gallery.layout import MARGIN, Layout
from rbc_desk.ui.gallery.painting import Tile, draw_header, draw_tiles
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, accent

SMALLEST, LARGEST, USUAL = 32, 192, 80
_HEADER = 36


class Tiles(QAbstractScrollArea):
    """Shows the board's cells and the selection. It reads and changes nothing itself.

    `cells_requested` carries the ids of cells that are or soon will be visible and have not been read.
    """

    selection_changed = Signal(object)  # frozenset of cell ids
    touched = Signal()  # the cursor moved here, a key was pressed, or it was scrolled
    visible_changed = Signal()
    cells_requested = Signal(object)  # list of cell ids

    def __init__(self, board: Board, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryArea")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Cell gallery"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.board, self.pictures = board, pictures
        self.classes: Mapping[str, CellClass] = {}
        self.bins: list[Bin] = []
        self.tile = USUAL
        self.layout_ = Layout.of((), width=1, tile=USUAL, gap=GRID, header=_HEADER)
        self.selection: frozenset[int] = frozenset()
        self.hovered_id = 0
        self._cursor: QPoint | None = None  # cursor position over the viewport; None: elsewhere
        self._folded: set[str] = set(ASIDES)  # not in the first look
        self._leads: dict[str, int] = {}  # blank places before the first tile of groups
        self._lowest = 0  # how far one can scroll at least
        self._current = 0  # the cell from which arrow keys and Shift continue
        self._band: QRect | None = None
        self._dragging = False
        self._target: int | None = None  # the group under the dragged cells
        self._upward = False  # direction of the last scrolling
        self._last_top = 0
        self._ask_soon = QTimer(self, singleShot=True, interval=0)  # to be requested after painting
        self._ask_soon.timeout.connect(self._ask)
        pictures.arrived.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # content

    def arrange(self) -> None:
        """Update after the board's cells or their order changed."""
        self.bins = self.board.bins()
        self._lay_out()

    def arrange_around(self) -> None:
        """Update after the board's order changed, while one tile stays at its place on the screen.

        It is the one under the cursor, else the current one where it is in sight, else the first one in sight.
        """
        in_sight = [self.board.id_at(row) for row in self.visible_rows()]
        chosen = [i for i in (self.hovered_id, self._current, *self.selection) if i in in_sight]
        stays = next(iter([*chosen, *in_sight]), 0)
        before = self.rect_of(stays) if stays else None
        self.bins = self.board.bins()
        self.forget_places()
        self._lay_out()
        number = self._number(stays)
        if before is None or number is None or self.layout_.rect(number) is None:
            return
        layout, pitch = self.layout_, self.tile + GRID
        bin_ = layout.bin_of(number)
        place = number - layout.firsts[bin_]
        column = (before.left() - MARGIN) // pitch
        lead = (column - place) % layout.columns
        top = layout.tops[bin_] + layout.header + (place + lead) // layout.columns * pitch
        blank_rows = max(0, -(-(before.top() - top) // pitch))  # one cannot scroll above the first group
        self._leads[self.bins[bin_].key] = lead + blank_rows * layout.columns
        self._lay_out()
        rect = self.layout_.rect(number)
        if rect is not None:
            self._lowest = rect[1] - before.top()
            self._lay_out()
            self.verticalScrollBar().setValue(self._lowest)

    def forget_places(self) -> None:
        """Leave no place blank: nothing has to stay where it is."""
        self._leads, self._lowest = {}, 0

    def set_tile(self, tile: int) -> None:
        """Set the tile width, keeping the top tile in view."""
        self.forget_places()
        at = self.layout_.within(0, self._top, x1=self.layout_.width, y1=self._top + self.viewport().height())
        self.tile = min(max(tile, SMALLEST), LARGEST)
        self._lay_out()
        if at and self._top:
            rect = self.layout_.rect(at[0])
            if rect is not None:
                self.verticalScrollBar().setValue(rect[1] - _HEADER)

    def set_selection(self, ids: Iterable[int]) -> None:
        """Show these cells as selected, as far as they are on the board; emits no signal."""
        self.selection = self.board.among(ids)
        self.viewport().update()

    def select(self, ids: Iterable[int]) -> None:
        """Select exactly these cells, as far as they are on the board, and emit the change."""
        self.set_selection(ids)
        self.selection_changed.emit(self.selection)

    def order(self) -> list[int]:
        """The ids of the cells in order."""
        return self.board.ids_of(self.bins)

    def next_awaiting(self, cell_id: int) -> int:
        """The first unreviewed cell after this one, wrapping around; 0: none."""
        number = self._number(cell_id)
        if number is None:
            return 0
        return self.board.first_awaiting(self.bins, after=number)

    def visible_cells(self) -> list[Cell]:
        """The loaded cells whose tile is at least half visible."""
        return [self.board.cells[row] for row in self.visible_rows()]

    def visible_rows(self) -> list[int]:
        """The board rows of the cells in view."""
        top, bottom = self._top, self._top + self.viewport().height()
        found: list[int] = []
        for bin_index, place, rect in self.layout_.tiles_between(top, bottom - 1):
            if top <= rect[1] + rect[3] / 2 <= bottom:
                found.append(int(self.bins[bin_index].numbers[place]))
        return found

    def reveal(self, cell_id: int) -> None:
        """Scroll only as far as needed to show the cell, unfolding its group."""
        number = self._number(cell_id)
        if number is None:
            return
        bin_ = self.bins[self.layout_.bin_of(number)]
        if bin_.key in self._folded:
            self.fold(bin_.key, on=False)
        rect = self.layout_.rect(number)
        if rect is None:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if rect[1] - _HEADER < self._top:
            bar.setValue(rect[1] - _HEADER)
        elif rect[1] + rect[3] + GRID > self._top + room:
            bar.setValue(rect[1] + rect[3] + GRID - room)

    def go_to(self, cell_id: int) -> None:
        if cell_id in self.board.at:
            self._current = cell_id
            self.select({cell_id})
            self.reveal(cell_id)

    def fold(self, key: str, *, on: bool) -> None:
        (self._folded.add if on else self._folded.discard)(key)
        self._lay_out()

    def fold_asides(self, *, on: bool) -> None:
        """Fold or unfold the groups of what is not a whole red cell."""
        (self._folded.update if on else self._folded.difference_update)(ASIDES)
        self._lay_out()

    def rect_of(self, cell_id: int) -> QRect | None:
        """The viewport rectangle of the cell's tile; None if it is folded or missing."""
        number = self._number(cell_id)
        rect = self.layout_.rect(number) if number is not None else None
        return QRect(*rect).translated(0, -self._top) if rect is not None else None

    def header_rect(self, key: str) -> QRect:
        """The viewport rectangle of a group's header. Raises StopIteration."""
        index = next(i for i, bin_ in enumerate(self.bins) if bin_.key == key)
        return QRect(*self.layout_.header_rect(index)).translated(0, -self._top)

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _lay_out(self) -> None:
        folded = frozenset(i for i, bin_ in enumerate(self.bins) if bin_.key in self._folded)
        self.layout_ = Layout.of(
            [len(bin_.numbers) for bin_ in self.bins],
            width=max(1, self.viewport().width()),
            tile=self.tile,
            gap=GRID,
            header=_HEADER,
            folded=folded,
            leads=[self._leads.get(bin_.key, 0) for bin_ in self.bins],
        )
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.layout_.height - self.viewport().height(), self._lowest))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(8, (self.tile + GRID) // 2))
        self._hover()
        self.viewport().update()
        self.visible_changed.emit()

    def _hover(self) -> None:
        """Update the tile under the cursor, after either of them moved."""
        number = self.layout_.at(self._cursor.x(), self._cursor.y() + self._top) if self._cursor is not None else None
        hovered = self._id(number) if number is not None else 0
        if hovered != self.hovered_id:
            self.hovered_id = hovered
            self.viewport().update()

    def _row(self, number: int) -> int:
        """The tile's row on the board."""
        bin_ = self.layout_.bin_of(number)
        return int(self.bins[bin_].numbers[number - self.layout_.firsts[bin_]])

    def _id(self, number: int) -> int:
        return self.board.id_at(self._row(number))

    def _number(self, cell_id: int) -> int | None:
        at = self.board.at.get(cell_id)
        if at is None:
            return None
        for i, bin_ in enumerate(self.bins):
            found = (bin_.numbers == at).nonzero()[0]
            if len(found):
                return self.layout_.firsts[i] + int(found[0])
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top, room = self._top, self.viewport().height()
        painter.fillRect(event.rect(), self.palette().window())
        layout, palette = self.layout_, self.palette()
        for i in layout.bins_between(top, top + room):
            bin_ = self.bins[i]
            draw_header(
                painter,
                QRect(*layout.header_rect(i)).translated(0, -top),
                title=self._title(bin_),
                count=str(len(bin_.numbers)),
                cell_class=self.classes.get(bin_.key) if self.board.group is Group.CLASS else None,
                folded=bin_.key in self._folded,
                target=self._dragging and self._target == i,
                palette=palette,
            )
        tiles = []
        for bin_index, place, rect in layout.tiles_between(top, top + room):
            cell = self.board.cells[int(self.bins[bin_index].numbers[place])]
            tiles.append(Tile(QRect(*rect).translated(0, -top), cell, self.pictures.of(cell)))
        draw_tiles(
            painter,
            tiles,
            classes=self.classes,
            selection=self.selection,
            hovered_id=self.hovered_id,
            palette=palette,
        )
        if self._band is not None:
            painter.setPen(QPen(accent(palette), 1))
            tint = accent(palette)
            tint.setAlpha(40)
            painter.setBrush(tint)
            painter.drawRect(self._band.translated(0, -top))
        self._ask_soon.start()

    def _title(self, bin_: Bin) -> str:
        if bin_.aside:
            return {
                Aside.CUT: self.tr("Cut off by the border"),
                Aside.PLATELETS: self.tr("Platelets"),
                Aside.WHITE: self.tr("White cells"),
                Aside.ARTEFACTS: self.tr("Artefacts"),
            }[Aside(bin_.key)]
        if bin_.title:
            return translated(bin_.title) if self.board.group is Group.CLASS else bin_.title
        if self.board.group is Group.ALL:
            return self.tr("Most similar first")
        return self.tr("Unlabelled") if self.board.group is Group.CLASS else self.tr("No specimen")

    @Slot()
    def _ask(self) -> None:
        """Request images and cells of what is visible, then of what follows in the scrolling direction."""
        if not self.isVisible():
            return
        side = round(self.tile * self.devicePixelRatioF())
        room, top, width = self.viewport().height(), self._top, self.layout_.width
        next_top = top - room if self._upward else top + room
        visible = self.layout_.within(0, top, x1=width, y1=top + room)
        ahead = self.layout_.within(0, max(0, next_top), x1=width, y1=max(0, next_top + room))
        parts = [[self._row(number) for number in numbers] for numbers in (visible, ahead)]
        cells = [sorted((self.board.cells[row] for row in rows), key=_by_smear) for rows in parts]
        self.pictures.request([*cells[0], *cells[1]], side=side)
        if unread := self.board.cells.unread(dict.fromkeys((*parts[0], *parts[1]))):
            self.cells_requested.emit(unread)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.forget_places()
        self._lay_out()

    @Slot()
    def _on_scrolled(self) -> None:
        self.touched.emit()
        self._upward, self._last_top = self._top < self._last_top, self._top
        self._hover()
        self.viewport().update()
        self.visible_changed.emit()


def _by_smear(cell: Cell) -> int:
    return cell.smear_id
