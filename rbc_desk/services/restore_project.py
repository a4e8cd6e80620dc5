"""Lists the backups of a project and restores one."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.backups import BackupInfo, Backups, Restored
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project import counts
from rbc_desk.services.project.project import Project, project_folder


def backups(folder: Path) -> Backups:
    """The backups of the project in `folder`, the newest first, and what each would cost. Changes nothing."""
    from rbc_desk.store.sqlite.restore import list_backups

    return list_backups(project_folder(folder))


def newest(known: Backups) -> BackupInfo:
    """The newest backup that can be read. Raises UnknownNameError where there is none."""
    for info in known.found:
        if info.contents is not None:
            return info
    raise UnknownNameError(
        Phrase("{folder} contains no readable backup.", folder=known.folder / "backups"),
        hint="If you have a copy of project.sqlite elsewhere, choose it.",
    )


def restore(folder: Path, *, source: Path | None = None, task: Task = SILENT) -> Restored:
    """Put a backup in the place of the database: `source`, by path or by its name in `backups/`, or the newest.

    For a project that is not open. What was there is kept. Crops are not in backups: `complete` cuts them again.
    `task` may be stopped until the first file is replaced, and then no more.
    Raises UnknownNameError, NotAProjectError, NewerProjectError, StorageError, CancelledError (nothing is changed).
    """
    from rbc_desk.store.sqlite import restore as store

    folder = project_folder(folder)
    if source is None:
        source = newest(backups(folder)).path
    elif not source.exists() and (folder / "backups" / source.name).exists():
        source = folder / "backups" / source.name
    return store.restore(folder, source=source, task=task)


def look_after(project: Project, *, task: Task = SILENT) -> Path | None:
    """Check the whole database, and back it up where the last backup is half an hour old; returns the backup.

    What was counted for the first time is kept for the next opening.

    Raises DamagedProjectError (nothing is backed up then), StorageError, CancelledError.
    """
    from rbc_desk.store.sqlite.backup import back_up

    project.store.verify(task=task)
    if project.why_read_only:
        return None
    counts.count(project, task=task.quiet())  # so that no page has to wait for it
    project.store.settle()
    return back_up(project.store, task=task)


def complete(project: Project, *, task: Task = SILENT) -> int:
    """Cut again the crops that a restored project lacks; returns how many. Raises CancelledError, StorageError."""
    from rbc_desk.services.datasets import crops

    return crops.store_crops(project, task=task)
