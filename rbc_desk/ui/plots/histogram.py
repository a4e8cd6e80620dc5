"""Histogram with an interval selected by mouse or keys. Fast for all cells of a project."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbc_desk.ui.kit.theme import GRID, accent, border, mix, muted, tabular_font

_LEAST_BARS, _MOST_BARS = 12, 48
_EDGE_PX = 5
_CLICK_PX = 3
_TICKS = 5


def nice_step(width: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `width`."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= width * (1 - 1e-9))


def nice_edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bin edges of a round, equal width, by the rule of Freedman and Diaconis."""
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9 * max(abs(high), 1.0):
        low, high = low - max(abs(low), 1.0) / 20, high + max(abs(high), 1.0) / 20
    quarter, three_quarters = np.percentile(values, (25, 75))
    ideal = 2 * float(three_quarters - quarter) / len(values) ** (1 / 3)
    width = min(max(ideal, (high - low) / _MOST_BARS), (high - low) / _LEAST_BARS)
    step = nice_step(width)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return np.arange(first, last + 1).astype(np.float64) * step


class Histogram(QWidget):
    """Bars of the values. `interval_changed` carries (low, high) of the interval, or None when it is removed.

    Mouse: drag over the bars to select, drag an end to adjust, click to remove. Keys: arrows move the interval by one
    bar (the first press starts at the mean), with Shift its upper end, with Ctrl its lower end; Escape removes it.
    """

    interval_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram")
        self.setFont(tabular_font())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edges: NDArray[np.float64] = np.zeros(0)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._mean = 0.0
        self._unit = ""
        self.interval: tuple[float, float] | None = None
        self._fixed: float | None = None  # the fixed end while the other is dragged
        self._pressed_at = 0.0

    def sizeHint(self) -> QSize:
        return QSize(32 * GRID, 15 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID, 11 * GRID)

    def set_values(self, values: NDArray[np.float64], *, unit: str) -> None:
        """Show the distribution of `values`, in `unit`. An interval in another unit is removed."""
        known = values[np.isfinite(values)]
        if known.size:
            self._edges = nice_edges(known)
            self._counts = np.histogram(known, self._edges)[0]
            self._mean = float(known.mean())
        else:
            self._edges, self._counts = np.zeros(0), np.zeros(0, np.int64)
        if unit != self._unit or not known.size:
            self._unit = unit
            self.set_interval(None)
        self.update()

    @property
    def bars(self) -> list[tuple[float, float, int]]:
        """Lower edge, upper edge and count of each bar."""
        return [
            (float(a), float(b), int(n)) for a, b, n in zip(self._edges, self._edges[1:], self._counts, strict=False)
        ]

    def set_interval(self, interval: tuple[float, float] | None) -> None:
        """Set an interval (its ends in either order) or remove it."""
        wanted = (min(interval), max(interval)) if interval is not None else None
        if wanted != self.interval:
            self.interval = wanted
            self.update()
            self.interval_changed.emit(wanted)

    # geometry

    @property
    def _area(self) -> QRectF:
        below = self.fontMetrics().height() + 6
        return QRectF(1, 4, self.width() - 2, max(self.height() - below - 4, 1))

    def x_of(self, value: float) -> float:
        """The position of a value, in pixels from the left."""
        if not len(self._counts):
            return 0.0
        low, high = self._edges[0], self._edges[-1]
        return float(self._area.left() + (value - low) / (high - low) * self._area.width())

    def value_at(self, x: float) -> float:
        low, high = float(self._edges[0]), float(self._edges[-1])
        share = (x - self._area.left()) / self._area.width()
        return min(max(low + share * (high - low), low), high)

    # interaction

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not len(self._counts):
            return
        x = self._pressed_at = event.position().x()
        self._fixed = self.value_at(x)
        if self.interval is not None:
            low, high = self.interval
            if abs(x - self.x_of(low)) <= _EDGE_PX:
                self._fixed = high
            elif abs(x - self.x_of(high)) <= _EDGE_PX:
                self._fixed = low

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._fixed is None:
            self._apply_theme(x)
        elif abs(x - self._pressed_at) >= _CLICK_PX:
            self.set_interval((self._fixed, self.value_at(x)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._fixed is not None and abs(event.position().x() - self._pressed_at) < _CLICK_PX:
            self.set_interval(None)
        self._fixed = None

    def _apply_theme(self, x: float) -> None:
        ends = self.interval or ()
        at_end = any(abs(x - self.x_of(end)) <= _EDGE_PX for end in ends)
        self.setCursor(Qt.CursorShape.SplitHCursor if at_end else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_Escape and self.interval is not None:
            self.set_interval(None)
        elif event.key() in steps and len(self._counts):
            self._step(steps[Qt.Key(event.key())], modifiers=event.modifiers())
        else:
            super().keyPressEvent(event)

    def _step(self, by: int, *, modifiers: Qt.KeyboardModifier) -> None:
        width = float(self._edges[1] - self._edges[0])
        first, last = float(self._edges[0]), float(self._edges[-1])
        if self.interval is None:
            at = int(np.clip(np.searchsorted(self._edges, self._mean) - 1, 0, len(self._counts) - 1))
            self.set_interval((float(self._edges[at]), float(self._edges[at + 1])))
            return
        low, high = self.interval
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            high = min(max(high + by * width, low), last)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            low = min(max(low + by * width, first), high)
        else:
            by_value = min(max(by * width, first - low), last - high)
            low, high = low + by_value, high + by_value
        self.set_interval((low, high))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, area = self.palette(), self._area
        painter.setPen(QPen(accent(palette) if self.hasFocus() else border(palette), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not len(self._counts):
            return
        if self.interval is not None:
            self._paint_interval(painter)
        quiet_bar = mix(accent(palette), palette.window().color(), share=0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        highest = max(int(self._counts.max()), 1)
        for low, high, n in self.bars:
            if not n:
                continue
            left, right = self.x_of(low), self.x_of(high)
            height = max(n / highest * (area.height() - 2), 1.5)
            gap = 1.0 if right - left > 4 else 0.0
            painter.setBrush(accent(palette) if self._chosen(low, high) else quiet_bar)
            painter.drawRect(QRectF(left + gap / 2, area.bottom() - height, right - left - gap, height))
        painter.setPen(QPen(palette.windowText().color(), 1, Qt.PenStyle.DashLine))
        x = self.x_of(self._mean)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        self._paint_ticks(painter)

    def _chosen(self, low: float, high: float) -> bool:
        """Whether the centre of a bar lies in the interval."""
        return self.interval is not None and self.interval[0] <= (low + high) / 2 <= self.interval[1]

    def _paint_interval(self, painter: QPainter) -> None:
        assert self.interval is not None
        left, right = (self.x_of(end) for end in self.interval)
        area, colour = self._area, accent(self.palette())
        fill = mix(colour, self.palette().window().color(), share=0.16)
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()), fill)
        painter.setPen(QPen(colour, 1.5))
        for x in (left, right):
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_ticks(self, painter: QPainter) -> None:
        low, high = float(self._edges[0]), float(self._edges[-1])
        step = nice_step((high - low) / _TICKS)
        painter.setPen(muted(self.palette()))
        metrics = self.fontMetrics()
        digits = next(d for d in range(9) if abs(round(step, d) - step) < 1e-9 * step)
        for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
            text = f"{n * step:.{digits}f}"
            width = metrics.horizontalAdvance(text)
            x = min(max(self.x_of(n * step) - width / 2, 0), self.width() - width)
            painter.drawText(QPointF(x, self.height() - metrics.descent() - 1), text)
