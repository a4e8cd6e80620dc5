"""Images chosen on the page Classify become smears of the project; regions are chosen on whole slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.core.files.images import may_be_slide
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.services.smears import library
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.ui.dialogs.image_files import ask_for_images
from rbc_desk.ui.dialogs.slide_queue import SlideQueue, add_regions
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.edit_jobs import SteppingWork

_MOST_TOLD = 3  # the most unreadable files that a message names


class RunsJob(Protocol):
    """Starts a job of the page, whose buttons wait for it."""

    def __call__(
        self, work: SteppingWork, *, title: str, as_one_step: Callable[..., ChangeSet], done: Callable[[Any], None]
    ) -> None: ...


class SmearAdding(QObject):
    """Asks for images, adds them by `run`, and shows the first."""

    def __init__(self, context: AppContext, *, page: QWidget, run: RunsJob) -> None:
        super().__init__(page)
        self._context, self._page, self._run = context, page, run
        self._slides = SlideQueue(context, page=page)
        self._slides.chosen.connect(self._add_regions)

    def ask(self) -> None:
        ask_for_images(self._page, self.tr("Add smears"), then=self.add)

    def add(self, paths: Sequence[Path]) -> None:
        """Add images to the project in one undoable step. Whole slides open to choose regions on them."""
        if any(map(may_be_slide, paths)):
            self._slides.take(paths, add=self._add_images)
        else:
            self._add_images(paths)

    def _add_images(self, paths: Sequence[Path]) -> None:
        self._start(partial(library.add_smears, self._context.opened, list(paths)))

    @Slot(object, object, str)
    def _add_regions(self, path: Path, regions: Sequence[Region], specimen: str) -> None:
        self._start(add_regions(self._context.opened, path, regions, specimen=specimen))

    def _start(self, work: SteppingWork) -> None:
        self._run(work, title=self.tr("adding smears"), as_one_step=library.added_as_one_step, done=self._on_added)

    def _on_added(self, added: AddedSmears) -> None:
        ids = added.ids or added.known_ids
        if ids:
            self._context.set_smear(ids[0])
        if problems := [translated(problem.message) for problem in (*added.problems, *added.left_out)[:_MOST_TOLD]]:
            self._context.failed.emit(JobError(self.tr("Add smears"), " ".join(problems), ""))
