"""Opening a project: its store is brought up to date, and what removed runs and older versions left is cleared."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.services.models import import_bundle
from rbc_desk.services.project.project import Project, check_not_restored, is_project, project_folder
from rbc_desk.services.training import training_runs


def open_project(folder: Path, *, reader: str, back_up: bool = True) -> Project:
    """Open the project in `folder`; an older one is backed up and brought up to date.

    Where the folder cannot be written it is opened for reading: `why_read_only` says why. With `back_up` false, the
    usual backup is left to the caller. Raises NotAProjectError where there is none, NewerProjectError,
    DamagedProjectError, StorageError, StoreBusyError where a backup is being restored.
    """
    from rbc_desk.store.store import Store, no_database

    folder = project_folder(folder)
    check_not_restored(folder)
    if not is_project(folder):
        raise no_database(folder)
    project = Project(folder, store=Store.open(folder, back_up=back_up), reader=reader)
    if not project.why_read_only:
        training_runs.sweep(project)
        import_bundle.drop_prose(project)
    return project
