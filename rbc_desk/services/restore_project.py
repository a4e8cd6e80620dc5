"""Lists the backups of a project and restores one."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.errors import StorageError, UnknownNameError
from rbc_desk.core.files.backups import BackupInfo, Backups, Restored
from rbc_desk.core.files.store_place import is_shared
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets import crops
from rbc_desk.services.project import counts
from rbc_desk.services.project.project import Project, project_folder


def backups(folder: Path) -> Backups:
    """List the backups of the project in `folder`, newest first, with what restoring each one would lose.

    Changes nothing. Raises StorageError where the database lies on a server.
    """
    from rbc_desk.store.sqlite.restore import list_backups

    refuse_shared(folder)
    return list_backups(project_folder(folder))


def refuse_shared(folder: Path) -> None:
    """Raise StorageError where the project's database lies on a server."""
    folder = project_folder(folder)
    if is_shared(folder):
        raise StorageError(
            Phrase("The database of this project is on a server, where its backups are made too."),
            hint=Phrase("Ask the administrator of the database to restore it."),
        )


def newest(known: Backups) -> BackupInfo:
    """Return the newest readable backup. Raises UnknownNameError where there is none."""
    for info in known.found:
        if info.contents is not None:
            return info
    raise UnknownNameError(
        Phrase("{folder} contains no readable backup.", folder=known.folder / "backups"),
        hint="If you have a copy of project.sqlite elsewhere, choose it.",
    )


def restore(folder: Path, *, source: Path | None = None, task: Task = SILENT) -> Restored:
    """Replace the database by a backup: `source` (a path, or a name in `backups/`), or the newest one.

    The project must not be open. The replaced database is kept. Backups contain no crops: `complete` cuts them again.
    `task` can be stopped until the first file is replaced.
    Raises UnknownNameError, NotAProjectError, NewerProjectError, StorageError, CancelledError (nothing has changed).
    """
    from rbc_desk.store.sqlite import restore as store

    folder = project_folder(folder)
    refuse_shared(folder)
    if source is None:
        source = newest(backups(folder)).path
    elif not source.exists() and (folder / "backups" / source.name).exists():
        source = folder / "backups" / source.name
    return store.restore(folder, source=source, task=task)


def check_and_back_up(project: Project, *, task: Task = SILENT) -> Path | None:
    """Check the whole database, and back it up if the last backup is at least half an hour old.

    Returns the path of the backup. New counts are saved for the next opening.

    Raises DamagedProjectError (without a backup), StorageError, CancelledError.
    """
    from rbc_desk.store.sqlite.backup import back_up

    if is_shared(project.folder):  # its pages and backups are the server's matter
        counts.count(project, task=task.quiet())
        project.store.settle()
        return None
    project.store.verify(task=task)
    if project.why_read_only:
        return None
    counts.count(project, task=task.quiet())  # so that no page has to wait for the counts
    project.store.settle()
    return back_up(project.store, task=task)


def complete(project: Project, *, task: Task = SILENT) -> int:
    """Cut the crops that are missing after a restore; returns their number. Raises CancelledError, StorageError."""
    return crops.store_crops(project, task=task)
