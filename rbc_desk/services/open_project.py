"""Opens a project: upgrades its database and deletes leftovers of removed runs and older versions."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.files.store_place import is_project
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.models import import_bundle
from rbc_desk.services.project.project import Project, check_not_restored, project_folder
from rbc_desk.services.training import runs as training_runs


def open_project(
    folder: Path, *, reader: str, back_up: bool = True, upgrade: bool = True, task: Task = SILENT
) -> Project:
    """Open the project in `folder`. An older project is backed up and upgraded, with progress reported to `task`.

    A folder that cannot be written is opened read-only: `why_read_only` gives the reason. With `back_up` false, the
    caller makes the usual backup. Raises NotAProjectError where `folder` has no project, NewerProjectError,
    OlderProjectError with `upgrade` false, DamagedProjectError, StorageError, StoreBusyError while a backup is being
    restored, CancelledError where an upgrade was stopped (the project is unchanged).
    """
    from rbc_desk.store.sqlite.backend import no_database
    from rbc_desk.store.store import Store

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
