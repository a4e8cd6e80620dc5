"""The dialog that checks a whole project for damage, and repairs what can be repaired."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.core.upkeep import Finding, Repaired
from rbc_desk.services.project.project import Project
from rbc_desk.services.upkeep.check import check
from rbc_desk.services.upkeep.repair import repair
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import fill, make_table, wrap_rows
from rbc_desk.ui.widgets.texts import place, quiet


class CheckProjectDialog(QDialog):
    """Checks at once when it is opened; closing it stops the check."""

    def __init__(self, context: AppContext, *, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkProjectDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check the project"))
        with_text(self, lambda scale: self.resize(round(100 * GRID * scale), round(56 * GRID * scale)))
        self._context, self._project = context, project
        self._found: Sequence[Finding] = ()
        self.summary = quiet(
            self.tr("Checking the database, images, crops, models, reports and change log…"), wrap=True
        )
        self.progress = QProgressBar(objectName="checkProgress", textVisible=False)
        self.progress.setRange(0, 0)
        titles = (self.tr("Where"), self.tr("Problem"), self.tr("What to do"))
        self.table = make_table(titles, name="findingsTable", stretch=2)
        self.table.setAccessibleName(self.tr("Problems of the project"))
        wrap_rows(self.table)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.repair_button = QPushButton(self.tr("Repair"), objectName="repairButton")
        self.repair_button.setToolTip(
            self.tr("Repair what can be repaired. What is replaced is kept with the backups.")
        )
        self.repair_button.setProperty("primary", True)
        self.repair_button.setEnabled(False)
        buttons.addButton(self.repair_button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(self.summary)
        column.addWidget(self.progress)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        buttons.rejected.connect(self.reject)
        self.repair_button.clicked.connect(self._on_repair)
        self._follow(
            context.jobs.start(
                partial(_check, project),
                title=self.tr("checking the project"),
                on_success=self._on_checked,
                on_failure=self._on_failed,
                on_progress=self._on_progress,
                lane=Lane.LONG,
            )
        )

    def _follow(self, job: Job) -> None:
        self.finished.connect(job.cancel)

    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.progress.setRange(0, event.total)
            self.progress.setValue(event.done)

    def _on_checked(self, found: tuple[Finding, ...]) -> None:
        self._show(found)
        if not found:
            self.summary.setText(self.tr("No problems were found."))
        else:
            n = sum(bool(one.remedy) for one in found)
            text = self.tr("Problems: {n}. {m} of them can be repaired.").format(n=len(found), m=n)
            self.summary.setText(text)

    def _show(self, found: tuple[Finding, ...]) -> None:
        self._found = found
        self.progress.hide()
        rows = [[one.item, translated(one.words), translated(one.remedy or one.way_out)] for one in found]
        fill(self.table, [[translated(text) for text in row] for row in rows], numbers_from=3)
        can = any(one.remedy for one in found) and not self._project.why_read_only
        self.repair_button.setEnabled(can)

    @Slot()
    def _on_repair(self) -> None:
        self.repair_button.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.summary.setText(self.tr("Repairing…"))
        self._follow(
            self._context.jobs.start(
                partial(_repair, self._project, self._found),
                title=self.tr("repairing the project"),
                on_success=self._on_repaired,
                on_failure=self._on_failed,
                on_progress=self._on_progress,
                lane=Lane.LONG,
            )
        )

    def _on_repaired(self, done: Repaired) -> None:
        self._show(done.left)
        text = self.tr("Repaired: {n}. Left: {m}.").format(n=len(done.done), m=len(done.left))
        if done.kept_in is not None:
            text += " " + self.tr("Replaced files are kept in {folder}.").format(folder=place(done.kept_in))
        self.summary.setText(text)

    def _on_failed(self, error: JobError) -> None:
        self.progress.hide()
        self.summary.setText(" ".join(translated(part) for part in (error.message, error.hint) if part))


def _check(project: Project, task: Task) -> tuple[Finding, ...]:
    return check(project, task=task)


def _repair(project: Project, found: Sequence[Finding], task: Task) -> Repaired:
    return repair(project, found=found, task=task)
