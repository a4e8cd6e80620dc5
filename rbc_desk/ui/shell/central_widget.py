"""The layout of the main window: rail, top bar, message bars, page and side column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.shell.rail import Rail
from rbc_desk.ui.shell.top_bar import TopBar
from rbc_desk.ui.widgets.texts import tight

_WIDEST = 100 * GRID


class CentralWidget(QWidget):
    """Arranges the parts; `bars` are between the top bar and the page.

    `question` floats over the page's lower edge, so that nothing moves when it appears.
    """

    def __init__(self, rail: Rail, *, top_bar: TopBar, bars: Sequence[QWidget], question: QWidget) -> None:
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
        self._question = question
        question.setParent(self)
        question.installEventFilter(self)
        self.splitter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves_page = event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and watched is self.splitter
        is_asked = event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and watched is self._question
        if moves_page or is_asked:
            self._place_question()
        return False

    def _place_question(self) -> None:
        question, page = self._question, self.stack.geometry().translated(self.splitter.pos())
        width = min(page.width() - 4 * GRID, max(question.sizeHint().width(), _WIDEST))
        height = max(question.heightForWidth(width), question.sizeHint().height())
        question.setGeometry(
            page.left() + (page.width() - width) // 2, page.bottom() - height - 2 * GRID, width, height
        )
        question.raise_()
