"""State that all pages share: the open project, the current smear and cells, undo, jobs, the change bus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.files.atomic import is_same_file
from rbc_desk.core.files.store_place import is_shared
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.training.editions import why_not_train
from rbc_desk.settings.files import save
from rbc_desk.settings.model import Settings
from rbc_desk.settings.paths import recent_file, settings_file
from rbc_desk.settings.recent import RecentProjects
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.kit.errors import JobError, being_restored
from rbc_desk.ui.kit.jobs import JobRunner
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.backup_job import BackupJob
from rbc_desk.ui.state.bus import ChangeBus
from rbc_desk.ui.state.closing_projects import ClosingProjects
from rbc_desk.ui.state.connecting import Connecting
from rbc_desk.ui.state.counting import Counting
from rbc_desk.ui.state.crop_cache_job import CropCacheJob
from rbc_desk.ui.state.edit_jobs import EditJobs
from rbc_desk.ui.state.live_learning import LiveUpdates
from rbc_desk.ui.state.night_training import NightTraining
from rbc_desk.ui.state.other_readers import OtherReaders
from rbc_desk.ui.state.project_upgrade import ProjectUpgrade
from rbc_desk.ui.state.saving import Outcome, Saving
from rbc_desk.ui.state.secret_delay import SecretDelay
from rbc_desk.ui.state.step_walk import StepRunner
from rbc_desk.ui.state.steps import Steps
from rbc_desk.ui.state.training_launcher import TrainingLauncher
from rbc_desk.ui.state.training_session import TrainingSession

if TYPE_CHECKING:
    from rbc_desk.core.cells.cell import SmearInfo
    from rbc_desk.services.project.project import Project

P = ParamSpec("P")
R = TypeVar("R")


class AppContext(QObject):
    """The state shared by all pages, on the interface thread. It holds no widgets."""

    project_changed = Signal(object)  # Project | None
    smear_changed = Signal(int)  # 0: none
    selection_changed = Signal(object)  # frozenset[int]
    reader_changed = Signal()
    failed = Signal(object)  # JobError
    settings_changed = Signal(object)  # frozenset[str]: the fields that changed

    def __init__(
        self,
        *,
        settings: Settings | None = None,
        recent: RecentProjects | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or Settings()
        self.recent = recent or RecentProjects(recent_file())
        self.project: Project | None = None
        self.smear_id = 0
        self.selection: frozenset[int] = frozenset()
        self.bus = ChangeBus(self)
        self.jobs = JobRunner(self)
        self.training = TrainingSession(self)
        self.training_launcher = TrainingLauncher(
            self.training,
            project=lambda: self.project,
            announce=self.announce,
            report_failure=self.failed.emit,
            parent=self,
        )
        self.edit_jobs = EditJobs(self.jobs, project=lambda: self.project, push=self.edit)
        self.closing = ClosingProjects(jobs=self.jobs, training=self.training, parent=self)
        self.saving = Saving(self.jobs, self)
        self.steps = Steps(apply=self._apply, announce=self.bus.changed.emit, parent=self)
        self.undo_stack = self.steps.stack
        self._walk = StepRunner(self.steps, saving=self.saving, project=lambda: self.project, show=self.show_smear_of)
        self.keys = Keymap(self.settings.keys, save=lambda keys: self.change_settings(keys=keys), parent=self)
        self.crops = CropCacheJob(bus=self.bus, jobs=self.jobs, training=self.training, parent=self)
        self.live = LiveUpdates(
            bus=self.bus,
            jobs=self.jobs,
            training=self.training,
            enabled=lambda: self.settings.live_learning,
            parent=self,
        )
        self.night = NightTraining(
            bus=self.bus,
            jobs=self.jobs,
            training=self.training,
            project=lambda: self.project,
            why_not_train=lambda: self.why_not_train,
            parent=self,
        )
        self.upgrade = ProjectUpgrade(self.jobs, project=lambda: self.project, parent=self)
        self.connecting = Connecting(self.jobs, parent=self)
        self.backups = BackupJob(bus=self.bus, jobs=self.jobs, parent=self)
        self.others = OtherReaders(announce=self.bus.changed.emit, parent=self)
        self.secret_delay = SecretDelay(self)
        self.being_restored: Path | None = None  # the project's folder, from closing it to the end of the job
        self.counting = Counting(self.jobs, project=lambda: self.project, parent=self)
        self.saving.lost.connect(self._on_lost)
        failures = (self.saving.failed, self.jobs.failed, self.training.failed, self.backups.failed)
        others = (self.night.failed, self.upgrade.failed, self.connecting.failed, self.counting.failed)
        for signal in (*failures, *others):
            signal.connect(self.failed)
        self.project_changed.connect(self.counting.set_project)
        self.project_changed.connect(self.crops.set_project)
        self.project_changed.connect(self.backups.set_project)
        self.project_changed.connect(self.others.set_project)
        self.project_changed.connect(self.live.set_project)
        self.project_changed.connect(self.night.set_project)
        self.upgrade.open_requested.connect(lambda folder, reader: self.open_project(folder, reader=reader))
        self.connecting.reached.connect(lambda folder, reader: self._open(folder, reader=reader))

    def change_settings(self, **changes: Any) -> bool:
        """Save fields of the settings and apply them at once. False if saving failed (which is reported)."""
        saved = self.guard(lambda: save(settings_file(), **changes))
        if saved is None:
            return False
        self.settings = self.settings.model_copy(update={name: getattr(saved, name) for name in changes})
        if "live_learning" in changes:
            self.live.set_project(self.project)
        self.settings_changed.emit(frozenset(changes))
        return True

    # projects

    def open_project(self, folder: Path, *, reader: str | None = None) -> Project | None:
        """Open a project: after an upgrade if it needs one, and a shared one when its server answers.

        None until then, and if it failed (which is reported).
        """
        from rbc_desk.services.project.project import project_folder

        reader_name, whole = reader or self.settings.reader, project_folder(folder)
        self.connecting.stop()
        if is_shared(whole) and not self.is_being_restored(whole):
            self.connecting.begin(whole, reader=reader_name)
            return None
        return self._open(whole, reader=reader_name)

    def _open(self, folder: Path, *, reader: str) -> Project | None:
        current = self.project
        if current is not None and current.folder == folder:
            self.close_project()  # two stores of one process on the same file would conflict
        return self._enter(folder, lambda: self.upgrade.open(folder, reader=reader))

    def create_project(
        self, folder: Path, *, class_set: str = "paper", name: str | None = None, reader: str | None = None
    ) -> Project | None:
        """Create and open a project. None if it failed, which is reported."""
        from rbc_desk.services.project import project as projects

        reader_name = reader or self.settings.reader
        return self._enter(
            folder, lambda: projects.create_project(folder, class_set=class_set, reader=reader_name, name=name)
        )

    def is_being_restored(self, folder: Path) -> bool:
        """Whether this program is restoring a backup in that folder."""
        from rbc_desk.services.project.project import project_folder

        return self.being_restored is not None and is_same_file(project_folder(folder), self.being_restored)

    def close_project(self) -> None:
        """Stop all work on the project and close it, within a second. Running edits are saved first.

        A thread that has not ended by then keeps its store open; `closing.closed` is emitted when it ends.
        """
        if self.project is None:
            return
        self.saving.finish()
        self.closing.stop_work()
        project, self.project = self.project, None
        self.steps.clear()
        self.training.forget()
        self.set_smear(0)
        self.project_changed.emit(None)
        self.closing.close(project)

    def shut_down(self) -> None:
        """Close the project and wait for every thread, after the window has closed."""
        self.close_project()
        self.closing.wait()

    def _enter(self, folder: Path, make: Callable[[], Project | None]) -> Project | None:
        from rbc_desk.services.cells import labelling

        if self.is_being_restored(folder):
            self.failed.emit(being_restored(folder))
            return None
        project = self.guard(make)
        if project is None:
            return None
        self.close_project()
        self.project = project
        self.steps.load(self.guard(labelling.past_steps, project) or ())
        self.recent.add(project.folder)
        self.project_changed.emit(project)
        return project

    # reader

    @property
    def reader(self) -> str:
        """The name on new labels."""
        return self.project.reader if self.project is not None else self.settings.reader

    @property
    def reader_is_known(self) -> bool:
        """Whether a name was ever entered: in the settings or the environment, or for the account of the server."""
        of_account = self.project is not None and self.project.store.member is not None
        return of_account or "reader" in self.settings.model_fields_set

    def set_reader(self, name: str) -> bool:
        """Change the reader and store the name. From then on, the steps of this reader are the ones to undo.

        False if the name is invalid, or could not be stored (which is reported).
        """
        from rbc_desk.services.cells import labelling
        from rbc_desk.services.project import readers

        self.saving.finish()
        project = self.project
        checked = self.guard(readers.name_for, project, name)
        if checked is None or not self.change_settings(reader=checked):
            return False
        if project is not None and checked != project.reader:
            as_reader = self.guard(readers.as_reader, project, name=checked)
            if as_reader is None:
                return False
            self.project = as_reader
            self.set_selection(())
            self.steps.clear()
            self.steps.load(self.guard(labelling.past_steps, as_reader) or ())
            self.crops.set_project(as_reader)
            self.backups.set_project(as_reader)
            self.live.set_project(as_reader)
            self.announce(ChangeSet("Change reader", more_topics=frozenset(Topic)))
        self.reader_changed.emit()
        return True

    def set_blinded(self, blinded: bool) -> None:
        """Hide the work of other readers from this one, or show it."""
        from rbc_desk.services.project import readers

        if self.project is not None and self.project.viewpoint.blinded != blinded:
            self.commit(lambda project: readers.set_blinded(project, blinded=blinded))

    # current smear

    def set_smear(self, smear_id: int) -> None:
        """Make a smear current on all pages (0: none); clears the selection."""
        if smear_id == self.smear_id:
            return
        self.set_selection(())
        self.smear_id = smear_id
        self.smear_changed.emit(smear_id)

    def keep_smear_among(self, smears: Sequence[SmearInfo]) -> None:
        """Keep the current smear if it is among `smears`, else make the first one current."""
        ids = [smear.id for smear in smears]
        if self.smear_id not in ids:
            self.set_smear(ids[0] if ids else 0)

    def set_selection(self, ids: Iterable[int]) -> None:
        selection = frozenset(ids)
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    # changes

    def edit(self, changeset: ChangeSet | None, *, mergeable_key: object = None) -> None:
        """Push a committed step on the undo stack and announce it. None (a refused step) does nothing.

        While edits are being saved it waits for them, because one of them may undo the step on top.
        """
        put = partial(self._put, mergeable_key=mergeable_key)
        if changeset is not None and self.project is not None and self.saving.busy:
            self.saving.commit(self.project.store, lambda: lambda: changeset, on_saved=put)
        else:
            put(changeset)

    def _put(self, changeset: ChangeSet | None, *, mergeable_key: object) -> None:
        if changeset is not None:
            self.steps.push(changeset, mergeable_key=mergeable_key)
            self.bus.changed.emit(changeset)

    @property
    def why_not_edit(self) -> str:
        """ "" if the open project can be changed, else the reason why not."""
        return translated(self.project.why_read_only) if self.project is not None else ""

    @property
    def why_not_train(self) -> str:
        """ "" if whole networks can be trained on the open project, else the reason why not."""
        return translated(why_not_train()) or self.why_not_edit

    def commit(
        self,
        work: Callable[[Project], ChangeSet | None],
        *,
        mergeable_key: object = None,
        cell_ids: Iterable[int] = (),
        on_saved: Callable[[ChangeSet], None] | None = None,
    ) -> Outcome:
        """Change the project by a quick service call, as one undoable step.

        If the disk is slow or another writer is active, `work` runs on the write lane and SAVING is returned: show
        `cell_ids` in their expected state. `on_saved` gets the committed step. Failures are reported.
        """
        project = self.project
        if project is None:
            return Outcome.REFUSED

        def saved(changeset: ChangeSet | None) -> None:
            self._put(changeset, mergeable_key=mergeable_key)
            if changeset is not None and on_saved is not None:
                on_saved(changeset)

        return self.saving.commit(project.store, lambda: partial(work, project), on_saved=saved, cell_ids=cell_ids)

    def undo(self) -> None:
        """Undo the last step, including one that is still being saved."""
        self._walk.go(-1)

    def redo(self) -> None:
        self._walk.go(1)

    def go_to_step(self, index: int) -> None:
        """Undo or redo until `index` steps are in effect."""
        self._walk.go_to(index)

    @Slot(object)
    def _on_lost(self, cell_ids: frozenset[int]) -> None:
        """Cells shown in their expected state were not saved: have all views read them again."""
        topics = frozenset({Topic.CELLS, Topic.LABELS})
        self.bus.changed.emit(ChangeSet(self.tr("Not saved"), cell_ids=cell_ids, more_topics=topics))

    def announce(self, changeset: ChangeSet | None) -> None:
        """Announce a committed step that cannot be undone here."""
        if changeset is not None:
            self.steps.record(changeset)
            self.bus.changed.emit(changeset)

    @property
    def opened(self) -> Project:
        """The open project. Raises RuntimeError if there is none."""
        if self.project is None:
            raise RuntimeError("no project is open")
        return self.project

    def guard(self, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Run a quick service call. An expected error is reported, and None is returned."""
        try:
            return fn(*args, **kwargs)
        except RbcDeskError as error:
            self.failed.emit(JobError.from_exception(error, title=self.tr("The action failed")))
            return None

    def _apply(self, changeset: ChangeSet) -> ChangeSet | None:
        from rbc_desk.services.cells import labelling

        if (project := self.project) is None:
            return None
        applied = self.guard(lambda: labelling.apply(project, changeset, origin=None))
        if applied is not None:
            self.show_smear_of(applied)
        return applied

    def show_smear_of(self, applied: ChangeSet) -> None:
        """Show the smear of an undone step."""
        if applied.cell_ids and len(applied.smear_ids) == 1:
            self.set_smear(next(iter(applied.smear_ids)))
