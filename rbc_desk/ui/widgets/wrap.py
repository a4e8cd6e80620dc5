"""A row of widgets that wraps if it is too narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from rbc_desk.ui.kit.theme import GRID


class WrapRow(QLayout):
    """Widgets side by side at their preferred widths; those after `add_stretch` are at the right end.

    If they do not fit, it first shrinks widgets that allow it (`Elided` labels), then starts a new row after the
    stretch, then wherever a row is full.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = GRID) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._tail = -1  # index of the first item after the stretch; -1: none
        self._heights: dict[int, int] = {}  # by width: layouts around this one ask for the same many times
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add_stretch(self) -> None:
        """Put all widgets added later at the right end."""
        self._tail = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        if 0 <= index < self._tail:
            self._tail -= 1
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        heights = [item.sizeHint().height() for item in shown]
        return self._with_margins(self._length(shown), max(heights, default=0))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        widths = [_least(item) for item in shown]
        heights = [item.sizeHint().height() for item in shown]
        return self._with_margins(max(widths, default=0), max(heights, default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    # layout

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _length(self, items: Sequence[QLayoutItem], *, least: bool = False) -> int:
        widths = [_least(item) if least else item.sizeHint().width() for item in items]
        return sum(widths) + self.spacing() * max(len(items) - 1, 0)

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """The items of each row, and how many of them, counted from the end, are at the right."""
        shown = self._shown()
        at_right = [item for item in self._items[self._tail :] if not item.isEmpty()] if self._tail >= 0 else []
        if self._length(shown, least=True) <= width:
            return [(shown, len(at_right))]
        head = shown[: len(shown) - len(at_right)]
        return [(row, 0) for part in (head, at_right) for row in self._broken(part, width)]

    def _broken(self, items: Sequence[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        if items and self._length(items, least=True) <= width:
            return [list(items)]
        rows: list[list[QLayoutItem]] = []
        for item in items:
            if rows and self._length([*rows[-1], item]) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the items (with `move`) and return the height for the width of `rect`, including margins."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row, n_right in self._rows(inner.width()):
            height = max((item.sizeHint().height() for item in row), default=0)
            if move:
                self._place_row(row, n_right=n_right, line=QRect(inner.left(), top, inner.width(), height))
            top += height + self.spacing()
        margins = self.contentsMargins()
        return max(top - self.spacing() - rect.top() + margins.bottom(), margins.top() + margins.bottom())

    def _place_row(self, row: Sequence[QLayoutItem], *, n_right: int, line: QRect) -> None:
        over = max(0, self._length(row) - line.width())
        free = max(0, line.width() - self._length(row))
        reductions: list[int] = []  # the width that each item loses, starting with the last
        for item in reversed(row):
            reductions.insert(0, min(over, item.sizeHint().width() - _least(item)))
            over -= reductions[0]
        left = line.left()
        for place, (item, less) in enumerate(zip(row, reductions, strict=True)):
            preferred = item.sizeHint()
            if n_right and place == len(row) - n_right:
                left += free
            width = min(preferred.width() - less, line.width())
            height = line.height() if _grows(item) else min(preferred.height(), line.height())
            item.setGeometry(QRect(left, line.top() + (line.height() - height) // 2, width, height))
            left += width + self.spacing()


def _least(item: QLayoutItem) -> int:
    """The preferred width of a widget, or its minimum width if it can shrink."""
    widget = item.widget()
    gives = widget is not None and bool(widget.property("givesWay"))
    return min(widget.minimumSizeHint().width(), item.sizeHint().width()) if gives else item.sizeHint().width()


def _grows(item: QLayoutItem) -> bool:
    """Whether it may be as high as its row."""
    return bool(item.expandingDirections() & Qt.Orientation.Vertical) or (
        (widget := item.widget()) is not None and widget.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Preferred
    )
