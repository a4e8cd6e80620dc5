"""The fields of a rule set: where it comes from, what it is for, and the grades of each finding."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QMenu, QSpinBox

from rbc_desk.core.counting.findings import FINDINGS
from rbc_desk.core.counting.rule_sets import Unit
from rbc_desk.services.grading.drafts import RuleDraft, RuleSetDraft
from rbc_desk.services.specimens.columns import SPECIES_NAMES
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.settings.checks_button import ChecksButton
from rbc_desk.ui.settings.rules.table import RuleTable
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow


class RuleSetForm(Section):
    """Shows a rule set; `edited` is emitted for each change of the user, `draft` is what is typed."""

    edited = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._title.hide()
        self._version = "1"
        self._is_editable = False
        self.name = QLineEdit(objectName="ruleNameEdit", maxLength=400)
        self.source = QLineEdit(objectName="ruleSourceEdit", maxLength=400)
        self.checked = QCheckBox(objectName="ruleCheckedBox")
        species = {key: translated(name) for key, name in SPECIES_NAMES.items()}
        self.species = ChecksButton(species, none=self.tr("All species"), name="ruleSpeciesButton")
        self.unit = QComboBox(objectName="ruleUnitBox")
        self.per_field = QDoubleSpinBox(objectName="rulePerFieldBox", minimum=1, maximum=5000, decimals=0)
        self.fields = QSpinBox(objectName="ruleFieldsBox", minimum=1, maximum=1000)
        self.cells = QSpinBox(objectName="ruleCellsBox", minimum=1, maximum=100_000, singleStep=100)
        findings = {one.key: translated(one.name) for one in FINDINGS if not one.is_presence}
        usual = self.tr("As usual for the species")
        self.refer = ChecksButton(findings, none=self.tr("None"), usual=usual, name="ruleReferButton")
        self.table = RuleTable()
        self.add_finding = button(self.tr("Add finding"), name="addFindingButton")
        self.add_finding.setMenu(QMenu(self.add_finding))
        self.remove_finding = button(self.tr("Remove finding"), name="removeFindingButton")
        for widget in (self.checked, self.species, self.unit, self.fields, self.cells, self.per_field, self.refer):
            widget.setProperty("legible", True)  # shipped rules are read here, but cannot be changed
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 0, 0, 0)
        for unit, name in (
            (Unit.PERCENT, self.tr("Percent of the red cells")),
            (Unit.PER_FIELD, self.tr("Cells per x1000 field")),
            (Unit.PER_1000, self.tr("Cells per 1000 red cells")),
        ):
            self.unit.addItem(name, unit)
        self.add(self.tr("Name"), self.name)
        self.add(self.tr("Source"), self.source)
        about = self.tr("Until then the rules are marked as unchecked wherever a grade is shown.")
        self.add(self.tr("The rules were compared with their source"), self.checked, about=about)
        self.add(self.tr("Species"), self.species)
        self.add(self.tr("Fields to read"), self.fields)
        self.add(self.tr("Cells to count"), self.cells)
        self.add(self.tr("Thresholds in"), self.unit)
        about = self.tr("Converts percentages to cells per field.")
        self.add(self.tr("Red cells per field"), self.per_field, about=about)
        about = self.tr("If any such cell is found, the report asks to refer to a pathologist.")
        self.add(self.tr("Refer to a pathologist"), self.refer, about=about)
        hint = self.tr(
            "Enter 5 for “5 or more”, or > 5 for “more than 5”. A finding without grades is only present or absent."
        )
        self.column.addWidget(quiet(hint, wrap=True))
        self.column.addWidget(self.table, 1)
        rows = WrapRow()
        rows.addWidget(self.add_finding)
        rows.addWidget(self.remove_finding)
        self.column.addLayout(rows)

    def _connect(self) -> None:
        for line in (self.name, self.source):
            line.textEdited.connect(self._on_edited)
        self.checked.clicked.connect(self._on_edited)
        self.unit.activated.connect(self._on_edited)
        for number in (self.per_field, self.fields, self.cells):
            number.valueChanged.connect(self._on_edited)
        for choice in (self.species, self.refer):
            choice.chosen_changed.connect(self._on_edited)
        self.table.edited.connect(self._on_edited)
        self.table.currentCellChanged.connect(self._enable)
        self.add_finding.menu().triggered.connect(lambda action: self.add_rule(str(action.data())))
        self.remove_finding.clicked.connect(self.remove_rule)

    def show_draft(self, draft: RuleSetDraft, *, editable: bool) -> None:
        """Show a rule set, to edit or to read."""
        self._version, self._is_editable = draft.version, editable
        fields = (self.name, self.source, self.checked, self.unit, self.per_field, self.fields, self.cells)
        for field in fields:
            field.blockSignals(True)
        self.name.setText(draft.name if editable else translated(draft.name))
        self.source.setText(draft.source)
        for line in (self.name, self.source):
            line.setCursorPosition(0)
            line.setReadOnly(not editable)
        self.checked.setChecked(draft.checked)
        self.species.choose(draft.species)
        self.unit.setCurrentIndex(self.unit.findData(draft.unit))
        self.per_field.setValue(draft.cells_per_field)
        self.fields.setValue(draft.min_fields)
        self.cells.setValue(draft.min_cells)
        self.refer.choose(draft.refer)
        for field in fields:
            field.blockSignals(False)
        self._show_rules(draft.rules)

    def _show_rules(self, rules: tuple[RuleDraft, ...]) -> None:
        self.table.show_rules(rules, read_only=not self._is_editable)
        menu, used = self.add_finding.menu(), {rule.finding for rule in rules}
        menu.clear()
        for finding in FINDINGS:
            if finding.key not in used:
                menu.addAction(translated(finding.name)).setData(finding.key)
        self._enable()

    @property
    def draft(self) -> RuleSetDraft:
        """What is typed."""
        return RuleSetDraft(
            self.name.text(),
            self.source.text(),
            self._version,
            self.checked.isChecked(),
            self.species.chosen or (),
            Unit(self.unit.currentData()),
            self.per_field.value(),
            self.fields.value(),
            self.cells.value(),
            self.refer.chosen,
            self.table.rules(),
        )

    def add_rule(self, finding: str) -> None:
        """Add a row for a finding, and put the keyboard into its first grade."""
        self._show_rules((*self.table.rules(), RuleDraft(finding)))
        self.table.select(finding)
        self._on_edited()

    @Slot()
    def remove_rule(self) -> None:
        """Remove the row of the keyboard."""
        finding = self.table.current_finding
        self._show_rules(tuple(one for one in self.table.rules() if one.finding != finding))
        self._on_edited()

    @Slot()
    def _on_edited(self, *_: object) -> None:
        self._enable()
        if self._is_editable:
            self.edited.emit()

    @Slot()
    def _enable(self, *_: object) -> None:
        for widget in (self.checked, self.species, self.unit, self.fields, self.cells, self.refer, self.add_finding):
            widget.setEnabled(self._is_editable)
        self.per_field.setEnabled(self._is_editable and self.unit.currentData() == Unit.PER_FIELD)
        self.remove_finding.setEnabled(self._is_editable and bool(self.table.current_finding))
