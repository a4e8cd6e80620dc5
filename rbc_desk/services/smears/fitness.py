"""Which fields are fit to be counted, and a reader's word that overrules the rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.counting.field_fitness import UNRATED, FieldFitness
from rbc_desk.core.history.changes import ChangeSet, Entity
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import now
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.measured_fields import MeasuredField, measured_fields, stored_fields


def rated(project: Project, *, smears: Sequence[SmearInfo], task: Task = SILENT) -> dict[int, FieldFitness]:
    """The rating of each smear by id. One that was not rated yet is read and measured, so use a job.

    Raises CancelledError.
    """
    fields = dict(measured_fields(project, smears=smears, task=task.quiet()))
    return {info.id: _fitness(info, fields.get(info.id)) for info in smears}


def known(project: Project, *, smears: Sequence[SmearInfo]) -> dict[int, FieldFitness]:
    """The stored rating of each smear by id, `UNRATED` where there is none. It takes one query."""
    fields = stored_fields(project, smears=smears)
    return {info.id: _fitness(info, fields.get(info.id)) for info in smears}


def overrule(project: Project, *, smear_ids: Sequence[int]) -> ChangeSet:
    """Count smears although their fields are rated unfit: this reader's word. One step that can be undone.

    Raises UnknownNameError, LockedSpecimenError.
    """
    named = _named(project, smear_ids)
    op = Phrase("Count {name} anyway", name=named)
    return _set(project, smear_ids, op=op, values={"overruled_by": project.reader, "overruled_at": now()})


def restore(project: Project, *, smear_ids: Sequence[int]) -> ChangeSet:
    """Take back the word of a reader that unfit smears count, so that they are left out again.

    Raises UnknownNameError, LockedSpecimenError.
    """
    op = Phrase("Leave {name} out again", name=_named(project, smear_ids))
    return _set(project, smear_ids, op=op, values={"overruled_by": None, "overruled_at": None})


def _set(project: Project, smear_ids: Sequence[int], *, op: Phrase, values: Mapping[str, str | None]) -> ChangeSet:
    with project.store.transact(op, reader=project.reader) as tx:
        tx.update_many(Entity.SMEAR, dict.fromkeys(smear_ids, values))
    return tx.changeset


def _named(project: Project, smear_ids: Sequence[int]) -> str:
    if len(smear_ids) == 1:
        return library.known_smear(project, smear_id=smear_ids[0]).name
    return Phrase("{n} smears", n=len(smear_ids))


def _fitness(info: SmearInfo, field: MeasuredField | None) -> FieldFitness:
    if field is None:
        return UNRATED
    return FieldFitness(field.quality.unfit, overruled_by=info.overruled_by or "")
