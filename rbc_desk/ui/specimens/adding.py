"""Images that are dropped on a specimen, or chosen for it, become its fields; their cells are found and sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from rbc_desk.core.events import Event, Problem
from rbc_desk.core.files.images import may_be_slide
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep
from rbc_desk.core.task import Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import starter
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.services.specimens import adding, editing
from rbc_desk.ui.dialogs.image_files import ask_for_images
from rbc_desk.ui.dialogs.slide_queue import SlideQueue, add_regions
from rbc_desk.ui.dialogs.starter_classes import Counting, before_presorting
from rbc_desk.ui.pages.drops import dropped_paths
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.problems import ImportSummary, ProblemList

_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


NEW_SPECIMENS = 0
"""In the place of a specimen's number: each image becomes a specimen of its own name."""


class FieldAdding(QObject):
    """Runs the jobs. Files that could not be read are listed in `problems`.

    The images are added first, so that they appear at once, and a stopped search for cells keeps them.
    """

    def __init__(self, context: AppContext, *, page: QWidget, problems: ProblemList) -> None:
        super().__init__(page)
        self._context, self._page, self._problems = context, page, problems
        self._slides = SlideQueue(context, page=page)
        self._slides.chosen.connect(self._add_regions)

    def ask(self, specimen_id: int) -> None:
        """Ask for images for a specimen."""
        ask_for_images(self._page, self.tr("Add images"), then=lambda paths: self.add(paths, specimen_id))

    def add(self, paths: Sequence[Path], specimen_id: int) -> None:
        """Add images and folders to a specimen or to `NEW_SPECIMENS`, then find and classify their cells.

        Each of the two jobs is one undoable step, even if it is stopped. Regions are chosen on whole slides.
        """
        self._problems.clear()
        if not any(map(may_be_slide, paths)):
            self._add_images(paths, specimen_id)
            return
        new = specimen_id == NEW_SPECIMENS
        code = "" if new else editing.specimen(self._context.opened, specimen_id=specimen_id).code
        self._slides.take(paths, add=lambda images: self._add_images(images, specimen_id), specimen=code)

    def _add_images(self, paths: Sequence[Path], specimen_id: int) -> None:
        project = self._context.opened
        if specimen_id == NEW_SPECIMENS:
            work, as_one_step = partial(library.add_smears, project, list(paths)), library.added_as_one_step
        else:
            work = partial(adding.add_fields, project, list(paths), specimen_id=specimen_id)
            as_one_step = adding.fields_added_as_one_step
        self._run(work, as_one_step)

    @Slot(object, object, str)
    def _add_regions(self, path: Path, regions: Sequence[Region], specimen: str) -> None:
        work = add_regions(self._context.opened, path, regions, specimen=specimen)
        self._run(work, library.added_as_one_step)

    def _run(self, work: Callable[..., AddedSmears], as_one_step: Callable[..., ChangeSet]) -> None:
        self._context.edit_jobs.start(
            work,
            title=self.tr("adding smears"),
            as_one_step=as_one_step,
            on_success=partial(self._on_added, self._context.opened),
            on_progress=self._on_progress,
        )

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Problem):
            self._problems.add(event)

    def _on_added(self, project: Project, added: AddedSmears) -> None:
        plain = not (added.known_ids or added.problems or added.left_out)
        summary = None if plain else ImportSummary(len(added.ids), len(added.known_ids))
        self._problems.report(summary, problems=added.problems, notes=added.left_out)
        current = self._context.project
        if current is None or current.store is not project.store or not (added.ids or added.known_ids):
            return
        before_presorting(self._context, parent=self._page, then=partial(self._find_and_sort, added))

    def _find_and_sort(self, added: AddedSmears, classify: bool, counted_as: Counting | None) -> None:
        self._context.edit_jobs.start(
            partial(_find_and_sort, self._context.opened, added=added, classify=classify, counted_as=counted_as),
            title=self.tr("finding and classifying cells"),
            as_one_step=find_cells.found_as_one_step,
            on_progress=self._on_progress,
        )


def _find_and_sort(
    project: Project,
    *,
    added: AddedSmears,
    classify: bool,
    counted_as: Counting | None,
    task: Task,
    on_step: OnStep,
) -> None:
    """Find and classify the cells of the new smears, and of those known ones that have no cells yet."""
    known = (i for i in dict.fromkeys(added.known_ids) if not labelling.cells(project, smear_id=i))
    if smear_ids := [*added.ids, *known]:
        starter.find_and_presort(
            partial(find_cells.detect_smears, project, smear_ids=smear_ids),
            project=project,
            smear_ids=smear_ids,
            classify=classify,
            counted_as=counted_as,
            task=task,
            on_step=on_step,
        )


class FieldDrop(QObject):
    """Takes drops of files on a widget.

    `target` gives the specimen at a place or `NEW_SPECIMENS`; None: nothing is taken there. `mark` is called with the
    specimen under the mouse, and with 0 elsewhere and at the end.
    """

    def __init__(
        self,
        widget: QWidget,
        *,
        target: Callable[[QPoint], int | None],
        take: Callable[[Sequence[Path], int], None],
        mark: Callable[[int], None] = lambda _specimen_id: None,
    ) -> None:
        super().__init__(widget)
        self._target, self._take, self._mark = target, take, mark
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._mark(0)
        if event.type() not in (*_MOVES, QEvent.Type.Drop) or not isinstance(event, QDropEvent | QDragMoveEvent):
            return False
        paths = dropped_paths(event.mimeData())
        specimen_id = self._target(event.position().toPoint()) if paths else None
        is_drop = event.type() == QEvent.Type.Drop
        self._mark(0 if is_drop else specimen_id or 0)
        if event.type() == QEvent.Type.DragEnter and paths:
            event.acceptProposedAction()  # the specimen may come under the mouse later
        elif specimen_id is not None:
            event.acceptProposedAction()
            if is_drop:
                self._take(paths, specimen_id)
        else:
            event.ignore()
        return True
