"""One figure of several runs by epoch, a line per run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots import style


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run's name and its figure at each epoch; nan for missing values."""

    name: str
    epochs: tuple[int, ...]
    values: tuple[float, ...]


class RunCurves(QWidget):
    """Lines that differ in colour and, from the fifth on, in dashes. The legend names them above the plot."""

    def __init__(self, *, y: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._y = y
        self.lines: tuple[RunLine, ...] = ()
        self.plot = style.make_plot(whole_x=True)
        self.legend = style.Legend()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.legend)
        layout.addWidget(self.plot, 1)
        self._apply_theme()

    def show_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these lines in place of the previous ones."""
        self.lines = tuple(lines)
        self._apply_theme()

    def _apply_theme(self) -> None:
        self.plot.clear()
        style.apply_palette(self.plot, palette=self.palette(), x=self.tr("Epoch"), y=self._y)
        entries = []
        for number, line in enumerate(self.lines):
            pen, colour = self._pen(number)
            symbol = "o" if len(line.epochs) == 1 and not math.isnan(line.values[0]) else None
            curve = self.plot.plot(line.epochs, line.values, connect="finite", antialias=True, symbol=symbol)
            curve.setPen(pen)
            curve.setSymbolBrush(colour)
            known = [value for value in line.values if not math.isnan(value)]
            entries.append(style.Series(line.name, colour, pen.style(), f"{known[-1]:.3f}" if known else ""))
        self.legend.set_series(entries)
        last = max((line.epochs[-1] for line in self.lines if line.epochs), default=2)
        self.plot.setXRange(1, max(2, last), padding=0.02)

    def _pen(self, number: int) -> tuple[QPen, QColor]:
        colours = style.series_colours(self.palette())
        colour = colours[number % len(colours)]
        dash = style.DASHES[number // len(colours) % len(style.DASHES)]
        return style.pen(colour, dash=dash), colour

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "legend"):
            self._apply_theme()
        super().changeEvent(event)
