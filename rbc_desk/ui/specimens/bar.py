"""The search in the worklist, and the chips that show one state of specimens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QToolButton, QWidget

from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.specimens.columns import STATES
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.widgets.wrap import WrapRow

_ANY = "any"


class WorklistBar(QWidget):
    """Emits what is searched for, and the state that is chosen (None: all)."""

    searched = Signal(str)
    state_chosen = Signal(object)  # SpecimenState | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(objectName="searchSpecimensField", clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search specimens"))
        self.search.setAccessibleName(self.tr("Search specimens"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        with_text(self.search, lambda scale: self.search.setFixedWidth(round(30 * GRID * scale)))
        self.search.textChanged.connect(self.searched)
        self._chips: dict[SpecimenState | None, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = WrapRow(self)
        row.addWidget(self.search)
        for state in (None, *SpecimenState):
            chip = QToolButton(objectName=f"{state or _ANY}SpecimensButton", checkable=True)
            chip.setProperty("bar", True)
            chip.clicked.connect(lambda _checked=False, state=state: self.state_chosen.emit(state))
            self._group.addButton(chip)
            self._chips[state] = chip
            row.addWidget(chip)
        self._chips[None].setChecked(True)
        self.show_numbers({})

    def show_numbers(self, by_state: Mapping[SpecimenState, int]) -> None:
        """Show how many specimens are in each state."""
        for state, chip in self._chips.items():
            name = self.tr("All") if state is None else translated(STATES[state])
            n = sum(by_state.values()) if state is None else by_state.get(state, 0)
            chip.setText(f"{name}  {n}" if n else name)
            chip.setAccessibleName(self.tr("Show: {0}").format(name))

    @property
    def state(self) -> SpecimenState | None:
        """The state that is chosen."""
        return next((state for state, chip in self._chips.items() if chip.isChecked()), None)

    def choose(self, state: SpecimenState | None) -> None:
        """Choose a state as by a click."""
        self._chips[state].click()
