"""Actions on past runs: resume, keep the best, discard, retry, repeat, note, delete."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.form import TrainForm
from rbc_desk.ui.train.offer import RunOffer
from rbc_desk.ui.train.progress import TrainingProgress
from rbc_desk.ui.train.runs import RunsPanel


class RunActions(QObject):
    """Implements the actions of the offer and the table on the page Train. `dismissed` holds dismissed runs."""

    def __init__(
        self, context: AppContext, *, form: TrainForm, panel: RunsPanel, watch: TrainingProgress, offer: RunOffer
    ) -> None:
        super().__init__(panel)
        self._context, self._form, self._panel, self._watch, self.offer = context, form, panel, watch, offer
        self.dismissed: set[int] = set()
        offer.resume_requested.connect(self._on_resume)
        offer.retry_requested.connect(self._on_retry)
        offer.keep_requested.connect(self._on_keep)
        offer.discard_requested.connect(self._on_discard)
        offer.dismissed.connect(self._on_dismissed)
        panel.again_requested.connect(self._on_again)
        panel.noted.connect(self._on_noted)
        panel.delete_requested.connect(self._on_delete)

    @Slot()
    def show_offer(self) -> None:
        """Show the actions for the single selected run, or else for the newest."""
        project, chosen = self._context.project, self._panel.selected
        one = chosen[0] if len(chosen) == 1 else None
        found = self._context.guard(training_runs.unfinished, project, run_id=one) if project is not None else None
        if found is None and one is not None and project is not None:
            found = self._context.guard(training_runs.unfinished, project)
        if found is not None and found.run.id in self.dismissed and one is None:
            found = None
        self.offer.offer(found)

    @Slot(int)
    def _on_resume(self, run_id: int) -> None:
        if self._context.project is not None:
            self._context.training.resume(self._context.project, run_id=run_id)

    @Slot(int)
    def _on_keep(self, run_id: int) -> None:
        if self._context.project is not None:
            self._context.training.keep_best(self._context.project, run_id=run_id)

    @Slot(int)
    def _on_discard(self, run_id: int) -> None:
        if self._context.project is not None:
            self._context.guard(training.discard, self._context.project, run_id=run_id)
            self._context.announce(ChangeSet("Discard training", more_topics=frozenset({Topic.RUNS})))

    @Slot(int)
    def _on_dismissed(self, run_id: int) -> None:
        self.dismissed.add(run_id)
        self._panel.clear_selection()
        self.show_offer()

    @Slot(int)
    def _on_retry(self, run_id: int) -> None:
        unfinished = self.offer.unfinished
        if unfinished is not None:
            self._train_as(run_id, dict(unfinished.run.spec) | dict(unfinished.remedy))

    @Slot(int)
    def _on_again(self, run_id: int) -> None:
        project = self._context.project
        found = (self._context.guard(training.runs, project) or ()) if project is not None else ()
        run = next((run for run in found if run.id == run_id), None)
        if run is not None:
            self._train_as(run_id, dict(run.spec))

    def _train_as(self, run_id: int, spec: dict[str, Any]) -> None:
        """Show these settings and the run's split in the form, and start a training."""
        project = self._context.project
        if project is None:
            return
        split_by = self._context.guard(training_runs.split_of, project, run_id=run_id)
        checked = self._context.guard(training.spec_from, spec)
        if split_by is not None and checked is not None:
            self._form.show_settings(spec, split_by=split_by)
            self._context.training_launcher.start(checked, split_by)

    @Slot(int, str)
    def _on_noted(self, run_id: int, text: str) -> None:
        if self._context.project is None:
            return
        self._context.commit(lambda project: training_runs.set_note(project, run_id=run_id, text=text))
        self._panel.refill()  # also after a failure, because the table shows the stored value

    @Slot(object)
    def _on_delete(self, run_ids: tuple[int, ...]) -> None:
        if self._context.project is not None and run_ids:
            self._panel.clear_selection()
            self._watch.clear()
            self._context.commit(lambda project: training_runs.delete(project, run_ids=run_ids))
