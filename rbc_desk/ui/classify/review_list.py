"""List of the cells with the least certain class. Enter confirms, a class key corrects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from rbc_desk.core.cells import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import tabular_font

THUMBNAIL = 56
MOST = 200
"""How many stand in the list at once; as some are reviewed, the next come up."""


class ReviewList(QListWidget):
    """Unsure cells with their crops. `class_wanted` and `confirm_wanted` are about the current cell."""

    class_wanted = Signal(str)  # class code
    confirm_wanted = Signal()
    cell_chosen = Signal(int)

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("reviewList")
        self.setProperty("follows_context", True)
        self.setAccessibleName(self.tr("Cells to review, least certain first"))
        self.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.setUniformItemSizes(True)
        self.setFont(tabular_font())
        self._classes: ClassSet | None = None
        self._thumbnails: dict[tuple[int, int], QIcon] = {}
        self._cells: dict[int, Cell] = {}
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def cell_ids(self) -> tuple[int, ...]:
        return tuple(self._cells)

    @property
    def current_id(self) -> int:
        """The current cell; 0: none."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else 0

    def set_cells(self, cells: Sequence[Cell], *, classes: ClassSet) -> None:
        """Show the queue; the current row keeps its place, so that the next cell comes under the pointer."""
        row = self.currentRow() if self.count() else 0  # none where the current cell is not in the list
        at = self.current_id
        self._classes = classes
        self._cells = {cell.id: cell for cell in cells[:MOST]}
        self.blockSignals(True)
        self.clear()
        for cell in self._cells.values():
            self.addItem(self._item(cell))
        ids = list(self._cells)
        self.setCurrentRow(ids.index(at) if at in self._cells else min(row, len(ids) - 1))
        self.blockSignals(False)

    def forget_cells(self) -> None:
        """Show none, and choose none on the way."""
        self._cells = {}
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def without_thumbnail(self) -> tuple[Cell, ...]:
        return tuple(c for c in self._cells.values() if (c.id, c.row_version) not in self._thumbnails)

    def set_thumbnails(self, cells: Sequence[Cell], crops: Any) -> None:
        """`crops`: uint8, N x side x side x 3, one a cell."""
        for cell, crop in zip(cells, crops, strict=True):
            height, width = crop.shape[:2]
            image = QImage(crop.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
            self._thumbnails[cell.id, cell.row_version] = _icon(
                QPixmap.fromImage(image.scaledToWidth(2 * THUMBNAIL, Qt.TransformationMode.SmoothTransformation))
            )
        for row in range(self.count()):
            item = self.item(row)
            cell = self._cells[item.data(Qt.ItemDataRole.UserRole)]
            item.setIcon(self._thumbnails.get((cell.id, cell.row_version), self._placeholder()))

    def forget_thumbnails(self) -> None:
        self._thumbnails.clear()

    def show_cell(self, cell_id: int) -> None:
        """Put a current cell without a signal; one that is not in the list: none."""
        if cell_id != self.current_id:
            self.blockSignals(True)
            self.setCurrentRow(list(self._cells).index(cell_id) if cell_id in self._cells else -1)
            self.blockSignals(False)

    def _item(self, cell: Cell) -> QListWidgetItem:
        prediction = cell.prediction
        code = prediction.code if prediction else ""
        name = translated(self._classes.name_of(code)) if self._classes is not None else code
        item = QListWidgetItem(f"{name}\n{100 * prediction.confidence:.1f} %" if prediction else name)
        item.setData(Qt.ItemDataRole.UserRole, cell.id)
        item.setIcon(self._thumbnails.get((cell.id, cell.row_version), self._placeholder()))
        item.setSizeHint(QSize(0, THUMBNAIL + 8))
        return item

    def _placeholder(self) -> QIcon:
        pixmap = QPixmap(THUMBNAIL, THUMBNAIL)
        pixmap.fill(self.palette().window().color())
        return _icon(pixmap)

    def _on_current_changed(self, item: QListWidgetItem | None, _former: object) -> None:
        if item is not None:
            self.cell_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm_wanted.emit()
        elif (code := self._keys.class_of(event, self._classes)) is not None:
            self.class_wanted.emit(code)
        else:
            super().keyPressEvent(event)


def _icon(pixmap: QPixmap) -> QIcon:
    """The picture as it is, selected or not: a tint would change what the eye judges."""
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made
