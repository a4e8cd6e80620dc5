"""Opening a project: its store is brought up to date, and what removed runs and older versions left is cleared."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.models import import_bundle
from rbc_desk.services.project.project import Project, check_not_restored, is_project, project_folder
from rbc_desk.services.training import training_runs


def open_project(
    folder: Path, *, reader: str, back_up: bool = True, upgrade: bool = True, task: Task = SILENT
) -> Project:
    """Open the project in `folder`; an older one is backed up and upgraded, of which `task` gets the progress.

    Where the folder cannot be written it is opened for reading: `why_read_only` says why. With `back_up` false, the
    usual backup is left to the caller. Raises NotAProjectError where there is none, NewerProjectError,
    OlderProjectError where not to `upgrade`, DamagedProjectError, StorageError, StoreBusyError where a backup is
    being restored, CancelledError where an upgrade was stopped (the project is as it was).
    """
    from rbc_desk.store.store import Store, no_database

    folder = project_folder(folder)
    check_not_restored(folder)
    if not is_project(folder):
        raise no_database(folder)
    project = Project(folder, store=Store.open(folder, back_up=back_up, upgrade=upgrade, task=task), reader=reader)
    if not project.why_read_only:
        training_runs.sweep(project)
        import_bundle.drop_prose(project)
    return project


def upgrade_project(folder: Path, *, reader: str, task: Task = SILENT) -> None:
    """Back up and upgrade an older project that is not open. Raises as `open_project` does."""
    open_project(folder, reader=reader, task=task).close()
