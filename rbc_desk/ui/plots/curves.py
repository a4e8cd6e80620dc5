"""Learning curves by epoch, updated during training (paper, Fig. 12)."""

from __future__ import annotations

import math
from typing import ClassVar

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots import style


class _Curves(QWidget):
    """Lines by epoch with a legend above. Points are appended; `clear` removes them."""

    dashes: ClassVar[tuple[Qt.PenStyle, ...]] = ()

    def __init__(self, *, names: tuple[str, ...], y: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._y = names, y
        self._epochs: list[int] = []
        self._values: list[list[float]] = [[] for _ in names]
        self.plot = style.make_plot(whole_x=True)
        self.legend = style.Legend()
        self._lines = [self.plot.plot([], [], connect="finite", antialias=True) for _ in names]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.legend)
        layout.addWidget(self.plot, 1)
        self._planned = 0
        self._apply_theme()

    @property
    def epochs(self) -> tuple[int, ...]:
        return tuple(self._epochs)

    def values(self, name: str) -> tuple[float, ...]:
        """The points of one line, nan for missing ones."""
        return tuple(self._values[self._names.index(name)])

    def clear(self, *, epochs: int = 0) -> None:
        """Remove all points. `epochs`: the planned number, which fixes the axis (0: unknown)."""
        self._planned = epochs
        self._epochs.clear()
        for values in self._values:
            values.clear()
        self._show()

    def _append(self, epoch: int, values: tuple[float | None, ...]) -> None:
        self._epochs.append(epoch)
        for line, value in zip(self._values, values, strict=True):
            line.append(math.nan if value is None else value)
        self._show()

    def _show(self) -> None:
        last = max([self._planned, 2, *self._epochs[-1:]])
        self.plot.setXRange(1, last, padding=0.02)
        for line, values in zip(self._lines, self._values, strict=True):
            # a single epoch needs a symbol, because a line does not show it; undefined values have none
            symbol = "o" if len(values) == 1 and not math.isnan(values[0]) else None
            line.setData(self._epochs, values, symbol=symbol)
        self._show_legend()

    def _show_legend(self) -> None:
        self.legend.set_series(self._series())

    def _series(self) -> list[style.Series]:
        colours = style.series_colours(self.palette())
        return [
            style.Series(name, colour, dash, f"{values[-1]:.3f}" if values and not math.isnan(values[-1]) else "")
            for name, values, colour, dash in zip(self._names, self._values, colours, self.dashes, strict=False)
        ]

    def _apply_theme(self) -> None:
        style.apply_palette(self.plot, palette=self.palette(), x=self.tr("Epoch"), y=self._y)
        for line, colour, dash in zip(self._lines, style.series_colours(self.palette()), self.dashes, strict=False):
            line.setPen(style.pen(colour, dash=dash))
            line.setSymbolPen(None)
            line.setSymbolBrush(colour)
            line.setSymbolSize(7)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_planned"):
            self._apply_theme()
        super().changeEvent(event)


class LossCurves(_Curves):
    """Training and validation loss. The epoch of the lowest validation loss, whose weights are kept, is marked."""

    dashes = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._best_line = pg.InfiniteLine(angle=90, movable=False)
        self._best_point = pg.ScatterPlotItem(size=9)
        tr = QCoreApplication.translate
        names = (tr("LossCurves", "Training"), tr("LossCurves", "Validation"))
        super().__init__(names=names, y=tr("LossCurves", "Loss"), parent=parent)
        self.plot.addItem(self._best_line)
        self.plot.addItem(self._best_point)
        self.setObjectName("lossCurves")
        self._show()

    @property
    def best_epoch(self) -> int:
        """The epoch of the lowest validation loss; 0: none yet."""
        known = [(v, e) for e, v in zip(self._epochs, self._values[1], strict=True) if not math.isnan(v)]
        return min(known)[1] if known else 0

    def append(self, epoch: int, *, training: float, validation: float | None) -> None:
        self._append(epoch, (training, validation))

    def _show(self) -> None:
        super()._show()
        best = self.best_epoch
        self._best_line.setVisible(bool(best))
        if best:
            self._best_line.setValue(best)
            self._best_point.setData([best], [self._values[1][self._epochs.index(best)]])
        else:
            self._best_point.setData([], [])

    def _series(self) -> list[style.Series]:
        best = str(self.best_epoch or "")
        colour = theme.muted(self.palette())
        return [*super()._series(), style.Series(self.tr("Best epoch"), colour, Qt.PenStyle.DotLine, best)]

    def _apply_theme(self) -> None:
        super()._apply_theme()
        self._best_line.setPen(style.pen(theme.muted(self.palette()), width=1.2, dash=Qt.PenStyle.DotLine))
        self._best_point.setBrush(style.series_colours(self.palette())[1])
        self._best_point.setPen(style.pen(self.palette().base().color(), width=1.5))


class MetricCurves(_Curves):
    """Accuracy, macro F1 and AUROC on the validation part."""

    dashes = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine)

    def __init__(self, parent: QWidget | None = None) -> None:
        tr = QCoreApplication.translate
        names = (tr("MetricCurves", "Accuracy"), tr("MetricCurves", "Macro F1"), tr("MetricCurves", "AUROC"))
        super().__init__(names=names, y=tr("MetricCurves", "Score"), parent=parent)
        self.setObjectName("metricCurves")
        self.plot.setYRange(0, 1, padding=0.02)

    def append(self, epoch: int, *, accuracy: float, macro_f1: float, auroc: float | None) -> None:
        self._append(epoch, (accuracy, macro_f1, auroc))
