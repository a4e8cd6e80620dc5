"""Shared style of plots: series colours, line styles, legends, axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.ui.kit import theme
from rbc_desk.ui.widgets.wrap import WrapRow

# Okabe and Ito's colours are distinct for all common colour blindness. The light theme uses darker tints, so
# that thin lines have enough contrast on white.
_LIGHT = ("#0072b2", "#d55e00", "#00795a", "#a8528a")
_DARK = ("#56b4e9", "#e69f00", "#2fc59a", "#dd9cc4")

_WIDEST = 32 * theme.GRID  # of a legend entry

DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5


def series_colours(palette: QPalette) -> tuple[QColor, ...]:
    """Four colours that colour-blind readers can distinguish on the palette's base."""
    return tuple(QColor(name) for name in (_DARK if is_dark(palette) else _LIGHT))


def pen(colour: QColor, *, width: float = 2.0, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A line of the same width at every zoom."""
    line_pen = QPen(colour, width, dash, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    line_pen.setCosmetic(True)
    return line_pen


class WholeAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """An axis of whole numbers without fractional ticks."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:  # noqa: N803
        levels = super().tickSpacing(minVal, maxVal, size)
        return [level for level in levels if level[0] >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:.0f}" for value in values]


def make_plot(*, whole_x: bool = False) -> pg.PlotWidget:
    """An empty plot without menus and buttons; `apply_palette` sets its colours."""
    axes = {"bottom": WholeAxis("bottom")} if whole_x else {}
    plot = pg.PlotWidget(axisItems=axes, enableMenu=False)
    plot.destroyed.connect(plot.getPlotItem().ctrlMenu.deleteLater)  # created without a parent
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for side in ("bottom", "left"):
        plot.getAxis(side).enableAutoSIPrefix(False)
    plot.setMinimumSize(180, 140)
    return plot


def apply_palette(plot: pg.PlotWidget, *, palette: QPalette, x: str, y: str) -> None:
    """Set colours from the palette, and the axis names."""
    plot.setBackground(palette.color(QPalette.ColorRole.Base))
    font = theme.tabular_font()
    font.setPointSizeF(font.pointSizeF() * theme.SMALL)
    for side, name in (("bottom", x), ("left", y)):
        axis = plot.getAxis(side)
        axis.setPen(pen(theme.border(palette), width=1))
        axis.setTextPen(theme.muted(palette))
        axis.setTickFont(font)
        axis.setStyle(tickLength=-4, tickTextOffset=6)
        axis.setLabel(name, color=theme.muted(palette).name(), **{"font-size": f"{font.pointSizeF():.1f}pt"})
    plot.showGrid(x=False, y=True, alpha=0.12)


@dataclass(frozen=True, slots=True)
class Series:
    """A line's entry in the legend."""

    name: str
    colour: QColor
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    value: str = ""


class _Entry(QWidget):
    """A stroke of the line, its name and a right-aligned figure."""

    def __init__(self, series: Series, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = series
        self.setFont(theme.tabular_font())
        self.show_series(series)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Series) -> None:
        self._series = series
        self.setToolTip(series.name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # space for a figure is reserved from the start, so that the legend does not jump
        text = metrics.horizontalAdvance(f"{self._series.name}  {self._series.value or '0.000'}")
        return QSize(min(text + 5 * theme.GRID, round(_WIDEST * theme.text_scale())), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(9 * theme.GRID, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(pen(self._series.colour, width=2.5, dash=self._series.dash))
        painter.drawLine(QPointF(1, middle), QPointF(2.5 * theme.GRID, middle))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        left = 3 * theme.GRID + 2
        metrics = painter.fontMetrics()
        value_width = metrics.horizontalAdvance(self._series.value)
        room = self.width() - left - value_width - (theme.GRID if value_width else 0)
        name = metrics.elidedText(self._series.name, Qt.TextElideMode.ElideRight, room)
        baseline = round(middle + (metrics.ascent() - metrics.descent()) / 2)
        painter.drawText(left, baseline, name)
        painter.drawText(self.width() - value_width, baseline, self._series.value)


class Legend(QWidget):
    """Names the lines beside the plot, so that it never covers data."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
        else:
            WrapRow(self, spacing=2 * theme.GRID)
        self._series: tuple[Series, ...] = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """Set the minimum height, because a splitter ignores the height of rows at the current width."""
        layout = self.layout()
        if layout.hasHeightForWidth() and self.width() > 0:
            self.setMinimumHeight(layout.heightForWidth(self.width()))

    @property
    def series(self) -> tuple[Series, ...]:
        return self._series

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the legend, entry by entry."""
        return tuple(f"{s.name} {s.value}".strip() for s in self._series)

    def set_series(self, series: Sequence[Series]) -> None:
        if tuple(series) == self._series:
            return
        before, self._series = len(self._series), tuple(series)
        layout = self.layout()
        for index, one in enumerate(self._series):
            if index < before:
                entry = layout.itemAt(index).widget()
                assert isinstance(entry, _Entry)
                entry.show_series(one)
            else:
                layout.addWidget(_Entry(one, parent=self))
        for _ in range(len(self._series), before):
            old = layout.takeAt(len(self._series)).widget()
            old.hide()
            old.deleteLater()
        self._keep_height()
