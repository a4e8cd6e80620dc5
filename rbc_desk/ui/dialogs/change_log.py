"""The dialog of the change log: what happened to a cell, a specimen or the project, and whether it is unbroken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.history.audit import ChainCheck, Subject, Timeline
from rbc_desk.core.task import Task
from rbc_desk.services.audit import audit
from rbc_desk.services.audit.columns import SHOWN_COLUMNS
from rbc_desk.services.project.project import Project
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import fill, make_table
from rbc_desk.ui.widgets.texts import place, quiet

_Work = Callable[[Project, Subject, Task], Any]
_SHOWN = 1000
_MOST_CHARS = 30  # of a cell of the table, so that every column is in sight; its tool tip has the rest
_EVERY = 10**9
_CHANGE = [column.name for column in SHOWN_COLUMNS].index("change")


class ChangeLogDialog(QDialog):
    """Shows the newest entries about a subject, which `of` names for the title."""

    def __init__(
        self, context: AppContext, *, project: Project, subject: Subject, of: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("changeLogDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change log: {name}").format(name=of))
        room = parent.width() if parent is not None else 124 * GRID
        with_text(self, lambda scale: self.resize(min(round(124 * GRID * scale), room), round(66 * GRID * scale)))
        self._context, self._project, self._subject, self._of = context, project, subject, of
        self.filter = QLineEdit(objectName="changeLogFilter", clearButtonEnabled=True)
        self.filter.setPlaceholderText(self.tr("Filter by reader, action, class …"))
        self.filter.setAccessibleName(self.tr("Filter the entries"))
        self.count = quiet(self.tr("Reading the change log…"))
        titles = [translated(column.title) for column in SHOWN_COLUMNS]
        self.table = make_table(titles, name="changeLogTable", stretch=_CHANGE)
        self.table.setAccessibleName(self.tr("Entries of the change log, newest first"))
        self.verdict = quiet("", wrap=True)
        self.verdict.setObjectName("changeLogVerdict")
        self.verdict.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.verify = QPushButton(self.tr("Verify"), objectName="verifyLogButton")
        self.verify.setToolTip(self.tr("Check that no entry of the project was changed or removed"))
        self.receipt = QPushButton(self.tr("Receipt…"), objectName="logReceiptButton")
        self.receipt.setToolTip(self.tr("Write the hash of the newest entry to a file, to be kept elsewhere"))
        self.export = QPushButton(self.tr("Export CSV…"), objectName="exportLogButton")
        for button, slot in (
            (self.verify, self._on_verify),
            (self.receipt, self._on_receipt),
            (self.export, self._on_export),
        ):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addSpacing(GRID)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setSpacing(GRID + GRID // 2)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.verdict)
        column.addWidget(buttons)
        buttons.rejected.connect(self.reject)
        self.filter.textChanged.connect(self._on_filter)
        self._texts: list[str] = []
        self._is_cut = False
        self._start(_read, self._show, title=self.tr("reading the change log"))

    def _start(self, work: _Work, on_success: Callable[[Any], None], *, title: str, lane: Lane = Lane.READ) -> None:
        """Run `work(project, subject, task)`, which the end of the dialog cancels."""
        job: Job = self._context.jobs.start(
            partial(work, self._project, self._subject),
            title=title,
            on_success=on_success,
            on_failure=self._on_failed,
            lane=lane,
        )
        self.finished.connect(job.cancel)

    def _show(self, shown: Timeline) -> None:
        rows = [[translated(column.text_of(entry)) for column in SHOWN_COLUMNS] for entry in shown.entries]
        self._texts = [" ".join(row).casefold() for row in rows]
        self._is_cut = shown.is_cut
        fill(self.table, [[_short(text) for text in row] for row in rows], numbers_from=len(SHOWN_COLUMNS))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                self.table.item(i, j).setToolTip(text)
        self.table.setColumnHidden(0, all(not entry.entry for entry in shown.entries))
        self._on_filter(self.filter.text())

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        words = text.casefold().split()
        hidden = [not all(word in line for word in words) for line in self._texts]
        for row, is_hidden in enumerate(hidden):
            self.table.setRowHidden(row, is_hidden)
        n = len(hidden) - sum(hidden)
        if not self._texts:
            message = self.tr("No entries.")
        elif words:
            message = self.tr("Entries: {n} of {total}").format(n=n, total=len(hidden))
        else:
            message = self.tr("Entries: {n}").format(n=n)
        if self._is_cut:
            message = self.tr("{entries}. Only the newest are listed; Export CSV writes all.").format(entries=message)
        self.count.setText(message)

    @Slot()
    def _on_verify(self) -> None:
        self.verify.setEnabled(False)
        self._say(self.tr("Verifying the change log…"))
        self._start(_verify, self._show_verdict, title=self.tr("verifying the change log"), lane=Lane.LONG)

    def _show_verdict(self, found: ChainCheck) -> None:
        self.verify.setEnabled(True)
        if found.holds:
            message = self.tr("The change log is unbroken: {n} entries, and the hashes on {m} signed reports.")
            self._say(message.format(n=found.n_entries, m=found.recorded))
        else:
            broken = [translated(audit.break_words(one)) for one in found.breaks[:3]]
            self._say(" ".join([self.tr("The change log is broken."), *broken]))

    @Slot()
    def _on_receipt(self) -> None:
        self._ask_for_file(
            self.tr("Write a receipt"), "change-log-receipt.json", "JSON (*.json)", self._write_receipt
        )

    def _write_receipt(self, path: Path) -> None:
        done = self.tr("Receipt written to {file}. Keep it where nobody who works in the project can change it.")
        self._start(
            partial(_receipt, path),
            lambda _none: self._say(done.format(file=place(path))),
            title=self.tr("writing a receipt"),
        )

    @Slot()
    def _on_export(self) -> None:
        self._ask_for_file(self.tr("Export the change log"), "change-log.csv", "CSV (*.csv)", self._write_csv)

    def _write_csv(self, path: Path) -> None:
        self._start(
            partial(_export, path),
            lambda n: self._say(self.tr("Entries written to {file}: {n}").format(file=place(path), n=n)),
            title=self.tr("exporting the change log"),
        )

    def _ask_for_file(self, title: str, name: str, kind: str, on_chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title, name, kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
        dialog.open()

    def _on_failed(self, error: JobError) -> None:
        self.verify.setEnabled(True)
        self._say(" ".join(translated(part) for part in (error.message, error.hint) if part))

    def _say(self, text: str) -> None:
        self.verdict.setText(text)
        self.verdict.show()


def _short(text: str) -> str:
    return text if len(text) <= _MOST_CHARS else f"{text[: _MOST_CHARS - 1]}…"


def _read(project: Project, subject: Subject, _task: Task) -> Timeline:
    return audit.timeline(project, subject=subject, limit=_SHOWN)


def _verify(project: Project, _subject: Subject, task: Task) -> ChainCheck:
    return audit.verify(project, task=task)


def _receipt(path: Path, project: Project, _subject: Subject, _task: Task) -> None:
    audit.write_receipt(project, path)


def _export(path: Path, project: Project, subject: Subject, _task: Task) -> int:
    shown = audit.timeline(project, subject=subject, limit=_EVERY)
    audit.export_csv(shown, path)
    return len(shown.entries)
