"""Images that are dropped on a specimen, or chosen for it, become its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from rbc_desk.core.events import Event, Problem
from rbc_desk.core.image_files import dialog_filter
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.services.specimens import adding
from rbc_desk.ui.pages.drops import dropped_paths
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.problems import ImportSummary, ProblemList

_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FieldAdding(QObject):
    """Runs the job. Files that could not be read are listed in `problems`."""

    def __init__(self, context: AppContext, *, page: QWidget, problems: ProblemList) -> None:
        super().__init__(page)
        self._context, self._page, self._problems = context, page, problems

    def ask(self, specimen_id: int) -> None:
        """Ask for images for a specimen."""
        dialog = QFileDialog(self._page, self.tr("Add images"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{self.tr('Images')} ({dialog_filter()})", self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names], specimen_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, paths: Sequence[Path], specimen_id: int) -> None:
        """Add images and folders to a specimen in a job; one undoable step, even if it is stopped."""
        project = self._context.opened
        self._problems.clear()
        self._context.edit_jobs.start(
            partial(adding.add_fields, project, list(paths), specimen_id=specimen_id),
            title=self.tr("adding smears"),
            as_one_step=adding.fields_added_as_one_step,
            on_success=self._on_added,
            on_progress=self._on_progress,
        )

    @Slot(object)
    def _on_progress(self, event: Event) -> None:
        if isinstance(event, Problem):
            self._problems.add(event)

    @Slot(object)
    def _on_added(self, added: AddedSmears) -> None:
        plain = not (added.known_ids or added.problems or added.left_out)
        summary = None if plain else ImportSummary(len(added.ids), len(added.known_ids))
        self._problems.report(summary, problems=added.problems, notes=added.left_out)


class FieldDrop(QObject):
    """Takes drops of files on a widget. `target` gives the specimen at a place, 0: none takes it there.

    `mark` is called with the specimen under the mouse, and with 0 at the end.
    """

    def __init__(
        self,
        widget: QWidget,
        *,
        target: Callable[[QPoint], int],
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
        specimen_id = self._target(event.position().toPoint()) if paths else 0
        is_drop = event.type() == QEvent.Type.Drop
        self._mark(0 if is_drop else specimen_id)
        if event.type() == QEvent.Type.DragEnter and paths:
            event.acceptProposedAction()  # the specimen may come under the mouse later
        elif specimen_id:
            event.acceptProposedAction()
            if is_drop:
                self._take(paths, specimen_id)
        else:
            event.ignore()
        return True
