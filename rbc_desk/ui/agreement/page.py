"""The page Agreement: how far readers agree, and the consensus on the cells where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.agreement import checks
from rbc_desk.services.agreement import consensus as decisions
from rbc_desk.services.agreement.figures import sentence
from rbc_desk.ui.agreement.checks import ChecksView
from rbc_desk.ui.agreement.disagreements import DisagreementView
from rbc_desk.ui.agreement.empty import NothingToCompare
from rbc_desk.ui.agreement.figures import AgreementFigures
from rbc_desk.ui.agreement.reading import Compared, compare
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import heading, quiet

_FIGURES, _DISAGREEMENTS, _CHECKS = range(3)


class AgreementPage(Page):
    """The result in a sentence; below it the figures, the disagreements one by one, and the checks of readers.

    A blinded reader sees neither: nothing is read for them, and what was shown before is dropped.
    """

    title = "Agreement"
    icon_name = "agreement"
    topics = frozenset({Topic.LABELS, Topic.CONSENSUS, Topic.CHECKS, Topic.CELLS, Topic.SMEARS, Topic.CLASSES})
    open_requested = Signal(str)  # the page to go to
    cells_requested = Signal(object, str, str)  # ids, description, view

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("agreementPage")
        self.result = heading("", scale=SUBHEADING)
        self.result.setObjectName("agreementResult")
        self.result.setWordWrap(True)
        self.about = quiet("", wrap=True)
        self.about.setObjectName("agreementAbout")
        self.figures, self.disagreements = AgreementFigures(), DisagreementView(context)
        self.checks, self.empty = ChecksView(), NothingToCompare()
        self.tabs = QTabWidget(objectName="agreementTabs")
        first = QWidget()
        self._first = QStackedLayout(first)
        self._first.addWidget(self.empty)
        self._first.addWidget(self.figures)
        self.tabs.addTab(first, self.tr("Figures"))
        self.tabs.addTab(self.disagreements, "")
        self.tabs.addTab(self.checks, self.tr("Checks"))
        self.compared: Compared | None = None
        self._job: Job | None = None
        self._lay_out()
        self.empty.label_button.clicked.connect(lambda: self.open_requested.emit("label"))
        self.figures.opened.connect(self._on_entry_opened)
        self.disagreements.decided.connect(self._on_decided)
        self.checks.share_chosen.connect(self._on_share_chosen)
        self.checks.decided_requested.connect(self._on_controls_from_consensus)
        self.checks.controls_requested.connect(self._on_controls_requested)
        self.checks.controls_removed.connect(self._on_controls_removed)
        self.tabs.currentChanged.connect(self._on_tab_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.result)
        column.addWidget(self.about)
        column.addWidget(self.tabs, 1)
        self._show_empty(alone=True)

    def _show_empty(self, *, alone: bool) -> None:
        """Show why there is nothing to compare; `alone`: and neither disagreements nor checks."""
        for label in (self.result, self.about):
            label.setText("")
            label.hide()
        self._first.setCurrentWidget(self.empty)
        self.tabs.setTabVisible(_DISAGREEMENTS, False)
        self.tabs.setTabVisible(_CHECKS, not alone)
        self.tabs.tabBar().setVisible(not alone)

    def _show_found(self) -> None:
        for label in (self.result, self.about):
            label.show()
        self._first.setCurrentWidget(self.figures)
        for index in (_DISAGREEMENTS, _CHECKS):
            self.tabs.setTabVisible(index, True)
        self.tabs.tabBar().show()

    # the context

    def activated(self) -> None:
        if self.tabs.currentIndex() == _DISAGREEMENTS:
            self.disagreements.stage.setFocus()

    def view_state(self) -> dict[str, Any]:
        return {"tab": self.tabs.currentIndex(), "ordered": self.figures.ordered.isChecked()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        if state.get("tab") in (_FIGURES, _DISAGREEMENTS, _CHECKS):
            self.tabs.setCurrentIndex(state["tab"])
        self.figures.ordered.setChecked(state.get("ordered") is True)

    @Slot()
    def forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.compared, self._job = None, None
        self.figures.clear()
        self.disagreements.clear()
        self.checks.clear()
        self.tabs.setTabText(_DISAGREEMENTS, self.tr("Disagreements"))
        self._show_empty(alone=True)

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        is_read = self.compared is not None and self._job is None
        if is_read and changeset.topics == {Topic.CONSENSUS}:
            self.disagreements.show_consensus(decisions.consensus_after(changeset, self.disagreements.consensus))
        else:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Compare the labels again; what is shown stays until then."""
        project = self.context.project
        if project is None:
            self.forget()
            return
        if not project.viewpoint.sees_others:
            self.forget()
            self.empty.show_blinded()
            return
        if self.compared is None:
            self.empty.show_reading()
        self._job = self.context.jobs.start(
            lambda task: compare(project, task),
            title=self.tr("comparing readers"),
            on_success=partial(self._on_compared, project),
            supersede="agreement",
            lane=Lane.LONG,
        )

    def _on_compared(self, project: object, compared: Compared) -> None:
        current = self.context.project
        if current is not project or current is None or not current.viewpoint.sees_others:
            return
        self._job = None
        self.compared = compared
        self.checks.show_compared(compared)
        if not compared.found.pairs:
            self.figures.clear()
            self.disagreements.clear()
            self.empty.show_nothing()
            self._show_empty(alone=False)
            return
        found = compared.found
        self.result.setText(translated(sentence(found)))
        self.about.setText(self._about(n_smears=found.n_smears))
        self.figures.show_compared(compared)
        self.disagreements.show_compared(compared)
        title = self.tr("Disagreements ({n})").format(n=len(compared.disagreements))
        self.tabs.setTabText(_DISAGREEMENTS, title)
        self._show_found()

    def _about(self, *, n_smears: int) -> str:
        meaning = self.tr("1 is perfect agreement, 0 is what chance alone would give.")
        if n_smears < 2:
            return meaning
        return f"{meaning} {self.tr('The intervals hold 95 % and come from {n} smears.').format(n=n_smears)}"

    # decisions

    @Slot(int, str)
    def _on_decided(self, cell_id: int, code: str) -> None:
        self.context.commit(
            partial(decisions.decide, cell_ids=[cell_id], code=code or None),
            on_saved=lambda _changes: self.disagreements.advance() if code else None,
        )

    @Slot(float)
    def _on_share_chosen(self, share: float) -> None:
        self.context.commit(partial(checks.set_repeat_share, share=share))

    @Slot()
    def _on_controls_from_consensus(self) -> None:
        self.context.commit(checks.controls_from_consensus)

    @Slot()
    def _on_controls_requested(self) -> None:
        if self.compared is not None:
            self.cells_requested.emit(tuple(self.compared.controls), self.tr("Control cells"), "gallery")

    @Slot()
    def _on_controls_removed(self) -> None:
        if self.compared is not None:
            self.context.commit(partial(checks.set_control, cell_ids=tuple(self.compared.controls), code=None))

    @Slot(str, str, str, str)
    def _on_entry_opened(self, first: str, second: str, code: str, other: str) -> None:
        self.disagreements.show_only(first, second, code, other)
        self.tabs.setCurrentIndex(_DISAGREEMENTS)

    @Slot(int)
    def _on_tab_changed(self, index: int) -> None:
        self.state_changed.emit()
        if index == _DISAGREEMENTS and self.isVisible():
            self.disagreements.stage.setFocus()
