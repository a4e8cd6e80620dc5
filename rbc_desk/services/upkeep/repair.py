"""Repairs what `check` finds, and keeps aside everything that it replaces."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rbc_desk.core.errors import StorageError, storage_error
from rbc_desk.core.members import Role
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.upkeep import Finding, Repaired, Trouble
from rbc_desk.services.datasets import crops
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.upkeep.check import SMEARS, check, damaged_crops, kept_files, spare_of, stray_files

_KEPT = "repaired-%Y%m%dT%H%M%S"


def repair(project: Project, *, found: Sequence[Finding] | None = None, task: Task = SILENT) -> Repaired:
    """Repair what can be repaired of `found` (default: what a check finds), then check again.

    The database as it was, replaced images and stray files are kept in a dated folder among the backups; nothing is
    deleted. Raises StorageError, CancelledError: what was repaired before stays so.
    """
    if project.why_read_only:
        raise StorageError(Phrase("The project is read-only and cannot be changed."), hint=project.why_read_only)
    member = project.store.member
    if member is not None and member.role is not Role.ADMINISTRATOR:
        raise StorageError(Phrase("Only an administrator can repair a shared project."),
                           hint=Phrase("Ask one, or the owner of the database."))  # fmt: skip
    known = check(project, task=task) if found is None else tuple(found)
    to_do = [one for one in known if one.remedy]
    if not to_do:
        return Repaired((), known, None)
    try:
        kept_in = _free_folder(project.folder / "backups" / datetime.now(UTC).strftime(_KEPT))
        kinds = {one.trouble for one in to_do}
        if kinds & {Trouble.INDEX, Trouble.CROP}:
            project.store.copy_as_it_is(kept_in / project.store.database.name)
        if Trouble.INDEX in kinds:
            project.store.reindex()
        _repair_images(project, to_do, kept_in=kept_in)
        if Trouble.CROP in kinds:
            _repair_crops(project, task=task)
    except OSError as error:
        raise storage_error(error, doing="repairing the project") from error
    left = check(project, task=task)
    still = {(one.trouble, one.item) for one in left}
    tried = {(one.trouble, one.item) for one in to_do}
    # what the remedy did not mend needs another way out
    left = tuple(replace(one, remedy="") if (one.trouble, one.item) in tried else one for one in left)
    return Repaired(tuple(one for one in to_do if (one.trouble, one.item) not in still), left, kept_in)


def _repair_images(project: Project, to_do: Sequence[Finding], *, kept_in: Path) -> None:
    folder = project.folder / SMEARS
    by_name = {info.stored_name: info for info in library.smears(project)}
    stray, aside = stray_files(project), kept_files(project)
    for one in to_do:
        if one.trouble in (Trouble.IMAGE_MISSING, Trouble.IMAGE_DAMAGED) and one.item in by_name:
            spare = spare_of(by_name[one.item], [*stray, *aside])
            if spare is not None:
                _keep(folder / one.item, kept_in)
                spare.replace(folder / one.item)
                (stray if spare in stray else aside).remove(spare)
    named = {one.item for one in to_do if one.trouble is Trouble.STRAY_FILE}
    for path in stray:
        if path.name in named:
            _keep(path, kept_in)


def _keep(path: Path, kept_in: Path) -> None:
    if path.exists():
        (kept_in / SMEARS).mkdir(exist_ok=True)
        shutil.move(path, kept_in / SMEARS / path.name)


def _repair_crops(project: Project, *, task: Task) -> None:
    damaged = damaged_crops(project, task=task)
    if not damaged:
        return
    with project.store.transact(Phrase("Repair crops"), reader=project.reader) as tx:
        tx.derived.drop_crops(damaged)
    crops.store_crops(project, task=task)


def _free_folder(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    found.mkdir(parents=True)
    return found
