"""Opens the change log of the project, of a specimen or of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.history.audit import WHOLE_PROJECT, Subject
from rbc_desk.ui.shell.shell_window import ShellWindow

if TYPE_CHECKING:
    from rbc_desk.ui.dialogs.change_log import ChangeLogDialog


class ChangeLogs(QObject):
    """Belongs to the window."""

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context
        self.dialog: ChangeLogDialog | None = None

    @Slot()
    def show_project(self) -> None:
        self.show(WHOLE_PROJECT)

    @Slot(object)
    def show(self, subject: Subject) -> None:
        """Show the entries about a subject."""
        from rbc_desk.services.signing import signing
        from rbc_desk.ui.dialogs.change_log import ChangeLogDialog

        project = self._context.project
        if project is None:
            return
        if subject.cell_id is not None:
            of: str | None = self.tr("cell {n}").format(n=subject.cell_id)
        elif subject.specimen_id is not None:
            of = self._context.guard(lambda: signing.specimen_code(project, specimen_id=subject.specimen_id or 0))
        else:
            of = project.name
        if of is None:
            return
        self.dialog = ChangeLogDialog(self._context, project=project, subject=subject, of=of, parent=self._window)
        self.dialog.open()
