"""Adds images to a specimen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep, combined, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.services.specimens import editing


def add_fields(
    project: Project,
    paths: Iterable[Path | str],
    *,
    specimen_id: int,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> AddedSmears:
    """Copy images (files, folders, globs) into the project as smears of a specimen.

    Images that are in the project already move to the specimen with their cells. As `library.add_smears` otherwise.
    Raises UnknownNameError, LockedSpecimenError.
    """
    code = editing.specimen(project, specimen_id=specimen_id).code
    added = library.add_smears(project, paths, specimen=code, task=task, on_step=on_step)
    own = set(editing.smear_ids(project, specimen_id=specimen_id))
    if others := [smear_id for smear_id in dict.fromkeys(added.known_ids) if smear_id not in own]:
        on_step(editing.move_smears(project, smear_ids=others, code=code))
    return added


def fields_added_as_one_step(steps: Sequence[ChangeSet]) -> ChangeSet:
    """Combine the commits of `add_fields` into one step."""
    return combined(Phrase("Add images to a specimen"), steps)
