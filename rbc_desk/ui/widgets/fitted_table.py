"""A table whose columns fit their content while it is visible, and whose least important columns give way."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from rbc_desk.ui.kit.theme import text_scale


class FittedTable(QTableView):
    """`room`: the width in pixels at normal text size, by column, below which the column is hidden.

    The first column takes the space that is left. Give the model to the base before the first show, and call
    `fit_columns` when its columns change.
    """

    def __init__(self, room: Mapping[int, int]) -> None:
        super().__init__()
        self._room = dict(room)

    def is_unused(self, column: int) -> bool:
        """Whether a column has nothing to show; the base says no."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        self._set_resize_mode(QHeaderView.ResizeMode.ResizeToContents)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # a hidden table measures all of its rows at each change, not only those in view
        self._set_resize_mode(QHeaderView.ResizeMode.Fixed)

    def _set_resize_mode(self, mode: QHeaderView.ResizeMode) -> None:
        header = self.horizontalHeader()
        for column in range(1, header.count()):
            header.setSectionResizeMode(column, mode)

    @Slot()
    def fit_columns(self) -> None:
        """Hide the columns that have no room or no use, and show the others."""
        width = self.viewport().width()
        for column, least in self._room.items():
            hidden = width < least * text_scale() or self.is_unused(column)
            if hidden != self.isColumnHidden(column):
                self.setColumnHidden(column, hidden)
