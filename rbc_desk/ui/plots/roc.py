"""ROC curves, one class against the rest (paper, Fig. 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from rbc_desk.core.models.results import RocCurve
from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots import style
from rbc_desk.ui.plots.square import SquarePlot


class RocView(SquarePlot):
    """One curve per class, its AUROC in the legend beside the plot, and the diagonal of chance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rocView")
        self._curves: tuple[RocCurve, ...] = ()
        self._names: Mapping[str, str] = {}
        self._colours: Mapping[str, str] = {}
        self.show_lines()

    @property
    def lines(self) -> tuple[pg.PlotDataItem, ...]:
        """The drawn curves in class order, without the diagonal."""
        return tuple(self._lines)

    def set_curves(
        self,
        curves: Sequence[RocCurve],
        *,
        names: Mapping[str, str] | None = None,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        """Show these curves; `names` and `colours` (#rrggbb) by class code."""
        self._curves, self._names, self._colours = tuple(curves), names or {}, colours or {}
        self.show_lines()

    def show_lines(self) -> None:
        palette = self.palette()
        self.plot.clear()
        style.apply_palette(
            self.plot, palette=palette, x=self.tr("False positive rate"), y=self.tr("True positive rate")
        )
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
        self.fit()

    def _colour_of(self, code: str, index: int) -> QColor:
        colours = style.series_colours(self.palette())
        return self.visible_colour(QColor(self._colours.get(code, colours[index % len(colours)])))
