"""ROC curves, one class against the rest (paper, Fig. 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbc_desk.core.results import RocCurve
from rbc_desk.ui import theme
from rbc_desk.ui.plots import style


class RocView(QWidget):
    """A curve a class, its AUROC in the legend beside the plot, and the diagonal of pure chance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rocView")
        self._curves: tuple[RocCurve, ...] = ()
        self._names: Mapping[str, str] = {}
        self._colours: Mapping[str, str] = {}
        self.plot = style.make_plot()
        self.plot.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.02)
        self.legend = style.Legend(vertical=True)
        self.legend.setMinimumWidth(19 * theme.GRID)
        layout = QHBoxLayout(self)
        # the plot's fixed size follows ours, so it must not hold ours up
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.plot, 1, top)
        layout.addWidget(self.legend, 0, top)
        self._show()

    @property
    def lines(self) -> tuple[pg.PlotDataItem, ...]:
        """The curves drawn, in order of class; the diagonal is not among them."""
        return tuple(self._lines)

    def set_curves(
        self,
        curves: Sequence[RocCurve],
        *,
        names: Mapping[str, str] | None = None,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        """Show these curves; `names` and `colours` (#rrggbb) go by class code."""
        self._curves, self._names, self._colours = tuple(curves), names or {}, colours or {}
        self._show()

    def _show(self) -> None:
        palette = self.palette()
        self.plot.clear()
        style.dress(self.plot, palette=palette, x=self.tr("False positive rate"), y=self.tr("True positive rate"))
        self.plot.plot([0, 1], [0, 1], pen=style.pen(theme.muted(palette), width=1, dash=Qt.PenStyle.DotLine))
        self._lines: list[pg.PlotDataItem] = []
        entries = []
        for index, curve in enumerate(self._curves):
            colour = self._colour_of(curve.code, index)
            dash = style.DASHES[index % len(style.DASHES)]
            self._lines.append(
                self.plot.plot(
                    curve.false_positive_rate,
                    curve.true_positive_rate,
                    pen=style.pen(colour, dash=dash),
                    antialias=True,
                )
            )
            entries.append(style.Series(self._names.get(curve.code, curve.code), colour, dash, f"{curve.auroc:.3f}"))
        if entries:
            entries.append(style.Series(self.tr("Chance"), theme.muted(palette), Qt.PenStyle.DotLine, "0.500"))
        self.legend.set_series(entries)
        self._fit()

    def _colour_of(self, code: str, index: int) -> QColor:
        palette = self.palette()
        colours = style.series_colours(palette)
        colour = QColor(self._colours.get(code, colours[index % len(colours)]))
        # a pale class colour is moved towards the text until the thin line can be seen on the ground
        for _ in range(5):
            if theme.contrast(colour, palette.color(QPalette.ColorRole.Base)) >= 3:
                break
            colour = theme.mix(colour, palette.color(QPalette.ColorRole.Text), share=0.8)
        return colour

    def _fit(self) -> None:
        """Both rates have one scale: the plot stays square, and the legend keeps its room beside it."""
        legend = max(self.legend.sizeHint().width(), self.legend.minimumWidth())
        room = self.width() - legend - self.layout().spacing()
        side = max(min(room, self.height()), 25 * theme.GRID)
        self.plot.setFixedSize(side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        least = 25 * theme.GRID
        return QSize(least + self.legend.minimumWidth() + self.layout().spacing(), least)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lines"):
            self._show()
        super().changeEvent(event)
