"""The layout of the main window: rail, top bar, message bars, page and side column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.shell.frame.rail import Rail
from rbc_desk.ui.shell.frame.top_bar import TopBar
from rbc_desk.ui.widgets.texts import tight


class CentralWidget(QWidget):
    """Arranges the parts; `bars` are between the top bar and the page.

    `question` has a row of its own below the page: it covers nothing, and what is at the top of the page stays where
    it is when the question comes and goes.
    """

    def __init__(self, rail: Rail, *, top_bar: TopBar, bars: Sequence[QWidget], question: QWidget) -> None:
        super().__init__()
        self.stack = QStackedWidget(objectName="pages")
        self.side = QStackedWidget(objectName="sideColumn")
        with_text(self.side, lambda scale: self.side.setMinimumWidth(round(38 * GRID * scale)))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout()
        for widget in (top_bar, *bars, self.splitter, question):
            column.addWidget(widget, 1 if widget is self.splitter else 0)
        layout = QHBoxLayout(self)
        for box in (layout, column):
            tight(box)
        layout.addWidget(rail)
        layout.addLayout(column, 1)
