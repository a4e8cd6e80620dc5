"""The facts of a specimen as a form: the animal or patient, the visit, the stain."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.specimens import FACTS, Specimen
from rbc_desk.services.specimens import editing
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.fact_fields import FactField, entered_fact, fact_field, show_fact
from rbc_desk.ui.widgets.texts import quiet

_SHOWN = tuple(name for name in FACTS if name != "comment")


class PatientDialog(QDialog):
    """A field for each fact; species and sex offer the usual words and take any other. Accepted once saved."""

    def __init__(self, context: AppContext, *, specimen: Specimen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("patientDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Patient and specimen"))
        self.setMinimumWidth(56 * GRID)
        self._context, self._specimen = context, specimen
        self.fields: dict[str, FactField] = {}
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        for name in _SHOWN:
            field = self.fields[name] = fact_field(name)
            show_fact(field, getattr(specimen, name))
            form.addRow(translated(editing.TITLES[name]), field)
        self.problem = quiet("", wrap=True)
        self.problem.setObjectName("patientProblem")
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(quiet(self.tr("Use pseudonyms. The species decides which grading rules apply."), wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def facts(self) -> dict[str, str]:
        """The facts that differ from those stored."""
        entered = {name: entered_fact(field) for name, field in self.fields.items()}
        return {name: value for name, value in entered.items() if value != getattr(self._specimen, name)}

    @Slot()
    def save(self) -> None:
        """Save what was changed as one step; a wrong entry is said here and nothing is lost."""
        facts = self.facts()
        try:
            editing.checked(facts)
        except RbcDeskError as error:
            self.problem.setText(f"{translated(error.message)} {translated(error.hint)}".strip())
            self.problem.show()
            return
        if facts:
            self._context.commit(
                lambda project: editing.set_facts(project, specimen_ids=[self._specimen.id], facts=facts),
                on_saved=lambda _: self.accept(),
            )
        else:
            self.accept()
