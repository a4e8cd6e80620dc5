"""Whole slides among files that are added: they are shown one after another, and regions are chosen on each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.core.files.images import may_be_slide
from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.task import Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import slides
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.ui.dialogs.slide import SlideDialog, open_slide_dialog
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.state.app_context import AppContext


class _Waiting(NamedTuple):
    path: Path
    specimen: str


class SlideQueue(QObject):
    """`chosen` carries the path of a slide, the regions chosen on it and the code of their specimen.

    Regions of a window that was cancelled are kept for the next time that its slide is opened.
    """

    chosen = Signal(object, object, str)  # Path, tuple[Region, ...]

    def __init__(self, context: AppContext, *, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._waiting: deque[_Waiting] = deque()
        self._is_open = False
        self._kept: dict[Path, tuple[tuple[Region, ...], str]] = {}
        context.project_changed.connect(self._on_project_changed)

    def take(self, paths: Sequence[Path], *, add: Callable[[list[Path]], Any], specimen: str = "") -> Job:
        """Find out in a job which files are whole slides, and show these. `add` gets the others, if there are any.

        The regions belong to `specimen`, or else to one of the slide's name, unless the reader types another.
        """
        project = self._context.opened

        def then(found: Sequence[Path]) -> None:
            if not self._is_current(project):
                return
            if images := [path for path in paths if path not in found]:
                add(images)
            self._waiting.extend(_Waiting(path, specimen) for path in found)
            self._show_next()

        return self._context.jobs.start(
            lambda task: [
                path for path in paths if not task.stopped and may_be_slide(path) and slides.is_slide(path)
            ],
            title=self.tr("opening the slide"),
            on_success=then,
            lane=Lane.LONG,
        )

    def _show_next(self) -> None:
        """Show the next slide, if there is one and the window of no other is open."""
        if not self._waiting or self._is_open:
            return
        self._is_open = True
        following = self._waiting.popleft()
        shown: list[SlideDialog] = []

        def then(dialog: SlideDialog) -> None:
            self._on_opened(following, dialog)
            shown.append(dialog)

        def on_ended() -> None:
            if not shown:
                self._on_closed()

        open_slide_dialog(self._context, following.path, parent=self._page, then=then).finished.connect(on_ended)

    def _on_opened(self, slide: _Waiting, dialog: SlideDialog) -> None:
        project = self._context.opened

        def on_finished(result: int) -> None:
            if result == SlideDialog.DialogCode.Rejected and self._is_current(project):
                self._kept[slide.path] = dialog.canvas.regions, dialog.specimen.text()
            self._on_closed()

        if slide.path in self._kept:
            regions, specimen = self._kept.pop(slide.path)
            dialog.canvas.set_regions(regions)
            dialog.specimen.setText(specimen)
        if slide.specimen:
            dialog.specimen.setText(slide.specimen)
        dialog.chosen.connect(self.chosen)
        dialog.finished.connect(on_finished)

    def _on_closed(self) -> None:
        self._is_open = False
        self._show_next()

    @Slot()
    def _on_project_changed(self) -> None:
        self._waiting.clear()
        self._kept.clear()

    def _is_current(self, project: Project) -> bool:
        current = self._context.project
        return current is not None and current.store is project.store


def add_regions(
    project: Project, path: Path, regions: Sequence[Region], *, specimen: str
) -> Callable[..., AddedSmears]:
    """The work of a job that stores regions of a slide as smears, for `library.added_as_one_step`."""

    def work(task: Task, on_step: Any) -> AddedSmears:
        with slides.open_slide(path) as slide:
            return slides.add_regions(project, slide, regions, specimen=specimen, task=task, on_step=on_step)

    return work
