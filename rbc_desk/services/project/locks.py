"""The smears that can be changed: not those of specimens whose report is signed.

The store itself refuses every change of a signed specimen. Long work asks here first, so that it leaves those smears
out with one word instead of failing on each of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rbc_desk.core.errors import LockedSpecimenError
from rbc_desk.core.events import Problem
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.services.project.project import Project


def unlocked(project: Project, smear_ids: Sequence[int]) -> list[int]:
    """Those of the smears whose specimens are not locked by a signed report."""
    from rbc_desk.store import queries

    locked = queries.locked_smears(project.store)
    return [smear_id for smear_id in smear_ids if smear_id not in locked]


def changeable(project: Project, smear_ids: Sequence[int], *, task: Task) -> list[int]:
    """The `unlocked` smears; the number of the others is reported to `task`.

    Raises LockedSpecimenError where all of them are locked.
    """
    left = unlocked(project, smear_ids)
    n_locked = len(smear_ids) - len(left)
    if n_locked and not left:
        require_unlocked(project, smear_ids)
    if n_locked:
        task.report(Problem("", left_out(n_locked)))
    return left


def require_unlocked(project: Project, smear_ids: Sequence[int]) -> None:
    """Raise LockedSpecimenError where a specimen of the smears is locked by a signed report."""
    from rbc_desk.store import queries

    queries.require_unlocked(project.store, smear_ids=smear_ids)


def not_added(errors: Sequence[LockedSpecimenError]) -> Problem:
    """The problem of images that could not be added, because their specimens are signed."""
    if len(errors) == 1:
        return Problem("", str(errors[0]))
    return Problem("", Phrase("{n} images were left out: the reports of their specimens are signed.", n=len(errors)))


def left_out(n: int) -> Phrase:
    """What is said of `n` smears that long work left out."""
    if n == 1:
        return Phrase("1 smear was left out: the report of its specimen is signed.")
    return Phrase("{n} smears were left out: the reports of their specimens are signed.", n=n)
