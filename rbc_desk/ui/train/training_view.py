"""Shows the training in progress, or the last one, on the page Train."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.events import Event, NotLearning, Problem, Progress, TrainingStarted, Warned
from rbc_desk.core.history.changes import Topic
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.form import TrainForm
from rbc_desk.ui.train.progress import TrainingProgress
from rbc_desk.ui.train.run_actions import RunActions
from rbc_desk.ui.train.runs import RunsPanel


class TrainingView(QObject):
    """Follows the training session. While the page is hidden it shows nothing; `catch_up` shows what was missed."""

    begun = Signal()  # buttons and runs are to be shown again
    error_shown = Signal()  # errors are shown on the page

    def __init__(
        self,
        context: AppContext,
        *,
        page: Page,
        form: TrainForm,
        panel: RunsPanel,
        watch: TrainingProgress,
        actions: RunActions,
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._form = context, page, form
        self._panel, self._watch, self._actions = panel, watch, actions
        self._missed = True  # whether events arrived while the page was hidden
        self._last_message: Event | None = None  # of events that the session does not keep
        session = context.training
        session.started.connect(self._on_started)
        session.event.connect(self._on_event)
        session.cancelled.connect(self._on_cancelled)
        session.failed.connect(self._on_failed)
        session.succeeded.connect(self._on_succeeded)

    def catch_up(self) -> None:
        """Show what was missed, if anything was."""
        if self._missed:
            self._missed = False
            self._show_training()

    def _misses(self) -> bool:
        """Whether the page is hidden, so that training events are shown later."""
        hidden = self._page.follower.miss(Topic.RUNS)
        self._missed |= hidden
        return hidden

    def _show_training(self) -> None:
        """Show the events of the current or last training that arrived while this page was hidden or not built."""
        session = self._context.training
        if session.running or session.history:
            self._panel.clear_selection()
            self._watch.clear(epochs=session.epochs)
        last, self._last_message = self._last_message, None
        for event in (*session.history, *((last,) if last is not None and session.running else ())):
            self._show_event(event)
        how, what = session.outcome or ("", None)
        if how == "succeeded":
            self._on_succeeded(what)
        elif how == "failed" and isinstance(what, JobError):
            self._on_failed(what)
        elif how == "cancelled" and session.history:
            self._on_cancelled()

    @Slot()
    def _on_started(self) -> None:
        self._last_message = None
        if self._misses():
            return
        self._panel.clear_selection()
        self._watch.clear(epochs=self._context.training.epochs or self._form.epochs.value())
        self._watch.state_text.setText(self.tr("Preparing the cells…"))
        self.begun.emit()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if not self._misses():
            self._show_event(event)
        elif isinstance(event, Progress | Problem):
            self._last_message = event

    def _show_event(self, event: Event) -> None:
        project = self._context.project
        if isinstance(event, Warned) and not isinstance(event, NotLearning):
            self._watch.warn(translated(event.message))
            return
        is_start = isinstance(event, TrainingStarted)
        resumed = self._context.training.resumed
        classes = training.class_set_of(project, run_id=resumed) if is_start and project is not None else ()
        network = self._form.network_text(event.network) if isinstance(event, TrainingStarted) else ""
        self._watch.on_event(event, classes={c.code: c for c in classes}, network=network)
        run_id = self._context.training.resumed
        if is_start and run_id and project is not None:
            self._watch.show_history(self._context.guard(training.history, project, run_id=run_id) or ())

    @Slot(object)
    def _on_failed(self, error: JobError) -> None:
        if self._misses():
            return
        self._actions.show_offer()
        unfinished = self._actions.offer.unfinished
        is_failed = unfinished is not None and unfinished.run.status == "failed"
        self._watch.state_text.setText("" if is_failed else translated(error.message))
        if is_failed and self._page.isVisible():
            self.error_shown.emit()

    @Slot()
    def _on_cancelled(self) -> None:
        if self._misses():
            return
        self._actions.show_offer()
        unfinished = self._actions.offer.unfinished
        is_offered = unfinished is not None and unfinished.run.status == "interrupted"
        self._watch.state_text.setText("" if is_offered else self.tr("Stopped. No model was kept."))

    @Slot(object)
    def _on_succeeded(self, model: Any) -> None:
        if self._misses():
            return
        saved = self.tr(
            "Model {0} was saved with the weights of epoch {1}, which had the lowest validation loss."
        ).format(model.name, model.best_epoch)
        active = self.tr("It is the active model now; Evaluate compares it with the others.") if model.active else ""
        self._watch.state_text.setText(f"{saved} {active}".strip())
        if project := self._context.project:
            known = self._context.guard(training_runs.summaries, project) or ()
            own = next((one for one in known if one.run.id == model.run_id), None)
            stays = "" if model.active or model.standing else self.tr("The previously active model stays active.")
            self._watch.warn(f"{translated(own.warnings) if own else ''} {stays}".strip())
