"""Asks which class to keep before classes are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from rbc_desk.core.classes import CellClass
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon
from rbc_desk.ui.widgets.texts import button, quiet


class MergeClassesDialog(QDialog):
    """`merge_requested` carries the code of the class to keep. `counts`: cells by code, as the reader sees them."""

    merge_requested = Signal(str)

    def __init__(self, classes: Sequence[CellClass], *, counts: Mapping[str, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mergeClassesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Merge classes"))
        self._counts = {c.code: counts.get(c.code, 0) for c in classes}
        self._choices = QButtonGroup(self)
        self._codes = [c.code for c in classes]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(QLabel(self.tr("Which class do you want to keep?")))
        for place, cell_class in enumerate(classes):
            cells = self.tr("%n cell(s)", "", self._counts[cell_class.code])
            choice = QRadioButton(f"{translated(cell_class.name)}  ({cells})", objectName=f"keep_{cell_class.code}")
            choice.setIcon(class_icon(cell_class, size=3 * GRID))
            choice.setIconSize(QSize(3 * GRID, 3 * GRID))
            self._choices.addButton(choice, place)
            layout.addWidget(choice)
        self._effect = quiet("", wrap=True)
        self._effect.setObjectName("mergeEffect")
        layout.addSpacing(GRID)
        layout.addWidget(self._effect)
        layout.addWidget(
            quiet(
                self.tr(
                    "The labels of all readers and the predictions of models are moved to this class. You can "
                    "undo this."
                ),
                wrap=True,
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.merge = button(self.tr("Merge"), name="mergeButton", primary=True)
        buttons.addButton(self.merge, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(GRID)
        layout.addWidget(buttons)
        self._choices.idToggled.connect(self._show_effect)
        self._choices.button(max(range(len(classes)), key=lambda i: self._counts[self._codes[i]])).setChecked(True)
        self.accepted.connect(lambda: self.merge_requested.emit(self.kept))

    @property
    def kept(self) -> str:
        """The code of the class to keep."""
        return self._codes[self._choices.checkedId()]

    def _show_effect(self, *_: object) -> None:
        moved = sum(n for code, n in self._counts.items() if code != self.kept)
        self._effect.setText(self.tr("%n label(s) will change.", "", moved))
