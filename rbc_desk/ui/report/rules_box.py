"""The choice of the rule set that grades a specimen."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from rbc_desk.core.specimens import Specimen
from rbc_desk.services.grading.rule_set_files import RuleSetFiles
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.app_context import AppContext


class RulesBox(QComboBox):
    """Offers the rule sets for the species of a specimen, the default one first."""

    def __init__(self, context: AppContext, *, specimen: Specimen) -> None:
        super().__init__()
        self.setObjectName("rulesBox")
        self._context = context
        self.setAccessibleName(self.tr("Grades by"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._specimen = specimen
        self.offer(specimen)

    def showPopup(self) -> None:
        """Rule sets may have been edited since the window was opened."""
        self.offer(self._specimen)
        super().showPopup()

    @property
    def key(self) -> str:
        """The key of the chosen rule set, "" if none can be used."""
        return str(self.currentData() or "")

    def offer(self, specimen: Specimen) -> bool:
        """Offer the rule sets for the species; the chosen one stays if it is among them. Returns if it does not."""
        self._specimen = specimen
        project, chosen = self._context.project, self.key
        files = RuleSetFiles.of(project.folder if project is not None else None)
        self.clear()
        for one in files.usable(specimen.species_key or None):
            self.addItem(translated(one.title), one.key)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        return self.key != chosen
