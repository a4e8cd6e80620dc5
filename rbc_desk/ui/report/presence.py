"""Findings that no cell count gives: what a reader saw, one row of two buttons each."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from rbc_desk.core.counting.findings import presence_findings
from rbc_desk.core.history.changes import Topic
from rbc_desk.core.specimens import Specimen
from rbc_desk.services.specimens import editing
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.follower import Follower
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.saving import Outcome


class PresencePanel(QWidget):
    """A click says that a finding is present or not; a second click takes it back. Each is one step to undo.

    `changed` is emitted when what is stored differs from what was shown, also after an undo elsewhere.
    """

    changed = Signal()

    def __init__(self, context: AppContext, *, specimen: Specimen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presencePanel")
        self._context = context
        self.specimen = specimen
        self._buttons: dict[tuple[str, bool], QToolButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID // 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 1)
        for row, finding in enumerate(presence_findings()):
            name = translated(finding.name)
            label = QLabel(name, wordWrap=True)
            grid.addWidget(label, row, 0)
            for column, present in enumerate((True, False), start=1):
                text = self.tr("Present") if present else self.tr("Not present")
                one = QToolButton(text=text, checkable=True, objectName=f"{finding.key}_{'yes' if present else 'no'}")
                one.setProperty("choice", True)
                one.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
                one.setAccessibleName(f"{name}: {text}")
                one.clicked.connect(
                    lambda checked=False, key=finding.key, present=present: self._say(key, present, checked=checked)
                )
                grid.addWidget(one, row, column)
                self._buttons[finding.key, present] = one
        self._follower = Follower(context, widget=self, topics=[Topic.SMEARS])
        self._follower.changed.connect(self._on_changed)
        self._follower.caught_up.connect(self._on_changed)
        context.saving.drained.connect(self._on_drained)
        self._show()

    def button(self, finding: str, *, present: bool) -> QToolButton:
        return self._buttons[finding, present]

    def set_locked(self, why: str) -> None:
        """Lock the buttons for a reason, "": unlock them."""
        for one in self._buttons.values():
            one.setEnabled(not why)
            one.setToolTip(why)

    def _show(self) -> None:
        for (key, present), one in self._buttons.items():
            one.setChecked(self.specimen.presence.get(key) is present)

    def _say(self, finding: str, present: bool, *, checked: bool) -> None:
        if checked:
            self._buttons[finding, not present].setChecked(False)
        specimen_id, value = self.specimen.id, present if checked else None
        outcome = self._context.commit(
            lambda project: editing.set_presence(project, specimen_id=specimen_id, finding=finding, present=value)
        )
        if outcome is Outcome.REFUSED:
            self._show()

    @Slot(bool)
    def _on_drained(self, all_saved: bool) -> None:
        if not all_saved and self.isVisible():
            self._on_changed()

    @Slot(object)
    def _on_changed(self, *_: object) -> None:
        project = self._context.project
        if project is None:
            return
        stored = self._context.guard(editing.specimen, project, specimen_id=self.specimen.id)
        if stored is None:
            return
        before, self.specimen = self.specimen.presence, stored
        self._show()
        if stored.presence != before:
            self.changed.emit()
