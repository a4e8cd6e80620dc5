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


class ModelClassesDialog(QDialog):
    """A row for each class of a model. `mapping_requested` carries the changes, from model code to project code.

    For a class that the project does not have, the project's class of the same name is preselected.
    """

    mapping_requested = Signal(object)

    def __init__(self, model: str, *, rows: Sequence[ModelClass], classes: ClassSet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("modelClassesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Classes of the model {0}").format(model))
        self._before = {row.code: row.counted_as for row in rows}
        self.choices: dict[str, QComboBox] = {}
        grid = QGridLayout()
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
            box.setCurrentIndex(box.findData(row.counted_as or row.suggestion) if _found(row) else box.count() - 1)
            box.setAccessibleName(self.tr("{0} is counted as").format(translated(row.name)))
            self.choices[row.code] = box
            grid.addWidget(QLabel(translated(row.name)), place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        n = sum(row.counted_as is None for row in rows)
        if n:
            layout.addWidget(quiet(self.tr("%n class(es) of this model are not in the project.", "", n), wrap=True))
        layout.addLayout(grid)
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
        chosen = {code: box.currentData() for code, box in self.choices.items()}
        return {code: target for code, target in chosen.items() if target != self._before[code]}


def _found(row: ModelClass) -> bool:
    return (row.counted_as or row.suggestion) is not None
