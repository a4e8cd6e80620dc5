"""Opens projects: a new one, one on disk, the sample, or one for given images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from rbc_desk.core.files.store_place import is_project
from rbc_desk.ui.dialogs.new_project import NewProjectDialog
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.shell.import_model import is_model
from rbc_desk.ui.shell.project.sample import open_sample
from rbc_desk.ui.shell.project.start import StartPage
from rbc_desk.ui.shell.shell_window import ShellWindow


class ProjectOpening(QObject):
    """Belongs to the window."""

    def __init__(self, window: ShellWindow, *, take_model: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._take_model = take_model
        self._window, self._context = window, window.context

    def serve(self, start_page: StartPage) -> None:
        """Connect the actions of the start page."""
        start_page.new_project_requested.connect(self.new_project)
        start_page.open_requested.connect(self.ask_for_folder)
        start_page.sample_requested.connect(self.open_sample)
        start_page.folder_chosen.connect(self.open_project)

    @Slot()
    def new_project(self, paths: Sequence[Path] = ()) -> None:
        """Ask for a new project; `paths` are images or folders to import."""
        dialog = NewProjectDialog(self._context, paths=paths, parent=self._window)
        dialog.created.connect(self.add_paths)
        dialog.open()

    @Slot()
    def ask_for_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open project folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.open_project(Path(name)))
        dialog.open()

    @Slot(object)
    def open_project(self, folder: Path) -> None:
        self._window.banner.dismiss()
        self._context.open_project(folder)

    @Slot()
    def open_sample(self) -> None:
        open_sample(self._context)

    def add_images(self) -> None:
        self._window.go("smears")
        self._window.page("smears").add_images()  # type: ignore[attr-defined]

    def import_data(self) -> None:
        self._window.go("smears")
        self._window.page("smears").sources.import_data()  # type: ignore[attr-defined]

    def export_labels(self) -> None:
        self._window.go("project")
        self._window.page("project").ask_export()  # type: ignore[attr-defined]

    def why_not_add(self, paths: Sequence[Path]) -> str:
        """The reason why these paths cannot be added, "" if they can. A project's folder is only opened."""
        return "" if len(paths) == 1 and is_project(paths[0]) else self._context.why_not_edit

    @Slot(object)
    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add images and folders to the open project or a new one. Opens a project's folder and imports a model."""
        if not paths:
            return
        if why_not := self.why_not_add(paths):
            message = self.tr("This project cannot be changed: {cause}").format(cause=why_not)
            self._context.failed.emit(
                JobError(self.tr("Adding to the project"), message, self.tr("Nothing was added."))
            )
        elif len(paths) == 1 and is_project(paths[0]):
            self.open_project(paths[0])
        elif any(map(is_model, paths)):
            for path in filter(is_model, paths):
                self._take_model(path)
            self.add_paths([path for path in paths if not is_model(path)])
        elif self._context.project is None:
            self.new_project(paths)
        else:
            self._window.go("smears")
            self._window.page("smears").add_paths(paths)  # type: ignore[attr-defined]
