"""Imports images, folders and data sets: asks for files and runs the import as a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from rbc_desk.core.events import Event, Problem
from rbc_desk.core.files.images import is_image, may_be_slide
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.task import Task
from rbc_desk.services.datasets import importing
from rbc_desk.services.datasets.importing import Imported
from rbc_desk.services.smears import library
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.ui.dialogs.image_files import ask_for_images
from rbc_desk.ui.dialogs.slide_queue import SlideQueue, add_regions
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.smears.class_mapping import ClassMappingDialog
from rbc_desk.ui.smears.import_dialog import ImportDialog
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.problems import ImportSummary, ProblemList

if TYPE_CHECKING:
    from rbc_desk.core.classes import ClassSet
    from rbc_desk.services.datasets.importing import NamedClass
    from rbc_desk.services.project.project import Project


class SmearSources(QObject):
    """The import actions of the page Smears. Files that could not be read are listed in `problems`."""

    def __init__(self, context: AppContext, *, page: QWidget, problems: ProblemList) -> None:
        super().__init__(page)
        self._context, self._page, self._problems = context, page, problems
        self._slides = SlideQueue(context, page=page)
        self._slides.chosen.connect(self._add_regions)
        self.actions = [
            self._action(self.tr("Add images…"), "addImagesButton", "add", self.add_images,
                         self.tr("Copy images into the project")),
            self._action(self.tr("Add folder…"), "addFolderButton", "folder", self.add_folder,
                         self.tr("Copy all images of a folder and its subfolders into the project")),
            self._action(self.tr("Import…"), "importButton", "import", self.import_data,
                         self.tr("Import smears with cells and classes from another data set")),
        ]  # fmt: skip

    def enable(self) -> None:
        """Disable the actions if the project cannot be changed."""
        for action in self.actions:
            permit(action, can=True, why_not=self._context.why_not_edit)

    def add_images(self) -> None:
        ask_for_images(self._page, self.tr("Add images"), then=self.add_paths)

    def add_folder(self) -> None:
        title, mode = self.tr("Add folder of images"), QFileDialog.FileMode.Directory
        ask_for_images(self._page, title, then=self.add_paths, mode=mode)

    def import_data(self) -> None:
        """Ask for a data set and its format."""
        dialog = ImportDialog(self._context, parent=self._page.window())
        dialog.chosen.connect(lambda path, name: self.import_from(name, source=path))
        dialog.open()

    def add_paths(self, paths: Sequence[Path]) -> Job:
        """Copy images and folders into the project in a job; one undoable step, even if it is stopped.

        A single folder or file that is a data set of another program is imported with its cells and classes.
        """
        if len(paths) == 1 and not is_image(paths[0]):
            return self._recognise(paths[0])
        if any(map(may_be_slide, paths)):
            return self._slides.take(paths, add=self._add)
        return self._add(paths)

    @Slot(object, object, str)
    def _add_regions(self, path: Path, regions: Sequence[Region], specimen: str) -> None:
        """Store regions of a slide as smears in a job; one undoable step, even if it is stopped."""
        work = add_regions(self._context.opened, path, regions, specimen=specimen)
        self.run(work, title=self.tr("adding smears"), as_one_step=library.added_as_one_step)

    def _recognise(self, path: Path) -> Job:
        """Find out in a job whether a path is a data set, and import it as what it is."""
        project = self._context.opened

        def then(found: str | None) -> None:
            if self._same(project) is None:
                return
            if found is None:
                self._add([path])
            else:
                self.import_from(found, source=path)

        return self._context.jobs.start(
            lambda task: importing.annotated_format(path, task=task),
            title=self.tr("reading the data set"),
            on_success=then,
            lane=Lane.LONG,
        )

    def _add(self, paths: Sequence[Path]) -> Job:
        project = self._context.opened
        return self.run(
            lambda task, on_step: library.add_smears(project, list(paths), task=task, on_step=on_step),
            title=self.tr("adding smears"),
            as_one_step=library.added_as_one_step,
        )

    def import_from(self, format_: str | None, *, source: Path) -> Job:
        """Read another data set in a job, ask how to map unknown class names, then store it in a second job."""
        project = self._context.opened
        classes = project.class_set()
        shown = {cell_class.code: translated(cell_class.name) for cell_class in classes}
        self._problems.clear()

        def read(task: Task) -> Any:
            found = importing.read_set(format=format_, source=source, task=task)
            return found, importing.named_classes(project, found, shown=shown)

        return self._context.jobs.start(
            read,
            title=self.tr("reading the data set"),
            on_success=partial(self._on_read, project, classes),
            lane=Lane.LONG,
        )

    def _on_read(self, project: Project, classes: ClassSet, read: tuple[Any, Sequence[NamedClass]]) -> None:
        found, names = read
        if self._same(project) is None:
            return
        if all(item.code is not None for item in names):
            self._store(project, found, {item.name: item.code for item in names})
            return
        dialog = ClassMappingDialog(names, classes=classes, parent=self._page.window())
        dialog.chosen.connect(partial(self._store, project, found))
        dialog.open()

    def _store(self, project: Project, found: Any, mapping: dict[str, str | None]) -> None:
        """Store the data set as one undoable step, even if it is stopped."""
        current = self._same(project)
        if current is None:
            return
        self.run(
            lambda task, on_step: importing.import_set(current, found, mapping=mapping, task=task, on_step=on_step),
            title=self.tr("importing"),
            as_one_step=importing.imported_as_one_step,
        )

    def _same(self, project: Project) -> Project | None:
        """The project with its current reader; None if another one was opened."""
        current = self._context.project
        return current if current is not None and current.store is project.store else None

    def run(self, work: Any, *, title: str, as_one_step: Any) -> Job:
        """Run a service that commits step by step and reports files that it could not read."""
        self._problems.clear()
        return self._context.edit_jobs.start(
            work, title=title, as_one_step=as_one_step, on_success=self._on_worked, on_progress=self._on_progress
        )

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Problem):
            self._problems.add(event)

    @Slot(object)
    def _on_worked(self, result: Any) -> None:
        if isinstance(result, Imported):
            others = sum(result.others.values())
            summary = ImportSummary(result.smears, result.known, result.cells, result.labelled, others)
            self._problems.report(summary, problems=result.problems, notes=result.left_out)
        elif isinstance(result, AddedSmears):
            plain = not (result.known_ids or result.problems or result.left_out)
            added = None if plain else ImportSummary(len(result.ids), len(result.known_ids))
            self._problems.report(added, problems=result.problems, notes=result.left_out)

    def _action(self, text: str, name: str, icon_name: str, slot: Callable[[], Any], tip: str) -> QAction:
        action = QAction(icon(icon_name), text, self._page, objectName=name, toolTip=tip)
        action.triggered.connect(lambda _checked=False: slot())
        return action
