"""List of the cells with the least certain class. Enter confirms, a class key corrects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import tabular_font

THUMBNAIL = 56
MOST = 200
"""The maximum number of listed cells; reviewed cells make room for the next ones."""


class ReviewList(QListWidget):
    """Uncertain cells with their crops. `class_requested` and `confirm_requested` refer to the current cell."""

    class_requested = Signal(str)  # class code
    confirm_requested = Signal()
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
        """The id of the current cell; 0: none."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else 0

    def set_cells(self, cells: Sequence[Cell], *, classes: ClassSet) -> None:
        """Show the queue. The current row keeps its position, so that the next cell moves under the pointer."""
        row = self.currentRow() if self.count() else 0  # no row if the current cell is not in the list
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

    def remove_cells(self, cell_ids: Iterable[int]) -> None:
        """Remove cells from the list; the next cell takes the position of a removed current one."""
        removed = frozenset(cell_ids)
        if self._classes is not None and not removed.isdisjoint(self._cells):
            self.set_cells([c for c in self._cells.values() if c.id not in removed], classes=self._classes)

    def forget_cells(self) -> None:
        """Empty the list without changing the current cell."""
        self._cells = {}
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def without_thumbnail(self) -> tuple[Cell, ...]:
        return tuple(c for c in self._cells.values() if (c.id, c.row_version) not in self._thumbnails)

    def set_thumbnails(self, cells: Sequence[Cell], crops: Any) -> None:
        """Set the crops: uint8, N x side x side x 3, one per cell."""
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
        """Highlight a cell without a signal; no row if it is not in the list."""
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

    def _on_current_changed(self, item: QListWidgetItem | None, _previous: object) -> None:
        if item is not None:
            self.cell_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm_requested.emit()
        elif (code := self._keys.class_of(event, self._classes)) is not None:
            self.class_requested.emit(code)
        else:
            super().keyPressEvent(event)


def _icon(pixmap: QPixmap) -> QIcon:
    """The same pixmap for all icon modes, because the selection tint would alter the colours."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
