"""The table of a rule set's findings with their grades, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from rbc_desk.core.counting.findings import finding_named
from rbc_desk.core.counting.rule_sets import Rule
from rbc_desk.services.grading.drafts import RuleDraft, StepDraft
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID

_FEWEST = 4  # grades; more columns are made for a rule set that has more
_ROWS_SHOWN = 9


class RuleTable(QTableWidget):
    """A row for each finding: its name, then the word and the start of each grade. `edited`: by the user."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ruleTable")
        self.setAccessibleName(self.tr("Findings and their grades"))
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(_ROWS_SHOWN * 4 * GRID)
        self._kept: list[tuple[str, Rule | None]] = []
        self.itemChanged.connect(self._on_changed)

    def show_rules(self, rules: Sequence[RuleDraft], *, read_only: bool) -> None:
        """Show these rules."""
        n_steps = max([_FEWEST, *(len(rule.steps) for rule in rules)])
        self.blockSignals(True)
        self.clear()
        self.setRowCount(len(rules))
        self.setColumnCount(1 + 2 * n_steps)
        titles = [self.tr("Finding")]
        for n in range(1, n_steps + 1):
            titles += [self.tr("Grade {0}").format(n), self.tr("from")]
        self.setHorizontalHeaderLabels(titles)
        self._kept = [(rule.finding, rule.kept) for rule in rules]
        for row, rule in enumerate(rules):
            name = QTableWidgetItem(translated(finding_named(rule.finding).name))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, 0, name)
            steps = [*rule.steps, *(StepDraft() for _ in range(n_steps - len(rule.steps)))]
            for place, step in enumerate(steps):
                self.setItem(row, 1 + 2 * place, QTableWidgetItem(step.word))
                self.setItem(row, 2 + 2 * place, QTableWidgetItem(step.start))
        triggers = QAbstractItemView.EditTrigger
        editing = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(triggers.NoEditTriggers if read_only else editing)
        self.blockSignals(False)

    def rules(self) -> tuple[RuleDraft, ...]:
        """The rules as typed."""
        found = []
        for row, (finding, kept) in enumerate(self._kept):
            texts = [self.item(row, column).text() for column in range(1, self.columnCount())]
            steps = tuple(StepDraft(word, start) for word, start in zip(texts[::2], texts[1::2], strict=True))
            found.append(RuleDraft(finding, tuple(step for step in steps if step != StepDraft()), kept))
        return tuple(found)

    @property
    def current_finding(self) -> str:
        """The finding of the current row, "" if there is none."""
        row = self.currentRow()
        return self._kept[row][0] if 0 <= row < len(self._kept) else ""

    def select(self, finding: str) -> None:
        """Put the keyboard on the first grade of a finding."""
        row = next((row for row, (key, _) in enumerate(self._kept) if key == finding), -1)
        if row >= 0:
            self.setCurrentCell(row, 1)
            self.scrollToItem(self.item(row, 0))
            self.setFocus()

    @Slot(QTableWidgetItem)
    def _on_changed(self, _item: QTableWidgetItem) -> None:
        self.edited.emit()
