"""Restores a backup from the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from rbc_desk.core.files.backups import Restored
from rbc_desk.core.files.store_place import is_shared
from rbc_desk.core.task import Task
from rbc_desk.ui.dialogs.restore import RestoreDialog
from rbc_desk.ui.dialogs.stop_training import ask_to_stop_and_restore
from rbc_desk.ui.kit.errors import JobError, being_restored
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.shell.shell_window import ShellWindow
from rbc_desk.ui.widgets.texts import place

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project
    from rbc_desk.ui.dialogs.check_project import CheckProjectDialog


@dataclass(eq=False, slots=True)
class _Restoring:
    """One restore operation. `was_open`: the project was closed for it. `done` is set by the job's thread."""

    folder: Path
    source: Path
    was_open: bool
    stopped: bool = False
    done: Restored | None = None


class Restoring(QObject):
    """Belongs to the window: asks which backup, closes the project, restores it and opens it again."""

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context
        self._waiting: _Restoring | None = None
        self.dialog: RestoreDialog | None = None
        self.checking: CheckProjectDialog | None = None
        window.context.closing.closed.connect(self._on_closed)

    @Slot(object)
    def ask(self, folder: Path | None = None) -> None:
        """Show the backups of the project in `folder`, else of the open one, else of one that the user chooses."""
        from rbc_desk.services.project.project import project_folder

        if folder is None and self._context.project is not None:
            folder = self._context.project.folder
        if folder is None:
            self._ask_for_folder()
            return
        if is_shared(project_folder(folder)):
            from rbc_desk.services.restore_project import refuse_shared

            self._context.guard(refuse_shared, folder)
            return
        self.dialog = RestoreDialog(self._context, folder=folder, parent=self._window)
        self.dialog.chosen.connect(partial(self.restore, folder))
        self.dialog.open()

    @Slot()
    def check(self) -> None:
        """Check the open project for damage, and offer to repair it."""
        from rbc_desk.ui.dialogs.check_project import CheckProjectDialog

        if self._context.project is not None:
            self.checking = CheckProjectDialog(self._context, project=self._context.project, parent=self._window)
            self.checking.open()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Restore project in this folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.ask(Path(name)))
        dialog.open()

    def restore(self, folder: Path, source: Path) -> None:
        """Restore this backup of the project in `folder`, after closing the project if it is open.

        Waits until everything is saved, and asks the user if a training of the project runs.
        """
        self._window.banner.dismiss()
        if self._is_open(folder):
            self._window.closing.when_saved(partial(self._ask_to_close, folder, source))
        else:
            self._close_and_restore(folder, source)

    def _is_open(self, folder: Path) -> bool:
        from rbc_desk.services.project.project import project_folder

        return self._context.project is not None and self._context.project.folder == project_folder(folder)

    def _ask_to_close(self, folder: Path, source: Path) -> None:
        close_and_restore = partial(self._close_and_restore, folder, source)
        if self._is_open(folder) and self._context.training.running:
            ask_to_stop_and_restore(on_stop=close_and_restore, parent=self._window)
        else:
            close_and_restore()

    def _close_and_restore(self, folder: Path, source: Path) -> None:
        from rbc_desk.services.project.project import project_folder

        if self._context.being_restored is not None:
            self._context.failed.emit(being_restored(self._context.being_restored))
            return
        self._waiting = _Restoring(folder, source, was_open=self._is_open(folder))
        self._context.being_restored = project_folder(folder)
        if self._waiting.was_open:
            self._context.close_project()
        if not self._context.closing.pending:
            self._begin()

    @Slot(object)
    def _on_closed(self, _project: Project) -> None:
        if not self._context.closing.pending:
            self._begin()

    def _begin(self) -> None:
        if self._waiting is None:
            return
        restoring, self._waiting = self._waiting, None
        job = self._context.jobs.start(
            partial(_restore, restoring),
            title=self.tr("restoring the project"),
            on_success=partial(self._on_restored, restoring.folder),
            lane=Lane.LONG,
        )
        job.cancelled.connect(partial(self._on_stopped, restoring))
        job.settled.connect(partial(self._on_settled, restoring))

    def _on_stopped(self, restoring: _Restoring) -> None:
        restoring.stopped = True

    def _on_settled(self, restoring: _Restoring) -> None:
        """The job has ended after a stop, which may have been too late."""
        self._context.being_restored = None
        if restoring.stopped and restoring.done is not None:
            self._on_restored(restoring.folder, restoring.done)
        elif restoring.stopped:
            if restoring.was_open and self._context.project is None:
                self._context.open_project(restoring.folder)
            message = self.tr("Restoring was stopped.")
            self._window.banner.show_error(JobError(self.tr("Restoring"), message, self.tr("Nothing was changed.")))

    def _on_restored(self, folder: Path, done: Restored) -> None:
        self._context.being_restored = None
        if self._context.project is not None:  # the user opened another project in the meantime
            message = self.tr("The project in {folder} was restored.").format(folder=place(folder))
            self._window.banner.show_error(
                JobError(self.tr("Restoring"), message, self.tr("Open the project to see it."))
            )
            return
        project = self._context.open_project(folder)
        if project is None:
            return
        self._window.go("project")
        held = done.contents
        message = self.tr(
            "The backup was restored: {smears} smears, {cells} cells, {labels} labels."
            " What was there before is kept in {folder}."
        )
        self._window.page("project").show_text(  # type: ignore[attr-defined]
            message.format(smears=held.n_smears, cells=held.n_cells, labels=held.n_labels, folder=place(done.kept_in))
        )
        self._context.crops.take(info.id for info in self._context.counting.smears())


def _restore(restoring: _Restoring, task: Task) -> Restored:
    from rbc_desk.services import restore_project

    restoring.done = restore_project.restore(restoring.folder, source=restoring.source, task=task)
    return restoring.done
