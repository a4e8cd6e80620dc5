"""What could not be read, item by item, above the page until it is dismissed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from rbc_desk.core.events import Trouble
from rbc_desk.ui.language import said
from rbc_desk.ui.theme import GRID


class TroubleList(QFrame):
    """Hidden while empty."""

    added = Signal(object)  # Trouble

    def __init__(self) -> None:
        super().__init__(objectName="troubleList")
        self.setProperty("banner", True)
        self._title = QLabel()
        self._list = QListWidget(frameShape=QFrame.Shape.NoFrame, objectName="troubleItems")
        self._list.setWordWrap(True)
        self._list.setMaximumHeight(14 * GRID)
        self._list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._list.setAccessibleName(self.tr("What could not be read"))
        self._list.setMinimumHeight(3 * GRID)
        close = QToolButton(text="×", autoRaise=True, toolTip=self.tr("Dismiss"), objectName="dismissTroubles")
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self.clear)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addLayout(head)
        layout.addWidget(self._list)
        self._troubles: list[Trouble] = []
        self.hide()

    @property
    def count(self) -> int:
        return self._list.count()

    def clear(self) -> None:
        self._list.clear()
        self._troubles.clear()
        self.hide()

    def take_over(self, former: TroubleList) -> None:
        """Show what another list shows, and what it will be told by work under way (`ui.carry_over`)."""
        self.set(tuple(former._troubles))
        former.added.connect(self.add)

    @Slot(object)
    def add(self, trouble: Trouble) -> None:
        self._troubles.append(trouble)
        self.added.emit(trouble)
        item = QListWidgetItem(said(trouble.message))
        item.setToolTip(trouble.item)
        self._list.addItem(item)
        n = self._list.count()
        self._title.setText(self.tr("%n thing(s) could not be used; the rest is in.", "", n))
        self.show()

    def set(self, troubles: Iterable[Trouble] | None) -> None:
        """Replace the list; None leaves what was added one by one."""
        if troubles is None:
            return
        self.clear()
        for trouble in troubles:
            self.add(trouble)
