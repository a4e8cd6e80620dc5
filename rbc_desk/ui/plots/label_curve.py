"""Macro F1 against the number of labels, as live learning measures it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.ui.plots import style


class LabelCurve(QWidget):
    """A line with a point for each number of labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[tuple[int, float], ...] = ()
        self.plot = style.make_plot(whole_x=True)
        self._line = self.plot.plot([], [], antialias=True, symbol="o", symbolSize=5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self._apply_theme()

    def set_points(self, points: Sequence[tuple[int, float]]) -> None:
        """Show macro F1 by number of labels."""
        self.points = tuple(points)
        self._line.setData([n for n, _ in points], [value for _, value in points])
        self.plot.setXRange(0, max([2, *(n for n, _ in points)]), padding=0.04)
        self.plot.setYRange(0, 1, padding=0.04)

    def _apply_theme(self) -> None:
        style.apply_palette(self.plot, palette=self.palette(), x=self.tr("Labels"), y=self.tr("Macro F1"))
        colour = style.series_colours(self.palette())[0]
        self._line.setPen(style.pen(colour))
        self._line.setSymbolBrush(colour)
        self._line.setSymbolPen(None)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_line"):
            self._apply_theme()
        super().changeEvent(event)
