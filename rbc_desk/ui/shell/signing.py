"""Signing secrets and the reopening of signed reports, from the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from rbc_desk.ui.dialogs.reopen_report import ReopenReportDialog
from rbc_desk.ui.dialogs.signing_secret import SigningSecretDialog
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.shell.shell_window import ShellWindow


class Signing(QObject):
    """Belongs to the window: opens the dialogs about signing."""

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context

    @Slot()
    def ask_for_secret(self) -> None:
        """Ask the current reader for a new signing secret."""
        if self._context.project is not None:
            SigningSecretDialog(self._context, parent=self._window).open()

    @Slot()
    def reopen_current(self) -> None:
        """Ask why the report of the current smear's specimen is reopened."""
        from rbc_desk.services.signing import signing

        project, smear_id = self._context.project, self._context.smear_id
        if project is None:
            return
        self.reopen(signing.specimen_of(project, smear_id=smear_id) if smear_id else 0)

    @Slot(int)
    def reopen(self, specimen_id: int) -> None:
        """Ask why the signed report of a specimen is reopened."""
        from rbc_desk.services.signing import signing

        if self._context.project is None:
            return
        report = signing.locking_report(self._context.project, specimen_id=specimen_id)
        if report is None:
            message = self.tr("The specimen of this smear has no signed report.")
            self._context.failed.emit(JobError(self.tr("Reopen"), message))
            return
        dialog = ReopenReportDialog(self._context, report=report, parent=self._window)
        dialog.accepted.connect(self._window.banner.dismiss)
        dialog.open()
