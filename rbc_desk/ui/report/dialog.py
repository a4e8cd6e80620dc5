"""The report on a specimen: a preview beside its comment, rules and language, and the ways out of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.task import Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.languages import language
from rbc_desk.services.signing import signing
from rbc_desk.services.signing.signing import ReportToSign, Signer
from rbc_desk.services.specimen_report.collect import Choices, make_report
from rbc_desk.services.specimen_report.files import FORMATS, Report
from rbc_desk.services.specimen_report.sections import ReportPictures
from rbc_desk.services.specimen_report.signed import Signed
from rbc_desk.services.specimens import editing
from rbc_desk.ui.dialogs.reopen_report import ReopenReportDialog
from rbc_desk.ui.dialogs.sign_report import SignReportDialog
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.kit.window_size import open_at
from rbc_desk.ui.report.patient import PatientDialog
from rbc_desk.ui.report.printing import PRINT_DPI, a4_printer, print_sheets
from rbc_desk.ui.report.sheets import SheetView
from rbc_desk.ui.report.side import ReportSide
from rbc_desk.ui.state.app_context import AppContext

_PREVIEW_DPI = 130
_MS_BEFORE_SAVING = 700
_WIDTH_PX, _HEIGHT_PX = 148 * GRID, 106 * GRID


class ReportDialog(QDialog):
    """A window of its own beside the main window. The comment is saved as it is typed."""

    def __init__(self, context: AppContext, *, specimen: Specimen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report on {0}").format(specimen.code))
        self.context, self.specimen = context, specimen
        self.report: Report | None = None
        self._pictures: ReportPictures | None = None
        self.sheets = SheetView()
        self.side = ReportSide(context, specimen)
        self._save_soon = QTimer(self, singleShot=True, interval=_MS_BEFORE_SAVING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sheets, 1)
        layout.addWidget(self.side)
        open_at(self, width=_WIDTH_PX, height=_HEIGHT_PX)
        self._save_soon.timeout.connect(self.save_comment)
        self.side.comment.textChanged.connect(self._save_soon.start)
        self.side.choices_changed.connect(self.refresh)
        self.side.presence.changed.connect(self.refresh)
        self.side.save_requested.connect(self._on_save)
        self.side.print_requested.connect(self._on_print)
        self.side.patient_requested.connect(self._on_patient)
        self.side.sign_requested.connect(self._on_sign)
        self.side.reopen_requested.connect(self._on_reopen)
        context.project_changed.connect(self.close)
        self.refresh()

    def make(self, project: Project, task: Task, **more: Any) -> Report:
        """Make the report as it is chosen here; runs on any thread."""
        current = editing.specimen(project, specimen_id=self.specimen.id)
        return make_report(
            project,
            specimen=replace(current, comment=self._comment),
            settings=self.context.settings,
            choices=self._choices,
            language=self._language,
            pictures=self._pictures,
            task=task,
            **more,
        )

    @Slot()
    def refresh(self) -> None:
        """Make the preview anew."""
        project = self.context.project
        if project is None:
            return
        self._comment, self._choices = self.side.comment.toPlainText().strip(), Choices(self.side.rules_key)
        self._language = language(self.side.language_code)
        self.side.set_busy(True)

        def work(task: Task) -> tuple[Report, list[bytes]]:
            report = self.make(project, task)
            return report, report.sheets(dpi=_PREVIEW_DPI)

        self.context.jobs.start(
            work,
            title=self.tr("preparing the report"),
            on_success=self._on_made,
            on_failure=self._on_failed,
            supersede=f"report {id(self)}",
            lane=Lane.LONG,
            listed=False,
        )

    @Slot(object)
    def _on_made(self, made: tuple[Report, list[bytes]]) -> None:
        self.report, sheets = made
        # a signed report has none, and what is reopened is drawn anew
        self._pictures = self.report.pictures if self.report.frozen is None else None
        self.sheets.show_sheets(sheets)
        self.side.set_busy(False)
        self.side.show_report(self.report.content)

    @Slot(object)
    def _on_failed(self, error: JobError) -> None:
        self.side.set_busy(False)
        self.context.failed.emit(error)

    @Slot()
    def save_comment(self) -> None:
        """Save the comment with the specimen, if it changed, and show it."""
        self._save_soon.stop()
        text = self.side.comment.toPlainText().strip()
        if text == self.specimen.comment or not self.side.comment.isEnabled():
            return
        self.specimen = replace(self.specimen, comment=text)
        self.context.commit(
            lambda project: editing.set_facts(project, specimen_ids=[self.specimen.id], facts={"comment": text}),
            mergeable_key=("comment", self.specimen.id),
        )
        self.refresh()

    @Slot()
    def _on_patient(self) -> None:
        self.save_comment()
        dialog = PatientDialog(self.context, specimen=self._stored(), parent=self)
        dialog.accepted.connect(self._on_facts_saved)
        dialog.open()

    @Slot()
    def _on_facts_saved(self) -> None:
        self.specimen = self._stored()
        self.setWindowTitle(self.tr("Report on {0}").format(self.specimen.code))
        self.side.rules.offer(self.specimen)
        self.refresh()

    def _stored(self) -> Specimen:
        return editing.specimen(self.context.opened, specimen_id=self.specimen.id)

    @Slot()
    def _on_sign(self) -> None:
        self.save_comment()
        if (report := self.report) is None or (project := self.context.project) is None:
            return

        def make(signer: Signer, task: Task) -> ReportToSign:
            signed = self.make(project, task, signed=Signed.by(signer))
            return ReportToSign(signed.pdf(), signed.content.as_json(), signed.html())

        content = report.content
        dialog = SignReportDialog(
            self.context,
            specimen_id=self.specimen.id,
            make=make,
            lines=[self.side.state_text(content)],
            rules=[content.rules_id] if content.rules_id else [],
            parent=self,
        )
        dialog.signed.connect(self.refresh)
        dialog.open()

    @Slot()
    def _on_reopen(self) -> None:
        project = self.context.project
        report = signing.locking_report(project, specimen_id=self.specimen.id) if project is not None else None
        if report is not None:
            dialog = ReopenReportDialog(self.context, report=report, parent=self)
            dialog.accepted.connect(self.refresh)
            dialog.open()

    @Slot(str)
    def _on_save(self, name: str) -> None:
        suffix, _ = FORMATS[name]
        file = f"{self.specimen.code}{suffix}".replace("/", "-").replace("\\", "-")
        dialog = QFileDialog(self, self.tr("Save report"), file, f"{name.upper()} (*{suffix})")
        dialog.setObjectName("saveReportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), name))
        dialog.open()

    def save_to(self, path: Path, name: str) -> None:
        """Write the report as shown to `path` in this format."""
        if (report := self.report) is None:
            return
        make = FORMATS[name][1]
        self.context.jobs.start(
            lambda _task: write_bytes(path, make(report)),
            title=self.tr("saving the report"),
            on_success=lambda _: self.side.say(self.tr("Saved as {0}").format(path.name)),
            lane=Lane.LONG,
        )

    @Slot()
    def _on_print(self) -> None:
        printer = a4_printer()
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(partial(self.print_on, printer))
        # its own `open` needs a slot by name
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the report as shown; it is rendered for the printer in a job."""
        if (report := self.report) is None:
            return

        def drawn(sheets: list[bytes]) -> None:
            done = print_sheets(printer, sheets)
            self.side.say(self.tr("Sent to the printer") if done else self.tr("The printer cannot be used"))

        self.context.jobs.start(
            lambda _task: report.sheets(dpi=PRINT_DPI),
            title=self.tr("printing the report"),
            on_success=drawn,
            lane=Lane.LONG,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save_comment()
        super().closeEvent(event)
