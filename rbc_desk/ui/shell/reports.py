"""Opens the windows of reports and comparisons, one of each for a specimen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog

from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.shell.shell_window import ShellWindow

if TYPE_CHECKING:
    from rbc_desk.ui.report.compare_dialog import CompareDialog
    from rbc_desk.ui.report.dialog import ReportDialog
    from rbc_desk.ui.report.sheet_dialog import CountingSheetDialog


class Reports(QObject):
    """Belongs to the window."""

    report_opened = Signal()

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context
        self._open: dict[tuple[type[QDialog], int], QDialog] = {}

    @Slot()
    def report_current(self) -> None:
        """Open the report on the specimen of the current smear."""
        self.report(self._current())

    @Slot()
    def compare_current(self) -> None:
        """Compare the specimen of the current smear."""
        self.compare(self._current())

    @Slot(int)
    def report(self, specimen_id: int) -> None:
        """Open the report on a specimen; 0: none is chosen, which is said."""
        from rbc_desk.ui.report.dialog import ReportDialog

        self._show(ReportDialog, specimen_id)
        if (ReportDialog, specimen_id) in self._open:
            self.report_opened.emit()

    @Slot(int)
    def compare(self, specimen_id: int) -> None:
        """Open the comparisons of a specimen; 0: none is chosen, which is said."""
        from rbc_desk.ui.report.compare_dialog import CompareDialog

        self._show(CompareDialog, specimen_id)

    @Slot()
    def sheet_current(self) -> None:
        """Open the counting sheet of the specimen of the current smear."""
        self.sheet(self._current())

    @Slot(int)
    def sheet(self, specimen_id: int) -> None:
        """Open the counting sheet of a specimen; 0: none is chosen, which is said."""
        from rbc_desk.ui.report.sheet_dialog import CountingSheetDialog

        self._show(CountingSheetDialog, specimen_id)

    @Slot(str)
    def _go(self, page: str) -> None:
        """Show a page of the main window, and bring it to the front."""
        self._window.go(page)
        self._window.raise_()
        self._window.activateWindow()

    def _current(self) -> int:
        from rbc_desk.services.signing import signing

        project, smear_id = self._context.project, self._context.smear_id
        return signing.specimen_of(project, smear_id=smear_id) if project is not None and smear_id else 0

    def _show(self, kind: type[ReportDialog | CompareDialog | CountingSheetDialog], specimen_id: int) -> None:
        from rbc_desk.services.specimens import editing

        project = self._context.project
        if project is None:
            return
        if not specimen_id:
            message = self.tr("No smear is chosen.")
            self._context.failed.emit(
                JobError(self.tr("Report"), message, self.tr("Choose a smear, then try again."))
            )
            return
        dialog = self._open.get((kind, specimen_id))
        if dialog is None:
            specimen = self._context.guard(editing.specimen, project, specimen_id=specimen_id)
            if specimen is None:
                return
            dialog = kind(self._context, specimen=specimen, parent=self._window)
            self._open[kind, specimen_id] = dialog
            if hasattr(dialog, "open_requested"):
                dialog.open_requested.connect(self._go)
            if hasattr(dialog, "report_requested"):
                dialog.report_requested.connect(self.report)
            dialog.destroyed.connect(lambda: self._open.pop((kind, specimen_id), None))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
