"""What the main window is made of, side by side: rail, top bar, bars for messages, page and side column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.ui.rail import Rail
from rbc_desk.ui.theme import GRID, with_text
from rbc_desk.ui.top_bar import TopBar
from rbc_desk.ui.widgets.texts import tight


class Body(QWidget):
    """Lays them out; `bars` stand between the top bar and the page."""

    def __init__(self, rail: Rail, *, top_bar: TopBar, bars: Sequence[QWidget]) -> None:
        super().__init__()
        self.stack = QStackedWidget(objectName="pages")
        self.side = QStackedWidget(objectName="sideColumn")
        with_text(self.side, lambda scale: self.side.setMinimumWidth(round(36 * GRID * scale)))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout()
        for widget in (top_bar, *bars, self.splitter):
            column.addWidget(widget, 1 if widget is self.splitter else 0)
        layout = QHBoxLayout(self)
        for box in (layout, column):
            tight(box)
        layout.addWidget(rail)
        layout.addLayout(column, 1)
