"""The canvas of a whole slide, on which regions are chosen by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rbc_desk.core.geometry.regions import Region
from rbc_desk.ui.canvas.gestures import Gesture
from rbc_desk.ui.canvas.tiled_levels import TiledLevels
from rbc_desk.ui.canvas.view import SmearCanvas
from rbc_desk.ui.keys.physical_keys import ARROWS, meant_key
from rbc_desk.ui.kit.theme import accent, mix, readable_on, tabular_font

_GRIP_PX = 10
_SMALLEST_PX = 64
_ABOVE_ALL = 1000.0
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class SlideCanvas(SmearCanvas):
    """Zooms and pans like the canvas of a smear. All coordinates are pixels of the slide's largest level.

    A drag from free ground draws a region, a drag of a region moves it, one of its corner resizes it. Delete removes
    the selected region, arrow keys move it. `regions_changed` follows each of these and each undo.
    """

    regions_changed = Signal()
    region_selected = Signal(int)  # -1: none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slideCanvas")
        self.setAccessibleName(self.tr("Slide"))
        self.regions: tuple[Region, ...] = ()
        self.taken: tuple[Region, ...] = ()
        self.selected = -1
        self.draft: Region | None = None
        self._done: list[tuple[Region, ...]] = []
        self._undone: list[tuple[Region, ...]] = []
        self._layer = _RegionLayer(self)
        self.scene().addItem(self._layer)

    def show_slide(self, levels: TiledLevels, *, taken: Sequence[Region]) -> None:
        """Show a slide. `taken` are regions that the project has already."""
        self.set_image(levels)
        self.taken = tuple(taken)
        levels.changed.connect(self.image.update)

    def set_regions(self, regions: Sequence[Region], *, selected: int = -1) -> None:
        """Choose these regions; one step that can be undone. A gesture goes on if regions are only appended."""
        if tuple(regions) != self.regions:
            if tuple(regions[: len(self.regions)]) != self.regions:
                self._cancel_gesture()
            self._done.append(self.regions)
            self._undone.clear()
            self.regions = tuple(regions)
            self.regions_changed.emit()
        self.select_region(selected)

    def undo(self) -> None:
        self._walk(self._done, self._undone)

    def redo(self) -> None:
        self._walk(self._undone, self._done)

    def select_region(self, index: int) -> None:
        """Select a region by its place in `regions`; -1 selects none. Another selection cancels a gesture."""
        index = index if 0 <= index < len(self.regions) else -1
        if index != self.selected:
            self._cancel_gesture()
        self.selected = index
        self.region_selected.emit(self.selected)
        self.viewport().update()

    def reveal_region(self, index: int) -> None:
        """Bring a region into view, zoomed so that its surroundings are seen as well."""
        box = _box(self.regions[index])
        room = self.viewport().size()
        self.show_at(box.center(), scale=0.5 * min(room.width() / box.width(), room.height() / box.height()))

    def remove_selected(self) -> None:
        if self.selected >= 0:
            kept = [region for i, region in enumerate(self.regions) if i != self.selected]
            self.set_regions(kept, selected=min(self.selected, len(kept) - 1))

    def overlapped_by(self, index: int) -> int | None:
        """The place in `regions` of the first earlier one that it overlaps; -1: one of `taken`; None: none."""
        region = self.regions[index]
        if any(map(region.overlaps, self.taken)):
            return -1
        return next((i for i in range(index) if region.overlaps(self.regions[i])), None)

    def region_at(self, at: QPoint) -> int:
        """The region at a viewport point, the newest first; -1: none."""
        point = self.view_to_image(at)
        return next((i for i in reversed(range(len(self.regions))) if _box(self.regions[i]).contains(point)), -1)

    def corner_at(self, at: QPoint) -> QPointF | None:
        """The corner opposite to that of the selected region at a viewport point; None: there is no corner."""
        if self.selected < 0:
            return None
        box = _box(self.regions[self.selected])
        pairs = (
            (box.topLeft(), box.bottomRight()),
            (box.topRight(), box.bottomLeft()),
            (box.bottomLeft(), box.topRight()),
            (box.bottomRight(), box.topLeft()),
        )
        for corner, opposite in pairs:
            if (self.image_to_view(corner.x(), corner.y()) - at).manhattanLength() <= _GRIP_PX:
                return opposite
        return None

    def inside(self, box: QRectF) -> Region | None:
        """The region that a rectangle covers; None if it is too small or beside the slide."""
        box = box.normalized() & self.picture
        if box.width() < _SMALLEST_PX or box.height() < _SMALLEST_PX:
            return None
        return Region(round(box.left()), round(box.top()), round(box.width()), round(box.height()))

    def moved(self, region: Region, *, dx: float, dy: float) -> Region:
        """The region moved by so many pixels, but not beyond the slide."""
        x = min(max(round(region.x + dx), 0), round(self.picture.width()) - region.width)
        y = min(max(round(region.y + dy), 0), round(self.picture.height()) - region.height)
        return Region(x, y, region.width, region.height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = meant_key(event).key()
        if key in _REMOVE:
            self.remove_selected()
        elif key in ARROWS and self.selected >= 0:
            step = (80 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 8) / self.scale_factor
            dx, dy = ARROWS[Qt.Key(key)]
            self.replace_selected(self.moved(self.regions[self.selected], dx=dx * step, dy=dy * step))
        elif key in ARROWS:
            dx, dy = ARROWS[Qt.Key(key)]
            self.pan_by(QPoint(-80 * dx, -80 * dy))
        elif key == Qt.Key.Key_F and not event.modifiers():
            self.fit()
        elif key == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(1.0)
        elif key == Qt.Key.Key_Escape and self._gesture is None:
            if self.selected < 0 and not self.regions:
                event.ignore()  # it closes the window, which would lose no regions
            self.select_region(-1)
        else:
            super().keyPressEvent(event)

    def replace_selected(self, region: Region) -> None:
        changed = list(self.regions)
        changed[self.selected] = region
        self.set_regions(changed, selected=self.selected)

    def _begin(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> Gesture:
        opposite = self.corner_at(at)
        if opposite is not None:
            return _Draw(self, start=at, modifiers=modifiers, fixed=opposite)
        index = self.region_at(at)
        if index >= 0:
            self.select_region(index)
            return _Move(self, start=at, modifiers=modifiers)
        self.select_region(-1)
        return _Draw(self, start=at, modifiers=modifiers, fixed=None)

    def _ask_menu(self, at: QPoint, where: QPoint) -> None:
        """A slide has no menu of classes."""

    def _apply_theme(self, at: QPoint | None = None) -> None:
        super()._apply_theme(at)
        if at is None or self._gesture is not None or self._space:
            return
        if self.corner_at(at) is not None:
            self.viewport().setCursor(Qt.CursorShape.SizeAllCursor)
        elif self.region_at(at) >= 0:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def _walk(self, source: list[tuple[Region, ...]], target: list[tuple[Region, ...]]) -> None:
        if source:
            self._cancel_gesture()
            target.append(self.regions)
            self.regions = source.pop()
            self.regions_changed.emit()
            self.select_region(-1)


class _Draw(Gesture):
    """Draws a region from a corner, or resizes the selected one, whose opposite corner is `fixed`."""

    cursor = Qt.CursorShape.CrossCursor
    canvas: SlideCanvas

    def __init__(
        self, canvas: SlideCanvas, *, start: QPoint, modifiers: Qt.KeyboardModifier, fixed: QPointF | None
    ) -> None:
        super().__init__(canvas, start=start, modifiers=modifiers)
        self._is_new = fixed is None
        self._fixed = fixed if fixed is not None else self.in_image(start)

    def drag(self, last: QPoint) -> None:
        self.canvas.draft = self.canvas.inside(QRectF(self._fixed, self.in_image(self.at)))
        self.canvas.viewport().update()

    def finish(self) -> None:
        draft, self.canvas.draft = self.canvas.draft, None
        if draft is not None and self._is_new:
            self.canvas.set_regions([*self.canvas.regions, draft], selected=len(self.canvas.regions))
        elif draft is not None:
            self.canvas.replace_selected(draft)

    def cancel(self) -> None:
        self.canvas.draft = None


class _Move(Gesture):
    """Moves the selected region; a click if the mouse does not move."""

    cursor = Qt.CursorShape.ClosedHandCursor
    canvas: SlideCanvas

    def drag(self, last: QPoint) -> None:
        delta = self.in_image(self.at) - self.in_image(self.start)
        region = self.canvas.regions[self.canvas.selected]
        self.canvas.draft = self.canvas.moved(region, dx=delta.x(), dy=delta.y())
        self.canvas.viewport().update()

    def finish(self) -> None:
        draft, self.canvas.draft = self.canvas.draft, None
        if draft is not None:
            self.canvas.replace_selected(draft)

    def cancel(self) -> None:
        self.canvas.draft = None


class _RegionLayer(QGraphicsItem):
    """The regions with their numbers; widths are in screen pixels."""

    def __init__(self, canvas: SlideCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.setZValue(_ABOVE_ALL)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self._canvas.sceneRect()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:  # fmt: skip
        canvas, transform = self._canvas, painter.worldTransform()
        palette = canvas.palette()
        quiet = mix(palette.windowText().color(), palette.window().color(), share=0.6)
        painter.save()
        painter.resetTransform()
        for region in canvas.taken:
            self._outline(painter, transform.mapRect(_box(region)), QPen(quiet, 1.5, Qt.PenStyle.DashLine))
        colour = accent(palette)
        order = sorted(enumerate(canvas.regions), key=lambda one: one[0] == canvas.selected)  # that one on top
        for index, region in order:
            is_selected = index == canvas.selected
            shown = canvas.draft if is_selected and canvas.draft is not None else region
            box = transform.mapRect(_box(shown))
            self._outline(painter, box, QPen(colour, 3 if is_selected else 1.8))
            self._number(painter, box, str(index + 1))
            if is_selected:
                self._grips(painter, box)
        if canvas.draft is not None and canvas.selected < 0:
            self._outline(painter, transform.mapRect(_box(canvas.draft)), QPen(colour, 2))
        painter.restore()

    @staticmethod
    def _outline(painter: QPainter, box: QRectF, pen: QPen) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Qt.GlobalColor.white, pen.widthF() + 2))
        painter.drawRect(box)
        painter.setPen(pen)
        painter.drawRect(box)

    def _number(self, painter: QPainter, box: QRectF, text: str) -> None:
        colour = accent(self._canvas.palette())
        painter.setFont(tabular_font())
        metrics = painter.fontMetrics()
        tag = QRectF(box.left(), box.top(), metrics.horizontalAdvance(text) + 10, metrics.height() + 4)
        if box.width() < 2 * tag.width() or box.height() < 2 * tag.height():
            tag.moveBottomLeft(box.topLeft())  # beside a small region, which it would hide
        painter.fillRect(tag, colour)
        painter.setPen(readable_on(colour))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)

    def _grips(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(accent(self._canvas.palette()), 1.5))
        painter.setBrush(Qt.GlobalColor.white)
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
            grip = QRectF(0, 0, 8, 8)
            grip.moveCenter(corner)
            painter.drawRect(grip)


def _box(region: Region) -> QRectF:
    return QRectF(region.x, region.y, region.width, region.height)
