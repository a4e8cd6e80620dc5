"""Loads cells for painting. A failure is reported, never raised into a paint event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from rbc_desk.core.cells import Cell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.ui.kit.errors import JobError

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project
    from rbc_desk.ui.state.app_context import Desk


class CellLoader:
    """Called with ids it gives the cells that are there; none where the project cannot be read.

    A failure is told once, until reading has succeeded again: what is painted asks at each repaint.
    """

    def __init__(self, desk: Desk, project: Project) -> None:
        self._desk, self._project = desk, project
        self._failed = False

    def __call__(self, ids: Sequence[int]) -> tuple[Cell, ...]:
        from rbc_desk.services.cells import labelling

        try:
            found = labelling.some_cells(self._project, cell_ids=ids)
        except RbcDeskError as error:
            if not self._failed:
                self._failed = True
                self._tell(error)
            return ()
        self._failed = False
        return found

    def _tell(self, error: RbcDeskError) -> None:
        title = QCoreApplication.translate("Desk", "That did not work")
        trouble = JobError.from_exception(error, title=title)
        # not at once: showing it changes widgets, and one of them may be painting
        QTimer.singleShot(0, self._desk, lambda: self._desk.trouble.emit(trouble))
