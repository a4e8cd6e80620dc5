"""Curves of one share against another: precision-recall, reliability, risk-coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTabWidget, QWidget

from rbc_desk.core.models.results import Evaluation
from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots import style
from rbc_desk.ui.plots.roc import RocView
from rbc_desk.ui.plots.square import SquarePlot


@dataclass(frozen=True, slots=True)
class Line:
    """A line's name, its points (both axes 0..1), a figure for the legend, and its colour if it has one."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    value: str = ""
    colour: str = ""
    dots: bool = False


class UnitPlot(SquarePlot):
    """A square plot of lines, both axes from 0 to 1, with the legend beside it."""

    def __init__(self, *, name: str, x: str, y: str, diagonal: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._x, self._y, self._diagonal = x, y, diagonal
        self._lines: tuple[Line, ...] = ()
        self.show_lines()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self.show_lines()

    def show_lines(self) -> None:
        palette = self.palette()
        self.plot.clear()
        style.apply_palette(self.plot, palette=palette, x=self._x, y=self._y)
        if self._diagonal:
            self.plot.plot([0, 1], [0, 1], pen=style.pen(theme.muted(palette), width=1, dash=Qt.PenStyle.DotLine))
        colours, entries = style.series_colours(palette), []
        for index, line in enumerate(self._lines):
            colour = self.visible_colour(QColor(line.colour or colours[index % len(colours)]))
            dash = style.DASHES[index % len(style.DASHES)]
            marks = {"symbol": "o", "symbolSize": 6, "symbolBrush": colour, "symbolPen": None} if line.dots else {}
            self.plot.plot(line.x, line.y, pen=style.pen(colour, dash=dash), antialias=True, **marks)
            entries.append(style.Series(line.name, colour, dash, line.value))
        self.legend.set_series(entries)
        self.fit()


class CurveTabs(QTabWidget):
    """The curves of an evaluation: ROC, precision and recall, reliability, risk and coverage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curveTabs")
        self.setDocumentMode(True)
        self.setAccessibleName(self.tr("Curves"))
        self.roc = RocView()
        self.pr = UnitPlot(name="prView", x=self.tr("Recall"), y=self.tr("Precision"))
        self.reliability = UnitPlot(
            name="reliabilityView", x=self.tr("Confidence"), y=self.tr("Share correct"), diagonal=True
        )
        self.risk = UnitPlot(name="riskView", x=self.tr("Share of cells classified"), y=self.tr("Share incorrect"))
        self.addTab(self.roc, self.tr("ROC"))
        self.addTab(self.pr, self.tr("Precision and recall"))
        self.addTab(self.reliability, self.tr("Reliability"))
        self.addTab(self.risk, self.tr("Risk and coverage"))

    def show_evaluation(self, evaluation: Evaluation, *, names: dict[str, str], colours: dict[str, str]) -> None:
        """Names and colours (#rrggbb) by class code. An evaluation without depth has only a ROC curve."""
        self.roc.set_curves(evaluation.roc, names=names, colours=colours)
        depth = evaluation.depth
        for index in range(1, self.count()):
            self.setTabEnabled(index, depth is not None)
        if depth is None:
            self.setCurrentIndex(0)
            return
        self.pr.set_lines(
            [
                Line(
                    names.get(c.code, c.code),
                    c.recall,
                    c.precision,
                    f"{c.average_precision:.3f}",
                    colours.get(c.code, ""),
                )
                for c in depth.pr
            ]
        )
        bins = depth.reliability
        confidence, right = tuple(b.confidence for b in bins), tuple(b.right for b in bins)
        model = self.tr("Model")
        self.reliability.set_lines([Line(model, confidence, right, f"{depth.ece:.3f}", dots=True)])
        self.risk.set_lines([Line(model, depth.risk.coverage, depth.risk.risk)])
