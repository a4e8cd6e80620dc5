"""Imports a model chosen from the menu or dropped on the window."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.dialogs.model_classes import ModelClassesDialog
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.shell.shell_window import ShellWindow
from rbc_desk.ui.widgets.figures import select_key

if TYPE_CHECKING:
    from rbc_desk.core.task import Task

_WORDS = "bundle.json"


def is_model(path: Path) -> bool:
    """Whether the path looks like a bundle: its folder, its description, or a ZIP file with one."""
    return path.name == _WORDS or _is_zip_of_model(path) or (path / _WORDS).is_file()


def _is_zip_of_model(path: Path) -> bool:
    """Whether a ZIP file holds a bundle; a damaged one is taken for a model, whose import says what is wrong."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.replace("\\", "/").rpartition("/")[2] == _WORDS for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return True


class ModelImport(QObject):
    """Belongs to the window. Models may come from elsewhere, so the service checks them and reports what is wrong."""

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context

    @Slot()
    def ask(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Import model: bundle.json, or a ZIP file of the model folder"))
        dialog.setObjectName("takeInDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Models ({0})").format(f"{_WORDS} *.zip"))
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Copy, check and register the model in a job; problems are shown in the window."""
        from rbc_desk.services.models import import_bundle

        project, source = self._context.project, path.parent if path.name == _WORDS else path
        if project is None:
            error = JobError(
                self.tr("Import model"),
                self.tr("A model can only be imported into a project."),
                self.tr("Open a project first."),
            )
            self._context.failed.emit(error)
            return

        def work(task: Task) -> int:
            return import_bundle.import_model(project, source, task=task)

        self._context.jobs.start(work, title=self.tr("importing a model"), on_success=self._on_taken, lane=Lane.LONG)

    @Slot(object)
    def _on_taken(self, model_id: int) -> None:
        self._window.banner.dismiss()
        topics = frozenset({Topic.MODELS, Topic.PREDICTIONS})
        self._context.announce(ChangeSet("Import model", more_topics=topics))
        self._window.go("evaluate")
        select_key(self._window.page("evaluate").models, model_id)  # type: ignore[attr-defined]
        self._map(model_id, only_lacking=True)

    @Slot()
    def ask_for_classes(self) -> None:
        """Show how the classes of the active model are counted, for editing."""
        from rbc_desk.services.models import evaluation

        model = self._context.guard(evaluation.active_model, self._context.project) if self._context.project else None
        if model is not None:
            self._map(model.id, only_lacking=False)
        elif self._context.project is not None:
            error = JobError(
                self.tr("Classes of a model"),
                self.tr("The project has no model yet."),
                self.tr("Train or import one."),
            )
            self._context.failed.emit(error)

    def _map(self, model_id: int, *, only_lacking: bool) -> None:
        from rbc_desk.services.models import class_mapping, evaluation

        project = self._context.project
        if project is None:
            return
        read = class_mapping.unmatched_classes if only_lacking else class_mapping.classes_of
        rows = self._context.guard(read, project, model_id=model_id)
        if not rows:
            return
        dialog = ModelClassesDialog(
            evaluation.model(project, model_id=model_id).name,
            rows=rows,
            classes=project.class_set(),
            parent=self._window,
        )
        dialog.mapping_requested.connect(lambda mapping: self._count_as(model_id, mapping))
        dialog.open()

    def _count_as(self, model_id: int, mapping: dict[str, str | None]) -> None:
        from rbc_desk.services.models import class_mapping

        if mapping:
            self._context.commit(lambda project: class_mapping.count_as(project, model_id=model_id, mapping=mapping))
