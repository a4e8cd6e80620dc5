"""Finds the cells of the project that are most similar to the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.label.edits import LabelEdits
from rbc_desk.ui.state.app_context import AppContext

MOST = 200
"""The number of cells that are shown at most."""


class SimilarCells(QObject):
    """Runs `action` on the current cell, and shows what was found by `show(ids, title)`."""

    def __init__(
        self,
        context: AppContext,
        *,
        edits: LabelEdits,
        action: QAction,
        show: Callable[[Sequence[int], str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._edits, self._show = context, edits, show
        action.setToolTip(self.tr("Show the cells of the project that look most like the current cell"))
        action.triggered.connect(self.find)

    @Slot()
    def find(self) -> None:
        """Search for the cells like the first current cell; what is in the way is reported."""
        targets, learner = self._edits.targets, self._context.live.learner
        if not targets:
            return
        if learner is None:
            self._report(
                self.tr("Finding similar cells needs Learn while labelling, which is off."),
                hint=self.tr("Turn on Learn while labelling in Settings."),
            )
            return
        self._context.jobs.start(
            lambda task: learner.similar(targets[0], n=MOST, task=task),
            title=self.tr("Finding similar cells"),
            on_success=self._on_found,
            supersede="similar",
        )

    def _on_found(self, ids: tuple[int, ...]) -> None:
        if len(ids) > 1:
            self._show(ids, self.tr("Similar cells"))
        elif self._context.live.busy:
            self._report(
                self.tr("The cells are still being prepared for comparison."),
                hint=self.tr("Try again when the status bar shows no more work."),
            )
        else:
            self._report(
                self.tr("There is no model yet to compare these cells with."),
                hint=self.tr("Train a model, or start a project with classes that the starter model knows."),
            )

    def _report(self, text: str, *, hint: str) -> None:
        error = RbcDeskError(text, hint=hint)
        self._context.failed.emit(JobError.from_exception(error, title=self.tr("Finding similar cells")))
