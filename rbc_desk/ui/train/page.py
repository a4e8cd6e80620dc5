"""The page Train: trains a network on the labels and shows its progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.history.changes import Topic
from rbc_desk.core.task import Task
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.training import choices as training_choices
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.services.training.editions import why_not_train
from rbc_desk.ui.keys.commands import FOLDED_BY
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.pages.follower import Missed
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.pages.standing_line import StandingLine
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.buttons import TrainButtons
from rbc_desk.ui.train.choices import TrainingChoices
from rbc_desk.ui.train.form import TrainForm
from rbc_desk.ui.train.night import NightRow
from rbc_desk.ui.train.offer import RunOffer
from rbc_desk.ui.train.progress import TrainingProgress
from rbc_desk.ui.train.run_actions import RunActions
from rbc_desk.ui.train.runs import RunsPanel
from rbc_desk.ui.train.split import SplitPreview
from rbc_desk.ui.train.training_view import TrainingView
from rbc_desk.ui.widgets.fold import Fold
from rbc_desk.ui.widgets.texts import scrolled, tight

if TYPE_CHECKING:
    from rbc_desk.services.datasets.snapshots import DatasetOverview
    from rbc_desk.services.project.project import Project


class TrainPage(Page):
    """Three choices and what the labels allow above; the progress and past runs below, beside the unfolded form."""

    title = "Train"
    icon_name = "train"
    topics = frozenset(Topic) - {Topic.PROJECT, Topic.MODELS}
    open_requested = Signal(str)  # the page to go to
    error_shown = Signal()  # errors are shown on the page

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("trainPage")
        self.form = TrainForm(context)
        self.choices = TrainingChoices()
        self.split = SplitPreview(context, form=self.form)
        self.leak, self.ready = self.split.banner, self.split.words
        self.buttons, self.standing = TrainButtons(page=self, keymap=context.keys), StandingLine(context)
        self.night = NightRow(context, split_by=lambda: self.form.split_by)
        self.fold = Fold(name="allSettingsButton")
        self.side = QWidget(objectName="allSettings")
        self.runs_panel = RunsPanel(self.form)
        self.watch = TrainingProgress(below=self.runs_panel)
        self.offer = RunOffer()
        self.runs, self.figures, self.state_text = self.runs_panel.table, self.watch.figures, self.watch.state_text
        self.losses, self.metrics, self.confusion = self.watch.losses, self.watch.metrics, self.watch.confusion
        self.train_button, self.stop_button = self.buttons.train, self.buttons.stop
        self.discard_button, self.label_button = self.buttons.discard, self.buttons.label
        self.run_actions = RunActions(
            context, form=self.form, panel=self.runs_panel, watch=self.watch, offer=self.offer
        )
        self._devices_asked = False
        self.training_view = TrainingView(
            context, page=self, form=self.form, panel=self.runs_panel, watch=self.watch, actions=self.run_actions
        )
        self._lay_out()
        self._connect()

    def activated(self) -> None:
        """Look for devices when the page is first shown, because this imports torch."""
        if self._devices_asked:
            return
        self._devices_asked = True

        def found(_task: Task) -> Any:
            choices = training_choices.device_choices()
            training.warm_up()
            return choices

        self.context.jobs.start(
            found, title=self.tr("detecting devices"), on_success=self.form.set_devices, lane=Lane.LONG
        )

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setSpacing(GRID)
        for widget in (self.choices, self.split, self.standing, self.buttons, self.night):
            above.addWidget(widget)
        self.side.setProperty(FOLDED_BY, self.fold)
        self.fold.setProperty("bar", True)
        self.fold.setMinimumHeight(5 * GRID)
        for beside in (self.fold, *self.night.controls):
            self.buttons.row.addWidget(beside)
        scroll = scrolled(self.form)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(20 * GRID)
        with_text(self.side, lambda scale: self.side.setFixedWidth(round(39 * GRID * scale)))
        left = QVBoxLayout(self.side)
        tight(left)
        left.setSpacing(2 * GRID)
        left.addWidget(scroll, 1)
        left.addWidget(self.split.area)
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        right.addWidget(self.offer)
        right.addWidget(self.watch, 1)
        self.keep_splitters(**self.watch.splitters)
        below = QHBoxLayout()
        below.setSpacing(3 * GRID)
        below.addWidget(self.side)
        below.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        tight(column)
        column.setSpacing(GRID)
        column.addLayout(above)
        column.addLayout(below, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(scrolled(whole))
        self._unfold(False)
        if why_not_train():  # nothing to choose
            for useless in (self.choices, self.fold, *self.night.controls):
                useless.hide()

    @Slot(bool)
    def _unfold(self, unfolded: bool) -> None:
        self.side.setVisible(unfolded)

    def choose(self, name: str) -> None:
        """Choose the preset, as a click on its card does. Raises KeyError."""
        self.form.show_preset(name)

    @Slot(str)
    def _show_preset(self, name: str) -> None:
        self.choices.show_choice(name)
        names = {"": self.tr("All settings (custom)"), "paper": self.tr("All settings (as in the paper)")}
        self.fold.setText(names.get(name, self.tr("All settings")))

    def view_state(self) -> dict[str, Any]:
        return {**super().view_state(), **self.form.choice_state(), "unfolded": self.fold.isChecked()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        super().restore_view_state(state)
        self.fold.setChecked(state.get("unfolded") is True)
        self.form.restore_choice(state)

    def _connect(self) -> None:
        self._show_preset(self.form.preset)
        self.choices.chosen.connect(self.form.show_preset)
        self.form.preset_changed.connect(self._show_preset)
        self.form.preset_changed.connect(self.state_changed)
        self.fold.toggled.connect(self._unfold)
        self.fold.toggled.connect(self.state_changed)
        self.split.estimated.connect(self.choices.show_estimates)
        self.buttons.train_requested.connect(self._on_train)
        self.buttons.pause_requested.connect(self._on_pause)
        self.buttons.stop_requested.connect(self._on_stop)
        self.buttons.label_requested.connect(lambda: self.open_requested.emit("label"))
        self.context.counting.arrived.connect(self.refresh_when_seen)
        self.runs_panel.chosen.connect(self._on_runs_chosen)
        self.runs_panel.outdated.connect(self._look_at_runs)
        self.training_view.begun.connect(self.refresh)
        self.training_view.error_shown.connect(self.error_shown)
        self.context.training.finished.connect(self.refresh_when_seen)

    # the context

    @Slot()
    def forget(self) -> None:
        self.run_actions.dismissed.clear()
        self.runs_panel.clear_selection()
        self.watch.clear()

    @Slot()
    def refresh(self) -> None:
        """Read the labels and the past runs again."""
        project, session = self.context.project, self.context.training
        overview = self._overview(project)
        self.split.advise(self._advice(overview))
        is_ready = overview is not None and overview.ready and not self.context.why_not_train
        for widget in (self.form, self.choices):
            widget.setEnabled(not session.running)
        self.runs_panel.setEnabled(not session.running)
        self.runs_panel.permit_changes(self.context.why_not_edit)
        self.offer.permit_changes(self.context.why_not_train)
        self.buttons.show_state(
            running=session.running,
            stopping=session.stopping,
            paused=session.pausing,
            ready=is_ready,
            can_pause=session.can_pause,
            can_label=overview is not None and not is_ready and not session.running and not why_not_train(),
        )
        if session.running:
            self.watch.show_nothing(False)
            self.offer.offer(None)
            return  # the table would lose its position at every epoch
        if not why_not_train():
            self.split.measure(overview)
        self.standing.show_newest()
        self.runs_panel.show_runs(
            (self.context.guard(training_runs.summaries, project) or ()) if project is not None else ()
        )
        self.watch.show_nothing(not self.runs_panel.table.rowCount())
        self.run_actions.show_offer()

    def _overview(self, project: Project | None) -> DatasetOverview | None:
        """The labels; None without a project and while its cells are counted."""
        known = self.context.counting.known(Labels.LEARNT)
        if project is None or not known.complete:
            return None
        return snapshots.overview_of(known, classes=project.class_set())

    def _advice(self, overview: DatasetOverview | None) -> str:
        """What the labels allow; in the light edition, where networks are trained."""
        allowed = translated(overview.advice) if overview else self._why_no_overview()
        return translated(why_not_train()) or allowed

    def _why_no_overview(self) -> str:
        if self.context.project is None:
            return self.tr("Open a project first.")
        return self.tr("Counting the labelled cells…")

    @Slot()
    def _look_at_runs(self) -> None:
        """Read the progress of a run that another process trains."""
        project = self.context.project
        if project is None or self.context.training.running:
            return

        def read(_task: Task) -> Any:
            return training_runs.summaries(project)

        self.context.jobs.start(
            read,
            title=self.tr("loading runs"),
            on_success=self._on_runs_read,
            supersede="train_runs",
            listed=False,
        )

    @Slot(object)
    def _on_runs_read(self, found: Any) -> None:
        if not self.context.training.running:
            self.runs_panel.show_runs(found)
            self.watch.show_nothing(not found)
            self.run_actions.show_offer()

    # training

    @Slot()
    def _on_train(self) -> None:
        self.context.training_launcher.start(self.form.spec(), self.form.split_by)

    @Slot()
    def _on_pause(self) -> None:
        session = self.context.training
        if session.pausing:
            session.unpause()
            self.state_text.clear()
        else:
            session.pause()
            self.state_text.setText(self.tr("Pausing after this batch…"))
        self.refresh()

    @Slot(bool)
    def _on_stop(self, keep: bool) -> None:
        self.context.training.stop(keep=keep)
        self.state_text.setText(self.tr("Stopping after this batch…"))
        self.refresh()

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        super()._on_caught_up(missed)
        self.training_view.catch_up()

    # past runs

    @Slot(object)
    def _on_runs_chosen(self, run_ids: tuple[int, ...]) -> None:
        project = self.context.project
        if project is None:
            return
        histories = [self.context.guard(training.history, project, run_id=run_id) or () for run_id in run_ids]
        known = (
            {one.run.id: one for one in self.context.guard(training_runs.summaries, project) or ()} if run_ids else {}
        )
        if len(run_ids) == 1:
            self.watch.show_past(histories[0], run_id=run_ids[0])
            self.watch.warn(translated(known[run_ids[0]].warnings) if run_ids[0] in known else "")
        elif run_ids:
            self.watch.compare([known[run_id] for run_id in run_ids], histories=histories)
        else:
            self.watch.clear()
        self.run_actions.show_offer()
