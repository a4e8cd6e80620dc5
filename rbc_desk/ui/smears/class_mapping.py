"""Maps the class names of a data set to classes of the project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon, tabular_font, with_text

if TYPE_CHECKING:
    from rbc_desk.services.datasets.importing import NamedClass

_NAME, _COUNT, _CLASS = range(3)


class ClassMappingDialog(QDialog):
    """Lists every class name of a data set with its cells; names that match a class have it preselected.

    `chosen` carries the class code (None: leave unlabelled) for each name.
    """

    chosen = Signal(object)  # dict[str, str | None]

    def __init__(self, names: Sequence[NamedClass], *, classes: ClassSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classMappingDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Classes of the data set"))
        with_text(self, lambda scale: self.resize(round(76 * GRID * scale), round(56 * GRID * scale)))
        self._names = tuple(names)
        self.boxes: dict[str, QComboBox] = {}
        # names without a class first, since they need an answer
        self._rows = sorted(self._names, key=lambda item: item.code is not None)
        intro = QLabel(
            self.tr(
                "%n class name(s) of this data set do not exist in the project. Choose a class for each, or "
                "leave its cells unlabelled.",
                "",
                sum(item.code is None for item in self._names),
            ),
            wordWrap=True,
        )
        self.table = self._make_table(classes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setObjectName("importMappedButton")
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(intro)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        if self._rows:
            self.boxes[self._rows[0].name].setFocus()

    def _make_table(self, classes: ClassSet) -> QTableWidget:
        table = QTableWidget(len(self._rows), 3, objectName="classMappingTable")
        table.setHorizontalHeaderLabels([self.tr("Name in the data set"), self.tr("Cells"), self.tr("Class")])
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeaderItem(_NAME).setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeaderItem(_CLASS).setTextAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header = table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_CLASS, QHeaderView.ResizeMode.Fixed)
        for row, item in enumerate(self._rows):
            name = QTableWidgetItem(item.name)
            name.setToolTip(item.name)
            count = QTableWidgetItem(f"{item.count:,}".replace(",", "\u202f"))
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            count.setFont(tabular_font())
            box = self.boxes[item.name] = self._make_box(item, classes)
            table.setItem(row, _NAME, name)
            table.setItem(row, _COUNT, count)
            table.setCellWidget(row, _CLASS, box)
            table.setRowHeight(row, box.sizeHint().height() + GRID)
        table.setColumnWidth(_CLASS, max((box.sizeHint().width() for box in self.boxes.values()), default=0) + GRID)
        return table

    def _make_box(self, item: NamedClass, classes: ClassSet) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Class of {name}").format(name=item.name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setIconSize(QSize(2 * GRID, 2 * GRID))
        box.addItem(self.tr("Leave unlabelled"), None)
        for cell_class in classes:
            box.addItem(class_icon(cell_class, size=2 * GRID), translated(cell_class.name), cell_class.code)
        box.setCurrentIndex(max(0, box.findData(item.code)) if item.code is not None else 0)
        return box

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit({name: box.currentData() for name, box in self.boxes.items()})
        self.accept()
