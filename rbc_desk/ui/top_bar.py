"""The bar above the page: what one does most here, and the search of all actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from rbc_desk.ui.theme import GRID
from rbc_desk.ui.widgets.texts import heading


class TopBar(QWidget):
    """Shows a page's title, its actions as buttons named `<action's objectName>`, and `chips` beside the search."""

    def __init__(self, *, search: QAction, chips: Sequence[QWidget] = ()) -> None:
        super().__init__(objectName="topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(7 * GRID)
        self._title = heading("", scale=1.25)
        self._slot = QWidget()
        self._row = QHBoxLayout(self._slot)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        find = QToolButton(objectName="searchButton")
        find.setProperty("bar", True)
        find.setIcon(search.icon())
        find.setText(f"{self.tr('Search')}  {search.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}")
        find.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        find.setToolTip(self.tr("Search all actions"))
        find.clicked.connect(search.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._slot)
        layout.addStretch()
        for chip in chips:
            layout.addWidget(chip)
        layout.addWidget(find)

    def show_page(self, title: str, *, actions: Sequence[QAction]) -> None:
        self._title.setText(title)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for action in actions:
            button = QToolButton(self._slot)
            button.setDefaultAction(action)
            button.setObjectName(action.objectName())
            button.setProperty("primary" if action.property("primary") else "bar", True)
            button.setIconSize(QSize(2 * GRID, 2 * GRID))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._row.addWidget(button)
