"""Square plots from 0 to 1, with the legend beside or below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots import style

_LEAST = 25 * theme.GRID


class SquarePlot(QWidget):
    """Both axes have the same scale. Subclasses draw in `show_lines`, which is called again when the
    palette changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = style.make_plot()
        self.plot.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.02)
        self.legend = style.Legend(vertical=True)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        # the plot's fixed size follows this widget's, so it must not limit it
        self._beside.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(2 * theme.GRID)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._beside.addWidget(self.plot, 0, corner)
        self._beside.addWidget(self.legend, 1, corner)

    def show_lines(self) -> None:
        """Draw the plot and its legend."""
        raise NotImplementedError

    def visible_colour(self, colour: QColor) -> QColor:
        """A pale colour, moved towards the text colour until a thin line is visible on the background."""
        palette = self.palette()
        for _ in range(5):
            if theme.contrast(colour, palette.color(QPalette.ColorRole.Base)) >= 3:
                break
            colour = theme.mix(colour, palette.color(QPalette.ColorRole.Text), share=0.8)
        return colour

    def fit(self) -> None:
        """Give the plot the largest square that fits."""
        legend, gap = self.legend.sizeHint(), self._beside.spacing()
        beside = min(self.width() - legend.width() - gap, self.height())
        above = min(self.width(), self.height() - legend.height() - gap)
        side = max(beside, above, _LEAST)
        way = QBoxLayout.Direction.TopToBottom if above > beside else QBoxLayout.Direction.LeftToRight
        if way != self._beside.direction():
            self._beside.setDirection(way)
        self.plot.setFixedSize(side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # the legend's entries changed
            self.fit()
        return done

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST + self._beside.spacing() + self.legend.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_beside"):
            self.show_lines()
