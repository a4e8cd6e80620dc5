"""Mouse and keyboard in the gallery: selecting, dragging between groups, opening."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from rbc_desk.ui.gallery.board import Board, Group
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.gallery.tiles import Tiles
from rbc_desk.ui.keys.physical_keys import ARROWS
from rbc_desk.ui.kit.cell_drag import DropPlace
from rbc_desk.ui.kit.theme import GRID

_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ADD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class GalleryArea(Tiles):
    """Emits what the user does: `dropped`, `opened` and others.

    One gesture runs between press and release. Escape, a focus change or a new arrangement cancels it. With
    `scrolls_by_keys`, PgUp, PgDn, Home and End scroll; otherwise PgUp and PgDn are left to the page.
    """

    opened = Signal(int)  # a cell to go to on its smear
    dropped = Signal(object, str)  # cell ids, the key of the group
    menu_requested = Signal(int, QPoint)
    size_requested = Signal(int)

    def __init__(self, board: Board, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(board, pictures, parent)
        self._pressed: QPoint | None = None  # in gallery pixels
        self._pressed_id = 0
        self._before: frozenset[int] = frozenset()  # the selection when the rubber band began
        self.scrolls_by_keys = False
        self.drop_place: DropPlace | None = None  # target outside the view for dragged cells

    @property
    def in_gesture(self) -> bool:
        """Whether a mouse button is held down."""
        return self._pressed is not None

    def arrange(self) -> None:
        self._give_up()  # the groups it refers to may have changed
        super().arrange()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        at = event.position().toPoint() + QPoint(0, self._top)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._give_up()  # another widget received the release
        number = self.layout_.at(at.x(), at.y())
        if number is None and self.layout_.is_header(at.y()):
            bin_ = self.bins[self.layout_.bin_at(at.y()) or 0]
            self.fold(bin_.key, on=bin_.key not in self._folded)
            return
        self._pressed, self._pressed_id = at, self._id(number) if number is not None else 0
        self._before = self.selection
        if self._pressed_id and not event.modifiers() & _ADD and self._pressed_id not in self.selection:
            self._click(self._pressed_id, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        self._cursor = event.position().toPoint()
        at = self._cursor + QPoint(0, self._top)
        if self._pressed is None:
            self._hover()
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed_id:
            if self._dragging or (far and self._pressed_id in self.selection):
                self._drag(at)
        elif far or self._band is not None:
            self._band = QRect(self._pressed, at).normalized()
            box = self._band
            inside = self.layout_.within(box.left(), box.top(), x1=box.right(), y1=box.bottom())
            kept = self._before if event.modifiers() & _ADD else frozenset()
            self.select(kept | {self._id(number) for number in inside})
            self.viewport().update()
        self._scroll_at_edge(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if self._dragging:
            target = self._target
            self._end_drag()
            where = event.globalPosition().toPoint()
            if self.drop_place is not None and self.drop_place.drop(self.selection, where):
                return
            if target is not None:
                self.dropped.emit(self.selection, self.bins[target].key)
        elif self._band is not None:
            self._band = None
            self.viewport().update()
        elif self._pressed_id:
            if event.modifiers() & _ADD or self.selection != {self._pressed_id}:
                self._click(self._pressed_id, event.modifiers())
        elif not event.modifiers() & _ADD:
            self.select(())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint() + QPoint(0, self._top)
        number = self.layout_.at(at.x(), at.y())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._id(number))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._pressed is not None:
            return
        at = event.pos() + QPoint(0, self._top)
        number = self.layout_.at(at.x(), at.y())
        if number is not None:
            cell_id = self._id(number)
            if cell_id not in self.selection:
                self._click(cell_id, Qt.KeyboardModifier.NoModifier)
            self.menu_requested.emit(cell_id, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.size_requested.emit(self.tile + (8 if event.angleDelta().y() > 0 else -8))
            event.accept()
            return
        super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._cursor = None
        self._hover()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._give_up()
        self._cursor = None
        self._hover()

    def _click(self, cell_id: int, modifiers: Qt.KeyboardModifier) -> None:
        """Select the cell; Ctrl toggles its selection, Shift extends the selection from the last one."""
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._current in self.board.at:
            order = self.order()
            a, b = sorted((order.index(self._current), order.index(cell_id)))
            self.select(self.selection | set(order[a : b + 1]))
            return
        self._current = cell_id
        self.select(self.selection ^ {cell_id} if modifiers & Qt.KeyboardModifier.ControlModifier else {cell_id})

    def _drag(self, at: QPoint) -> None:
        self._dragging = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        place, position = self.drop_place, at - QPoint(0, self._top)
        outside = not self.viewport().rect().contains(position)
        if place is not None:
            place.over(self.viewport().mapToGlobal(position)) if outside else place.leave()
        by_class = self.board.group is Group.CLASS
        target = self.layout_.bin_at(at.y()) if by_class and not outside else None
        if target != self._target:
            self._target = target
            self.viewport().update()

    def _end_drag(self) -> None:
        self._dragging, self._target = False, None
        if self.drop_place is not None:
            self.drop_place.leave()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _give_up(self) -> None:
        """Cancel the current mouse gesture."""
        band, self._band, self._pressed = self._band, None, None
        if self._dragging:
            self._end_drag()
        if band is not None:
            self.select(self._before)

    def _scroll_at_edge(self, at: QPoint) -> None:
        bar, step = self.verticalScrollBar(), self.tile // 3
        if at.y() < GRID:
            bar.setValue(bar.value() - step)
        elif at.y() > self.viewport().height() - GRID:
            bar.setValue(bar.value() + step)

    # keyboard

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self.scrolls_by_keys
            and event.key() in _PAGES
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()  # before the page handles them as shortcuts
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._give_up()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in ARROWS and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self._step(*ARROWS[key], extend=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(first=key == Qt.Key.Key_Home)
        elif key == Qt.Key.Key_Escape and self._pressed is not None:
            self._give_up()
        elif key == Qt.Key.Key_Escape:
            self.select(())
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and modifiers & Qt.KeyboardModifier.ControlModifier
            and len(self.selection) == 1
        ):
            self.opened.emit(next(iter(self.selection)))
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, *, first: bool) -> None:
        bar, order = self.verticalScrollBar(), self.order()
        if self.scrolls_by_keys:
            bar.setValue(bar.minimum() if first else bar.maximum())
        elif order:
            self.go_to(order[0 if first else -1])

    def _step(self, columns: int, rows: int, *, extend: bool) -> None:
        number = self._number(self._current)
        if number is None or (not extend and self._current not in self.selection):
            chosen = [self.board.id_at(row) for row in self.visible_rows()]
            if chosen:
                self.go_to(next((i for i in chosen if i in self.selection), chosen[0]))
            return
        following = self._id(self.layout_.beside(number, columns=columns, rows=rows))
        if extend:
            self._current = following
            self.select(self.selection | {following})
            self.reveal(following)
        else:
            self.go_to(following)
