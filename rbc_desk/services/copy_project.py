"""Copies a whole project into another folder, with its database as a file or on a server."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.errors import storage_error
from rbc_desk.core.events import Progress
from rbc_desk.core.files.store_place import DATABASE, STORE_FILE
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project, new_folder
from rbc_desk.services.project.roles import require_whole_sight

if TYPE_CHECKING:
    from rbc_desk.store.copying import CopiedRows

_LEFT_OUT = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", STORE_FILE, "backups"})
"""Backups belong to the database that they are of."""
_MESSAGE = Phrase("copying the images and models")


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: rows by table with the change log of the copy, and files."""

    folder: Path
    rows: CopiedRows
    n_files: int


def copy_project(project: Project, *, to: Path, url: str | None = None, task: Task = SILENT) -> Copied:
    """Copy the project into the new or empty folder `to`. `url`: of an empty database on a server.

    The original is not changed, and others may work with it meanwhile: the copy has what was there at the beginning.
    A copy that is cut off does not open as a project. Raises NotAProjectError where the folder is not empty,
    SettingsError for an unsuitable URL or database, StorageError, CancelledError (nothing of the copy is left).
    """
    from rbc_desk.store.copying import copy_rows

    require_whole_sight(project)
    existed = to.expanduser().exists()
    folder = new_folder(to)
    others = set(folder.iterdir())  # hidden files of the system
    copied = 0

    def copy_files() -> None:
        nonlocal copied
        copied = _copy_files(project.folder, folder, task=task.part(0.5, 1))

    try:
        store, rows = copy_rows(
            project.store, folder=folder, url=url, before_commit=copy_files, task=task.part(0, 0.5)
        )
        store.close()
    except BaseException:
        _remove_all(folder, but=others, also_itself=not existed)
        raise
    return Copied(folder, rows, copied)


def _copy_files(source: Path, target: Path, *, task: Task) -> int:
    """Copy every file of a project but its database; returns their number."""
    files = [path for path in _files(source) if not any(part.startswith(".") for part in path.parts)]
    try:
        for n, name in enumerate(files):
            task.raise_if_stopped()
            task.report(Progress(n, len(files), _MESSAGE))
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)
    except OSError as error:
        raise storage_error(error, doing="copying the project") from error
    return len(files)


def _files(source: Path) -> list[Path]:
    """The files to copy, relative to the folder."""
    found = []
    for entry in sorted(source.iterdir()):
        if entry.name in _LEFT_OUT:
            continue
        inside = entry.rglob("*") if entry.is_dir() else [entry]
        found += sorted(path.relative_to(source) for path in inside if path.is_file())
    return found


def _remove_all(folder: Path, *, but: Collection[Path], also_itself: bool) -> None:
    """Remove what a copy that failed has written into its folder, which was empty."""
    for entry in set(folder.iterdir()).difference(but):
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
    if also_itself:
        folder.rmdir()
