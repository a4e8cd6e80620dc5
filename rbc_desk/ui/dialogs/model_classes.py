"""Asks how to count predictions of classes that the project does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.services.models.class_mapping import ModelClass


class ModelClassRows(QWidget):
    """A row for each class of a model, with a box of the project's classes.

    For a class that the project does not have, the project's class of the same name is preselected.
    """

    changed = Signal()

    def __init__(self, rows: Sequence[ModelClass], *, classes: ClassSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.addWidget(quiet(self.tr("Class of the model")), 0, 0)
        grid.addWidget(quiet(self.tr("Counted as")), 0, 1)
        for place, row in enumerate(rows, start=1):
            box = QComboBox(objectName=f"countAs_{row.code}")
            box.setIconSize(QSize(18, 18))
            for cell_class in classes:
                box.addItem(class_icon(cell_class, size=18), translated(cell_class.name), cell_class.code)
            box.addItem(self.tr("Other: {0}").format(translated(row.name)), None)
            box.setCurrentIndex(box.findData(row.meant) if row.meant is not None else box.count() - 1)
            box.setAccessibleName(self.tr("{0} is counted as").format(translated(row.name)))
            box.currentIndexChanged.connect(self.changed)
            self.choices[row.code] = box
            grid.addWidget(QLabel(translated(row.name)), place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(rows) + 1, 1)

    @property
    def chosen(self) -> dict[str, str | None]:
        """The chosen class of the project for each class of the model; None: counted separately."""
        return {code: box.currentData() for code, box in self.choices.items()}


class ModelClassesDialog(QDialog):
    """How the classes of a model are counted. `mapping_requested` carries the changes, from model code to project
    code.
    """

    mapping_requested = Signal(object)

    def __init__(self, model: str, *, rows: Sequence[ModelClass], classes: ClassSet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("modelClassesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Classes of the model {0}").format(model))
        self._before = {row.code: row.counted_as for row in rows}
        self._rows = ModelClassRows(rows, classes=classes)
        self.choices = self._rows.choices
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        n = sum(row.counted_as is None for row in rows)
        if n:
            layout.addWidget(quiet(self.tr("%n class(es) of this model are not in the project.", "", n), wrap=True))
        layout.addWidget(self._rows)
        note = self.tr(
            "Classes set to “Other” are counted under the model's name for them. You can change this later."
        )
        layout.addWidget(quiet(note, wrap=True))
        layout.addWidget(buttons)
        self.setMinimumWidth(52 * GRID)
        self.accepted.connect(lambda: self.mapping_requested.emit(self.mapping))

    @property
    def mapping(self) -> dict[str, str | None]:
        """The entries that differ from the stored mapping."""
        return {code: target for code, target in self._rows.chosen.items() if target != self._before[code]}
