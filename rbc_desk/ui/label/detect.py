"""Finds the cells of the current smear from the page Label."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import starter
from rbc_desk.ui.dialogs.starter_classes import Counting, before_presorting
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.state.app_context import AppContext


class SmearDetection(QObject):
    """One detection at a time, as one undoable step. `changed` is emitted when it starts and ends."""

    changed = Signal()

    def __init__(self, context: AppContext, *, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        return self._job is not None and not self._job.ended

    @Slot()
    def start(self) -> None:
        """Find the cells of the current smear. Cells that a person reviewed stay."""
        if self._context.project is not None and self._context.smear_id and not self.running:
            before_presorting(self._context, parent=self._page, then=self._find)

    def _find(self, classify: bool, counted_as: Counting | None) -> None:
        project, smear_id = self._context.opened, self._context.smear_id
        self._job = self._context.edit_jobs.start(
            partial(
                starter.find_and_presort,
                partial(find_cells.detect_smears, project, smear_ids=[smear_id]),
                project=project,
                smear_ids=[smear_id],
                classify=classify,
                counted_as=counted_as,
            ),
            title=self.tr("finding cells"),
            as_one_step=find_cells.found_as_one_step,
        )
        self._job.finished.connect(self.changed)
        self.changed.emit()
