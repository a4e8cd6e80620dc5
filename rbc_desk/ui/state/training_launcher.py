"""Starts the training on the open project, and announces the resulting model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


class TrainingLauncher(QObject):
    """Connects the training to the open project."""

    def __init__(
        self,
        session: TrainingSession,
        *,
        project: Callable[[], Project | None],
        announce: Callable[[ChangeSet], None],
        report_failure: Callable[[JobError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = project
        self._announce = announce
        self._report_failure = report_failure
        session.succeeded.connect(self._on_succeeded)

    def start(self, spec: Any, split_by: str = DEFAULT_SPLIT) -> None:
        """Start a training. Only one runs at a time; a second one is reported as an error."""
        project = self._project()
        if project is None:
            return
        if self._session.running:
            self._report_failure(
                JobError(self.tr("Training"), self.tr("A training is running."), self.tr("Stop it first, or wait."))
            )
            return
        self._session.start(project, spec=spec, split_by=split_by)

    @Slot(object)
    def _on_succeeded(self, _model: object) -> None:
        self._announce(ChangeSet("Train model", more_topics=frozenset({Topic.RUNS, Topic.MODELS})))
