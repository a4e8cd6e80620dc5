"""The dialog to set or change the secret that a reader signs reports with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.task import Task
from rbc_desk.ui.dialogs.secret_field import SecretGate, secret_field
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


class SigningSecretDialog(QDialog):
    """Asks twice for the new secret and, where the reader has one, for the current one. Accepted once it is set."""

    def __init__(self, context: AppContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from rbc_desk.services.signing import keys

        self.setObjectName("signingSecretDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Signing secret"))
        with_text(self, lambda scale: self.setMinimumWidth(round(60 * GRID * scale)))
        self._context, self._project = context, context.opened
        self._has_one = keys.key_of(self._project) is not None
        self.current = secret_field("currentSecretField")
        self.secret = secret_field("newSecretField")
        self.again = secret_field("repeatedSecretField")
        self.forgotten = QCheckBox(self.tr("I forgot the current secret"), objectName="forgottenSecretBox")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.set_button = buttons.addButton(self.tr("Set secret"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.set_button.setObjectName("setSecretButton")
        self.set_button.setProperty("primary", True)
        self._gate = SecretGate(self.set_button, delay=context.secret_delay, dialog=self)
        self._lay_out(buttons)
        self._update()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        about = self.tr(
            "{reader} signs reports with this secret: a password, or better a sentence that is easy to "
            "remember. You enter it each time you sign, so that nobody else can sign in your name."
        ).format(reader=self._project.reader)
        warning = self.tr(
            "Only you know it: it is stored nowhere and cannot be recovered. If you forget it, you can set another"
            " one; reports that you signed stay valid."
        )
        form = QFormLayout()
        form.setVerticalSpacing(GRID + GRID // 2)
        form.setHorizontalSpacing(2 * GRID)
        if self._has_one:
            form.addRow(self.tr("Current secret"), self.current)
            form.addRow("", self.forgotten)
        form.addRow(self.tr("New secret"), self.secret)
        form.addRow(self.tr("Repeat it"), self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(quiet(about, wrap=True))
        layout.addLayout(form)
        layout.addWidget(quiet(warning, wrap=True))
        layout.addWidget(self._gate.problem)
        layout.addWidget(buttons)
        for field in (self.current, self.secret, self.again):
            field.textChanged.connect(self._update)
        self.forgotten.toggled.connect(self._update)
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _update(self) -> None:
        self.current.setEnabled(not self.forgotten.isChecked())
        needs_current = self._has_one and not self.forgotten.isChecked()
        filled = bool(self.secret.text() and self.again.text()) and (bool(self.current.text()) or not needs_current)
        self._gate.set_complete(filled)

    @Slot()
    def _on_accept(self) -> None:
        if self.secret.text() != self.again.text():
            self._gate.end(RbcDeskError(self.tr("The two entries differ. Enter the new secret twice.")))
            return
        self._gate.begin()
        current = self.current.text() if self._has_one else None
        work = partial(_set, self._project, self.secret.text(), current=current, forgotten=self.forgotten.isChecked())
        job = self._context.jobs.start(
            work,
            title=self.tr("setting the signing secret"),
            on_success=self._on_set,
            on_failure=self._on_failed,
            lane=Lane.LONG,
            listed=False,
        )
        self.finished.connect(job.cancel)

    def _on_set(self, done: ChangeSet | RbcDeskError) -> None:
        if isinstance(done, RbcDeskError):
            self._gate.end(done)
            return
        self._gate.end(None)
        self._context.announce(done)
        self.accept()

    def _on_failed(self, error: JobError) -> None:
        self._gate.end(RbcDeskError(translated(error.message), hint=translated(error.hint)))


def _set(
    project: Project, secret: str, _task: Task, *, current: str | None, forgotten: bool
) -> ChangeSet | RbcDeskError:
    from rbc_desk.services.signing import keys

    try:
        return keys.set_secret(project, secret=secret, current=current, forgotten=forgotten)
    except RbcDeskError as error:
        return error
