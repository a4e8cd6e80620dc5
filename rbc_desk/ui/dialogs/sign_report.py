"""The dialog that asks for the reader's secret and signs a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.errors import CancelledError, RbcDeskError
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.task import Task
from rbc_desk.services.signing import keys, signing
from rbc_desk.services.signing.signing import ReportToSign, Signer
from rbc_desk.ui.dialogs.secret_field import SecretGate, secret_field
from rbc_desk.ui.dialogs.signing_secret import SigningSecretDialog
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, quiet

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

Make = Callable[[Signer, Task], ReportToSign]
"""Makes a report that prints its signer, time and version, on a thread of a job."""


class SignReportDialog(QDialog):
    """Shows what will be signed, asks for the secret, has the report made, and signs it.

    `lines` say what the report finds, one line each. `rules` are the ids of its grading rules. `signed` carries the
    SignedReport. A reader without a secret is asked to set one first.
    """

    signed = Signal(object)

    def __init__(
        self,
        context: AppContext,
        *,
        specimen_id: int,
        make: Make,
        lines: Sequence[str] = (),
        rules: Sequence[str] = (),
        model_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signReportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Sign report"))
        with_text(self, lambda scale: self.setMinimumWidth(round(60 * GRID * scale)))
        self._context, self._project, self._specimen_id = context, context.opened, specimen_id
        self._make, self._rules, self._model_id = make, tuple(rules), model_id
        self.secret = secret_field("secretField")
        self.no_secret = QLabel(wordWrap=True)
        self.set_secret = button(self.tr("Set signing secret…"), name="setSigningSecretButton")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_button = buttons.addButton(self.tr("Sign"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.sign_button.setObjectName("signButton")
        self.sign_button.setProperty("primary", True)
        self._gate = SecretGate(self.sign_button, delay=context.secret_delay, dialog=self)
        self._lay_out(buttons, lines=lines)
        self._refresh()

    def _lay_out(self, buttons: QDialogButtonBox, *, lines: Sequence[str]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        self.summary = QLabel(wordWrap=True, objectName="signedSummary", textFormat=Qt.TextFormat.PlainText)
        self.summary.setText("\n".join((self._title(), *lines)))
        layout.addWidget(self.summary)
        layout.addWidget(
            quiet(
                self.tr(
                    "The report is frozen, and the specimen is locked: its smears, cells, labels and predictions"
                    " cannot be changed. You can reopen it later as an amended version."
                ),
                wrap=True,
            )
        )
        self._form = QFormLayout()
        self._form.addRow(self.tr("Secret of {reader}").format(reader=self._project.reader), self.secret)
        layout.addLayout(self._form)
        layout.addWidget(self.no_secret)
        layout.addWidget(self.set_secret, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._gate.problem)
        layout.addWidget(buttons)
        self.secret.textChanged.connect(lambda text: self._gate.set_complete(bool(text)))
        self.set_secret.clicked.connect(self._on_set_secret)
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)

    def _title(self) -> str:
        code = signing.specimen_code(self._project, specimen_id=self._specimen_id)
        known = signing.reports(self._project, specimen_id=self._specimen_id)
        if known:
            title = self.tr("Report of specimen {code}, version {version}, which replaces version {before}")
            return title.format(code=code, version=known[0].version + 1, before=known[0].version)
        return self.tr("Report of specimen {code}, version 1").format(code=code)

    def _refresh(self) -> None:
        """Show the field of the secret, or that the reader has to set one."""
        has_one = keys.key_of(self._project) is not None
        self._form.setRowVisible(self.secret, has_one)
        self.no_secret.setText(
            self.tr("{reader} has not set a signing secret yet.").format(reader=self._project.reader)
        )
        self.no_secret.setVisible(not has_one)
        self.set_secret.setVisible(not has_one)
        self._gate.set_complete(has_one and bool(self.secret.text()))
        if has_one:
            self.secret.setFocus()

    @Slot()
    def _on_set_secret(self) -> None:
        dialog = SigningSecretDialog(self._context, parent=self)
        dialog.accepted.connect(self._refresh)
        dialog.open()

    @Slot()
    def _on_accept(self) -> None:
        self._gate.begin()
        work = partial(
            _sign,
            self._project,
            self._make,
            specimen_id=self._specimen_id,
            secret=self.secret.text(),
            rules=self._rules,
            model_id=self._model_id,
        )
        done: list[SignedReport] = []
        job = self._context.jobs.start(
            partial(work, done),
            title=self.tr("signing the report"),
            on_success=self._on_signed,
            on_failure=self._on_failed,
            lane=Lane.LONG,
        )
        self.finished.connect(job.cancel)
        job.settled.connect(partial(_announce, self._context, done))  # also where a cancel came too late

    def _on_signed(self, done: SignedReport | RbcDeskError) -> None:
        if isinstance(done, RbcDeskError):
            self._gate.end(done)
            self.secret.selectAll()
            return
        self._gate.end(None)
        self.signed.emit(done)
        self.accept()

    def _on_failed(self, error: JobError) -> None:
        self._gate.end(RbcDeskError(translated(error.message), hint=translated(error.hint)))


def _announce(context: AppContext, done: list[SignedReport]) -> None:
    """Tell all views that a report was signed."""
    for report in done:
        op = Phrase("Sign the report of {code}", code=report.specimen)
        topics = frozenset({Topic.SMEARS, Topic.PROJECT})
        context.announce(ChangeSet(op, smear_ids=frozenset(report.smears), more_topics=topics))


def _sign(
    project: Project,
    make: Make,
    done: list[SignedReport],
    task: Task,
    *,
    specimen_id: int,
    secret: str,
    rules: Sequence[str],
    model_id: int | None,
) -> SignedReport | RbcDeskError:
    try:
        signer = signing.prepare(project, specimen_id=specimen_id, secret=secret, rules=rules, model_id=model_id)
        made = make(signer, task)
        task.raise_if_stopped()
        done.append(signer.sign(pdf=made.pdf, content=made.content, html=made.html))
        return done[0]
    except CancelledError:
        raise
    except RbcDeskError as error:
        return error
